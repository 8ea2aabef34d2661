"""One story from feed to signed alert, through every service."""

import json

import pytest

from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.codec import decode
from clashwire_contracts.topics import RAW_ARTICLES
from tests.e2e import record
from tests.e2e.deployment import clashwire
from tests.e2e.golden_path import Golden, clash_in, find_clash, find_toll, pages, toll_in
from tests.e2e.patience import eventually
from tests.e2e.running import Running
from tests.e2e.topics import put_raw, read_topic
from tests.integration.checksum import indices_checksum

pytestmark = pytest.mark.e2e


@pytest.fixture
def told(old_news: Running, golden: Golden) -> Golden:
    """The golden story, published to the deployment that pages for happenings of any age."""
    old_news.tell(golden.story)
    return golden


def test_story_becomes_a_clash_with_place_day_parties_and_no_best_toll(
    old_news: Running, told: Golden
) -> None:
    clash_in(old_news.deployment, told)


def test_story_becomes_a_claim_with_speaker_party_number_and_dispute(
    old_news: Running, told: Golden
) -> None:
    toll = toll_in(old_news.deployment, told)
    assert toll.event_ids
    assert set(toll.event_ids) <= record.documents(old_news.deployment, record.EVENTS).keys()


def test_clash_is_paged_once_and_signed(old_news: Running, told: Golden) -> None:
    clash = clash_in(old_news.deployment, told)
    eventually(lambda: pages(old_news.newsroom, clash))
    record.settle(old_news.deployment, old_news.newsroom)
    assert len(pages(old_news.newsroom, clash)) == 1


def test_same_item_again_changes_nothing_and_pages_nobody(old_news: Running, told: Golden) -> None:
    """Served anew, read by a restarted ingest, and its raw record delivered twice."""
    clash = clash_in(old_news.deployment, told)
    record.settle(old_news.deployment, old_news.newsroom)
    before = indices_checksum(old_news.deployment.elasticsearch)
    reads = old_news.newsroom.reads[told.story.publisher]
    old_news.newsroom.withdraw_all()
    eventually(lambda: old_news.newsroom.reads[told.story.publisher] >= reads + 2)
    old_news.newsroom.publish(told.story)
    old_news.deployment.kill("ingest")
    eventually(lambda: old_news.newsroom.reads[told.story.publisher] >= reads + 5)
    again = [r for r in read_topic(old_news.deployment.kafka, RAW_ARTICLES) if is_of(r.key, told)]
    assert len(again) == 1, "ingest published the item again"
    put_raw(old_news.deployment.kafka, [(again[0].key or b"", again[0].value or b"")])
    record.settle(old_news.deployment, old_news.newsroom)
    assert indices_checksum(old_news.deployment.elasticsearch) == before
    assert len(pages(old_news.newsroom, clash)) == 1


def is_of(key: bytes | None, golden: Golden) -> bool:
    return key == golden.story.article_id.encode()


def test_command_line_tagger_finds_the_same(golden: Golden) -> None:
    story = golden.story
    line = json.dumps(
        {
            "id": "a",
            "title": story.title,
            "text": story.text,
            "published_at": story.published_at.isoformat(),
            "url": story.url,
        }
    )
    done = clashwire("tag", "--jsonl", text=line + "\n")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["id"] == "a"
    article = decode(EnrichedArticle, done.stdout.encode())
    assert article.text == story.text
    find_clash(article.events, golden.expected)
    find_toll(article.claims, golden.expected)


def test_old_clash_pages_nobody_by_default(plain: Running, golden: Golden) -> None:
    plain.tell(golden.story)
    clash = clash_in(plain.deployment, golden)
    assert clash.backfill
    record.settle(plain.deployment, plain.newsroom)
    assert not pages(plain.newsroom, clash)
