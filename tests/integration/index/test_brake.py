"""A flood of refusals: the brake holds before good records fill the dead letters."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from clashwire_contracts.mention import Location
from clashwire_contracts.topics import ALL_TOPICS, EVENTS
from clashwire_index.install import setup_elasticsearch
from clashwire_local import RunningStack, start_stack
from clashwire_local.ports import free_ports
from clashwire_runtime.step import Outgoing
from clashwire_runtime.topic_setup import create_topics
from tests.integration.index.index_process import (
    IndexProcess,
    lag,
    publish,
    read_all,
    wait_until,
)
from tests.unit.index.messages import an_event, to_bytes

pytestmark = pytest.mark.integration
FLOOD = 150


def refused_event(number: int) -> Outgoing:
    """An event that decodes, and that Elasticsearch cannot store: it lies beyond the pole."""
    event = an_event(f"flood-{number}")
    place = msgspec.structs.replace(event.place, location=Location(lat=91.0, lon=0.0))
    value = to_bytes(msgspec.structs.replace(event, place=place))
    return Outgoing(topic=EVENTS.name, key=b"flood", value=value)


@pytest.fixture
def own_stack(tmp_path: Path) -> Iterator[RunningStack]:
    """A stack of its own: the flood stays on the topic, in the way of any later replay."""
    with start_stack(tmp_path / "stack", rebalance_delay_ms=0) as stack:
        asyncio.run(create_topics(stack.kafka_bootstrap, ALL_TOPICS))
        asyncio.run(setup_elasticsearch(stack.elasticsearch_url))
        yield stack


def test_a_flood_of_refused_documents_trips_the_brake_and_commits_nothing(
    own_stack: RunningStack, tmp_path: Path
) -> None:
    bootstrap = own_stack.kafka_bootstrap
    asyncio.run(publish(bootstrap, [refused_event(n) for n in range(FLOOD)]))
    with IndexProcess(own_stack, tmp_path, free_ports(1)[0]) as index:
        wait_until(lambda: "records in a row" in index.ask("/readyz")[1], "the brake says so")
        assert index.metric("clashwire_brake_tripped") == 1
        assert index.ask("/livez")[0] == 200
        letters = len(asyncio.run(read_all(bootstrap, f"{EVENTS.name}.dlq")))
        assert letters < FLOOD
        assert asyncio.run(lag(bootstrap)) == FLOOD - letters
        assert index.end(signal.SIGTERM) == 0
