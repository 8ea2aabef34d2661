"""Knowing when the story has arrived: every feed told, every part caught up, every alert sent."""

from collections.abc import Sequence

import msgspec

from clashwire_cli.lag import PartLag
from clashwire_contracts.topics import CLAIMS, ENRICHED_ARTICLES, EVENTS, RAW_ARTICLES

_QUIET_LOOKS = 2  # so many looks in a row must find nothing moving


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """One look at the whole path.

    `feeds_untold` counts feeds that still have something to tell, `alerts_pending` alerts that
    are decided and not yet delivered; None when nobody looked, for more waits elsewhere.
    """

    feeds_untold: int
    lags: tuple[PartLag, ...]
    webhooks_received: int
    alerts_pending: int | None = None

    @property
    def records(self) -> tuple[tuple[str, int], ...]:
        """How many records each topic holds, by topic name."""
        return tuple(sorted({lag.topic: lag.records for lag in self.lags}.items()))

    @property
    def standing(self) -> tuple[tuple[tuple[str, int], ...], int]:
        """All that grows while the story goes on."""
        return self.records, self.webhooks_received

    @property
    def caught_up(self) -> bool:
        """Whether all is told and no part is behind: every article tagged, every record done."""
        held = dict(self.records)
        tagged = held.get(ENRICHED_ARTICLES.name, 0) >= held.get(RAW_ARTICLES.name, 0) > 0
        return self.feeds_untold == 0 and tagged and all(lag.behind == 0 for lag in self.lags)

    @property
    def arrived(self) -> bool:
        """Whether nothing waits anywhere, alerts on their way included."""
        return self.caught_up and self.alerts_pending == 0


class Settling:
    """Decides from looks, one after another, whether everything has arrived."""

    def __init__(self) -> None:
        self._quiet = 0
        self._before: Look | None = None

    def observe(self, look: Look) -> bool:
        """One more look -> whether nothing has moved for long enough."""
        still = self._before is not None and self._before.standing == look.standing
        self._quiet = self._quiet + 1 if look.arrived and still else 0
        self._before = look
        return self._quiet >= _QUIET_LOOKS


def progress_line(look: Look) -> str:
    """A look -> what a person waiting wants to know, in one line."""
    held = dict(look.records)
    tagged, read = held.get(ENRICHED_ARTICLES.name, 0), held.get(RAW_ARTICLES.name, 0)
    events, claims = _records(look.lags, EVENTS.name), _records(look.lags, CLAIMS.name)
    return (
        f"{tagged} of {read} revisions tagged, {events} event and {claims} claim versions, "
        f"{look.webhooks_received} webhooks; {_waiting(look)}"
    )


def _waiting(look: Look) -> str:
    behind = sum(lag.behind for lag in look.lags)
    if behind:
        return f"{behind} waiting"
    if look.feeds_untold:
        return f"{look.feeds_untold} feeds to read again"
    if look.alerts_pending:
        return f"{look.alerts_pending} alerts to deliver"
    return "nothing waiting"


def _records(lags: Sequence[PartLag], topic: str) -> int:
    return max((lag.records for lag in lags if lag.topic == topic), default=0)
