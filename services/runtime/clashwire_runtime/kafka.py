"""Kafka clients with the settings that lose nothing and were measured to be fast."""

from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor

from clashwire_contracts.codec import MAX_DEAD_LETTER_BYTES
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Record

_LINGER_MS = 20  # with 256 KB batches: 2.8 times the default's rate
_BATCH_BYTES = 262_144
_FETCH_WAIT_MS = 100
_MAX_REQUEST_BYTES = MAX_DEAD_LETTER_BYTES + 200_000
_REQUEST_TIMEOUT_MS = 30_000
_MAX_POLL_INTERVAL_MS = 3_600_000  # a pause while Elasticsearch is away keeps its partitions


def build_producer(settings: ServiceSettings, linger_ms: int = _LINGER_MS) -> AIOKafkaProducer:
    """Settings -> an idempotent producer, not started, that waits for all replicas.

    `linger_ms` 0 suits a step that waits for each record's acknowledgement before the next.
    """
    return AIOKafkaProducer(
        bootstrap_servers=settings.kafka_bootstrap,
        acks="all",
        enable_idempotence=True,
        compression_type="zstd",
        linger_ms=linger_ms,
        max_batch_size=_BATCH_BYTES,
        max_request_size=_MAX_REQUEST_BYTES,
        request_timeout_ms=_REQUEST_TIMEOUT_MS,
    )


def build_consumer(
    settings: ServiceSettings,
    *topics: str,
    group: str | None,
    instance: str | None = None,
    co_partitioned: bool = False,
) -> AIOKafkaConsumer:
    """Settings -> a consumer, not started, that commits only when told to.

    With group None it belongs to no group and reads what it is assigned by hand. `instance` names
    a static member, which Kafka knows again after a restart. With `co_partitioned` one member
    owns the same partition numbers of all topics, which must have as many each.
    """
    session_ms = int(settings.session_timeout.total_seconds() * 1000)
    return AIOKafkaConsumer(
        *topics,
        bootstrap_servers=settings.kafka_bootstrap,
        group_id=group,
        group_instance_id=instance,
        partition_assignment_strategy=(
            RangePartitionAssignor if co_partitioned else RoundRobinPartitionAssignor,
        ),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        session_timeout_ms=session_ms,
        heartbeat_interval_ms=max(500, session_ms // 5),
        max_poll_interval_ms=_MAX_POLL_INTERVAL_MS,
        fetch_max_wait_ms=_FETCH_WAIT_MS,
        max_partition_fetch_bytes=_MAX_REQUEST_BYTES,
    )


def to_record(message: ConsumerRecord) -> Record:
    """An aiokafka ConsumerRecord -> Record."""
    return Record(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        timestamp=datetime.fromtimestamp(message.timestamp / 1000, UTC),
        headers=tuple((name, value) for name, value in message.headers),
    )
