"""The tag worker on real Kafka: every article once, with the bytes of the pure function."""

import asyncio
import signal
import time
from datetime import timedelta
from functools import cache
from pathlib import Path

import msgspec
import pytest

from clashwire_contracts import ids
from clashwire_contracts.article import ArticleMentions, Publisher, RawArticle
from clashwire_contracts.codec import encode
from clashwire_contracts.dead_letter import headers_to_reason
from clashwire_contracts.topics import (
    ENRICHED_ARTICLES,
    MENTIONS,
    RAW_ARTICLES,
    Topic,
    dead_letters,
)
from clashwire_enrich.gazetteer_build import build_gazetteer
from clashwire_enrich.places.gazetteer import gazetteer_path
from clashwire_enrich.tag import load_resources, tag_article, to_mentions
from clashwire_enrich.worker.tag_step import TagStep
from clashwire_local import RunningStack
from clashwire_runtime.step import Outgoing, Record
from tests.integration.enrich.crashing_enrich import UNACKNOWLEDGED
from tests.integration.enrich.enrich_process import EnrichProcess, latest, publish, read_all
from tests.integration.index.index_process import wait_until
from tests.unit.enrich.resolve.newsroom import NOON

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]
DEAD = dead_letters(RAW_ARTICLES.name)
TOWNS = ("El Fasher", "Goma", "Mopti", "Maiduguri", "Myitkyina")
DRAIN_SECONDS = 8


def raw(number: int, revision: int = 1) -> RawArticle:
    """An invented article; every second one tells of fighting."""
    url = f"https://news{number % 5}.example/{number}"
    where, killed = TOWNS[number % 5], 3 + number % 11
    fighting = (
        f"Soldiers clashed with gunmen near {where} on Thursday, killing {killed} people, "
        f"residents said. A military spokesman said that {killed + 20} gunmen were killed."
    )
    calm = f"The council of {where} opened its {number}th library on Thursday, officials said."
    return RawArticle(
        article_id=ids.article_id(url),
        revision=revision,
        feed_id="feed",
        publisher=Publisher(name=f"News {number % 5}", domain=f"news{number % 5}.example"),
        url=url,
        canonical_url=url,
        guid=None,
        title=f"Story {number} from {where}",
        summary=None,
        text_source="feed",
        language="en",
        authors=(),
        published_at=NOON,
        first_published_at=NOON,
        updated_at=None,
        fetched_at=NOON + timedelta(seconds=number),
        content_hash=f"{number}-{revision}",
        sketch=None,
        text=fighting if number % 2 else calm,
    )


ARTICLES = [raw(number) for number in range(200)]


@cache
def step() -> TagStep:
    """The same step, in this process."""
    build_gazetteer(gazetteer_path(), print)
    resources = load_resources()
    return TagStep(lambda article: tag_article(article, resources=resources), to_mentions)


def outgoing(articles: list[RawArticle]) -> list[Outgoing]:
    return [
        Outgoing(topic=RAW_ARTICLES.name, key=one.article_id.encode(), value=encode(one))
        for one in articles
    ]


def send(stack: RunningStack, records: list[Outgoing]) -> None:
    asyncio.run(publish(stack.kafka_bootstrap, records))


def read(stack: RunningStack, topic: Topic) -> list[Record]:
    return asyncio.run(read_all(stack.kafka_bootstrap, topic))


def expected(articles: list[RawArticle], topic: Topic) -> dict[bytes, bytes | None]:
    """What the pure step puts on a topic for articles."""
    outputs = [
        output
        for one in outgoing(articles)
        for output in step()(
            Record(
                topic=one.topic, partition=0, offset=0, key=one.key, value=one.value, timestamp=NOON
            )
        )
    ]
    return {output.key: output.value for output in outputs if output.topic == topic.name}


def assert_all_tagged(stack: RunningStack, articles: list[RawArticle]) -> None:
    """Every article is on both topics as it should be, and never was there with other bytes."""
    for topic in (ENRICHED_ARTICLES, MENTIONS):
        records, wanted = read(stack, topic), expected(articles, topic)
        assert latest(records) == wanted
        assert {(r.key, r.value) for r in records} == set(wanted.items())
    assert not read(stack, DEAD)


def test_two_hundred_articles_come_out_once_with_the_bytes_of_the_pure_step(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    send(empty_topics, outgoing(ARTICLES))
    with EnrichProcess("tag", empty_topics, tmp_path) as tag:
        tag.wait_ready()
        tag.wait_caught_up(RAW_ARTICLES)
        assert tag.end(signal.SIGTERM) == 0
    assert_all_tagged(empty_topics, ARTICLES)
    assert len(read(empty_topics, ENRICHED_ARTICLES)) == 200
    assert len(read(empty_topics, MENTIONS)) == len(expected(ARTICLES, MENTIONS)) >= 100


def test_kill_nine_in_the_middle_loses_no_article(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    tag = EnrichProcess("tag", empty_topics, tmp_path)
    for first in (0, 60, 120):
        before = len(read(empty_topics, ENRICHED_ARTICLES))
        with tag:
            tag.wait_ready()
            send(empty_topics, outgoing(ARTICLES[first : first + 60]))
            wait_until(
                lambda before=before: len(read(empty_topics, ENRICHED_ARTICLES)) > before,  # type: ignore[misc]
                "it works",
            )
    send(empty_topics, outgoing(ARTICLES[180:]))
    with tag:
        tag.wait_ready()
        tag.wait_caught_up(RAW_ARTICLES)
    assert_all_tagged(empty_topics, ARTICLES)


def test_killed_while_its_outputs_are_unacknowledged_it_loses_no_article(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    send(empty_topics, outgoing(ARTICLES))
    tag = EnrichProcess("tag", empty_topics, tmp_path)
    tag.start(crash_at=UNACKNOWLEDGED)
    assert tag.wait() == -signal.SIGKILL
    with tag:
        tag.wait_ready()
        tag.wait_caught_up(RAW_ARTICLES)
    assert_all_tagged(empty_topics, ARTICLES)


def test_two_workers_share_the_work_and_one_takes_over_when_the_other_is_killed(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    with (
        EnrichProcess("tag", empty_topics, tmp_path) as first,
        EnrichProcess("tag", empty_topics, tmp_path) as second,
    ):
        first.wait_ready()
        second.wait_ready()
        send(empty_topics, outgoing(ARTICLES[:100]))
        wait_until(lambda: len(read(empty_topics, ENRICHED_ARTICLES)) > 20, "they work")
        second.end(signal.SIGKILL)
        send(empty_topics, outgoing(ARTICLES[100:]))
        first.wait_caught_up(RAW_ARTICLES)
    assert_all_tagged(empty_topics, ARTICLES)


def test_sigterm_in_the_middle_drains_commits_and_repeats_nothing(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    with EnrichProcess("tag", empty_topics, tmp_path) as tag:
        tag.wait_ready()
        send(empty_topics, outgoing(ARTICLES))
        wait_until(lambda: bool(read(empty_topics, ENRICHED_ARTICLES)), "it works")
        began = time.monotonic()
        assert tag.end(signal.SIGTERM) == 0
        assert time.monotonic() - began < DRAIN_SECONDS
        tag.start()
        tag.wait_ready()
        tag.wait_caught_up(RAW_ARTICLES)
    assert_all_tagged(empty_topics, ARTICLES)
    assert len(read(empty_topics, ENRICHED_ARTICLES)) == 200


def test_what_cannot_be_tagged_costs_one_dead_letter_each_and_no_neighbour(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    huge = msgspec.structs.replace(raw(7), article_id="huge", text="word " * 400_000)
    bad = [
        Outgoing(topic=RAW_ARTICLES.name, key=b"bytes", value=b"\xff\xfe"),
        Outgoing(topic=RAW_ARTICLES.name, key=b"shape", value=b'{"article_id": 4}'),
        Outgoing(topic=RAW_ARTICLES.name, key=b"tombstone", value=None),
        Outgoing(topic=RAW_ARTICLES.name, key=b"huge", value=encode(huge)),
    ]
    send(empty_topics, [*bad[:2], *outgoing(ARTICLES[:10]), *bad[2:], *outgoing(ARTICLES[10:20])])
    with EnrichProcess("tag", empty_topics, tmp_path) as tag:
        tag.wait_ready()
        tag.wait_caught_up(RAW_ARTICLES)
    letters = {letter.key: letter for letter in read(empty_topics, DEAD)}
    assert {key: letter.value or None for key, letter in letters.items()} == {
        one.key: one.value for one in bad
    }
    kinds = {key: headers_to_reason(one.headers).error_kind for key, one in letters.items()}
    assert kinds == {
        b"bytes": "undecodable",
        b"shape": "undecodable",
        b"tombstone": "undecodable",
        b"huge": "too_large",
    }
    assert latest(read(empty_topics, ENRICHED_ARTICLES)) == expected(
        ARTICLES[:20], ENRICHED_ARTICLES
    )


def test_a_revision_that_lost_its_events_still_reaches_resolve(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    emptied = msgspec.structs.replace(raw(1, revision=2), text="The story was withdrawn.")
    send(empty_topics, outgoing([raw(1), emptied]))
    with EnrichProcess("tag", empty_topics, tmp_path) as tag:
        tag.wait_ready()
        tag.wait_caught_up(RAW_ARTICLES)
    told = [
        msgspec.json.decode(record.value or b"", type=ArticleMentions)
        for record in read(empty_topics, MENTIONS)
    ]
    assert [(one.revision, bool(one.events)) for one in told] == [(1, True), (2, False)]


def test_the_brake_stops_a_flood_alive_unready_and_uncommitted(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    flood = [Outgoing(topic=RAW_ARTICLES.name, key=b"same", value=b"{")] * 150
    send(empty_topics, flood)
    with EnrichProcess("tag", empty_topics, tmp_path) as tag:
        wait_until(lambda: "in a row could not be processed" in tag.ask("/readyz")[1], "it brakes")
        assert tag.ask("/readyz")[0] == 503
        assert tag.ask("/livez")[0] == 200
        time.sleep(2)  # more than a commit interval
        letters = len(read(empty_topics, DEAD))
        assert letters < 100
        assert tag.lag(RAW_ARTICLES) == len(flood) - letters, "the batch it holds is uncommitted"
        assert tag.end(signal.SIGTERM) == 0
        assert tag.lag(RAW_ARTICLES) == len(flood) - letters


def test_a_stop_while_kafka_is_gone_ends_in_time_and_loses_nothing(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    with EnrichProcess("tag", empty_topics, tmp_path) as tag:
        tag.wait_ready()
        send(empty_topics, outgoing(ARTICLES))
        wait_until(lambda: bool(read(empty_topics, ENRICHED_ARTICLES)), "it works")
        empty_topics.kill("kafka")
        time.sleep(2)
        began = time.monotonic()
        code = tag.end(signal.SIGTERM)
        elapsed_seconds = time.monotonic() - began
        empty_topics.restart_kafka()
        assert code in (0, 70)
        assert elapsed_seconds < DRAIN_SECONDS + 4
        tag.start()
        tag.wait_ready()
        tag.wait_caught_up(RAW_ARTICLES)
    assert_all_tagged(empty_topics, ARTICLES)


def test_an_outage_of_kafka_is_waited_out(empty_topics: RunningStack, tmp_path: Path) -> None:
    with EnrichProcess("tag", empty_topics, tmp_path) as tag:
        tag.wait_ready()
        send(empty_topics, outgoing(ARTICLES[:100]))
        wait_until(lambda: bool(read(empty_topics, ENRICHED_ARTICLES)), "it works")
        empty_topics.kill("kafka")
        time.sleep(5)
        empty_topics.restart_kafka()
        send(empty_topics, outgoing(ARTICLES[100:]))
        tag.wait_caught_up(RAW_ARTICLES)
        wait_until(tag.ready, "it is ready again")
    assert_all_tagged(empty_topics, ARTICLES)


def test_without_a_broker_it_ends_with_one_sentence(stack: RunningStack, tmp_path: Path) -> None:
    nowhere = "127.0.0.1:1"
    with EnrichProcess("tag", stack, tmp_path, kafka_bootstrap=nowhere) as tag:
        assert tag.wait() == 1
        assert f"clashwire tag: Kafka at {nowhere} does not answer" in tag.log
