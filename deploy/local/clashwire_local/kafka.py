"""Kafka as a part of the stack: its settings, its launch and how to ask whether it is ready."""

import asyncio
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from clashwire_local.data_folder import Layout
from clashwire_local.jvm_launch import Java, log_configuration, make_launch
from clashwire_local.node_process import NodePlan
from clashwire_local.ports import LOOPBACK

NAME = "kafka"

# Dead letters are up to 16 MB; the rest is room for their headers and batch framing.
MESSAGE_MAX_BYTES = 17 * 1024 * 1024
# A year: a group that rests longer than any topic's retention must not lose its place.
OFFSETS_RETENTION_MINUTES = 365 * 24 * 60
# Kafka's default of 50 costs seconds at the first use; one broker gains nothing from it.
INTERNAL_TOPIC_PARTITIONS = 8
# Kafka's default of 128 MB would take a quarter of the heap.
CLEANER_BUFFER_BYTES = 32 * 1024 * 1024
DEFAULT_REBALANCE_DELAY_MS = 3000

_PROBE_TIMEOUT_MS = 5000


def plan_kafka(
    layout: Layout,
    ports: Mapping[str, int],
    java: Java,
    rebalance_delay_ms: int,
) -> NodePlan:
    """Write server.properties -> the plan to start Kafka with it."""
    folder = layout.part(NAME)
    folder.mkdir(parents=True, exist_ok=True)
    log_dir = folder / "data"
    properties_file = folder / "server.properties"
    properties = server_properties(ports, log_dir, rebalance_delay_ms)
    properties_file.write_text(properties_text(properties), "ascii")
    own_options = [
        "-XX:+UseSerialGC",  # on a small heap and few cores less work than G1
        f"-Dlog4j2.configurationFile={log_configuration()}",
    ]
    settings = {"properties_file": str(properties_file), "log_dir": str(log_dir)}
    port = ports["kafka"]
    return NodePlan(
        name=NAME,
        module="clashwire_local.kafka_node",
        port=port,
        launch=make_launch(layout, NAME, java, own_options, settings),
        answers=lambda: answers_metadata(port),
    )


def server_properties(
    ports: Mapping[str, int],
    log_dir: Path,
    rebalance_delay_ms: int,
) -> dict[str, str]:
    """Ports, storage folder, rebalance delay -> the broker's settings, in Kafka's own names."""
    broker = f"{LOOPBACK}:{ports['kafka']}"
    controller = f"{LOOPBACK}:{ports['kafka_controller']}"
    settings = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@{controller}",
        "listeners": f"PLAINTEXT://{broker},CONTROLLER://{controller}",
        "advertised.listeners": f"PLAINTEXT://{broker}",
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": log_dir,
        "auto.create.topics.enable": "false",
        "default.replication.factor": 1,
        "min.insync.replicas": 1,
        "offsets.retention.minutes": OFFSETS_RETENTION_MINUTES,
        "message.max.bytes": MESSAGE_MAX_BYTES,
        "replica.fetch.max.bytes": MESSAGE_MAX_BYTES,
        "group.initial.rebalance.delay.ms": rebalance_delay_ms,
        "log.cleaner.dedupe.buffer.size": CLEANER_BUFFER_BYTES,
    }
    for topic in ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic"):
        settings[f"{topic}.replication.factor"] = 1
        settings[f"{topic}.num.partitions"] = INTERNAL_TOPIC_PARTITIONS
    for topic in ("transaction.state.log", "share.coordinator.state.topic"):
        settings[f"{topic}.min.isr"] = 1
    return {name: str(value) for name, value in settings.items()}


def properties_text(settings: Mapping[str, str]) -> str:
    """Settings -> the text of a Java properties file (read as ISO 8859-1, so escaped)."""
    return "".join(f"{name}={_escape(value)}\n" for name, value in settings.items())


def _escape(value: str) -> str:
    escaped = value.replace("\\", "\\\\")
    units = escaped.encode("utf-16-be")
    codes = (int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))
    return "".join(chr(code) if " " <= chr(code) <= "~" else f"\\u{code:04x}" for code in codes)


def answers_metadata(port: int) -> bool:
    """Port on loopback -> whether a broker there answers a metadata request."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    with ThreadPoolExecutor(1) as beside_any_running_loop:
        return beside_any_running_loop.submit(asyncio.run, _ask_metadata(port)).result()


async def _ask_metadata(port: int) -> bool:
    client = AIOKafkaClient(
        bootstrap_servers=f"{LOOPBACK}:{port}", request_timeout_ms=_PROBE_TIMEOUT_MS
    )
    try:
        await client.bootstrap()
    except KafkaError:
        return False
    else:
        return len(client.cluster.brokers()) > 0
    finally:
        await client.close()
