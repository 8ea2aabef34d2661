"""Source parties: whom a source's phrase speaks for, its owner in an earlier sentence included."""

import re

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.parties import GENERIC_IDS, Party, party_named
from clashwire_enrich.claims.public_figures import load_public_figures
from clashwire_enrich.claims.salience import most_salient
from clashwire_enrich.claims.source_phrases import SourcePhrase
from clashwire_enrich.claims.subjects import (
    last_body,
    last_collective_subject,
    last_subject,
    sentences_apart,
)
from clashwire_enrich.claims.voice_memory import VoiceMemory
from clashwire_enrich.claims.voices import BODY_NOUNS, COLLECTIVES, GROUP_NOUNS, ROLES
from clashwire_enrich.text.document import Document

_UNOWNED_BACK = 3  # sentences in which the owner of a bare spokesman stands
_NAMELESS = "unidentified-armed-group"
_ARMED_WORD = re.compile(
    r"\b(?:rebel|militant|insurgent|guerrilla|jihadist|separatist|militia|junta|group)\b(?!-)",
    re.IGNORECASE,
)
_ROLE = "|".join(sorted(ROLES))
_BODY = "|".join(sorted(COLLECTIVES))
_OWNED_BY_BODY = re.compile(
    rf"(?:its|their) (?:[\w-]+ ){{0,3}}?(?:{_ROLE}|{_BODY})\b|an? spokes\w+$", re.IGNORECASE
)
_OF_STATE = frozenset(("army", "military", "force", "forces", "police", "government", "ministry"))
# "The force's spokesman", "a source in the brigade": of the body that such a noun stood for before
_OWNED_BY_NOUN = re.compile(
    rf"the (?P<noun>{_BODY})['\u2019]s? "
    rf"|(?:an?|one|another) (?:[\w-]+ )?(?:source|official|officer|member|fighter|commander|figure)"
    rf" (?:in|from|within|inside|of) the (?P<within>{_BODY})\b",
    re.IGNORECASE,
)
# "spokesman Ali Omar said": of whoever the sentences before speak of
_UNOWNED = re.compile(
    r"(?:(?:chief|military|official) )?spokes\w+\b(?! (?:for|of)\b)"
    r"|the (?:brigade|battalion|division|regiment|unit|garrison|base|sector|front|area)"
    r" (?:commander|spokes\w+)\b",
    re.IGNORECASE,
)
_OWNED_BEHIND = re.compile(rf", (?:its|their) (?:[\w-]+ ){{0,3}}?(?:{_ROLE})\b", re.IGNORECASE)
_OWNED_BY_PERSON = re.compile(rf"(?:his|her) (?:[\w-]+ ){{0,2}}?(?:{_ROLE})\b", re.IGNORECASE)
_KIN = re.compile(
    r"(?:his|her|their) (?:[\w-]+ )?(?:brother|sister|mother|father|son|daughter|uncle|cousin|wife"
    r"|husband|neighbou?r|relatives?|lawyer|attorney|doctor)\b",
    re.IGNORECASE,
)


class SourceParties:
    """Finds the party of a document's sources, with what was heard before in mind."""

    def __init__(
        self,
        document: Document,
        actors: ActorIndex,
        memory: VoiceMemory,
    ) -> None:
        """A document, its actors, and what was heard of it so far."""
        self._document, self._actors, self._memory = document, actors, memory

    def named(self, attribution: Attribution, phrase: SourcePhrase) -> Party | None:
        """The party that the source's own words name, or None."""
        party = party_named(self._document.text, attribution.source, phrase, self._actors)
        if party is not None and party.anaphor and (own := self._just_spoke(attribution, party)):
            return own
        return party

    def _just_spoke(self, attribution: Attribution, party: Party) -> Party | None:
        """'the military' right after a state spoke: that state's, not the one it spoke of."""
        last = self._memory.last
        if last is None or last.party is None or not party.actor_id.startswith("state-"):
            return None
        near = sentences_apart(self._document, last, attribution) == 1
        state, _, branch = party.actor_id.removeprefix("state-").partition("-")
        spoken = last.party.actor_id.removeprefix("state-").partition("-")[0]
        if not (near and last.party.actor_id.startswith("state-")) or spoken == state:
            return None
        own = f"state-{spoken}-{branch}" if branch else f"state-{spoken}"
        known = own if self._actors.get(own) is not None else last.party.actor_id
        return Party(known, "prior_mention")

    def of(self, attribution: Attribution, phrase: SourcePhrase) -> Party | None:
        """A source -> the party it speaks for by its words, its owner or its public office."""
        party = self.named(attribution, phrase)
        if party is None:
            party = self._owner(attribution, phrase)
        party = self._of_known_group(attribution, phrase, party)
        if party is None and (figure := self._office_of(phrase)) is not None:
            party = Party(figure, "role")
        return party

    def _owner(self, attribution: Attribution, phrase: SourcePhrase) -> Party | None:
        """'its spokesman', 'a spokesman': whose side stood in subject place; 'his deputy'."""
        if _KIN.match(phrase.words):
            return None
        if _OWNED_BY_BODY.match(phrase.words) or _OWNED_BEHIND.search(phrase.words):
            owner = self._body_just_heard(attribution) or last_subject(
                self._document, self._actors, attribution
            )
            owner = owner or self._last_body()
            return Party(owner, "prior_mention") if owner is not None else None
        if (noun := _OWNED_BY_NOUN.match(phrase.words)) is not None:
            return self._of_noun(attribution, (noun["noun"] or noun["within"]).lower())
        if _UNOWNED.match(phrase.words):
            owner = self._last_body() or last_subject(
                self._document, self._actors, attribution, sentences_back=_UNOWNED_BACK
            )
            return Party(owner, "prior_mention") if owner is not None else None
        if not _OWNED_BY_PERSON.match(phrase.words):
            return None
        gender = "f" if phrase.words.lower().startswith("her ") else "m"
        person = most_salient(
            self._document, self._memory, gender, attribution.source, attribution.content
        )
        known = person.party if person is not None else None
        return Party(known.actor_id, "prior_mention") if known is not None else None

    def _of_noun(self, attribution: Attribution, noun: str) -> Party | None:
        """'the group's commander', 'the mission's head': of the body such a noun last stood for."""
        document, actors = self._document, self._actors
        for voice in self._memory.latest_first():
            body = voice.phrase.kind == "collective" and voice.party is not None
            if body and voice.party is not None and noun in voice.phrase.words.lower().split():
                return Party(voice.party.actor_id, "prior_mention")
        if noun in _OF_STATE:
            return self._state_before(attribution)
        owner = last_body(document, actors, attribution, noun, any_body=noun in BODY_NOUNS)
        if owner is None and noun in GROUP_NOUNS:
            owner = last_collective_subject(document, actors, attribution)
        owner = owner or last_subject(document, actors, attribution, sentences_back=_UNOWNED_BACK)
        return Party(owner, "prior_mention") if owner is not None else None

    def _state_before(self, attribution: Attribution) -> Party | None:
        """The state or branch of one that was named last before a source."""
        for span in reversed(self._actors.at(0, attribution.source.start)):
            actor = self._actors.get(span.actor_id)
            if actor is not None and actor.kind == "state":
                return Party(span.actor_id, "prior_mention")
        return None

    def _body_just_heard(self, attribution: Attribution) -> str | None:
        """The body that spoke in the sentence before, if one did."""
        last = self._memory.last
        near = last is not None and sentences_apart(self._document, last, attribution) <= 1
        return self._last_body() if near else None

    def _last_body(self) -> str | None:
        last = self._memory.last
        body = last is not None and last.phrase.kind == "collective" and last.party is not None
        return last.party.actor_id if last and last.party and body else None

    def _office_of(self, phrase: SourcePhrase) -> str | None:
        published = self._document.published_at
        day = published.date() if published is not None else None
        figure = load_public_figures().party_of(phrase.words, day)
        return figure if figure is not None and self._actors.get(figure) is not None else None

    def _of_known_group(
        self, attribution: Attribution, phrase: SourcePhrase, party: Party | None
    ) -> Party | None:
        """'rebel spokesman X': the rebels in subject place before; no nameless party for X."""
        nameless = party is not None and party.actor_id == _NAMELESS
        of_group = nameless or (party is None and _ARMED_WORD.search(phrase.words))
        if not of_group or phrase.kind == "collective":
            return party
        subject = last_collective_subject(self._document, self._actors, attribution)
        if subject is not None and subject not in GENERIC_IDS:
            return Party(subject, "prior_mention")
        return None if phrase.name is not None else party
