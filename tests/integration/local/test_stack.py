"""The local stack itself: real servers, real kills, and nothing left behind."""

import asyncio
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from clashwire_local import RunningStack, start_stack
from clashwire_local import stack as stack_module
from clashwire_local.errors import (
    AlreadyRunningError,
    DownloadError,
    PartFailedError,
    PortInUseError,
)
from clashwire_local.launch import CLOSE_GRACE_SECONDS
from clashwire_local.ports import choose_ports

pytestmark = pytest.mark.integration

TOPIC = "clashwire.test"
END_SECONDS = CLOSE_GRACE_SECONDS + 10


async def create_topic(bootstrap: str) -> None:
    """Make TOPIC with one partition."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(TOPIC, num_partitions=1, replication_factor=1)])
    finally:
        await admin.close()


async def send(bootstrap: str, value: bytes) -> None:
    """Put one acknowledged record on TOPIC."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, max_request_size=20_000_000)
    await producer.start()
    try:
        await producer.send_and_wait(TOPIC, value)
    finally:
        await producer.stop()


async def read_first(bootstrap: str) -> bytes:
    """-> the value of TOPIC's first record."""
    consumer = AIOKafkaConsumer(TOPIC, bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        record = await asyncio.wait_for(consumer.getone(), timeout=30)
        return bytes(record.value)
    finally:
        await consumer.stop()


def call(stack: RunningStack, method: str, path: str, body: object = None) -> dict[str, object]:
    """Method, path, JSON body -> Elasticsearch's JSON answer."""
    connection = http.client.HTTPConnection(
        stack.elasticsearch_url.removeprefix("http://"), timeout=30
    )
    try:
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    assert isinstance(answer, dict)
    return answer


def has_ended(pid: int) -> bool:
    """Process id -> whether no such process runs (a zombie has ended)."""
    found = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()[:1] in {"", "Z"}


def eventually(condition: Callable[[], bool], seconds: float = END_SECONDS) -> bool:
    """Whether the condition comes true within the time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


def children(pid: int) -> list[int]:
    """Process id -> its children's."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def run_stack(data_dir: Path) -> subprocess.Popen[str]:
    """Start the developer's command on a data folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "clashwire_local", "run", "--data", str(data_dir)],
        stdout=subprocess.PIPE,
        text=True,
    )


def read_addresses(process: subprocess.Popen[str]) -> dict[str, str]:
    """Running command -> what it printed as each server's address."""
    assert process.stdout is not None
    addresses: dict[str, str] = {}
    for line in process.stdout:
        name, _, address = line.strip().partition(" ")
        if name in {"Kafka", "Elasticsearch"} and ":" in address:
            addresses[name] = address
        if len(addresses) == 2:
            return addresses
    raise AssertionError("the command ended before its servers were ready")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningStack]:
    with start_stack(tmp_path / "data", rebalance_delay_ms=0) as stack:
        yield stack


def test_topic_record_and_document_survive_a_stop_and_a_second_start(tmp_path: Path) -> None:
    data_dir = tmp_path / "Daten für später"  # no server may stumble over a blank or an umlaut
    with start_stack(data_dir, rebalance_delay_ms=0) as first:
        asyncio.run(create_topic(first.kafka_bootstrap))
        asyncio.run(send(first.kafka_bootstrap, b"kept"))
        call(first, "PUT", "/kept/_doc/1?refresh=true", {"text": "kept"})
        ports = (first.kafka_bootstrap, first.elasticsearch_url)
        pids = first.pids

    assert all(has_ended(pid) for pid in pids.values())

    with start_stack(data_dir, rebalance_delay_ms=0) as second:
        assert (second.kafka_bootstrap, second.elasticsearch_url) == ports
        assert asyncio.run(read_first(second.kafka_bootstrap)) == b"kept"
        assert call(second, "GET", "/kept/_doc/1")["_source"] == {"text": "kept"}


def test_a_stack_moved_to_other_ports_keeps_its_data(tmp_path: Path) -> None:
    with start_stack(tmp_path, rebalance_delay_ms=0) as first:
        asyncio.run(create_topic(first.kafka_bootstrap))
        asyncio.run(send(first.kafka_bootstrap, b"moved"))
        remembered = tmp_path / "stack.json"
    remembered.unlink()

    with start_stack(tmp_path, rebalance_delay_ms=0) as second:
        assert second.kafka_bootstrap != first.kafka_bootstrap
        assert asyncio.run(read_first(second.kafka_bootstrap)) == b"moved"


def test_the_largest_dead_letter_fits(stack: RunningStack) -> None:
    asyncio.run(create_topic(stack.kafka_bootstrap))
    largest = os.urandom(16_000_000)

    asyncio.run(send(stack.kafka_bootstrap, largest))


def test_every_port_is_on_127_0_0_1_alone(stack: RunningStack) -> None:
    ports = json.loads((stack.data_dir / "stack.json").read_bytes())["ports"].values()

    assert len(ports) == 4
    for port in ports:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
        with socket.socket() as elsewhere:  # a server on all addresses would answer here as well
            assert elsewhere.connect_ex(("127.0.0.2", port)) != 0


def test_each_part_comes_back_after_kill_9_with_what_was_acknowledged(
    running: RunningStack,
) -> None:
    asyncio.run(create_topic(running.kafka_bootstrap))
    asyncio.run(send(running.kafka_bootstrap, b"acknowledged"))
    call(running, "PUT", "/kept/_doc/1", {"text": "acknowledged"})
    assert running.died() == ()

    for part in ("kafka", "elasticsearch"):
        os.kill(running.pids[part], signal.SIGKILL)
        assert eventually(lambda part=part: running.died() == (part,))  # type: ignore[misc]
        running.restart(part)
        assert running.died() == ()

    assert asyncio.run(read_first(running.kafka_bootstrap)) == b"acknowledged"
    assert call(running, "GET", "/kept/_doc/1")["_source"] == {"text": "acknowledged"}


def test_kill_9_of_the_parent_leaves_no_process_and_whole_data(tmp_path: Path) -> None:
    with run_stack(tmp_path) as parent:
        bootstrap = read_addresses(parent)["Kafka"]
        asyncio.run(create_topic(bootstrap))
        asyncio.run(send(bootstrap, b"before the kill"))
        servers = children(parent.pid)
        parent.kill()

    assert len(servers) == 2
    # Started at once, while the orphans are still closing: it must wait for them by itself.
    with start_stack(tmp_path, rebalance_delay_ms=0) as second:
        assert all(has_ended(pid) for pid in servers)
        assert asyncio.run(read_first(second.kafka_bootstrap)) == b"before the kill"


def test_kill_9_of_the_parent_while_the_servers_start_leaves_no_process(tmp_path: Path) -> None:
    with run_stack(tmp_path) as parent:
        assert eventually(lambda: len(children(parent.pid)) == 2)
        servers = children(parent.pid)
        time.sleep(1)
        parent.kill()

    assert eventually(lambda: all(has_ended(pid) for pid in servers))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_stops_cleanly_when_asked(tmp_path: Path, number: signal.Signals) -> None:
    with run_stack(tmp_path) as command:
        read_addresses(command)
        servers = children(command.pid)
        command.send_signal(number)
        status = command.wait(END_SECONDS)

    assert status == 0
    assert all(has_ended(pid) for pid in servers)


def test_a_second_start_on_the_same_data_is_refused_and_harms_nothing(
    stack: RunningStack,
) -> None:
    with pytest.raises(AlreadyRunningError, match=f"in use by process {os.getpid()}"):
        start_stack(stack.data_dir)

    refused = run_stack(stack.data_dir)
    assert refused.wait(30) == 1
    assert refused.stdout is not None
    refused.stdout.close()
    assert stack.died() == ()
    assert call(stack, "GET", "/_cluster/health")["status"] in {"green", "yellow"}


def test_a_wanted_port_in_use_is_refused_and_nothing_is_left_running(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PortInUseError, match=f"Port {port} wanted for kafka"):
            start_stack(tmp_path, kafka_port=port)

    assert list((tmp_path / "logs").iterdir()) == []  # no server was even started
    start_stack(tmp_path, kafka_port=port).stop()


@pytest.mark.parametrize("name", ["kafka", "kafka_controller", "elasticsearch"])
def test_a_port_lost_between_choice_and_start_is_chosen_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as quicker:
        lost = choose_ports({}, {}) | {name: quicker.getsockname()[1]}
        choices = iter([lost, choose_ports({}, {})])
        monkeypatch.setattr(stack_module, "choose_ports", lambda *_, **__: next(choices))

        with start_stack(tmp_path, rebalance_delay_ms=0) as stack:
            assert stack.died() == ()
            assert next(choices, None) is None  # the first choice did fail


def test_without_jars_and_network_the_start_is_refused_and_the_folder_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("CLASHWIRE_MAVEN_URL", f"http://127.0.0.1:{closed.getsockname()[1]}")

        for _ in range(2):  # the second would meet a lock the first forgot
            with pytest.raises(DownloadError, match="is not in the cache"):
                start_stack(tmp_path / "data", cache_dir=tmp_path / "cache")


def test_a_server_that_cannot_start_is_reported_with_its_log_and_takes_the_other_along(
    tmp_path: Path,
) -> None:
    start_stack(tmp_path, rebalance_delay_ms=0).stop()
    storage = tmp_path / "kafka" / "data"
    kept = storage.with_name("kept")
    shutil.copytree(storage, kept)
    (storage / "meta.properties").write_text("version=1\nnode.id=7\n", "ascii")

    with pytest.raises(PartFailedError, match=r"kafka ended with exit code 1 .*kafka\.out"):
        start_stack(tmp_path, rebalance_delay_ms=0)

    shutil.rmtree(storage)
    kept.rename(storage)
    start_stack(tmp_path, rebalance_delay_ms=0).stop()


async def test_a_stack_can_be_started_from_a_running_loop(tmp_path: Path) -> None:
    stack = await asyncio.to_thread(start_stack, tmp_path, rebalance_delay_ms=0)
    try:
        await create_topic(stack.kafka_bootstrap)
    finally:
        await asyncio.to_thread(stack.stop)
