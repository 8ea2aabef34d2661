"""The brake: a flood of dead letters means a bad deploy, not bad records, so stop and say so."""

from collections import deque

import msgspec


class BrakeLimits(msgspec.Struct, frozen=True, kw_only=True):
    """When to stop: so many bad records in a row, or so large a share of the last ones.

    The share is judged only once `window` records were seen.
    """

    max_consecutive: int = 100
    window: int = 200
    max_ratio: float = 0.5


class Brake:
    """Counts good and bad records; once tripped it stays so until the process restarts."""

    def __init__(self, limits: BrakeLimits) -> None:
        self._limits = limits
        self._recent: deque[bool] = deque(maxlen=limits.window)
        self._consecutive = 0
        self.tripped: str | None = None

    def observe(self, *, bad: bool) -> None:
        """Take note of one record; may set `tripped` to the reason, in a sentence."""
        self._recent.append(bad)
        self._consecutive = self._consecutive + 1 if bad else 0
        self.tripped = self.tripped or self._judge()

    def _judge(self) -> str | None:
        if self._consecutive >= self._limits.max_consecutive:
            return f"{self._consecutive} records in a row could not be processed"
        share = sum(self._recent) / len(self._recent)
        if len(self._recent) == self._limits.window and share > self._limits.max_ratio:
            return f"{share:.0%} of the last {self._limits.window} records could not be processed"
        return None
