"""Definite roles: whom 'the envoy', 'the officer', 'the mother of four' means, of those before."""

import re
from collections.abc import Iterator

from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.introductions import Introduction
from clashwire_enrich.claims.parties import Party
from clashwire_enrich.claims.role_meanings import (
    FEMALE,
    MALE,
    MEANS,
    NO_PERSON,
    OF_THE_PLACE,
    OFFICES,
    PERSON_ENDING,
    PRIVATE_HEADS,
    RANKS,
)
from clashwire_enrich.claims.source_phrases import SourcePhrase
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.voice_memory import VoiceMemory, role_family
from clashwire_enrich.claims.voices import COLLECTIVES

# "a relative of the mayor" is no mayor
_COMPLEMENT = re.compile(r" (?:of|for|to|from|in) ")
_IS_PARENT = re.compile(
    r"the (?:mother|father|grandmother|grandfather)(?: of \w+)?$", re.IGNORECASE
)
_RELATIVE = re.compile(r" (?:who|whom|whose|which|that) ")
_TELLING_NOTHING = frozenset(
    ("former", "ex", "old", "young", "elderly", "same", "senior", "veteran")
)
_MAX_WORDS = 6


class Known:
    """One who may be meant: a voice heard or a person introduced, with what tells about them."""

    def __init__(self, told: Voice | Introduction) -> None:
        """Take a voice or an introduction."""
        self.told = told
        self.party = told.party
        self.gender = told.gender
        self.position = told.position
        self.dead = isinstance(told, Introduction) and told.dead
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
    if _RELATIVE.search(phrase.words):
        return None  # "the officer who replaced him" is told of here for the first time
    head = role_family(phrase.head)
    everybody = list(_known(memory, position))
    for known in everybody:
        apart = known.party and party and not same_side(known.party.actor_id, party.actor_id)
        if not apart and _fits(head, words, phrase, known, party):
            return known.told
    return _newly_described(head, phrase, party, everybody)


def _newly_described(
    head: str, phrase: SourcePhrase, party: Party | None, everybody: list[Known]
) -> Voice | Introduction | None:
    """'the Kuki teacher', 'the baker': the one private person told of, in words not used before."""
    person = PERSON_ENDING.match(head) is not None and head not in NO_PERSON
    if head in {"man", "woman"}:
        named = [known for known in everybody if known.name is not None and not known.dead]
        wrong = {None, "f" if head == "woman" else "m"}
        alone = len({known.name for known in named}) == 1 and named[0].gender in wrong
        return named[0].told if alone else None
    if party is not None or not person or head in OF_THE_PLACE or _COMPLEMENT.search(phrase.words):
        return None
    gender = phrase.gender or ("f" if head in FEMALE else "m" if head in MALE else None)
    near = [
        known
        for known in everybody
        if known.name is not None
        and not known.dead
        and not known.roles & (RANKS | OFFICES)
        and known.gender in {None, gender or known.gender}
    ]
    return near[0].told if len({known.name for known in near}) == 1 else None


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
    aged = head.endswith("-year-old")
    role = phrase.kind == "role" or (head in known.roles and head not in COLLECTIVES)
    if known.dead or not (role or aged):
        return False
    if aged or head in PRIVATE_HEADS or _IS_PARENT.match(phrase.words):
        same = _names_party(known, party) and not aged
        return same or (party is None and _is_private(head, known, aged=aged))
    described = set(words) - {phrase.head} - _TELLING_NOTHING <= known.words or _names_party(
        known, party
    )
    if head in known.roles:
        return described
    if head == "spokes":  # "Major General X said ... The ministry spokesman said ..."
        return party is not None and known.party is None and bool(known.roles & RANKS)
    general = MEANS.get(head, frozenset()) & known.roles
    return bool(general) and (described or len(words) == 1)


def _is_private(head: str, known: Known, *, aged: bool) -> bool:
    return (head in known.roles and not aged) or _may_be_private(head, known)


def _may_be_private(head: str, known: Known) -> bool:
    """Whether "the widow", "the 34-year-old" can be one who speaks for nobody."""
    gender = "f" if head in FEMALE else "m" if head in MALE else None
    public = known.roles & (RANKS | OFFICES) or known.party is not None
    wrong = gender is not None and known.gender not in {None, gender}
    return known.name is not None and not public and not wrong


def _names_party(known: Known, party: Party | None) -> bool:
    return bool(known.party and party and same_side(known.party.actor_id, party.actor_id))
