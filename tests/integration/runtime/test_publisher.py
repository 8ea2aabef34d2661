"""The publisher on a real Kafka: it returns only once the broker has taken every record."""

import os
from datetime import timedelta

import pytest
import structlog
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from clashwire_local import RunningStack
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.kafka import build_producer
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Outgoing

pytestmark = pytest.mark.integration
TOPIC = "narrow"
LIMIT_BYTES = 1_000


async def test_what_the_broker_refuses_after_it_was_sent_is_not_taken_for_published(
    stack: RunningStack,
) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=stack.kafka_bootstrap)
    await admin.start()
    limit = {"max.message.bytes": str(LIMIT_BYTES)}
    await admin.create_topics([NewTopic(TOPIC, 1, 1, topic_configs=limit)])
    await admin.close()
    producer = build_producer(ServiceSettings(kafka_bootstrap=stack.kafka_bootstrap))
    await producer.start()
    try:
        publisher = Publisher(
            producer, structlog.get_logger(), Metrics(), give_up_after=timedelta(seconds=1)
        )
        await publisher.publish([Outgoing(topic=TOPIC, key=b"fits", value=b"x")])
        wide = Outgoing(topic=TOPIC, key=b"wide", value=os.urandom(5 * LIMIT_BYTES))
        with pytest.raises(InfrastructureError, match="Kafka took no record"):
            await publisher.publish([wide])
    finally:
        await producer.stop()
