"""A faust table whose changes are known to be on its changelog before anyone goes on.

Faust sends changelog records in the background and only flushes before a commit, where a failed
send passes in silence: a row lost that way would be an event forgotten.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import faust
from aiokafka.errors import KafkaError

from clashwire_contracts.topics import Topic
from clashwire_runtime.errors import InfrastructureError

TABLE_NAME = "active_events"


class AcknowledgedTable(faust.Table):  # type: ignore[type-arg]
    """A faust table of bytes by bytes that remembers its unacknowledged changelog sends."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._unacknowledged: list[Any] = []

    def partition_for_key(self, key: object) -> int:  # noqa: ARG002  # one partition holds all keys
        """Partition 0: rows are written between records, where faust knows no current event."""
        return 0

    def send_changelog(self, *arguments: Any, **options: Any) -> Any:
        """Send a change as faust does, and keep its future."""
        future = super().send_changelog(*arguments, **options)
        self._unacknowledged.append(future)
        return future

    async def write(self, rows: Mapping[bytes, bytes | None]) -> None:
        """Set rows (None deletes one), then wait until all are acknowledged.

        Raises InfrastructureError when Kafka does not take them.
        """
        for key, row in rows.items():
            if row is not None:
                self[key] = row
            elif key in self:
                del self[key]
        sent, self._unacknowledged = self._unacknowledged, []
        try:
            await asyncio.gather(*sent)
        except KafkaError as error:
            raise InfrastructureError(
                f"Kafka took no row of {self.name} ({error!r}); check the broker."
            ) from error


def build_table(app: Any, changelog: Topic) -> AcknowledgedTable:
    """App and the changelog topic that set-up made -> the table, registered with the app.

    Refuses a changelog of several partitions, or with a name that faust will not use.
    """
    if changelog.partitions != 1:
        raise ValueError(f"{changelog.name} must have one partition, as its one worker does")
    table = AcknowledgedTable(
        app,
        name=TABLE_NAME,
        key_type=bytes,
        value_type=bytes,
        partitions=changelog.partitions,
        help="One row per active event and article.",
        beacon=app.tables.beacon,
    )
    app.tables.add(table)
    if table.changelog_topic.get_topic_name() != changelog.name:
        raise ValueError(f"faust names the changelog {table.changelog_topic.get_topic_name()}")
    return table
