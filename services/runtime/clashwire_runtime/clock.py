"""Time as a value that is handed in, so that tests decide what time it is."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time of day and a monotonic reading."""

    def now(self) -> datetime:
        """The time of day, in UTC."""
        ...

    def monotonic_seconds(self) -> float:
        """A reading that never goes back; only differences mean anything."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The machine's time of day, in UTC."""
        return datetime.now(UTC)

    def monotonic_seconds(self) -> float:
        """The machine's monotonic reading."""
        return time.monotonic()


class ManualClock:
    """A clock that moves only when told to."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._elapsed_seconds = 0.0

    def now(self) -> datetime:
        """The time it was last set to."""
        return self._now

    def monotonic_seconds(self) -> float:
        """Seconds it was advanced by so far."""
        return self._elapsed_seconds

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds."""
        self._now += timedelta(seconds=seconds)
        self._elapsed_seconds += seconds
