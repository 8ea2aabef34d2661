"""The speaker chain: every source in reading order, with those before it in mind."""

import re
from collections.abc import Mapping

import msgspec

from clashwire_contracts.claim import Speaker
from clashwire_contracts.vocabulary import AffiliationHow
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.claim_targets import HomeForces
from clashwire_enrich.claims.definite_roles import meant_by
from clashwire_enrich.claims.introductions import Introduction
from clashwire_enrich.claims.outlets import outlet_in
from clashwire_enrich.claims.parties import GENERIC_IDS, Party
from clashwire_enrich.claims.presumed_parties import PresumedParties
from clashwire_enrich.claims.salience import most_salient
from clashwire_enrich.claims.source_parties import SourceParties
from clashwire_enrich.claims.source_phrases import SourcePhrase, read_source
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.subjects import (
    last_body,
    last_collective_subject,
    last_subject,
    sentences_apart,
)
from clashwire_enrich.claims.voice_making import another_voice, new_voice, outlet_voice, same_voice
from clashwire_enrich.claims.voice_memory import VoiceMemory
from clashwire_enrich.claims.voices import BODY_NOUNS, GROUP_NOUNS
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_ARTICLE_AND_NOUN = 2
_GROUP_PHRASE_WORDS = 3  # "the militant group"
_BODY_KINDS = frozenset(("international", "civilian"))
_SEVERAL = frozenset(
    ("people", "men", "women", "police", "they", "source", "official", "insider", "spokesperson")
)
_ELLIPSIS = re.compile(
    r"(?:(?:yet )?another|others?|some|one|many|several|most|a (?:second|third)|the others?)"
    r"(?: of them)?",
    re.IGNORECASE,
)


class SpeakerChain:
    """Resolves a document's sources in reading order, each with those before it in mind."""

    def __init__(
        self,
        document: Document,
        actors: ActorIndex,
        introductions: tuple[Introduction, ...],
        sides: Mapping[str, str] | None = None,
        forces: HomeForces | None = None,
    ) -> None:
        """A document, its actors, the people it introduces, its title's roles, its home state."""
        self._document, self._actors = document, actors
        self._memory = VoiceMemory(introductions)
        self._parties = SourceParties(document, actors, self._memory)
        self._presumed = PresumedParties(document, actors, self._memory, sides or {}, forces)

    def hear(self, attribution: Attribution) -> Voice | None:
        """The next attribution -> its voice, or None when nobody can honestly be named."""
        voice = self._resolve(attribution)
        if voice is not None and voice.outlet is None:
            self._memory.add(voice)
        return voice

    def _resolve(self, attribution: Attribution) -> Voice | None:
        source = attribution.source
        if attribution.carried:
            return same_voice(self._memory.last, attribution, "carried_on")
        text = self._document.text
        words = text[source.start : source.end]
        ranges = tuple(Range(s.start, s.end) for s in self._actors.at(*source))
        phrase = read_source(text, source, ranges)
        outlet = outlet_in(words)
        if outlet is not None:
            return outlet_voice(attribution, phrase, outlet)
        return self._of_kind(attribution, phrase)

    def _of_kind(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        if _ELLIPSIS.fullmatch(phrase.words):
            return self._ellipsis(attribution, phrase)
        match phrase.kind:
            case "pronoun_person":
                return self._pronoun(attribution, phrase)
            case "pronoun_group":
                return self._group_pronoun(attribution, phrase)
            case "document":
                return self._of_document(attribution, phrase)
            case _:
                return self._phrase(attribution, phrase)

    def _phrase(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        if _is_group_phrase(phrase) and (voice := self._group(attribution, phrase)):
            return voice
        if (voice := self._same_body(attribution, phrase)) is not None:
            return voice
        party = self._parties.of(attribution, phrase)
        told = meant_by(phrase, party, attribution.source.start, self._memory)
        if told is not None:
            return self._meant(told, attribution, phrase, party)
        known = self._memory.of_name(phrase)
        if known is not None and party is None:
            return same_voice(known, attribution, "prior_mention", phrase)
        earlier = self._memory.like_role(phrase.role or phrase.head) if phrase.other else None
        if earlier is not None and party is None and phrase.name is None and phrase.kind == "role":
            return another_voice(earlier, attribution, phrase)
        return self._new(attribution, phrase, party)

    def _meant(
        self,
        told: Voice | Introduction,
        attribution: Attribution,
        phrase: SourcePhrase,
        own: Party | None,
    ) -> Voice | None:
        """'the envoy', 'the general': the person heard or introduced in such words."""
        party = told.party or own
        found = Party(party.actor_id, "prior_mention") if party is not None else None
        if isinstance(told, Voice):
            voice = same_voice(told, attribution, "role")
            return msgspec.structs.replace(voice, party=found) if voice is not None else None
        speaker = Speaker(
            name=told.name,
            role=phrase.role,
            descriptor=phrase.words,
            anonymous=told.name is None,
        )
        voice = new_voice(attribution, phrase, speaker, found, "chain.introduced")
        return msgspec.structs.replace(voice, gender=told.gender)

    def _ellipsis(self, attribution: Attribution, phrase: SourcePhrase) -> Voice:
        """'Another said', 'One said': one more of those who spoke last."""
        last = self._memory.last
        if last is not None and last.is_human and attribution.paragraph - last.paragraph <= 1:
            voice = another_voice(last, attribution, phrase)
            return msgspec.structs.replace(voice, phrase=last.phrase)
        speaker = Speaker(name=None, role=None, descriptor=phrase.words, anonymous=True)
        return new_voice(attribution, phrase, speaker, None, "unaffiliated")

    def _same_body(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'the ministry', 'the organisation': the last body that spoke under such a noun."""
        short = len(phrase.words.split()) == _ARTICLE_AND_NOUN
        if phrase.kind != "collective" or not (phrase.definite and short):
            return None
        if any(s.actor_id not in GENERIC_IDS for s in self._actors.at(*attribution.source)):
            return None
        for voice in self._memory.latest_first():
            if voice.phrase.kind != "collective" or voice.party is None:
                continue
            actor = self._actors.get(voice.party.actor_id)
            body = actor is not None and actor.kind in _BODY_KINDS and phrase.head in BODY_NOUNS
            if body or phrase.head in voice.phrase.words.lower().split():
                return same_voice(voice, attribution, "prior_mention")
        any_body = phrase.head in BODY_NOUNS
        body_id = last_body(
            self._document, self._actors, attribution, phrase.head, any_body=any_body
        )
        return self._collective(attribution, phrase, body_id, "prior_mention") if body_id else None

    def _new(self, attribution: Attribution, phrase: SourcePhrase, party: Party | None) -> Voice:
        if party is None and phrase.other:
            earlier = self._memory.same_role(phrase.role or phrase.head)
            if earlier is not None and earlier.party is not None:
                party = Party(earlier.party.actor_id, "prior_mention")
        introduced = self._memory.introduced(phrase)
        if party is None and introduced is not None and introduced.party is not None:
            party = Party(introduced.party.actor_id, "prior_mention")
        if party is None:
            party = self._presumed.of(attribution, phrase)
        full = introduced.name if introduced is not None else phrase.name
        speaker = self._speaker(phrase, full, party)
        return new_voice(attribution, phrase, speaker, party, "named" if party else "unaffiliated")

    def _speaker(self, phrase: SourcePhrase, name: str | None, party: Party | None) -> Speaker:
        if name is None and phrase.kind == "collective":
            actor = self._actors.get(party.actor_id) if party is not None else None
            generic = actor is None or actor.actor_id in GENERIC_IDS
            label = phrase.bare if actor is None or generic else actor.name
            if party is None and not _is_proper(phrase):
                return Speaker(name=None, role=None, descriptor=phrase.words, anonymous=True)
            return Speaker(name=label, role=None, descriptor=phrase.words, anonymous=False)
        anonymous = name is None
        return Speaker(name=name, role=phrase.role, descriptor=phrase.words, anonymous=anonymous)

    def _pronoun(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        told = most_salient(
            self._document,
            self._memory,
            phrase.gender,
            attribution.source,
            attribution.content,
        )
        if told is None or isinstance(told, Voice):
            voice = same_voice(told, attribution, "pronoun")
            if voice is None or voice.gender is not None:
                return voice
            return msgspec.structs.replace(voice, gender=phrase.gender)
        party = Party(told.party.actor_id, "pronoun") if told.party else None
        speaker = Speaker(name=told.name, role=told.role, descriptor=phrase.words, anonymous=False)
        return new_voice(attribution, phrase, speaker, party, "pronoun.introduced")

    def _group_pronoun(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        own = self._own_subject(attribution)
        if own is not None and phrase.head == "it":
            return self._collective(attribution, phrase, own, "pronoun")
        near = [
            voice
            for voice in self._memory.latest_first()
            if attribution.paragraph - voice.paragraph <= 1
        ]
        fitting = next(
            (v for v in near if v.phrase.kind == "collective" or _are_they(v, phrase)), None
        )
        subject = last_subject(self._document, self._actors, attribution)
        passed = fitting is None or sentences_apart(self._document, fitting, attribution) > 1
        if subject is not None and passed and phrase.head == "it":
            return self._collective(attribution, phrase, subject, "pronoun")
        if fitting is not None:
            return same_voice(fitting, attribution, "pronoun")
        subject = last_collective_subject(self._document, self._actors, attribution)
        return self._collective(attribution, phrase, subject, "pronoun") if subject else None

    def _own_subject(self, attribution: Attribution) -> str | None:
        """'The front has held the pass, it said': the subject of the words themselves."""
        content = attribution.content
        if not attribution.rule.endswith(".after"):
            return None
        opening = self._actors.at(content.start, content.start + len("The ") + 1)
        return opening[0].actor_id if opening else None

    def _group(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'the group said': the last belligerent in subject place."""
        source = attribution.source
        named = [s for s in self._actors.at(*source) if s.how != "anaphor"]
        if named:
            return None
        subject = last_collective_subject(self._document, self._actors, attribution)
        anaphor = next((s.actor_id for s in self._actors.at(*source)), None)
        if phrase.head in {"army", "military", "government", "police"} or subject is None:
            subject = anaphor or subject
        return self._collective(attribution, phrase, subject, "group") if subject else None

    def _collective(
        self, attribution: Attribution, phrase: SourcePhrase, actor_id: str, how: AffiliationHow
    ) -> Voice:
        actor = self._actors.get(actor_id)
        named = actor is not None and actor_id not in GENERIC_IDS
        name = actor.name if actor is not None and named else phrase.bare
        speaker = Speaker(name=name, role=None, descriptor=phrase.words, anonymous=False)
        return new_voice(attribution, phrase, speaker, Party(actor_id, how), f"chain.{how}")

    def _of_document(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'the statement said': whoever issued it, named in the phrase or just before."""
        party = self._parties.named(attribution, phrase)
        if party is not None:
            return self._collective(attribution, phrase, party.actor_id, "group")
        last = self._memory.last
        if last is not None and attribution.paragraph - last.paragraph <= 1:
            return same_voice(last, attribution, "document")
        subject = last_collective_subject(self._document, self._actors, attribution)
        return self._collective(attribution, phrase, subject, "prior_mention") if subject else None


def _are_they(voice: Voice, phrase: SourcePhrase) -> bool:
    """Whether "they" can be a voice of persons: several, or one who stays nameless."""
    several = voice.phrase.head.endswith("s") or voice.phrase.head in _SEVERAL
    return phrase.head == "they" and (several or " and " in voice.phrase.words)


def _is_proper(phrase: SourcePhrase) -> bool:
    """Whether the words are a body's own name: 'Nasser Hospital', not 'Former neighbours'."""
    words = phrase.bare.split()
    return bool(words) and words[-1][0].isupper()


def _is_group_phrase(phrase: SourcePhrase) -> bool:
    first = phrase.words.split()[0].lower() if phrase.words else ""
    short = len(phrase.words.split()) <= _GROUP_PHRASE_WORDS
    return phrase.kind == "collective" and first == "the" and short and phrase.head in GROUP_NOUNS
