"""Dead letters as an operator handles them: list, show, replay."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from clashwire_cli.connection import kafka_silent
from clashwire_cli.terminal import counted
from clashwire_contracts.dead_letter import DeadLetterReason, headers_to_reason
from clashwire_contracts.topics import DEAD_LETTER_TOPICS
from clashwire_runtime.errors import ClashwireError, UsageError
from clashwire_runtime.kafka import build_consumer, build_producer, to_record
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Outgoing, Record

SUFFIX = ".dlq"
ATTEMPTS_HEADER = "clashwire.attempts"
_POLL_MS = 300


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A dead letter: where it stands, what it holds, and why it was set aside."""

    letter_id: str
    record: Record
    reason: DeadLetterReason


def letter_id(topic: str, partition: int, offset: int) -> str:
    """Where a dead letter stands -> the id an operator types, such as `articles.raw.v1:0:17`."""
    short = topic.removeprefix("clashwire.").removesuffix(SUFFIX)
    return f"{short}:{partition}:{offset}"


def locate(letter: str) -> tuple[str, int, int]:
    """A typed id -> topic, partition, offset; raises UsageError on one that cannot be."""
    parts = letter.rsplit(":", 2)
    topic = f"clashwire.{parts[0]}{SUFFIX}"
    known = {t.name for t in DEAD_LETTER_TOPICS}
    if len(parts) != 3 or topic not in known or not (parts[1] + parts[2]).isdigit():  # noqa: PLR2004
        raise UsageError(
            f"{letter!r} is not a dead letter's id such as articles.raw.v1:0:17; "
            "`clashwire dlq list` shows them."
        )
    return topic, int(parts[1]), int(parts[2])


async def read_letters(kafka: str) -> list[DeadLetter]:
    """All dead letters now on the topics, oldest first."""
    async with _Reader(kafka) as consumer:
        partitions = await _partitions(consumer)
        found = [letter async for letter in _read(consumer, partitions)] if partitions else []
    return sorted(found, key=lambda letter: (letter.record.timestamp, letter.letter_id))


async def read_letter(kafka: str, letter: str) -> DeadLetter:
    """One dead letter by id; raises ClashwireError when it is not there."""
    wanted = letter_id(*locate(letter))
    for found in await read_letters(kafka):
        if found.letter_id == wanted:
            return found
    raise ClashwireError(f"There is no dead letter {letter}; `clashwire dlq list` shows them.")


def to_replay(letter: DeadLetter, mended: bytes | None, max_attempts: int) -> Outgoing:
    """A dead letter, its body mended or not -> the record for its source topic.

    Refuses past `max_attempts` replays, and a body that was too large to keep on the topic.
    """
    reason = letter.reason
    if reason.attempts >= max_attempts:
        raise ClashwireError(
            f"{letter.letter_id} failed {counted(reason.attempts, 'time')} already; "
            f"mend it, or raise --max-attempts above {max_attempts}."
        )
    if mended is None and reason.body_file is not None:
        raise ClashwireError(
            f"{letter.letter_id} was too large to keep on the topic; "
            f"mend {reason.body_file} and give it with --body."
        )
    return Outgoing(
        topic=reason.source_topic,
        key=letter.record.key or b"",
        value=letter.record.value if mended is None else mended,
        headers=((ATTEMPTS_HEADER, str(reason.attempts).encode()),),
    )


async def replay(kafka: str, records: Sequence[Outgoing]) -> None:
    """Put records back on their source topics, acknowledged."""
    producer = build_producer(ServiceSettings(kafka_bootstrap=kafka))
    try:
        await producer.start()
        for record in records:
            await producer.send_and_wait(
                record.topic, value=record.value, key=record.key, headers=list(record.headers)
            )
    except KafkaError as error:
        raise kafka_silent(kafka) from error
    finally:
        await producer.stop()


class _Reader:
    """A consumer outside any group, as a context."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._consumer = build_consumer(ServiceSettings(kafka_bootstrap=kafka), group=None)

    async def __aenter__(self) -> AIOKafkaConsumer:
        try:
            await self._consumer.start()
        except KafkaError as error:
            await self._consumer.stop()
            raise kafka_silent(self._kafka) from error
        return self._consumer

    async def __aexit__(self, *_error: object) -> None:
        await self._consumer.stop()


async def _partitions(consumer: AIOKafkaConsumer) -> list[TopicPartition]:
    """Counts them by the contract: a consumer without a subscription knows no partitions."""
    existing = await consumer.topics()
    return [
        TopicPartition(topic.name, number)
        for topic in DEAD_LETTER_TOPICS
        if topic.name in existing
        for number in range(topic.partitions)
    ]


async def _read(
    consumer: AIOKafkaConsumer, partitions: list[TopicPartition]
) -> AsyncIterator[DeadLetter]:
    """Every record between the partitions' starts and their ends as of now."""
    starts = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    waiting = {tp for tp in partitions if starts[tp] < ends[tp]}
    if not waiting:
        return
    consumer.assign(sorted(waiting))
    await consumer.seek_to_beginning()
    while waiting:
        for messages in (await consumer.getmany(timeout_ms=_POLL_MS)).values():
            for message in messages:
                yield _to_letter(message)
        waiting = {tp for tp in waiting if await consumer.position(tp) < ends[tp]}


def _to_letter(message: Any) -> DeadLetter:
    record = to_record(message)
    return DeadLetter(
        letter_id=letter_id(record.topic, record.partition, record.offset),
        record=record,
        reason=_reason(record),
    )


def _reason(record: Record) -> DeadLetterReason:
    """Why a record is here; one that others put on the topic has no reason of ours."""
    try:
        return headers_to_reason(record.headers)
    except (KeyError, ValueError):
        return DeadLetterReason(
            error_kind="invalid",
            reason="its headers hold no reason: not set aside by Clashwire",
            step="unknown",
            source_topic=record.topic.removesuffix(SUFFIX),
            source_partition=record.partition,
            source_offset=record.offset,
            source_timestamp=record.timestamp,
            attempts=0,
            code_version="",
        )
