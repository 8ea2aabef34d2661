"""Every reading verb against a real Kafka and a real Elasticsearch."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from elasticsearch import Elasticsearch

from clashwire_cli.dead_letter_queue import replay
from clashwire_contracts import ids
from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import encode
from clashwire_contracts.dead_letter import DeadLetterReason, reason_to_headers
from clashwire_contracts.feed_state import FeedState
from clashwire_contracts.model import Message
from clashwire_contracts.topics import FEEDS_STATE
from clashwire_index.documents import to_document
from clashwire_index.indices import ARTICLE_INDEX, CLAIM_INDEX, EVENT_INDEX, Index
from clashwire_local import RunningStack, start_stack
from clashwire_runtime.step import Outgoing
from tests.integration.index.index_process import read_all
from tests.unit.index.messages import a_claim, an_article, an_event

pytestmark = pytest.mark.integration
CLASHWIRE = str(Path(sys.executable).with_name("clashwire"))
EVENT_ID = "5e0d0001-0000-5000-8000-000000000000"
RAW = "clashwire.articles.raw.v1"


class Operator:
    """Types verbs against servers that nobody else uses."""

    def __init__(self, stack: RunningStack, folder: Path) -> None:
        self.stack = stack
        self._folder = folder
        self.refusals: tuple[subprocess.CompletedProcess[str], ...] = ()
        self.setups: tuple[str, ...] = ()

    def types(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a verb to its end; it finds the servers as it does beside `clashwire up`."""
        return subprocess.run(
            [CLASHWIRE, *arguments, "--data", str(self._folder)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def reads(self, *arguments: str) -> str:
        """What a verb prints; it must succeed and say nothing else."""
        done = self.types(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def decodes(self, *arguments: str) -> list[dict[str, object]]:
        """The lines of JSON that a verb prints."""
        return [json.loads(line) for line in self.reads(*arguments, "--json").splitlines()]


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    """Servers that were asked before their set-up, were set up twice, and hold one event."""
    folder = tmp_path_factory.mktemp("verbs")
    with start_stack(folder, rebalance_delay_ms=0) as stack:
        endpoints = {"kafka": stack.kafka_bootstrap, "elasticsearch": stack.elasticsearch_url}
        endpoints_file = folder / "endpoints.json"
        endpoints_file.write_text(json.dumps({**endpoints, "page": "", "pids": stack.pids}))
        operator = Operator(stack, folder)
        asked = (("status",), ("events",), ("claims",), ("search", "shelling"))
        operator.refusals = tuple(operator.types(*verb) for verb in asked)
        operator.setups = (operator.reads("setup"), operator.reads("setup"))
        store(stack)
        yield operator


def undisputed(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, status="attributed", relations=())


def store(stack: RunningStack) -> None:
    event = an_event(EVENT_ID)
    claims = (a_claim("c-1"), undisputed(a_claim("c-2")))
    messages: list[tuple[Index, Message]] = [
        (EVENT_INDEX, event),
        (ARTICLE_INDEX, an_article()),
        *((CLAIM_INDEX, msgspec.structs.replace(c, event_ids=(EVENT_ID,))) for c in claims),
    ]
    with Elasticsearch(stack.elasticsearch_url) as client:
        for index, message in messages:
            made = to_document(index, message)
            client.index(index=made.index, id=made.id, document=json.loads(made.body))
            client.indices.refresh(index=index.alias)


def test_before_the_set_up_every_verb_names_it(operator: Operator) -> None:
    for done in operator.refusals:
        assert (done.returncode, done.stdout) == (1, "")
        assert "run `clashwire setup`" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_second_set_up_makes_nothing(operator: Operator) -> None:
    first, second = operator.setups
    assert f"made {RAW}\n" in first
    assert second == "nothing was missing\n"


def test_search_finds_an_article_by_its_words(operator: Operator) -> None:
    (found,) = operator.decodes("search", an_article().title)
    assert found["article_id"] == "a-1"
    assert an_article().title in operator.reads("search", an_article().title)
    assert operator.reads("search", "zzzz") == "0 articles\n"
    assert operator.decodes("search", "zzzz") == []


def test_events_lists_and_shows_by_the_start_of_an_id(operator: Operator) -> None:
    (listed,) = operator.decodes("events")
    (shown,) = operator.decodes("events", "show", EVENT_ID[:8])
    assert listed["event_id"] == EVENT_ID
    assert shown["event"] == listed
    assert an_event().headline in operator.reads("events")
    assert a_claim().content_span.text[:20] in operator.reads("events", "show", EVENT_ID)
    assert operator.decodes("events", "--country", "ZZ") == []


def test_an_unknown_event_is_refused_in_one_sentence(operator: Operator) -> None:
    done = operator.types("events", "show", "00000000")
    assert (done.returncode, done.stdout) == (1, "")
    assert "'00000000'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_contested_claims_are_a_part_of_all_claims(operator: Operator) -> None:
    assert len(operator.decodes("claims")) == 2
    (contested,) = operator.decodes("claims", "--contested")
    assert contested["claim_id"] == "c-1"
    assert operator.reads("claims", "--contested", "--size", "1").endswith("\n1 claim\n")


def test_status_tells_of_both_servers(operator: Operator) -> None:
    (status,) = operator.decodes("status")
    lags, index = status["lags"], status["index"]
    assert isinstance(lags, list)
    assert isinstance(index, dict)
    assert {lag["part"] for lag in lags} == {"tag", "resolve", "index", "alerts"}
    assert {count["alias"]: count["documents"] for count in index["indices"]} == {
        "clashwire-articles": 1,
        "clashwire-events": 1,
        "clashwire-claims": 2,
        "clashwire-deliveries": 0,
    }
    assert status["pids"] == operator.stack.pids
    shown = operator.reads("status")
    assert RAW in shown
    assert "clashwire-claims" in shown


def test_feeds_are_listed_with_the_health_ingest_last_saw(
    operator: Operator, tmp_path: Path
) -> None:
    feeds_file = tmp_path / "feeds.yaml"
    feeds_file.write_text(
        "feeds:\n"
        "  - {url: 'https://a.example/f', publisher: {name: A, domain: a.example}}\n"
        "  - {url: 'https://b.example/f', publisher: {name: B, domain: b.example}, tags: [mali]}\n"
    )
    at = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    feed_id = ids.feed_id("https://a.example/f")
    state = FeedState(
        feed_id=feed_id,
        url="https://a.example/f",
        etag=None,
        last_modified=None,
        body_hash=None,
        polled_at=at,
        next_poll_at=at,
        consecutive_failures=2,
        health="http_404",
        health_reason="a.example answered 404 Not Found",
        items=(),
    )
    letter = Outgoing(topic=FEEDS_STATE.name, key=feed_id.encode(), value=encode(state))
    asyncio.run(replay(operator.stack.kafka_bootstrap, [letter]))

    first, second = operator.decodes("feeds", "list", "--feeds", str(feeds_file))
    shown = operator.reads("feeds", "list", "--feeds", str(feeds_file))

    assert (first["health"], first["consecutive_failures"]) == ("http_404", 2)
    assert (second["url"], second["health"]) == ("https://b.example/f", None)
    tagged = operator.decodes("feeds", "list", "--feeds", str(feeds_file), "--tag", "mali")
    assert [row["url"] for row in tagged] == ["https://b.example/f"]
    assert "a.example answered 404 Not Found" in " ".join(shown.split())
    assert shown.endswith("2 feeds: 0 ok, 1 in trouble, 1 not polled yet\n")


def test_dead_letters_are_listed_shown_and_replayed(operator: Operator) -> None:
    assert operator.reads("dlq", "list") == "no dead letters\n"
    kafka = operator.stack.kafka_bootstrap
    reason = DeadLetterReason(
        error_kind="undecodable",
        reason="not a RawArticle",
        step="tag",
        source_topic=RAW,
        source_partition=0,
        source_offset=0,
        source_timestamp=datetime(2026, 11, 20, tzinfo=UTC),
        attempts=1,
        code_version="0.1.0",
    )
    dlq = f"{RAW}.dlq"
    ours = Outgoing(topic=dlq, key=b"k", value=b"bad\xff", headers=reason_to_headers(reason))
    foreign = Outgoing(topic=dlq, key=b"other", value=b"from elsewhere")
    asyncio.run(replay(kafka, [ours, foreign]))
    first, second = operator.decodes("dlq", "list")
    assert (first["key"], first["error_kind"], first["step"]) == ("k", "undecodable", "tag")
    assert "not set aside by Clashwire" in str(second["reason"])
    assert operator.reads("dlq", "list").endswith("\n2 dead letters\n")
    assert operator.reads("status").count("dead letters: 2; `clashwire dlq list` says why") == 1
    assert "not a RawArticle" in operator.reads("dlq", "list")
    operator.reads("dlq", "replay", str(first["id"]))
    done = operator.types("dlq", "replay", str(first["id"]), "--max-attempts", "1")
    assert (done.returncode, done.stdout) == (1, "")
    unknown = operator.types("dlq", "show", "articles.raw.v1:0:999")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "dlq list" in unknown.stderr


def test_the_original_bytes_of_a_dead_letter_come_out_as_they_went_in(operator: Operator) -> None:
    topic = "clashwire.events.v1.dlq"
    body = b'{"half": "\xff\x00\x1b[2J'
    kafka = operator.stack.kafka_bootstrap
    asyncio.run(replay(kafka, [Outgoing(topic=topic, key=b"raw", value=body)]))
    (kept,) = asyncio.run(read_all(kafka, topic))
    done = subprocess.run(
        [CLASHWIRE, "dlq", "show", f"events.v1:0:{kept.offset}", "--kafka", kafka],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"\n\n" + body + b"\n")
