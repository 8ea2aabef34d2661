"""The index process, put together: topics → IndexStep → BulkSink; builds its own clients."""

from contextlib import AsyncExitStack
from pathlib import Path

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from clashwire_contracts.topics import consumer_group
from clashwire_index.bulk import BulkSink, StoppedWaitingError
from clashwire_index.connection import connect
from clashwire_index.documents import IndexStep
from clashwire_index.indices import BY_TOPIC
from clashwire_index.settings import IndexSettings
from clashwire_runtime.consumer_loop import ConsumerLoop, LoopLimits
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.kafka import build_consumer, build_producer
from clashwire_runtime.publisher import Publisher

GROUP = consumer_group("index")
_MAX_RECORDS = 1000  # two full bulk requests a turn


async def main(settings: IndexSettings, context: ServiceContext) -> None:
    """Index every topic until told to stop; raises InfrastructureError when it cannot go on."""
    async with AsyncExitStack() as cleanup:
        client = connect(settings.elasticsearch)
        cleanup.push_async_callback(client.close)
        producer = build_producer(settings)
        consumer = build_consumer(settings, *BY_TOPIC, group=GROUP)
        for part in (producer, consumer):
            cleanup.push_async_callback(part.stop)
        try:
            await producer.start()
            await consumer.start()
        except KafkaError as error:
            raise InfrastructureError(
                f"Kafka at {settings.kafka_bootstrap} does not answer ({error}); "
                "check that it runs and that CLASHWIRE_KAFKA_BOOTSTRAP names it."
            ) from error
        publisher = Publisher(producer, context.logger, context.metrics, settings.give_up_after)
        sink = BulkSink(client, settings.elasticsearch.shown_url, context)
        await _run(consumer, sink, publisher, settings, context)


async def _run(
    consumer: AIOKafkaConsumer,
    sink: BulkSink,
    publisher: Publisher,
    settings: IndexSettings,
    context: ServiceContext,
) -> None:
    step = IndexStep()
    loop = ConsumerLoop(
        consumer=consumer,
        step=step,
        sink=sink,
        dead_letters=DeadLetterWriter(publisher, step.name, Path(settings.data_dir)),
        context=context,
        limits=LoopLimits(max_records=_MAX_RECORDS),
    )
    try:
        await loop.run()
    except StoppedWaitingError:
        context.logger.warning("stopped_while_elasticsearch_was_away")
