"""Composes the alerts process: the only place that builds its clients."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Protocol, TypeVar

import httpx
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaConnectionError

from clashwire_contracts.alert import Delivery
from clashwire_contracts.codec import DecodeError, decode
from clashwire_contracts.topics import CLAIMS, DELIVERIES, EVENTS, consumer_group
from clashwire_index.alerts.alerting import AlertSink, Decider, ReadEvent
from clashwire_index.alerts.alerts_file import read_alerts_file
from clashwire_index.alerts.claim_store import ClaimReader, ClaimStore, Patience
from clashwire_index.alerts.deliver import Sender
from clashwire_index.alerts.outbox import Outbox, alert_record
from clashwire_index.alerts.rules import AlertsFile, rules_by_endpoint
from clashwire_index.alerts.settings import AlertsSettings
from clashwire_index.alerts.webhook import TIMEOUT_SECONDS
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.compacted import read_to_end
from clashwire_runtime.consumer_loop import ConsumerLoop
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.guarded_client import guarded_client
from clashwire_runtime.kafka import build_consumer, build_producer
from clashwire_runtime.publisher import Publisher

GROUP = consumer_group("alerts")


class OpenedNetworks(AddressGuard):
    """For plain http: only the networks that the operator opened, nothing public."""

    def refuse(self, address: str, port: int | None = None) -> str | None:
        """A numeric address and port -> why plain http may not go there, or None."""
        if self.opens(address):
            return super().refuse(address, port)
        return f"{address} is reached by plain http, which is for opened networks only"


async def main(settings: AlertsSettings, context: ServiceContext) -> None:
    """Decide and send, side by side, until stopped; raises InfrastructureError to be restarted."""
    file = load_alerts(settings, context)
    async with AsyncExitStack() as stack:
        producer = await stack.enter_async_context(_started(build_producer(settings)))
        publisher = Publisher(producer, context.logger, context.metrics, settings.give_up_after)
        events = build_consumer(settings, EVENTS.name, group=GROUP)
        await stack.enter_async_context(_started(events))
        # read only now: the partitions are ours, so no worker before us adds to the outbox
        outbox = await read_outbox(settings, context)
        await republish_alerts(outbox, publisher)
        claims = build_consumer(settings, CLAIMS.name, group=None)
        await stack.enter_async_context(_started(claims))
        clients = await stack.enter_async_context(open_clients(settings.allow_cidrs))
        endpoints = {endpoint.name: endpoint for endpoint in file.endpoints}
        sender = Sender(endpoints, clients, publisher, context)
        sender.enqueue(outbox.take_pending())
        loop = ConsumerLoop(
            consumer=events,
            step=ReadEvent(),
            sink=alert_sink(file, outbox, claims, publisher, settings, context),
            dead_letters=DeadLetterWriter(publisher, ReadEvent.name, Path(settings.data_dir)),
            context=context,
        )
        await _side_by_side(
            loop.run(on_committed=lambda: sender.enqueue(outbox.take_pending())), sender.run()
        )


def alert_sink(
    file: AlertsFile,
    outbox: Outbox,
    consumer: AIOKafkaConsumer,
    publisher: Publisher,
    settings: AlertsSettings,
    context: ServiceContext,
) -> AlertSink:
    """The decision over rules, outbox and claims, and where its alerts go."""
    claims = ClaimStore(settings.claims_in_memory)
    patience = Patience(for_claims=settings.claims_wait, for_kafka=settings.give_up_after)
    reader = ClaimReader(consumer, claims, context.logger, patience)
    decider = Decider(rules_by_endpoint(file.rules), outbox, claims, context.clock)
    return AlertSink(decider, reader, publisher, context.metrics)


def load_alerts(settings: AlertsSettings, context: ServiceContext) -> AlertsFile:
    """The operator's file -> endpoints and rules; says once when there is nobody to tell."""
    path = Path(settings.alerts)
    found = AlertsFile()
    if path.exists():
        guard = AddressGuard(settings.allow_cidrs)
        found = read_alerts_file(path, guard, settings.allow_cidrs)
    if not found.endpoints or not found.rules:
        context.logger.warning(
            "nobody_to_tell",
            reason=f"{path} has no endpoints with rules, so events are read and no webhook is "
            "sent; write them and restart",
        )
    return found


async def read_outbox(settings: AlertsSettings, context: ServiceContext) -> Outbox:
    """The deliveries topic from its beginning -> what was told and what is pending."""
    outbox = Outbox()
    async for record in read_to_end(settings, DELIVERIES.name):
        if record.value is None:
            continue
        try:
            outbox.note(decode(Delivery, record.value))
        except DecodeError as error:
            context.logger.warning(
                "delivery_unreadable",
                partition=record.partition,
                offset=record.offset,
                reason=str(error),
            )
    return outbox


async def republish_alerts(outbox: Outbox, publisher: Publisher) -> None:
    """Put the alerts of untried deliveries on their topic: a crash may have come before that."""
    untried = {d.alert.alert_id: d.alert for d in outbox.pending if not d.attempts}
    await publisher.publish([alert_record(alert) for alert in untried.values()])


@asynccontextmanager
async def open_clients(allow_cidrs: tuple[str, ...]) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
    """By URL scheme, the client that may send: both judge each address they connect to."""
    timeout = httpx.Timeout(TIMEOUT_SECONDS)
    async with (
        guarded_client(AddressGuard(allow_cidrs), timeout=timeout) as https,
        guarded_client(OpenedNetworks(allow_cidrs), timeout=timeout) as http,
    ):
        yield {"https": https, "http": http}


class _Startable(Protocol):
    async def start(self) -> None: ...
    async def stop(self) -> None: ...


C = TypeVar("C", bound=_Startable)


@asynccontextmanager
async def _started(client: C) -> AsyncIterator[C]:
    """A Kafka client, started here and stopped at the end; InfrastructureError without Kafka."""
    try:
        await client.start()
        yield client
    except KafkaConnectionError as error:
        raise InfrastructureError(f"Kafka cannot be reached ({error}); is it running?") from error
    finally:
        await client.stop()


async def _side_by_side(*parts: Coroutine[None, None, None]) -> None:
    """Run until all have ended; the first failure ends the others and is raised by itself."""
    try:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(part)
    except BaseExceptionGroup as failed:
        raise _first(failed) from failed


def _first(failed: BaseExceptionGroup) -> BaseException:
    inner = failed.exceptions[0]
    return _first(inner) if isinstance(inner, BaseExceptionGroup) else inner
