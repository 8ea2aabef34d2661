"""Definite roles: whom 'the envoy', 'the officer', 'the mother of four' means, of those before."""

import re
from collections.abc import Iterator

from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.introductions import Introduction
from clashwire_enrich.claims.parties import Party
from clashwire_enrich.claims.source_phrases import SourcePhrase
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.voice_memory import VoiceMemory, role_family
from clashwire_enrich.text.words import word_set

_RANKS = word_set(
    "general colonel major captain lieutenant admiral brigadier marshal sergeant corporal"
    " commander officer gen col maj lt capt brig"
)
_OFFICES = word_set(
    "minister secretary governor mayor prefect envoy ambassador adviser advisor chief director"
    " administrator head president coordinator commissioner representative spokes deputy diplomat"
    " prosecutor senator lawmaker premier chancellor chairman official aide"
)
_CLERGY = word_set("father pastor priest bishop imam archbishop sheikh pope cleric")
_MEDICS = word_set("doctor dr nurse surgeon medic paramedic physician")
_PRIVATE = word_set("resident villager witness eyewitness survivor relative refugee worker farmer")
# What a general noun can mean: "the officer" a colonel, "the diplomat" an envoy.
_MEANS: dict[str, frozenset[str]] = {
    "officer": _RANKS | word_set("inspector superintendent policeman"),
    "general": word_set("general gen brigadier major"),
    "colonel": word_set("colonel col lieutenant"),
    "commander": _RANKS,
    "soldier": _RANKS,
    "diplomat": word_set("envoy ambassador representative diplomat"),
    "envoy": word_set("envoy representative ambassador"),
    "official": _OFFICES,
    "leader": word_set("president premier chief head leader king chairman commander warlord"),
    "politician": word_set("senator lawmaker minister mp president mayor governor"),
    "lawmaker": word_set("senator mp lawmaker"),
    "priest": _CLERGY,
    "cleric": _CLERGY,
    "bishop": _CLERGY,
    "doctor": _MEDICS,
    "medic": _MEDICS,
    "surgeon": _MEDICS,
    "negotiator": word_set("negotiator mediator delegate"),
    "minister": word_set("minister premier secretary"),
    "secretary": word_set("secretary minister"),
    "administrator": word_set("mayor governor prefect head administrator"),
}
_PRIVATE_HEADS = _PRIVATE | word_set(
    "man woman mother father brother sister son daughter widow trader teacher driver student"
    " shopkeeper grandmother grandfather teenager"
)
# "a relative of the mayor" is no mayor
_COMPLEMENT = re.compile(r" (?:of|for|to|from|in) ")
_FEMALE = word_set("woman mother sister daughter widow grandmother")
_MALE = word_set("man father brother son grandfather")
_MAX_WORDS = 6


class Known:
    """One who may be meant: a voice heard or a person introduced, with what tells about them."""

    def __init__(self, told: Voice | Introduction) -> None:
        """Take a voice or an introduction."""
        self.told = told
        self.party = told.party
        self.gender = told.gender
        self.position = told.position
        if isinstance(told, Voice):
            self.name, self.role = told.speaker.name, told.phrase.role or told.speaker.role
            phrase = _COMPLEMENT.split(told.phrase.words.lower(), maxsplit=1)[0]
            self.words = frozenset(phrase.replace(",", " ").split())
        else:
            self.name, self.role = told.name, told.role
            self.words = told.words
        self.roles = {role_family(word) for word in (*self.words, self.role or "") if word}


def meant_by(
    phrase: SourcePhrase, party: Party | None, position: int, memory: VoiceMemory
) -> Voice | Introduction | None:
    """A definite role phrase without a name, and its own party -> whom it means, or None."""
    words = [word for word in phrase.words.lower().split(",")[0].split()[1:] if word]
    if not phrase.definite or phrase.name is not None or not words or len(words) > _MAX_WORDS:
        return None
    head = role_family(phrase.head)
    for known in _known(memory, position):
        apart = known.party and party and not same_side(known.party.actor_id, party.actor_id)
        if not apart and _fits(head, words, phrase, known, party):
            return known.told
    return None


def _known(memory: VoiceMemory, position: int) -> Iterator[Known]:
    """Everybody heard or introduced before a position, the last one first."""
    told = [
        *(Known(voice) for voice in memory.latest_first() if voice.is_human),
        *(Known(one) for one in reversed(memory.people) if one.position < position),
    ]
    told.sort(key=lambda one: -one.position)
    return iter(told)


def _fits(
    head: str,
    words: list[str],
    phrase: SourcePhrase,
    known: Known,
    party: Party | None,
) -> bool:
    if phrase.kind != "role" and not head.endswith("-year-old"):
        return False
    if head in _PRIVATE_HEADS or head.endswith("-year-old"):
        gender = "f" if head in _FEMALE else "m" if head in _MALE else None
        public = known.roles & (_RANKS | _OFFICES) or known.party is not None
        wrong = gender is not None and known.gender not in {None, gender}
        person = isinstance(known.told, Voice) and known.name is not None
        return head in known.roles or (person and not public and not wrong)
    described = set(words) - {phrase.head} <= known.words or _names_party(known, party)
    if head in known.roles:
        return described
    if head == "spokes":  # "Major General X said ... The ministry spokesman said ..."
        return party is not None and known.party is None and bool(known.roles & _RANKS)
    general = _MEANS.get(head, frozenset()) & known.roles
    return bool(general) and (described or len(words) == 1)


def _names_party(known: Known, party: Party | None) -> bool:
    return bool(known.party and party and same_side(known.party.actor_id, party.actor_id))
