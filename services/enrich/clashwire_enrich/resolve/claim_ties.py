"""Ties between claims of different articles about one event: a pure decision on two claims."""

from collections.abc import Iterable, Iterator

import msgspec

from clashwire_contracts.claim import Claim, ClaimNumber, ClaimRelation, Relation
from clashwire_contracts.vocabulary import RelationAxis, RelationKind

OPPOSING: frozenset[RelationKind] = frozenset({"contradicts", "competing"})
_BLAME = frozenset({"accusation", "responsibility", "event_report"})


class Tie(msgspec.Struct, frozen=True):
    """How two claims stand to each other; the same seen from either end."""

    relation: RelationKind
    axis: RelationAxis


def tie_between(one: Claim, other: Claim) -> Tie | None:
    """Two claims about one event -> their tie; None when they do not touch each other."""
    kinds = {one.claim_type, other.claim_type}
    if kinds == {"casualties"}:
        return _casualties(one, other)
    if kinds == {"territorial_control"}:
        return Tie("contradicts", "territory") if _opposed(one, other) else None
    if "denial" in kinds and kinds & _BLAME:
        denial, charge = (one, other) if one.claim_type == "denial" else (other, one)
        denied = party_of(denial) is not None and party_of(denial) == charge.about
        return Tie("contradicts", "blame") if denied else None
    if kinds == {"accusation"} and _accuse_each_other(one, other):
        return Tie("contradicts", "blame")
    return None


def party_of(claim: Claim) -> str | None:
    """The party a claim is made for; None when the speaker speaks for none."""
    return claim.affiliation.actor_id if claim.affiliation else None


def relations_within(claim_id: str, relations: Iterable[ClaimRelation]) -> tuple[Relation, ...]:
    """An article's relations -> those of one claim, seen from its end."""
    return tuple(
        Relation(
            to=r.to if r.from_ == claim_id else r.from_,
            relation=r.relation,
            axis=r.axis,
            marker_span=r.marker_span,
        )
        for r in relations
        if claim_id in (r.from_, r.to) and r.from_ != r.to
    )


def relations_across(claim: Claim, others: Iterable[Claim]) -> Iterator[Relation]:
    """A claim and claims of other articles about the same events -> its ties to them."""
    for other in others:
        tie = tie_between(claim, other)
        if tie is not None:
            yield Relation(
                to=other.claim_id, relation=tie.relation, axis=tie.axis, marker_span=None
            )


def _casualties(one: Claim, other: Claim) -> Tie | None:
    if one.about is None or other.about is None:
        return None
    if one.about == other.about:
        return _rival_counts(one, other)
    crossed = party_of(one) == other.about and party_of(other) == one.about
    return Tie("competing", "casualties") if crossed else None


def _rival_counts(one: Claim, other: Claim) -> Tie | None:
    """Two claims about the same side's losses."""
    if one.number is None or other.number is None or one.number.kind != other.number.kind:
        return None
    agreed = _agree(one.number, other.number)
    mine, theirs = party_of(one), party_of(other)
    if agreed is None or (mine is None and theirs is None and not agreed):
        return None  # two unnamed sides that differ are two counts, not two parties
    if mine is not None and mine == theirs:
        return Tie("same_claim" if agreed else "inconsistent_within_party", "casualties")
    return Tie("supports" if agreed else "contradicts", "casualties")


def _agree(one: ClaimNumber, other: ClaimNumber) -> bool | None:
    """Whether two numbers may both be true; None when one says nothing countable."""
    mine, theirs = _bounds(one), _bounds(other)
    if mine is None or theirs is None:
        return None
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _bounds(number: ClaimNumber) -> tuple[float, float] | None:
    if number.value is None and number.low is None and number.high is None:
        return None
    low = number.low if number.low is not None else number.value
    high = number.high if number.high is not None else number.value
    open_above = number.precision == "min" and number.high is None
    open_below = number.precision == "max" and number.low is None
    return (
        0.0 if low is None or open_below else float(low),
        float("inf") if high is None or open_above else float(high),
    )


def _opposed(one: Claim, other: Claim) -> bool:
    """Two parties who each speak of the other, or at least for different sides."""
    mine, theirs = party_of(one), party_of(other)
    if mine is None or theirs is None or mine == theirs:
        return False
    return one.about in (None, mine, theirs) and other.about in (None, mine, theirs)


def _accuse_each_other(one: Claim, other: Claim) -> bool:
    mine, theirs = party_of(one), party_of(other)
    return mine is not None and mine == other.about and theirs == one.about and mine != theirs
