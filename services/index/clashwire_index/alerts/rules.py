"""Rules and endpoints as the operator wrote them: who is told what."""

from collections.abc import Iterable

import msgspec

from clashwire_contracts.event import Event
from clashwire_contracts.event_types import CLASH_TYPES
from clashwire_contracts.vocabulary import AlertKind

_TOLD_REALIS = frozenset({"actual", "claimed"})


class Secret:
    """A signing secret that shows itself only when asked to; never in a repr or a log."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The secret itself, `whsec_` and base64."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(hidden)"


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A receiver of webhooks."""

    name: str
    url: str
    secret: Secret


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """What filters look at, so that an alert's snapshot need not be kept for them."""

    event_type: str
    happened: bool
    country: str | None
    independent_sources: int


def traits_of(event: Event) -> Traits:
    """Event -> its traits; `happened` is foreground and told as actual or claimed."""
    return Traits(
        event_type=event.event_type,
        happened=not event.background and event.realis in _TOLD_REALIS,
        country=event.place.country,
        independent_sources=event.independent_sources,
    )


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Which kinds of alert about which events go to an endpoint; an empty filter takes all.

    `event_types` replaces the three clash types, and so narrows or widens them.
    """

    name: str
    endpoint: str
    kinds: frozenset[AlertKind]
    countries: frozenset[str] = frozenset()
    event_types: frozenset[str] = frozenset()
    min_independent_sources: int = 0

    def covers(self, traits: Traits) -> bool:
        """Whether this rule speaks of an event with such traits."""
        return (
            traits.happened
            and traits.event_type in (self.event_types or CLASH_TYPES)
            and (not self.countries or traits.country in self.countries)
            and traits.independent_sources >= self.min_independent_sources
        )


class AlertsFile(msgspec.Struct, frozen=True, kw_only=True):
    """All of alerts.yaml."""

    endpoints: tuple[Endpoint, ...] = ()
    rules: tuple[Rule, ...] = ()


def rules_by_endpoint(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Rules -> the rules of each endpoint, both in the order of the file."""
    grouped: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        grouped[rule.endpoint] = (*grouped.get(rule.endpoint, ()), rule)
    return grouped
