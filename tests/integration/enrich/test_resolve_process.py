"""The resolve worker on real Kafka: the same last word whatever is done to it on the way."""

import asyncio
import signal
import time
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.codec import encode
from clashwire_contracts.dead_letter import headers_to_reason
from clashwire_contracts.topics import (
    CLAIMS,
    EVENTS,
    MENTIONS,
    RESOLVE_CHANGELOG,
    Topic,
    dead_letters,
)
from clashwire_local import RunningStack
from clashwire_runtime.step import Outgoing, Record
from clashwire_runtime.topic_setup import create_topics
from tests.integration.enrich.crashing_enrich import (
    BEFORE_JOURNAL,
    BEFORE_ROWS,
    UNACKNOWLEDGED,
)
from tests.integration.enrich.enrich_process import (
    EnrichProcess,
    delete_topics,
    latest,
    publish,
    read_all,
)
from tests.integration.index.index_process import wait_until
from tests.unit.enrich.resolve.newsroom import NOON, Desk, article, loss_claim, mention, toll, town

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]
ARTICLES = 200


def story(number: int, revision: int = 1) -> ArticleMentions:
    """One of many articles: five tell of each town, parties give rival tolls, some revise."""
    where, name = town(f"Town {number % 40}"), f"n{number}"
    killed = 3 + number % 7 + revision
    claim_id, mention_id = f"claim-{number}", f"mention-{number}"
    party, about = ("army", "front") if number % 2 else ("front", "front")
    return article(
        name,
        [mention(mention_id, place=where, fatalities=toll(killed, claim_id))],
        [loss_claim(claim_id, party, about, killed, mention_id)],
        revision=revision,
        fetched_at=NOON + timedelta(seconds=number),
    )


STREAM = [story(number) for number in range(ARTICLES)]
STREAM += [story(number, revision=2) for number in range(0, ARTICLES, 20)]


def outgoing(stories: list[ArticleMentions]) -> list[Outgoing]:
    return [
        Outgoing(topic=MENTIONS.name, key=one.article_id.encode(), value=encode(one))
        for one in stories
    ]


def send(stack: RunningStack, stories: list[ArticleMentions]) -> None:
    asyncio.run(publish(stack.kafka_bootstrap, outgoing(stories)))


def undisturbed() -> list[Outgoing]:
    """What the pure step puts out for the stream."""
    desk = Desk()
    return desk.read(*STREAM)


def read(stack: RunningStack, *topics: Topic) -> list[Record]:
    """All records of the topics, of the events and claims if none is named."""
    bootstrap = stack.kafka_bootstrap
    return [
        record
        for topic in topics or (EVENTS, CLAIMS)
        for record in asyncio.run(read_all(bootstrap, topic))
    ]


def assert_last_word(stack: RunningStack) -> None:
    """Latest versions are those of an undisturbed run, and no version ever had other bytes."""
    expected = undisturbed()
    records = read(stack)
    assert latest(records) == {output.key: output.value for output in expected}
    versions = {(output.key, output.value) for output in expected}
    assert {(record.key, record.value) for record in records} == versions


def test_two_hundred_articles_give_exactly_the_versions_of_the_pure_step(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    send(empty_topics, STREAM)
    with EnrichProcess("resolve", empty_topics, tmp_path) as resolve:
        resolve.wait_ready()
        resolve.wait_caught_up(MENTIONS)
        assert resolve.end(signal.SIGTERM) == 0
    assert len(read(empty_topics)) == len(undisturbed())
    assert_last_word(empty_topics)
    assert not read(empty_topics, dead_letters(MENTIONS.name))


def test_kill_nine_at_any_time_loses_and_changes_nothing(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    send(empty_topics, STREAM[:20])
    resolve = EnrichProcess("resolve", empty_topics, tmp_path)
    for part in (STREAM[20:100], STREAM[100:180], STREAM[180:]):
        seen = len(read(empty_topics))
        with resolve:
            resolve.wait_ready()
            send(empty_topics, part)
            wait_until(lambda seen=seen: len(read(empty_topics)) > seen + 30, "it works")  # type: ignore[misc]
    with resolve:
        resolve.wait_ready()
        resolve.wait_caught_up(MENTIONS)
    assert_last_word(empty_topics)


def test_killed_at_every_point_of_its_work_it_loses_and_changes_nothing(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    send(empty_topics, STREAM)
    resolve = EnrichProcess("resolve", empty_topics, tmp_path)
    for point in (UNACKNOWLEDGED, BEFORE_JOURNAL, BEFORE_ROWS):
        resolve.start(crash_at=point)
        assert resolve.wait() == -signal.SIGKILL, point
    with resolve:
        resolve.wait_ready()
        resolve.wait_caught_up(MENTIONS)
    assert_last_word(empty_topics)


def test_a_restart_restores_the_table_so_that_a_replay_puts_out_nothing(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    send(empty_topics, STREAM)
    with EnrichProcess("resolve", empty_topics, tmp_path) as resolve:
        resolve.wait_ready()
        resolve.wait_caught_up(MENTIONS)
        assert resolve.end(signal.SIGTERM) == 0
    before = read(empty_topics)
    send(empty_topics, STREAM)
    with EnrichProcess("resolve", empty_topics, tmp_path) as resolve:
        resolve.wait_ready()
        resolve.wait_caught_up(MENTIONS)
    assert read(empty_topics) == before


def test_sigterm_in_the_middle_drains_commits_and_leaves_the_group_at_once(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    with EnrichProcess("resolve", empty_topics, tmp_path) as resolve:
        resolve.wait_ready()
        send(empty_topics, STREAM)
        wait_until(lambda: len(read(empty_topics)) > 10, "it works")
        began = time.monotonic()
        assert resolve.end(signal.SIGTERM) == 0
        assert time.monotonic() - began < 8
        resolve.start()
        began = time.monotonic()
        resolve.wait_ready()  # far below the session timeout plus a restart: it had left
        assert time.monotonic() - began < 12
        resolve.wait_caught_up(MENTIONS)
    assert len(read(empty_topics)) == len(undisturbed())  # nothing was done twice
    assert_last_word(empty_topics)


def test_an_outage_of_kafka_changes_nothing(empty_topics: RunningStack, tmp_path: Path) -> None:
    with EnrichProcess("resolve", empty_topics, tmp_path) as resolve:
        resolve.wait_ready()
        send(empty_topics, STREAM)
        wait_until(lambda: len(read(empty_topics)) > 10, "it works")
        empty_topics.kill("kafka")
        time.sleep(5)
        empty_topics.restart_kafka()
        resolve.wait_caught_up(MENTIONS)
    assert_last_word(empty_topics)


def test_a_killed_worker_is_back_soon_after_its_session_ends(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    resolve = EnrichProcess("resolve", empty_topics, tmp_path)
    with resolve:
        resolve.wait_ready()
    began = time.monotonic()
    with resolve:
        resolve.wait_ready()
        assert time.monotonic() - began < 25  # 6 s session, then a start


def test_what_cannot_be_read_is_set_aside_with_its_reason_and_costs_no_neighbour(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    good = outgoing(STREAM[:2])
    poison = msgspec.json.decode(good[0].value or b"")
    poison["article_id"] = "article-poison"
    poison["claims"][0]["event_ids"] = [[]]
    bad = [
        Outgoing(topic=MENTIONS.name, key=b"bytes", value=b"\xff\x00"),
        Outgoing(topic=MENTIONS.name, key=b"tombstone", value=None),
        Outgoing(topic=MENTIONS.name, key=b"shape", value=msgspec.json.encode(poison)),
    ]
    asyncio.run(publish(empty_topics.kafka_bootstrap, [good[0], *bad, good[1]]))
    with EnrichProcess("resolve", empty_topics, tmp_path) as resolve:
        resolve.wait_ready()
        resolve.wait_caught_up(MENTIONS)
    letters = read(empty_topics, dead_letters(MENTIONS.name))
    assert [(letter.key, letter.value or None) for letter in letters] == [
        (one.key, one.value) for one in bad
    ]
    reasons = [headers_to_reason(letter.headers) for letter in letters]
    assert [reason.source_offset for reason in reasons] == [1, 2, 3]
    assert {reason.step for reason in reasons} == {"resolve"}
    assert {reason.error_kind for reason in reasons} == {"undecodable"}
    assert len(latest(read(empty_topics, EVENTS))) == 2


def test_a_lost_table_is_never_taken_for_a_new_one(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    send(empty_topics, STREAM[:5])
    with EnrichProcess("resolve", empty_topics, tmp_path) as resolve:
        resolve.wait_ready()
        resolve.wait_caught_up(MENTIONS)
        assert resolve.end(signal.SIGTERM) == 0
    before = read(empty_topics)
    bootstrap = empty_topics.kafka_bootstrap
    asyncio.run(delete_topics(bootstrap, [RESOLVE_CHANGELOG.name]))
    asyncio.run(create_topics(bootstrap, [RESOLVE_CHANGELOG]))
    with EnrichProcess("resolve", empty_topics, tmp_path) as resolve:
        assert resolve.wait() == 1
        assert f"Restore the topic {RESOLVE_CHANGELOG.name}" in resolve.log
    assert read(empty_topics) == before


def test_a_broker_without_topics_is_refused_in_one_sentence(
    empty_topics: RunningStack, tmp_path: Path
) -> None:
    asyncio.run(delete_topics(empty_topics.kafka_bootstrap, [MENTIONS.name]))
    with EnrichProcess("resolve", empty_topics, tmp_path) as resolve:
        assert resolve.wait() == 1
        assert f"has no topic {MENTIONS.name}; run `clashwire setup`" in resolve.log
