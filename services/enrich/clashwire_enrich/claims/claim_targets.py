"""Claim targets: whom a proposition is about: who suffered its toll, whom it charges."""

import re

import msgspec

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.concerns import (
    is_armed,
    opponent_of,
    other_side,
    same_side,
    they,
    victim,
)
from clashwire_enrich.claims.deeds import doer
from clashwire_enrich.claims.parties import CIVILIAN_GENERICS, GENERIC_IDS, party_spans
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.text.words import Range

_THEIRS = re.compile(r"\btheir\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them)\b", re.IGNORECASE)
# people whom only a state has under arms, with no word of whose
_STATE_PEOPLE = re.compile(
    r"\b(?P<police>police(?:m[ae]n| officers?)?|gendarmes?)\b"
    r"|\b(?P<forces>soldiers?|troops|servicem[ae]n|army|rangers|commandos|paratroopers|marines"
    r"|conscripts?|border guards?|pilots?|(?:an? |one )(?:colonel|general|major|captain|lieutenant"
    r"|sergeant))\b|\b(?P<government>authorities|government)\b",
    re.IGNORECASE,
)
_ARMED_FOES = re.compile(
    r"\b(?:militants?|fighters?|rebels?|insurgents?|terrorists?|bandits?|gunm[ae]n|attackers?"
    r"|assailants?|jihadists?|extremists?|raiders?|guerrillas?|them)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:destroy|seiz|captur|shot down|down|intercept|hit|damag|blew|burn)", re.IGNORECASE
)
_LOST = re.compile(r"\b(?:lost|were lost|was lost|crashed)\b", re.IGNORECASE)
_NAMELESS = frozenset(("unidentified-armed-group", "government-forces", "police", "government"))


class HomeForces(msgspec.Struct, frozen=True):
    """The state in which the story plays, as actor_ids: its government, army and police."""

    government: str
    forces: str
    police: str

    def of(self, found: re.Match[str]) -> str:
        """The branch that a match of state people names."""
        return str(getattr(self, found.lastgroup or "government"))


class ClaimTargets:
    """Finds whom the propositions of one document concern."""

    def __init__(self, text: str, actors: ActorIndex, home: HomeForces | None) -> None:
        """A document's text, its actors, and the state its story plays in, if known."""
        self._text, self._actors, self._home = text, actors, home

    def charged(
        self, attribution: Attribution, voice: Voice, content: Range, *, quoted: bool
    ) -> str | None:
        """A proposition -> the actor_id that it blames or whose violence it tells, or None."""
        party = voice.party.actor_id if voice.party is not None else None
        named = self._charged(attribution.target) if attribution.target is not None else None
        return named or doer(self._text, content, party, self._actors, quoted=quoted)

    def strikes_a_side(
        self, voice: Voice, content: Range, figure: CasualtyFigure | None, doer: str
    ) -> bool:
        """Whether a toll is one that a side of the fight suffered, and not people outside it."""
        party = voice.party.actor_id if voice.party is not None else None
        struck = self._sufferer(content, figure, party)
        return struck is not None and struck not in CIVILIAN_GENERICS and struck != doer

    def of(
        self,
        attribution: Attribution,
        voice: Voice,
        content: Range,
        figure: CasualtyFigure | None,
        kind: str,
    ) -> str | None:
        """A proposition -> the actor_id it concerns, or None when nobody is told."""
        party = voice.party.actor_id if voice.party is not None else None
        if attribution.target is not None:
            return self._charged(attribution.target) or self._accused(content, party)
        match kind:
            case "casualties":
                return self._sufferer(content, figure, party)
            case "equipment_loss":
                return self._sufferer(content, figure, party) or self._owner(content, party)
            case "accusation":
                return self._accused(content, party)
            case _:
                return self._told_of(content, party, kind)

    def _told_of(self, content: Range, party: str | None, kind: str) -> str | None:
        """Of other claims: the other side they name; of a witness's account, who did it."""
        account = kind in {"event_report", "other"}
        of_state = party is not None and party.startswith("state-")
        if account and (not of_state or _THEY.match(self._text, *content)):
            return self._accused(content, party)
        return other_side(content, party, self._actors)

    def _charged(self, target: Range) -> str | None:
        spans = party_spans(self._text, target, self._actors)
        named = [span for span in spans if span.actor_id not in _NAMELESS]
        return next((span.actor_id for span in (*named, *spans)), None)

    def _accused(self, content: Range, party: str | None) -> str | None:
        """Whom the words charge: who does the deed, else another side by name, or "they"."""
        told = doer(self._text, content, party, self._actors)
        if told is not None and told not in GENERIC_IDS:
            return told
        named = other_side(content, party, self._actors)
        if named is not None:
            return named
        if (pronoun := _THEY.match(self._text, content.start, content.end)) is not None:
            return they(content, pronoun.start(), party, self._actors)
        return None

    def _owner(self, content: Range, party: str | None) -> str | None:
        """Whose equipment: the other side's by name, 'their', or of whom it was taken."""
        named = other_side(content, party, self._actors)
        if named is not None:
            return named
        if _THEIRS.search(self._text, *content):
            return they(content, content.start, party, self._actors)
        if _LOST.search(self._text, *content):
            return party
        if _TAKEN.search(self._text, *content):
            return opponent_of(party, content.start, self._actors)
        return None

    def _sufferer(
        self, content: Range, figure: CasualtyFigure | None, party: str | None
    ) -> str | None:
        where = Range(figure.start, figure.end) if figure is not None else None
        own = victim(self._text, content, where, party, self._actors)
        if own is None and figure is not None:
            own = figure.victim_actor_id
        if own is not None and own not in _NAMELESS:
            return own
        struck = content
        if figure is not None:
            struck = Range(figure.start, min(content.end, figure.end + _AFTER_FIGURE))
        return self._nameless_side(struck, party) or own

    def _nameless_side(self, struck: Range, party: str | None) -> str | None:
        """'four of the attackers', 'a colonel': a state's foe, or the people of the state."""
        state = party is not None and party.startswith("state-")
        people = _STATE_PEOPLE.search(self._text, *struck)
        if people is not None:
            return party if state else self._home.of(people) if self._home is not None else None
        if not state or not _ARMED_FOES.search(self._text, *struck):
            return None
        return self._last_group(struck.start, party)

    def _last_group(self, position: int, party: str | None) -> str | None:
        """The last armed group named before; else the only one the text names at all."""
        groups = [
            span.actor_id
            for span in self._actors.at(0, len(self._text))
            if self._is_group(span.actor_id) and not same_side(span.actor_id, party)
        ]
        before = [
            span.actor_id
            for span in self._actors.at(0, position)
            if self._is_group(span.actor_id) and not same_side(span.actor_id, party)
        ]
        if before:
            return before[-1]
        return groups[0] if len(set(groups)) == 1 else None

    def _is_group(self, actor_id: str) -> bool:
        actor = self._actors.get(actor_id)
        armed = is_armed(self._actors, actor_id) and actor_id not in GENERIC_IDS
        return armed and actor is not None and actor.kind != "state"


_AFTER_FIGURE = 45  # characters after a number in which its people are named
