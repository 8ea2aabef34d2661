"""Drafts: claims in the making, with what the status and relation rules need to see of them."""

from datetime import date

import msgspec

from clashwire_contracts.claim import ClaimNumber
from clashwire_contracts.vocabulary import (
    ClaimMode,
    ClaimStatus,
    ClaimType,
    RelationAxis,
    RelationKind,
)
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.text.words import Range

_NAMELESS = frozenset(("unidentified-armed-group", "civilians", "government-forces"))


Judged = tuple[RelationKind, RelationAxis, Range | None]
"""What a rule says of two claims: relation, axis, and the words that show it."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One proposition of one voice; `party` is its actor_id.

    `in_title`: its spans count in the title.
    `corrects`: its number takes back the one that its party gave just before.
    `charges`: the actor_id whose deed it tells or blames. `holds`: who has the ground, as told.
    """

    attribution: Attribution
    voice: Voice
    content: Range
    words: str
    sentence: int
    paragraph: int
    mode: ClaimMode
    medium: str | None
    said_on: date | None
    reported_via: tuple[str, ...]
    claim_type: ClaimType
    about: str | None
    number: ClaimNumber | None
    event_ids: tuple[str, ...]
    status: ClaimStatus = "attributed"
    status_span: Range | None = None
    status_rule: str = "attributed"
    in_title: bool = False
    corrects: bool = False
    charges: str | None = None
    holds: str | None = None

    @property
    def about_unsure(self) -> bool:
        """Whether whom it concerns is a nameless group or a people, not one named side."""
        return self.about is None or self.about in _NAMELESS

    @property
    def party(self) -> str | None:
        """The actor_id the voice speaks for."""
        return self.voice.party.actor_id if self.voice.party is not None else None


class Tie(msgspec.Struct, frozen=True):
    """A relation between two drafts, by their index."""

    first: int
    second: int
    relation: RelationKind
    axis: RelationAxis
    marker: Range | None
