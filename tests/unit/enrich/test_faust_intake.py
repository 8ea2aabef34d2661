"""What is taken off faust's channel, in which order, and when faust must read again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka import TopicPartition
from faust.types.tuples import TP, ConsumerMessage

from clashwire_enrich.settings import EnrichSettings
from clashwire_enrich.worker.faust_app import build_app
from clashwire_enrich.worker.faust_intake import FaustIntake

PARTITION = TopicPartition("topic", 0)


class Kept:
    """A broker that keeps some offsets and has a commit."""

    def __init__(self, committed: int, *kept: int) -> None:
        self.committed = committed
        self.kept = kept

    async def resume_at(self, partition: TopicPartition) -> int:
        assert partition == PARTITION
        return self.committed

    async def next_kept(self, partition: TopicPartition, offset: int) -> int | None:
        assert partition == PARTITION
        return min((one for one in self.kept if one >= offset), default=None)


class Channel:
    """A faust app that is not started, its intake, and a hand that puts messages on the channel."""

    def __init__(self, folder: Path) -> None:
        self.app: Any = build_app(EnrichSettings(data_dir=str(folder)), "group")
        self.app.finalize()
        self.app.flow_control.resume()
        self.broker = Kept(4, *range(4, 20))
        self.intake = FaustIntake(self.app, PARTITION.topic, self.broker)
        self.rewound: list[int] = []
        self.committed: list[int] = []
        self.app.consumer.seek = self._seek
        self.app.consumer._commit_offsets = self._commit

    async def put(self, *offsets: int, generation: int = 0) -> None:
        """Put messages on the channel."""
        for offset in offsets:
            message = ConsumerMessage(
                "topic", 0, offset, 1.5, 0, [("h", b"1")], b"k", b"v", None, tp=TP("topic", 0)
            )
            message.generation_id = generation
            event = await self.intake._channel.decode(message)
            self.intake._channel.queue.put_nowait(event)

    async def take(self, max_records: int = 9) -> list[int]:
        """The offsets taken now."""
        return [record.offset for record in await self.intake.take(max_records)]

    async def _seek(self, partition: TopicPartition, offset: int) -> None:
        assert partition == PARTITION
        self.rewound.append(offset)

    async def _commit(self, offsets: dict[TopicPartition, int]) -> bool:
        self.committed.append(offsets[PARTITION])
        return True


@pytest.fixture
async def channel(tmp_path: Path) -> AsyncIterator[Channel]:
    made = Channel(tmp_path)
    yield made
    made.app.consumer._thread.thread_loop.close()  # faust opens it before it starts


async def test_a_batch_holds_what_is_there_in_order_and_no_more_than_asked(
    channel: Channel,
) -> None:
    await channel.put(4, 5, 6)
    assert await channel.take(2) == [4, 5]
    (record,) = await channel.intake.take(2)
    assert (record.offset, record.key, record.value) == (6, b"k", b"v")
    assert (record.timestamp.timestamp(), record.headers) == (1.5, (("h", b"1"),))


async def test_only_what_is_done_is_committed_and_once(channel: Channel) -> None:
    await channel.put(4, 5, 6)
    records = await channel.intake.take(9)
    await channel.intake.commit()
    channel.intake.note_done(records[:2])
    await channel.intake.commit()
    await channel.intake.commit()
    assert channel.committed == [6]


async def test_a_message_of_an_ended_generation_is_not_taken(channel: Channel) -> None:
    channel.app.consumer_generation_id = 2
    await channel.put(4, generation=1)
    assert await channel.take() == []
    await channel.put(4, 5, generation=2)
    assert await channel.take() == [4, 5]


async def test_a_message_that_arrives_during_a_stop_is_not_taken(channel: Channel) -> None:
    channel.app.flow_control.suspend()
    await channel.put(4)
    assert await channel.take() == []


async def test_a_message_taken_before_is_not_taken_again(channel: Channel) -> None:
    await channel.put(2, 3, 4, 5, 4, 5, 6)
    assert await channel.take() == [4, 5, 6]


@pytest.mark.parametrize("skipped_at_start", [True, False])
async def test_what_faust_skips_is_read_again(channel: Channel, *, skipped_at_start: bool) -> None:
    expected = 4 if skipped_at_start else 5
    if not skipped_at_start:
        await channel.put(4)
        await channel.take()
    await channel.put(8, 9)
    assert await channel.take() == []
    assert channel.rewound == [expected]
    await channel.put(*range(expected, 10))
    assert await channel.take() == list(range(expected, 10))


async def test_faust_is_made_to_read_again_until_it_does(channel: Channel) -> None:
    await channel.put(8)
    assert await channel.take() == []
    assert await channel.take() == []  # nothing came for a second
    assert channel.rewound == [4, 4]


async def test_a_gap_that_kafka_itself_has_is_passed(channel: Channel) -> None:
    channel.broker.kept = (4, 8, 9)
    await channel.put(4, 8, 9)
    assert await channel.take() == [4, 8, 9]
    assert channel.rewound == []


async def test_after_a_rebalance_reading_resumes_at_the_commit(channel: Channel) -> None:
    await channel.put(4, 5, 6)
    await channel.take()
    channel.intake.forget_assignment()
    channel.broker.committed = 5
    await channel.put(5, 6)
    assert await channel.take() == [5, 6]
