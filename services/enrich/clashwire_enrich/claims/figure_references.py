"""Figure references: 'the number was three' counts what the same party counted just before."""

import re
from collections.abc import Sequence

import msgspec

from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft

_REFERS = re.compile(
    r"(?:(?:the|its|their|that) )?(?:\w+ )?(?:number|figure|toll|total|count|tally)"
    r" (?:was|were|is|had been|has been|stood at|had risen to|had reached|now stood at)\b"
    r"|it was (?=(?:in fact |actually )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE,
)
_NEAR_SENTENCES = 2


def with_figures_referred(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts -> the same; a bare number takes type, kind and concern of the one it refers to."""
    made: list[Draft] = []
    for draft in drafts:
        counted = _referred(draft, made) if _REFERS.match(draft.words) else None
        made.append(draft if counted is None else _as(draft, counted))
    return made


def _referred(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    for earlier in reversed(before):
        near = 0 <= draft.sentence - earlier.sentence <= _NEAR_SENTENCES
        if near and earlier.number is not None and same_side(earlier.party, draft.party):
            return earlier
    return None


def _as(draft: Draft, counted: Draft) -> Draft:
    number = draft.number
    if number is not None and counted.number is not None:
        number = msgspec.structs.replace(number, kind=counted.number.kind)
    return msgspec.structs.replace(
        draft,
        claim_type=counted.claim_type,
        about=counted.about,
        number=number,
        corrects=True,
    )
