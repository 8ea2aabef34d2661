"""Producing with acknowledgement: returns only once every record is on the topic."""

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import timedelta

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from structlog.typing import FilteringBoundLogger
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    stop_after_delay,
    wait_exponential_jitter,
)

from clashwire_runtime.errors import InfrastructureError, InvalidRecord
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.step import Outgoing


class Publisher:
    """Sends records and waits for their acknowledgements; keeps trying while Kafka is away.

    Raises InvalidRecord for a record the broker calls too large, and InfrastructureError once
    Kafka stayed away for `give_up_after`. Nothing may be committed after either.
    """

    def __init__(
        self,
        producer: AIOKafkaProducer,
        logger: FilteringBoundLogger,
        metrics: Metrics,
        give_up_after: timedelta,
    ) -> None:
        self._producer = producer
        self._logger = logger
        self._metrics = metrics
        self._give_up_after = give_up_after

    async def publish(self, records: Sequence[Outgoing]) -> None:
        """Send all, in order, and wait until each is acknowledged."""
        waiting = list(records)
        try:
            async for attempt in AsyncRetrying(
                retry=retry_if_exception_type(KafkaError),
                stop=stop_after_delay(self._give_up_after),
                wait=wait_exponential_jitter(multiplier=0.2, max=10),
                reraise=True,
            ):
                with attempt:
                    waiting, error = await self._send(waiting)
                    if error is not None:
                        raise error
        except KafkaError as error:
            raise InfrastructureError(
                f"Kafka took no record for {self._give_up_after} ({error}); check the broker."
            ) from error

    async def _send(self, records: list[Outgoing]) -> tuple[list[Outgoing], Exception | None]:
        """Try each once -> those not acknowledged, and the first error among them."""
        if not records:
            return [], None
        results = await asyncio.gather(
            *[await self._hand_over(record) for record in records], return_exceptions=True
        )
        failed = [(r, e) for r, e in zip(records, results, strict=True) if isinstance(e, Exception)]
        if not failed:
            return [], None
        error = failed[0][1]
        self._metrics.count("clashwire_retries_total", target="kafka")
        self._logger.warning("kafka_retry", records=len(failed), error=repr(error))
        return [record for record, _ in failed], error

    async def _hand_over(self, record: Outgoing) -> Awaitable[object]:
        """Give a record to the producer's buffer -> its acknowledgement, failed or to come."""
        try:
            acknowledgement: Awaitable[object] = await self._producer.send(
                record.topic,
                value=record.value,
                key=record.key,
                partition=record.partition,
                headers=list(record.headers),
            )
        except MessageSizeTooLargeError as error:
            raise InvalidRecord("too_large", f"Kafka refused the record: {error}") from error
        except KafkaError as error:
            failed = asyncio.get_running_loop().create_future()
            failed.set_exception(error)
            return failed
        return acknowledgement
