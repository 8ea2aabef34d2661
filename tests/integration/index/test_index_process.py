"""The index process on real servers: everything arrives, once, and survives what goes wrong."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from elasticsearch import Elasticsearch

from clashwire_contracts.dead_letter import headers_to_reason
from clashwire_contracts.event import Event
from clashwire_contracts.mention import Location
from clashwire_contracts.topics import EVENTS
from clashwire_index.documents import added_fields
from clashwire_index.indices import EVENT_INDEX
from clashwire_index.install import setup_elasticsearch
from clashwire_local import RunningStack
from clashwire_local.ports import free_ports
from clashwire_runtime.step import Outgoing
from tests.integration.checksum import count_documents, indices_checksum
from tests.integration.index.index_process import (
    IndexProcess,
    forget_offsets,
    publish,
    read_all,
    wait_until,
)
from tests.unit.index.messages import (
    a_claim,
    a_delivery,
    an_article,
    an_event,
    every_example,
    to_bytes,
)

pytestmark = pytest.mark.integration


@pytest.fixture
def index(ready_stack: RunningStack, tmp_path: Path) -> Iterator[IndexProcess]:
    with IndexProcess(ready_stack, tmp_path, free_ports(1)[0]) as running:
        yield running


def send(stack: RunningStack, *records: Outgoing) -> None:
    asyncio.run(publish(stack.kafka_bootstrap, records))


def outgoing(event: Event) -> Outgoing:
    return Outgoing(topic=EVENTS.name, key=event.event_id.encode(), value=to_bytes(event))


def stored(stack: RunningStack, alias: str, document_id: str) -> Any:
    with Elasticsearch(stack.elasticsearch_url) as client:
        return client.get(index=alias, id=document_id)


def test_every_example_becomes_a_document_with_its_fields_as_they_are(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    examples = [
        (kind, msgspec.json.decode(body, type=kind.model)) for kind, _, body in every_example()
    ]
    # one version an id: examples that tell two versions of one thing would hide each other
    latest = {(k.alias, getattr(m, k.id_field)): (k, m) for k, m in examples}
    send(
        ready_stack,
        *(Outgoing(topic=k.topic.name, key=i.encode(), value=to_bytes(m))
          for (_, i), (k, m) in latest.items()),
    )  # fmt: skip
    index.wait_caught_up()
    for (alias, document_id), (kind, message) in latest.items():
        found = stored(ready_stack, alias, document_id)
        assert found["_version"] == getattr(message, kind.version_field)
        fields = msgspec.to_builtins(message) | dict(added_fields(message))
        assert found["_source"] == msgspec.json.decode(msgspec.json.encode(fields))


def test_a_full_replay_leaves_the_indices_byte_equal(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    records = [outgoing(an_event(f"replay-{n % 20}", n // 20 + 1)) for n in range(100)]
    for n in range(40):
        claim, article = a_claim(f"replay-{n}", n % 3 + 1), an_article(f"replay-{n}", n % 2 + 1)
        delivery = a_delivery(f"replay-{n}", 1)
        records += [
            Outgoing(topic="clashwire.claims.v1", key=b"k%d" % n, value=to_bytes(claim)),
            Outgoing(topic="clashwire.articles.enriched.v1", key=b"k", value=to_bytes(article)),
            Outgoing(topic="clashwire.deliveries.v1", key=b"k", value=to_bytes(delivery)),
        ]
    send(ready_stack, *records)
    index.wait_caught_up()
    before = indices_checksum(ready_stack.elasticsearch_url)
    index.end(signal.SIGTERM)
    asyncio.run(forget_offsets(ready_stack.kafka_bootstrap))
    index.start()
    index.wait_caught_up()
    assert index.metric('clashwire_documents_total{index="clashwire-events",result="outdated"}') > 0
    assert indices_checksum(ready_stack.elasticsearch_url) == before


def test_the_checksum_sees_one_changed_character(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    send(ready_stack, outgoing(an_event("checked")))
    index.wait_caught_up()
    before = indices_checksum(ready_stack.elasticsearch_url)
    send(ready_stack, outgoing(msgspec.structs.replace(an_event("checked"), headline="Other.")))
    index.wait_caught_up()
    assert indices_checksum(ready_stack.elasticsearch_url) != before


def test_an_older_version_never_overwrites_and_is_no_conflict(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    send(ready_stack, outgoing(an_event("aged", 3)))
    index.wait_caught_up()
    send(ready_stack, outgoing(an_event("aged", 1)))
    index.wait_caught_up()
    assert stored(ready_stack, EVENT_INDEX.alias, "aged")["_version"] == 3
    assert index.metric("clashwire_version_conflicts_total") == 0


def test_a_lower_version_of_another_history_is_reported_as_a_conflict(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    send(ready_stack, outgoing(an_event("forked", 3)))
    index.wait_caught_up()
    other = an_event("forked", 1)
    entry = msgspec.structs.replace(other.history[0], article_id="quite-another-article")
    send(ready_stack, outgoing(msgspec.structs.replace(other, history=(entry,))))
    index.wait_caught_up()
    assert stored(ready_stack, EVENT_INDEX.alias, "forked")["_version"] == 3
    assert index.metric("clashwire_version_conflicts_total") == 1
    assert "version 1 is stored as a different one" in index.log


def test_a_refused_document_costs_one_dead_letter_and_its_neighbours_nothing(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    event = an_event("nowhere-on-earth")
    place = msgspec.structs.replace(event.place, location=Location(lat=95.0, lon=10.0))
    bad = outgoing(msgspec.structs.replace(event, place=place))
    send(ready_stack, outgoing(an_event("left-of-it")), bad, outgoing(an_event("right-of-it")))
    index.wait_caught_up()
    letters = asyncio.run(read_all(ready_stack.kafka_bootstrap, f"{EVENTS.name}.dlq"))
    mine = [letter for letter in letters if letter.key == bad.key]
    assert [letter.value for letter in mine] == [bad.value]
    reason = headers_to_reason(tuple(mine[0].headers))
    assert (reason.error_kind, reason.step) == ("rejected", "index")
    assert "latitude" in reason.reason
    for neighbour in ("left-of-it", "right-of-it"):
        assert stored(ready_stack, EVENT_INDEX.alias, neighbour)["found"]


def test_elasticsearch_killed_mid_stream_loses_nothing(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    before = count_documents(ready_stack.elasticsearch_url, EVENT_INDEX.alias)
    events = [outgoing(an_event(f"survivor-{n}")) for n in range(600)]
    send(ready_stack, *events[:300])
    ready_stack.kill("elasticsearch")
    send(ready_stack, *events[300:])
    wait_until(lambda: "takes no documents" in index.ask("/readyz")[1], "index says why it waits")
    assert index.ask("/readyz")[0] == 503
    ready_stack.restart_elasticsearch()
    index.wait_caught_up()
    wait_until(lambda: index.ask("/readyz")[0] == 200, "index is ready again")
    after = count_documents(ready_stack.elasticsearch_url, EVENT_INDEX.alias)
    assert after - before == len(events)


def test_told_to_stop_while_elasticsearch_is_away_it_ends_and_commits_nothing(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    index.wait_caught_up()
    ready_stack.kill("elasticsearch")
    try:
        send(ready_stack, outgoing(an_event("patient")))
        wait_until(lambda: "takes no documents" in index.ask("/readyz")[1], "index waits")
        assert index.end(signal.SIGTERM) == 0
    finally:
        ready_stack.restart_elasticsearch()
    index.start()
    index.wait_caught_up()
    assert stored(ready_stack, EVENT_INDEX.alias, "patient")["found"]


def test_a_kill_of_the_index_process_itself_loses_nothing(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    before = count_documents(ready_stack.elasticsearch_url, EVENT_INDEX.alias)
    for part in range(3):
        send(ready_stack, *(outgoing(an_event(f"kill-{part}-{n}")) for n in range(200)))
        index.end(signal.SIGKILL)
        index.start()
    index.wait_caught_up()
    after = count_documents(ready_stack.elasticsearch_url, EVENT_INDEX.alias)
    assert after - before == 600


def test_without_its_index_it_stops_with_a_sentence_and_loses_nothing(
    ready_stack: RunningStack, index: IndexProcess
) -> None:
    index.wait_caught_up()
    with Elasticsearch(ready_stack.elasticsearch_url) as client:
        client.indices.delete_alias(index=EVENT_INDEX.concrete, name=EVENT_INDEX.alias)
    try:
        send(ready_stack, outgoing(an_event("homeless")))
        assert index.wait() == 70
        assert "run `clashwire setup`" in index.log
    finally:
        made = asyncio.run(setup_elasticsearch(ready_stack.elasticsearch_url))
    assert made == [f"alias {EVENT_INDEX.alias}"]
    index.start()
    index.wait_caught_up()
    assert stored(ready_stack, EVENT_INDEX.alias, "homeless")["found"]
