"""The sender: pending deliveries to webhooks, every attempt written to the outbox."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

import httpx

from clashwire_contracts.alert import Attempt, Delivery
from clashwire_index.alerts import outbox
from clashwire_index.alerts.delivery_queue import DeliveryQueue
from clashwire_index.alerts.retry import Answer, after
from clashwire_index.alerts.rules import Endpoint
from clashwire_index.alerts.webhook import post
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.publisher import Publisher

_LOOK_EVERY_SECONDS = 0.5
_ERROR_CHARS = 300


class Sender:
    """Sends what is due until told to stop; attempts in flight are then finished and written.

    Raises InfrastructureError when an attempt cannot be written: the next start repeats it
    under the same webhook-id.
    """

    def __init__(
        self,
        endpoints: Mapping[str, Endpoint],
        clients: Mapping[str, httpx.AsyncClient],
        publisher: Publisher,
        context: ServiceContext,
    ) -> None:
        self._endpoints = endpoints
        self._clients = clients
        self._publisher = publisher
        self._context = context
        self._queue = DeliveryQueue()
        self._wake = asyncio.Event()

    def enqueue(self, deliveries: Sequence[Delivery]) -> None:
        """Add deliveries that are on the outbox; those of unknown endpoints stay there, pending."""
        known = [delivery for delivery in deliveries if delivery.endpoint in self._endpoints]
        self._queue.put(known)
        if len(known) < len(deliveries):
            self._context.logger.warning(
                "endpoint_unknown",
                deliveries=len(deliveries) - len(known),
                reason="alerts.yaml no longer names their endpoint; they wait until it does",
            )
        self._wake.set()

    async def run(self) -> None:
        """Send until stopped."""
        async with asyncio.TaskGroup() as attempts:
            while not self._context.stop.is_set():
                for delivery in self._queue.start_due(self._context.clock.now()):
                    attempts.create_task(self._take_on(delivery))
                self._show_pending()
                await self._rest()

    async def _rest(self) -> None:
        self._wake.clear()
        try:
            async with asyncio.timeout(_LOOK_EVERY_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _take_on(self, delivery: Delivery) -> None:
        if self._queue.is_disabled(delivery.endpoint):
            moved_on = outbox.disabled(delivery, self._context.clock.now())
        else:
            moved_on = await self._attempt(delivery)
        await self._publisher.publish([outbox.delivery_record(moved_on)])
        self._queue.finish(moved_on)
        self._context.metrics.count(
            "clashwire_deliveries_total", endpoint=delivery.endpoint, result=moved_on.status
        )
        self._wake.set()

    async def _attempt(self, delivery: Delivery) -> Delivery:
        """POST once -> the delivery's next version, not yet written."""
        endpoint = self._endpoints[delivery.endpoint]
        started = self._context.clock.now()
        began_seconds = self._context.clock.monotonic_seconds()
        client = self._clients[httpx.URL(endpoint.url).scheme]
        answer = await post(client, delivery.alert, endpoint, started)
        seconds = self._context.clock.monotonic_seconds() - began_seconds
        attempt = Attempt(
            at=started,
            status_code=answer.status_code,
            error=answer.error[:_ERROR_CHARS] if answer.error else None,
            duration_ms=round(seconds * 1000),
        )
        return self._conclude(delivery, attempt, answer, self._context.clock.now())

    def _conclude(
        self, delivery: Delivery, attempt: Attempt, answer: Answer, now: datetime
    ) -> Delivery:
        then = after(answer, len(delivery.attempts) + 1, delivery.delivery_id, now)
        if then.hold_until is not None:
            self._queue.hold(delivery.endpoint, then.hold_until)
        if then.status == "disabled":
            self._queue.disable(delivery.endpoint)
        self._context.logger.info(
            "webhook",
            endpoint=delivery.endpoint,
            webhook_id=delivery.alert.alert_id,
            kind=delivery.alert.kind,
            event_id=delivery.alert.thread_id,
            attempt=len(delivery.attempts) + 1,
            status_code=attempt.status_code,
            error=attempt.error,
            outcome=then.status,
            next_attempt_at=then.next_attempt_at and then.next_attempt_at.isoformat(),
            milliseconds=attempt.duration_ms,
        )
        return outbox.with_attempt(delivery, attempt, then, now)

    def _show_pending(self) -> None:
        for endpoint in self._endpoints:
            self._context.metrics.set(
                "clashwire_deliveries_pending", self._queue.pending(endpoint), endpoint=endpoint
            )
