"""The index service as a process of its own, and what its tests do to Kafka around it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition

from clashwire_index.app import GROUP
from clashwire_index.indices import BY_TOPIC
from clashwire_local import RunningStack
from clashwire_local.ports import LOOPBACK
from clashwire_runtime.step import Outgoing

DEADLINE_SECONDS = 60.0
_BY_HAND = {"enable_auto_commit": False}


def wait_until(fact: Callable[[], bool], what: str, seconds: float = DEADLINE_SECONDS) -> None:
    """Ask until it is so; AssertionError naming what did not come about."""
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


class IndexProcess:
    """`python -m clashwire_index` against a stack; killed at the end of a `with`."""

    def __init__(self, stack: RunningStack, folder: Path, health_port: int) -> None:
        self._stack = stack
        self._log = folder / "index.log"
        self._health = f"http://{LOOPBACK}:{health_port}"
        self._environment = os.environ | {
            "CLASHWIRE_KAFKA_BOOTSTRAP": stack.kafka_bootstrap,
            "CLASHWIRE_ELASTICSEARCH_URL": stack.elasticsearch_url,
            "CLASHWIRE_DATA_DIR": str(folder),
            "CLASHWIRE_HEALTH_PORT": str(health_port),
            "CLASHWIRE_SESSION_TIMEOUT": "6s",  # the broker's least: a killed reader is soon gone
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end(signal.SIGKILL)

    @property
    def log(self) -> str:
        """All that the process wrote so far."""
        return self._log.read_text("utf-8")

    def start(self) -> None:
        """Start it; return when it serves its health."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "clashwire_index"], env=self._environment, stderr=log
            )
        wait_until(lambda: self._ended() or self.ask("/livez")[0] == 200, "index is alive")

    def end(self, number: signal.Signals) -> int:
        """Send a signal and wait -> exit code."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        """Wait for it to end by itself -> exit code."""
        assert self._process is not None
        return self._process.wait(DEADLINE_SECONDS)

    def ask(self, path: str) -> tuple[int, str]:
        """GET from its health server -> status, text; status 0 while nothing listens."""
        try:
            url = self._health + path
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  # our own health
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def metric(self, line_start: str) -> float:
        """The value of the metric line that starts like this; 0 when there is none."""
        for line in self.ask("/metrics")[1].splitlines():
            if line.startswith(line_start):
                return float(line.rpartition(" ")[2])
        return 0.0

    def wait_caught_up(self) -> None:
        """Wait until every record on the indexed topics is committed by the group."""
        bootstrap = self._stack.kafka_bootstrap
        wait_until(lambda: asyncio.run(lag(bootstrap)) == 0, "index has caught up")

    def _ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None


async def publish(bootstrap: str, records: Sequence[Outgoing]) -> None:
    """Put records on their topics and wait for every acknowledgement."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", linger_ms=5)
    await producer.start()
    try:
        sent = [await producer.send(r.topic, value=r.value, key=r.key) for r in records]
        await asyncio.gather(*sent)
    finally:
        await producer.stop()


async def lag(bootstrap: str) -> int:
    """Records on the indexed topics that the index group has not committed yet."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id=GROUP, **_BY_HAND)
    await consumer.start()
    try:
        ends = await consumer.end_offsets(_partitions())
        consumer.assign(_partitions())
        done = {tp: await consumer.committed(tp) or 0 for tp in ends}
        return sum(end - done[tp] for tp, end in ends.items())
    finally:
        await consumer.stop()


async def forget_offsets(bootstrap: str) -> None:
    """Make the next index process read every topic from its start; none may run."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id=GROUP, **_BY_HAND)
    await consumer.start()
    try:
        consumer.assign(_partitions())
        await consumer.commit(dict.fromkeys(_partitions(), 0))
    finally:
        await consumer.stop()


async def read_all(bootstrap: str, topic: str) -> list[ConsumerRecord]:
    """Every record that stands on a topic of one partition now."""
    partition = TopicPartition(topic, 0)
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    await consumer.start()
    try:
        consumer.assign([partition])
        await consumer.seek_to_beginning(partition)
        left = (await consumer.end_offsets([partition]))[partition]
        records: list[ConsumerRecord] = []
        while len(records) < left:
            for batch in (await consumer.getmany(timeout_ms=1000)).values():
                records += batch
        return records
    finally:
        await consumer.stop()


def _partitions() -> list[TopicPartition]:
    return [
        TopicPartition(name, number)
        for name, index in BY_TOPIC.items()
        for number in range(index.topic.partitions)
    ]
