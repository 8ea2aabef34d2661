"""Tag and resolve as processes of their own, and what their tests look up on Kafka."""

import asyncio
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from clashwire_contracts.topics import Topic
from clashwire_enrich.app import RESOLVE_GROUP, TAG_GROUP
from clashwire_enrich.worker.group_offsets import GroupOffsets
from clashwire_local import RunningStack
from clashwire_local.ports import LOOPBACK, free_ports
from clashwire_runtime.kafka import build_consumer, build_producer, to_record
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Outgoing, Record
from tests.integration.enrich import crashing_enrich
from tests.integration.index.index_process import wait_until

DEADLINE_SECONDS = 60.0
GROUPS = {"tag": TAG_GROUP, "resolve": RESOLVE_GROUP}


class EnrichProcess:
    """`python -m clashwire_enrich tag|resolve` against a stack; killed at the end of a `with`."""

    def __init__(self, part: str, stack: RunningStack, folder: Path, **settings: str) -> None:
        (port,) = free_ports(1)
        self.part = part
        self._stack = stack
        self._log = folder / f"{part}-{port}.log"
        self._health = f"http://{LOOPBACK}:{port}"
        self._environment = os.environ | {
            "CLASHWIRE_KAFKA_BOOTSTRAP": stack.kafka_bootstrap,
            "CLASHWIRE_DATA_DIR": str(folder / f"data-{port}"),
            "CLASHWIRE_HEALTH_PORT": str(port),
            "CLASHWIRE_SESSION_TIMEOUT": "6s",  # the broker's least: a killed worker is soon gone
            **{f"CLASHWIRE_{name.upper()}": value for name, value in settings.items()},
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

    def start(self, crash_at: str | None = None) -> None:
        """Start it, to be killed at a point of `crashing_enrich`; it may not be ready yet."""
        command = [sys.executable, "-m", "clashwire_enrich", self.part]
        if crash_at is not None:
            command = [sys.executable, crashing_enrich.__file__, self.part, crash_at]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, env=self._environment, stderr=log)

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

    def ready(self) -> bool:
        """Whether it says that it is ready; AssertionError once it has ended."""
        assert self._process is not None
        assert self._process.poll() is None, self.log
        return self.ask("/readyz")[0] == 200

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

    def wait_ready(self) -> None:
        """Wait until it says that it is ready."""
        wait_until(self.ready, f"{self.part} is ready")

    def wait_caught_up(self, topic: Topic) -> None:
        """Wait until its group has committed all of a topic."""
        wait_until(lambda: self.lag(topic) == 0, f"{self.part} has caught up")

    def lag(self, topic: Topic) -> int:
        """Records of a topic that its group has not committed yet."""
        return asyncio.run(lag(self._stack.kafka_bootstrap, GROUPS[self.part], topic))


async def publish(bootstrap: str, records: Sequence[Outgoing]) -> None:
    """Put records on their topics, in order, and wait for every acknowledgement."""
    producer = build_producer(ServiceSettings(kafka_bootstrap=bootstrap))
    await producer.start()
    try:
        sent = [await producer.send(r.topic, value=r.value, key=r.key) for r in records]
        await asyncio.gather(*sent)
    finally:
        await producer.stop()


async def lag(bootstrap: str, group: str, topic: Topic) -> int:
    """Records of a topic that a group has not committed yet."""
    consumer = build_consumer(ServiceSettings(kafka_bootstrap=bootstrap), group=None)
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    offsets = GroupOffsets(consumer, admin, bootstrap, group)
    await offsets.start()
    try:
        names = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
        ends, committed = await offsets.ends(names), await offsets.committed()
        return sum(end - committed.get(name, 0) for name, end in ends.items())
    finally:
        await offsets.stop()


async def read_all(bootstrap: str, topic: Topic) -> list[Record]:
    """Every record on a topic now, by partition and offset."""
    names = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
    # "earliest" from the start: a later seek would race with the first reset to the end
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        consumer.assign(names)
        ends = await consumer.end_offsets(names)
        records: list[Record] = []
        while len(records) < sum(ends.values()):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                records += [to_record(message) for message in batch]
        return sorted(records, key=lambda record: (record.partition, record.offset))
    finally:
        await consumer.stop()


async def delete_topics(bootstrap: str, names: list[str]) -> None:
    """Delete the topics among these that exist, until they are gone; their offsets go too."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        while existing := set(await admin.list_topics()).intersection(names):
            await admin.delete_topics(sorted(existing))
            await asyncio.sleep(0.2)
        await asyncio.sleep(1)  # the broker lists a topic as gone before its folders are
    finally:
        await admin.close()


def latest(records: list[Record]) -> dict[bytes, bytes]:
    """Records -> the last value of each key."""
    return {record.key or b"": record.value or b"" for record in records}
