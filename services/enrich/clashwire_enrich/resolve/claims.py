"""Claim versions: what enrich found, tied to events and to what other articles' speakers say."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from clashwire_contracts.claim import Claim, Relation
from clashwire_contracts.vocabulary import ClaimStatus
from clashwire_enrich.resolve.claim_ties import OPPOSING, relations_across, relations_within
from clashwire_enrich.resolve.rows import ArticleRow

_MAY_BE_CORROBORATED = frozenset({"attributed", "unverified"})
_MAY_BE_CONTESTED = _MAY_BE_CORROBORATED | {"corroborated"}


def live_claims(row: ArticleRow) -> tuple[Claim, ...]:
    """The claims of an article's latest revision as enrich found them, by its events' ids."""
    return tuple(
        msgspec.structs.replace(claim, event_ids=_events_of(claim, row.homes))
        for claim in row.mentions.claims
    )


def claims_by_event(rows: Iterable[ArticleRow]) -> dict[str, list[Claim]]:
    """Articles -> their standing claims by the events they concern."""
    found: dict[str, list[Claim]] = {}
    for row in rows:
        for claim in live_claims(row):
            for event_id in claim.event_ids:
                found.setdefault(event_id, []).append(claim)
    return found


def next_claims(
    row: ArticleRow,
    others: Mapping[str, Sequence[Claim]],
    replaced: frozenset[str] | None = None,
) -> tuple[Claim, ...]:
    """An article and other articles' claims by event -> its claims' next versions.

    With `replaced`, ties to claims outside it are kept as they are, and `others` need only hold
    those that replace it. A claim that did not change keeps its version; vanished ones come last.
    """
    before = {claim.claim_id: claim for claim in row.claims}
    drafted = [
        _draft(claim, row, others, _kept(before.get(claim.claim_id), row, replaced))
        for claim in live_claims(row)
    ]
    standing = {claim.claim_id for claim in drafted}
    gone = [_retracted(claim) for claim in row.claims if claim.claim_id not in standing]
    return tuple(_versioned(claim, before.get(claim.claim_id)) for claim in (*drafted, *gone))


def changed_claims(before: Iterable[Claim], after: Iterable[Claim]) -> tuple[Claim, ...]:
    """-> the claims whose version is new."""
    versions = {claim.claim_id: claim.version for claim in before}
    return tuple(claim for claim in after if versions.get(claim.claim_id) != claim.version)


def is_live(claim: Claim) -> bool:
    """Whether a claim still stands in its article."""
    return claim.status != "retracted"


def disputed_axes(claims: Iterable[Claim], eventless: Iterable[Claim] = ()) -> tuple[str, ...]:
    """Claims of one event -> the axes on which they are opposed, sorted.

    They may be opposed by one another, or by claims of the same articles that name no event.
    """
    standing = [claim for claim in claims if is_live(claim)]
    ids = {claim.claim_id for claim in (*standing, *eventless) if is_live(claim)}
    return tuple(
        sorted(
            {
                relation.axis
                for claim in standing
                for relation in claim.relations
                if relation.relation in OPPOSING and relation.to in ids
            }
        )
    )


def _events_of(claim: Claim, homes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(homes[m] for m in claim.event_ids if m in homes))


def _kept(
    before: Claim | None, row: ArticleRow, replaced: frozenset[str] | None
) -> tuple[Relation, ...]:
    """A claim's ties to other articles' claims that are not being replaced."""
    if before is None or replaced is None:
        return ()
    own = {claim.claim_id for claim in row.claims}
    return tuple(r for r in before.relations if r.to not in replaced and r.to not in own)


def _draft(
    claim: Claim,
    row: ArticleRow,
    by_event: Mapping[str, Sequence[Claim]],
    kept: Sequence[Relation],
) -> Claim:
    within = relations_within(claim.claim_id, row.mentions.claim_relations)
    others = {c.claim_id: c for event_id in claim.event_ids for c in by_event.get(event_id, ())}
    tied = (*kept, *relations_across(claim, others.values()))
    across = tuple(sorted(tied, key=lambda relation: relation.to))
    return msgspec.structs.replace(
        claim, relations=(*within, *across), status=_status(claim.status, across)
    )


def _status(status: ClaimStatus, across: Sequence[Relation]) -> ClaimStatus:
    kinds = {relation.relation for relation in across}
    if kinds & OPPOSING and status in _MAY_BE_CONTESTED:
        return "contested"
    if "supports" in kinds and status in _MAY_BE_CORROBORATED:
        return "corroborated"
    return status


def _retracted(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, status="retracted", relations=())


def _versioned(claim: Claim, before: Claim | None) -> Claim:
    if before is None:
        return msgspec.structs.replace(claim, version=1)
    same = msgspec.structs.replace(claim, version=before.version)
    return before if same == before else msgspec.structs.replace(claim, version=before.version + 1)
