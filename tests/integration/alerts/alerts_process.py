"""The alerts service as a process of its own, with an alerts.yaml and a receiver."""

import asyncio
import base64
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiokafka import AIOKafkaProducer

from clashwire_cli.demo.webhook_sink import Answer, WebhookSink, accept, open_webhook_sink
from clashwire_contracts.alert import Alert, Delivery
from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import decode, encode
from clashwire_contracts.event import Event
from clashwire_contracts.topics import ALERTS, CLAIMS, DELIVERIES, EVENTS
from clashwire_local import RunningStack
from clashwire_runtime.compacted import read_latest
from clashwire_runtime.settings import ServiceSettings

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
DEADLINE_SECONDS = 60.0
_CRASHING = str(Path(__file__).with_name("crashing_alerts.py"))


class AlertsProcess:
    """Runs `python -m clashwire_index.alerts`, as often as it is told to."""

    def __init__(self, stack: RunningStack, folder: Path) -> None:
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self._environ = os.environ | {
            "CLASHWIRE_KAFKA_BOOTSTRAP": stack.kafka_bootstrap,
            "CLASHWIRE_ALERTS": str(folder / "alerts.yaml"),
            "CLASHWIRE_ALLOW_CIDRS": "127.0.0.0/8",
            "CLASHWIRE_DATA_DIR": str(folder),
            "CLASHWIRE_SESSION_TIMEOUT": "6s",
        }

    @property
    def log(self) -> str:
        """All that it wrote so far, in all its runs."""
        return (self._folder / "alerts.log").read_text("utf-8")

    async def start(self, *crash: str) -> None:
        """Start it; with a point and a count it kills itself there."""
        command = [_CRASHING, *crash] if crash else ["-m", "clashwire_index.alerts"]
        with (self._folder / "alerts.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *command, env=self._environ, stderr=log
            )

    async def ended(self) -> int:
        """Wait for it to end by itself -> exit code."""
        assert self._process is not None
        async with asyncio.timeout(DEADLINE_SECONDS):
            return await self._process.wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait -> exit code; does nothing to one that has ended."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(number)
        return await self.ended()


@asynccontextmanager
async def alerting(
    stack: RunningStack, folder: Path, *, rules: str, answer: Answer = accept
) -> AsyncIterator[tuple[AlertsProcess, WebhookSink]]:
    """A receiver and a process whose `rules` (YAML) name the endpoint by {endpoint}."""
    async with open_webhook_sink(SECRET, answer=answer) as sink:
        endpoint = endpoint_of(folder)
        (folder / "secret").write_text(SECRET)
        (folder / "alerts.yaml").write_text(
            f"endpoints:\n  - {{name: {endpoint}, url: {sink.url}, secret_file: secret}}\n"
            f"rules:\n{rules.replace('ENDPOINT', endpoint)}"
        )
        process = AlertsProcess(stack, folder)
        try:
            yield process, sink
        finally:
            await process.stop(signal.SIGKILL)


def endpoint_of(folder: Path) -> str:
    """A test's own endpoint name, so that no other test's deliveries concern it."""
    return folder.name


async def until(fact: Callable[[], bool], what: str, seconds: float = DEADLINE_SECONDS) -> None:
    """Wait until it is so; AssertionError naming what did not come about."""
    for _ in range(int(seconds / 0.05)):
        if fact():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


async def publish(stack: RunningStack, messages: Sequence[Event | Claim]) -> None:
    """Put claims and events on their topics, in this order, acknowledged one by one."""
    producer = AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, acks="all")
    await producer.start()
    try:
        for message in messages:
            topic, key = (
                (EVENTS, message.event_id)
                if isinstance(message, Event)
                else (CLAIMS, message.claim_id)
            )
            await producer.send_and_wait(topic.name, encode(message), key=key.encode())
    finally:
        await producer.stop()


async def alerts_on_topic(stack: RunningStack) -> dict[str, Alert]:
    """By alert_id, the alerts on their topic."""
    settings = ServiceSettings(kafka_bootstrap=stack.kafka_bootstrap)
    latest = await read_latest(settings, ALERTS.name)
    found = [decode(Alert, record.value) for record in latest.values()]
    return {alert.alert_id: alert for alert in found}


async def deliveries(stack: RunningStack, folder: Path) -> list[Delivery]:
    """The outbox as it stands, for this test's endpoint."""
    settings = ServiceSettings(kafka_bootstrap=stack.kafka_bootstrap)
    latest = await read_latest(settings, DELIVERIES.name)
    found = [decode(Delivery, record.value) for record in latest.values()]
    return [delivery for delivery in found if delivery.endpoint == endpoint_of(folder)]
