"""Readiness as progress: ready while every assigned partition is caught up or moving."""

from datetime import timedelta

import msgspec

from clashwire_runtime.clock import Clock

PartitionName = tuple[str, int]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Ready or not, and why not, in a sentence."""

    ready: bool
    reason: str


class _Seen(msgspec.Struct):
    committed: int
    end: int
    moved_at_seconds: float


class ProgressWatch:
    """Watches committed offsets against ends; a lag that does not move is not ready."""

    def __init__(self, clock: Clock, stall_after: timedelta) -> None:
        self._clock = clock
        self._stall_after_seconds = stall_after.total_seconds()
        self._seen: dict[PartitionName, _Seen] = {}
        self._blocked: dict[str, str] = {}
        self._remarks: dict[str, str] = {}
        self._started = False

    def start(self) -> None:
        """Say that the service is set up; before that it is not ready."""
        self._started = True

    def block(self, cause: str, reason: str) -> None:
        """Make it not ready for a named cause, such as the brake."""
        self._blocked[cause] = reason

    def unblock(self, cause: str) -> None:
        """Take a named cause back."""
        self._blocked.pop(cause, None)

    def remark(self, cause: str, remark: str) -> None:
        """Say something beside readiness, such as an outage that a restart would not mend."""
        self._remarks[cause] = remark

    def take_back(self, cause: str) -> None:
        """Take a remark back."""
        self._remarks.pop(cause, None)

    def assign(self, partitions: frozenset[PartitionName]) -> None:
        """Forget partitions that are no longer ours."""
        self._seen = {name: seen for name, seen in self._seen.items() if name in partitions}

    def observe(self, partition: PartitionName, committed: int, end: int) -> None:
        """Take note of a partition's committed offset and end."""
        now = self._clock.monotonic_seconds()
        before = self._seen.get(partition)
        idle = before is None or before.committed >= before.end
        moved = idle or before is None or committed != before.committed
        moved_at = now if moved or before is None else before.moved_at_seconds
        self._seen[partition] = _Seen(committed, end, moved_at)

    def verdict(self) -> Verdict:
        """Whether this process is ready now."""
        if self._blocked:
            return Verdict(ready=False, reason="; ".join(self._blocked.values()))
        if not self._started:
            return Verdict(ready=False, reason="starting")
        now = self._clock.monotonic_seconds()
        for (topic, partition), seen in sorted(self._seen.items()):
            if (
                seen.committed < seen.end
                and now - seen.moved_at_seconds > self._stall_after_seconds
            ):
                behind = seen.end - seen.committed
                return Verdict(
                    ready=False, reason=f"{topic}[{partition}] is {behind} behind and does not move"
                )
        return Verdict(ready=True, reason="; ".join(["ready", *self._remarks.values()]))
