"""Merging: all tellings of a happening -> its fields, each from who knows it best."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from clashwire_contracts.event import EventActor, Fatalities, Happening, Occurred, Place, Provenance
from clashwire_contracts.span import Span
from clashwire_enrich.resolve.telling import Telling

MAX_EVIDENCE = 60  # an event must stay far below the 2 MB of a message
_DATE_PRECISION = ("day", "range", "on_or_before", "week", "month", "unknown")
_PLACE_PRECISION = ("point", "town", "admin2", "region", "admin1", "country", "unknown")
_REALIS = ("actual", "claimed", "planned", "hypothetical", "denied")


def merge(
    tellings: Sequence[Telling], *, disputed: bool, claimed: frozenset[int] = frozenset()
) -> Happening:
    """Tellings in order (at least one) -> the fields they add up to.

    `disputed` says that parties dispute the toll; then `fatalities.best` is null. It is never one
    of the numbers that a party `claimed`, whichever article states it.
    """
    told = [t for t in tellings if not t.mention.background] or list(tellings)
    lead = _lead(told)
    when, where = _best_dated(told), _best_placed(told)
    realis = min((t.mention.realis for t in told), key=_REALIS.index)
    return Happening(
        event_type=lead.mention.event_type,
        sub_event_type=lead.mention.sub_event_type,
        realis=realis,
        claimed_by=_claimed_by(told) if realis == "claimed" else None,
        background=all(t.mention.background for t in tellings),
        occurred=_occurred(when),
        place=_place(where),
        actors=merge_actors(told),
        fatalities=merge_fatalities(told, disputed=disputed, claimed=claimed),
        evidence=_evidence(tellings),
        confidence=max(t.mention.confidence for t in told),
        provenance=_provenance(lead, when, where),
    )


def merge_actors(tellings: Sequence[Telling]) -> tuple[EventActor, ...]:
    """Every actor any telling names, the most named first, in the role most give it."""
    found: dict[str, list[EventActor]] = {}
    for telling in tellings:
        for actor in telling.mention.actors:
            found.setdefault(actor.actor_id, []).append(actor)
    ordered = sorted(found.values(), key=lambda same: -len(same))  # stable: ties as first told
    return tuple(_most_common(same) for same in ordered)


def merge_fatalities(
    tellings: Sequence[Telling], *, disputed: bool, claimed: frozenset[int] = frozenset()
) -> Fatalities:
    """Low and high over all tellings; best from the last published one that has a best."""
    tolls = [t.mention.fatalities for t in tellings]
    numbers = [n for toll in tolls for n in (toll.low, toll.best, toll.high) if n is not None]
    bests = [t.best for t in tolls if t.best is not None and t.best not in claimed]
    return Fatalities(
        low=min(numbers, default=None),
        best=bests[-1] if bests and not disputed else None,
        high=max(numbers, default=None),
        claim_ids=tuple(dict.fromkeys(c for toll in tolls for c in toll.claim_ids)),
    )


def _lead(tellings: Sequence[Telling]) -> Telling:
    """The telling whose type most agree on, the surest of these, the earliest."""
    votes = Counter(t.mention.sub_event_type for t in tellings)
    return min(
        tellings,
        key=lambda t: (
            _REALIS.index(t.mention.realis),
            -votes[t.mention.sub_event_type],
            -t.mention.confidence,
        ),
    )


def _best_dated(tellings: Sequence[Telling]) -> Telling:
    return min(tellings, key=lambda t: _DATE_PRECISION.index(t.mention.occurred.precision))


def _best_placed(tellings: Sequence[Telling]) -> Telling:
    return min(tellings, key=lambda t: _PLACE_PRECISION.index(t.mention.place.precision))


def _claimed_by(tellings: Sequence[Telling]) -> str | None:
    return next((t.mention.claimed_by for t in tellings if t.mention.claimed_by), None)


def _occurred(telling: Telling) -> Occurred:
    occurred = telling.mention.occurred
    return msgspec.structs.replace(occurred, text=_located(occurred.text, telling))


def _place(telling: Telling) -> Place:
    place = telling.mention.place
    return msgspec.structs.replace(place, text=_located(place.text, telling))


def _evidence(tellings: Sequence[Telling]) -> tuple[Span, ...]:
    spans = (_located(span, t) for t in tellings for span in t.mention.evidence)
    return tuple(span for span in spans if span is not None)[:MAX_EVIDENCE]


def _provenance(lead: Telling, when: Telling, where: Telling) -> dict[str, Provenance]:
    """Each field's provenance from the telling that gave the field."""
    givers = {"occurred": when, "place": where}
    names = sorted({*lead.mention.provenance, *when.mention.provenance, *where.mention.provenance})
    merged: dict[str, Provenance] = {}
    for name in names:
        giver = givers.get(name.partition(".")[0], lead)
        found = giver.mention.provenance.get(name)
        if found is not None:
            merged[name] = Provenance(span=_located(found.span, giver), rule=found.rule)
    return merged


def _located(span: Span | None, telling: Telling) -> Span | None:
    if span is None:
        return None
    return msgspec.structs.replace(span, article_id=telling.article.article_id)


def _most_common(same: Sequence[EventActor]) -> EventActor:
    votes = Counter(same_role.role for same_role in same)
    return max(same, key=lambda actor: votes[actor.role])
