"""What is taken off faust's channel, in which order, and what is refused; no broker needed."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
from faust.types.tuples import TP, ConsumerMessage

from clashwire_enrich.faust_app import build_app
from clashwire_enrich.faust_intake import FaustIntake
from clashwire_enrich.group_offsets import GroupOffsets
from clashwire_enrich.settings import EnrichSettings
from clashwire_runtime.errors import InfrastructureError

TOPIC = "topic"


class Channel:
    """A faust app that is not started, its intake, and a hand that puts messages on the channel."""

    def __init__(self, folder: Path) -> None:
        settings = EnrichSettings(data_dir=str(folder))
        self.app: Any = build_app(settings, "group")
        self.app.finalize()
        self.app.flow_control.resume()
        never_asked = cast("GroupOffsets", None)  # only a second assignment looks outside
        self.intake = FaustIntake(self.app, TOPIC, never_asked)
        self.queue = self.intake._channel.queue

    async def put(self, *offsets: int, generation: int = 0) -> None:
        """Put messages of one partition on the channel."""
        for offset in offsets:
            message = ConsumerMessage(
                TOPIC, 0, offset, 1.5, 0, [("h", b"1")], b"k", b"v", None, tp=TP(TOPIC, 0)
            )
            message.generation_id = generation
            message.incref()
            self.queue.put_nowait(await self.intake._channel.decode(message))

    def acked(self) -> list[int]:
        """The offsets that faust may commit."""
        return sorted(self.app.consumer._acked[TP(TOPIC, 0)])


@pytest.fixture
async def channel(tmp_path: Path) -> AsyncIterator[Channel]:
    made = Channel(tmp_path)
    yield made
    made.app.consumer._thread.thread_loop.close()  # faust opens it before it starts


async def test_a_batch_holds_what_is_there_in_order_and_no_more_than_asked(
    channel: Channel,
) -> None:
    await channel.put(4, 5, 6)
    assert [one.record.offset for one in await channel.intake.take(2)] == [4, 5]
    (last,) = await channel.intake.take(2)
    record = last.record
    assert (record.offset, record.key, record.value) == (6, b"k", b"v")
    assert (record.timestamp.timestamp(), record.headers) == (1.5, (("h", b"1"),))


async def test_only_what_is_acknowledged_may_be_committed(channel: Channel) -> None:
    channel.app.topics._acking_topics.add(TOPIC)  # as the conductor does when it subscribes
    await channel.put(4, 5, 6)
    taken = await channel.intake.take(9)
    assert channel.acked() == []
    channel.intake.acknowledge(taken[:2])
    assert channel.acked() == [4, 5]


async def test_a_message_of_an_ended_generation_is_dropped_unacknowledged(
    channel: Channel,
) -> None:
    channel.app.topics._acking_topics.add(TOPIC)
    channel.app.consumer_generation_id = 2
    await channel.put(4, generation=1)
    assert await channel.intake.take(9) == []
    assert channel.acked() == []


async def test_a_message_that_arrives_during_a_stop_is_dropped_unacknowledged(
    channel: Channel,
) -> None:
    channel.app.topics._acking_topics.add(TOPIC)
    channel.app.flow_control.suspend()
    await channel.put(4)
    assert await channel.intake.take(9) == []
    assert channel.acked() == []


async def test_a_hole_in_the_offsets_is_refused(channel: Channel) -> None:
    await channel.put(4)
    await channel.intake.take(9)
    await channel.put(7)
    with pytest.raises(InfrastructureError, match="skipped offsets 5 to 6 of topic"):
        await channel.intake.take(9)
