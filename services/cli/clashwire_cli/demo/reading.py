"""Reading what the demo came to, from Elasticsearch, Kafka and the webhook sink."""

import httpx

from clashwire_cli.demo.outcome import DemoNumbers, DemoOutcome, ReceivedAlert
from clashwire_cli.demo.webhook_sink import WebhookSink
from clashwire_cli.lag import LagReader
from clashwire_cli.local_run import LocalRun
from clashwire_index.connection import Connection
from clashwire_index.queries import ArticleFilter, ClaimFilter, EventFilter
from clashwire_index.search import Search, open_search

_SHOWN = 500
_REFRESH_TIMEOUT_SECONDS = 30.0


async def read_outcome(run: LocalRun, sink: WebhookSink, elapsed_seconds: float) -> DemoOutcome:
    """A settled run -> what it came to."""
    await refresh(run.stack.elasticsearch_url)
    async with (
        open_search(Connection(url=run.stack.elasticsearch_url)) as search,
        LagReader(run.stack.kafka_bootstrap) as kafka,
    ):
        events = await search.events(EventFilter(include_background=True), size=_SHOWN)
        disputes = await search.disputes(size=_SHOWN)
        received = received_alerts(sink)
        numbers = DemoNumbers(
            articles=(await search.articles(ArticleFilter(), size=0)).total,
            relevant=(await search.articles(ArticleFilter(relevant=True), size=0)).total,
            events=events.total,
            claims=(await search.claims(ClaimFilter(), size=0)).total,
            contested_claims=(await search.claims(ClaimFilter(contested=True), size=0)).total,
            alerts=await _alerts(search),
            webhooks_received=len(received),
            signatures_verified=sum(alert.verified for alert in received),
            dead_letters=await kafka.dead_letters(),
            seconds=round(elapsed_seconds, 1),
        )
    return DemoOutcome(
        numbers=numbers, alerts=received, events=events.items, disputes=disputes.items
    )


async def refresh(elasticsearch: str) -> None:
    """Make every document written so far searchable, without waiting for the interval."""
    async with httpx.AsyncClient(timeout=_REFRESH_TIMEOUT_SECONDS, trust_env=False) as client:
        answer = await client.post(f"{elasticsearch}/clashwire-*/_refresh")
        answer.raise_for_status()


async def _alerts(search: Search) -> int:
    """How many alerts were decided: each has one delivery, for the demo has one endpoint."""
    return (await search.deliveries(size=0)).total


def received_alerts(sink: WebhookSink) -> tuple[ReceivedAlert, ...]:
    """What the sink got -> one entry a webhook-id, in order of arrival.

    It counts as verified only if the signature was good every time that id came.
    """
    refused = {receipt.webhook_id for receipt in sink.receipts if not receipt.verified}
    return tuple(
        ReceivedAlert(
            webhook_id=receipt.webhook_id,
            kind=receipt.kind,
            headline=str(receipt.alert.get("event", {}).get("headline", "")),
            received_at=receipt.received_at,
            verified=receipt.webhook_id not in refused,
        )
        for receipt in sink.received.values()
    )
