"""Source parties: whom a source's phrase speaks for, its owner in an earlier sentence included."""

import re
from collections.abc import Mapping

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.parties import GENERIC_IDS, Party, party_named
from clashwire_enrich.claims.public_figures import load_public_figures
from clashwire_enrich.claims.source_phrases import SourcePhrase
from clashwire_enrich.claims.subjects import (
    last_collective_subject,
    last_subject,
    sentences_apart,
)
from clashwire_enrich.claims.title_sides import ANY_OFFICE
from clashwire_enrich.claims.voice_memory import VoiceMemory, role_family
from clashwire_enrich.claims.voices import ROLES
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import word_set

_UNOWNED_BACK = 3  # sentences in which the owner of a bare spokesman stands
PUBLIC_ROLES = word_set(
    "general colonel major captain lieutenant admiral brigadier marshal minister president premier"
    " ministry army military spokes"
)
_OF_SOMEBODY = re.compile(r"\b(?:of|for|rebel|militia|group|front|party|union|association)\b")
_NAMELESS = "unidentified-armed-group"
_ARMED_WORD = re.compile(
    r"\b(?:rebel|militant|insurgent|guerrilla|jihadist|separatist|militia|junta|group)\b(?!-)",
    re.IGNORECASE,
)
_ROLE = "|".join(sorted(ROLES))
_OWNED_BY_BODY = re.compile(
    rf"(?:its|their) (?:[\w-]+ ){{0,3}}?(?:{_ROLE})\b|an? spokes\w+$", re.IGNORECASE
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
        sides: Mapping[str, str],
    ) -> None:
        """A document, its actors, what was heard of it so far, and whose roles its title names."""
        self._document, self._actors, self._memory = document, actors, memory
        self._sides = sides

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
        return party or self._of_title(phrase)

    def _of_title(self, phrase: SourcePhrase) -> Party | None:
        """'General X' under the title 'Ethiopian general ...': a public role without a party."""
        words = {role_family(word) for word in phrase.words.lower().replace(",", " ").split()}
        side = next((self._sides[role] for role in sorted(words) if role in self._sides), None)
        if side is None and words & PUBLIC_ROLES and not _OF_SOMEBODY.search(phrase.words):
            side = self._sides.get(ANY_OFFICE)
        known = side is not None and self._actors.get(side) is not None
        return Party(side, "prior_mention") if side is not None and known else None

    def _owner(self, attribution: Attribution, phrase: SourcePhrase) -> Party | None:
        """'its spokesman', 'a spokesman': whose side stood in subject place; 'his deputy'."""
        if _KIN.match(phrase.words):
            return None
        if _OWNED_BY_BODY.match(phrase.words) or _OWNED_BEHIND.search(phrase.words):
            owner = last_subject(self._document, self._actors, attribution) or self._last_body()
            return Party(owner, "prior_mention") if owner is not None else None
        if _UNOWNED.match(phrase.words):
            owner = self._last_body() or last_subject(
                self._document, self._actors, attribution, sentences_back=_UNOWNED_BACK
            )
            return Party(owner, "prior_mention") if owner is not None else None
        if not _OWNED_BY_PERSON.match(phrase.words):
            return None
        position, paragraph = attribution.source.start, attribution.paragraph
        person = self._memory.last_human(None, paragraph) or self._memory.person_before(
            position, paragraph, None
        )
        known = person.party if person is not None else None
        return Party(known.actor_id, "prior_mention") if known is not None else None

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
