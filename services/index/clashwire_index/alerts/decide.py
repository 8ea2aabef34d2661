"""The decision: an event version against what was told of it -> the alerts to make. Pure.

It never asks which versions went by, only what each endpoint was told, so that skipped and
repeated versions change nothing. One version makes at most one alert for an endpoint: the
strongest kind its rules take; the snapshot in it tells the rest.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from clashwire_contracts.event import Event
from clashwire_contracts.vocabulary import AlertKind
from clashwire_index.alerts.rules import Rule, Traits, traits_of
from clashwire_index.alerts.told import Told, contested_state

_CLOSED = frozenset({"merged", "retracted"})


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One alert to make: its kind, and the rules that asked for it by endpoint."""

    kind: AlertKind
    rules: dict[str, str]


def decide(
    event: Event,
    casualties: str,
    thread: Sequence[Told],
    rules: Mapping[str, Sequence[Rule]],
) -> tuple[Due, ...]:
    """Event, its casualties state, its thread and the rules by endpoint -> alerts to make."""
    due: dict[AlertKind, dict[str, str]] = {}
    for endpoint, own_rules in rules.items():
        told = [one for one in thread if endpoint in one.endpoints]
        if told and event.version <= max(one.version for one in told):
            continue
        known = (traits_of(event), *(one.traits for one in told))
        for kind in _kinds(event, casualties, told):
            rule = _rule_for(kind, own_rules, known)
            if rule is not None:
                due.setdefault(kind, {})[endpoint] = rule.name
                break
    return tuple(Due(kind=kind, rules=by_endpoint) for kind, by_endpoint in due.items())


def may_alert(event: Event, thread: Sequence[Told], rules: Mapping[str, Sequence[Rule]]) -> bool:
    """Whether any rule could speak of the event at all; a cheap question before `decide`."""
    traits = traits_of(event)
    return bool(thread) or any(rule.covers(traits) for own in rules.values() for rule in own)


def _kinds(event: Event, casualties: str, told: Sequence[Told]) -> Iterator[AlertKind]:
    """The kinds that are news to someone who was told so much, the strongest first."""
    if not told:
        yield from _first_kinds(event)
        return
    if event.status in _CLOSED:
        yield from _closing_kinds(event, told)
        return
    contested = contested_state(event)
    if contested is not None and contested not in {one.contested for one in told}:
        yield "clash.contested"
    if event.status == "corroborated" and all(one.status != "corroborated" for one in told):
        yield "clash.corroborated"
    if all(one.casualties_state not in {None, casualties} for one in told):
        yield "clash.casualties_changed"


def _first_kinds(event: Event) -> Iterator[AlertKind]:
    """For someone who was told nothing: the report, else what their rules take of its state."""
    if event.backfill or event.status in _CLOSED:
        return
    yield "clash.reported"
    if contested_state(event) is not None:
        yield "clash.contested"
    if event.status == "corroborated":
        yield "clash.corroborated"
    if any(entry.change == "casualties_changed" for entry in event.history):
        yield "clash.casualties_changed"


def _closing_kinds(event: Event, told: Sequence[Told]) -> Iterator[AlertKind]:
    if any(one.status == event.status for one in told):
        return
    yield "clash.merged" if event.status == "merged" else "clash.retracted"


def _rule_for(kind: AlertKind, rules: Sequence[Rule], known: Sequence[Traits]) -> Rule | None:
    """The first rule that takes the kind and covers the event as it is or as it was told."""
    for rule in rules:
        if kind in rule.kinds and any(rule.covers(traits) for traits in known):
            return rule
    return None
