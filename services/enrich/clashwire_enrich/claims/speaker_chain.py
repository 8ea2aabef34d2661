"""The speaker chain: every source in reading order, with those before it in mind."""

import re
from collections.abc import Mapping

import msgspec

from clashwire_contracts.claim import Speaker
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.claim_targets import HomeForces
from clashwire_enrich.claims.collective_mentions import CollectiveMentions, is_group_phrase
from clashwire_enrich.claims.definite_roles import meant_by
from clashwire_enrich.claims.introductions import Introduction
from clashwire_enrich.claims.outlets import outlet_in
from clashwire_enrich.claims.parties import GENERIC_IDS, Party
from clashwire_enrich.claims.presumed_parties import PresumedParties
from clashwire_enrich.claims.salience import most_salient
from clashwire_enrich.claims.source_parties import SourceParties
from clashwire_enrich.claims.source_phrases import SourcePhrase, read_source
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.spoken_phrases import subjects_before
from clashwire_enrich.claims.voice_making import (
    OFFICE_HELD,
    another_voice,
    new_voice,
    outlet_voice,
    same_voice,
)
from clashwire_enrich.claims.voice_memory import VoiceMemory
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

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
        self._bodies = CollectiveMentions(document, actors, self._memory, self._parties)
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
                return self._bodies.pronoun(attribution, phrase)
            case "document":
                return self._bodies.of_document(attribution, phrase)
            case _:
                return self._phrase(attribution, phrase)

    def _phrase(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        if is_group_phrase(phrase) and (voice := self._bodies.group(attribution, phrase)):
            return voice
        if (voice := self._bodies.same_body(attribution, phrase)) is not None:
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
        """'Another said', 'One of them said': one more of those told of or heard last."""
        last = self._memory.last
        group = self._several_before(attribution)
        near = last is not None and attribution.paragraph - last.paragraph <= 1
        told_later = group is not None and (last is None or last.position < group[0].start)
        if last is not None and last.is_human and near and not told_later:
            voice = another_voice(last, attribution, phrase)
            return msgspec.structs.replace(voice, phrase=last.phrase)
        speaker = Speaker(name=None, role=None, descriptor=phrase.words, anonymous=True)
        if group is None:
            return new_voice(attribution, phrase, speaker, None, "unaffiliated")
        within = msgspec.structs.replace(attribution, source=group[0])
        party = self._parties.of(within, group[1]) or self._presumed.of(within, group[1])
        found = Party(party.actor_id, "prior_mention") if party is not None else None
        voice = new_voice(attribution, phrase, speaker, found, "chain.one_of_several")
        return msgspec.structs.replace(voice, phrase=group[1])

    def _several_before(self, attribution: Attribution) -> tuple[Range, SourcePhrase] | None:
        """'Two Ukrainian officials described the raid': several of a role, in subject place."""
        text = self._document.text
        for subject in reversed(list(subjects_before(self._document, attribution.source))):
            ranges = tuple(Range(s.start, s.end) for s in self._actors.at(*subject))
            phrase = read_source(text, subject, ranges)
            if phrase.kind == "role" and phrase.head.endswith(("s", "men", "women", "people")):
                return subject, phrase
        return None

    def _new(self, attribution: Attribution, phrase: SourcePhrase, party: Party | None) -> Voice:
        if party is None and phrase.other:
            earlier = self._memory.same_role(phrase.role or phrase.head)
            if earlier is not None and earlier.party is not None:
                party = Party(earlier.party.actor_id, "prior_mention")
        introduced = self._memory.introduced(phrase)
        if party is None and introduced is not None and introduced.party is not None:
            party = Party(introduced.party.actor_id, "prior_mention")
        held = self._presumed.office_before(attribution, phrase) if party is None else None
        if party is None:
            party = self._presumed.of(attribution, phrase)
        full = introduced.name if introduced is not None else phrase.name
        speaker = self._speaker(phrase, full, party)
        if held is not None:
            office = msgspec.structs.replace(speaker, role=held.speaker.role or speaker.role)
            return new_voice(attribution, phrase, office, party, OFFICE_HELD)
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


def _is_proper(phrase: SourcePhrase) -> bool:
    """Whether the words are a body's own name: 'Nasser Hospital', not 'Former neighbours'."""
    words = phrase.bare.split()
    return bool(words) and words[-1][0].isupper()
