"""Whose fault a failure is, said once for each cause."""

from datetime import UTC, datetime, timedelta

import pytest

from clashwire_ingest.health.attribution import Cause, SiteTally, site_cause
from clashwire_ingest.health.outages import FeedHealth, OutageChange, Outages

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WORLD, SPORT = "https://a.harbour.example/world", "https://b.harbour.example/sport"
OTHER = "https://upland.example/feed"


def polled(url: str, health: str, failures: int, minutes: int = 0) -> FeedHealth:
    return FeedHealth(
        url=url,
        health=health,
        reason=f"why {health}",
        failures=failures,
        at=NOW + timedelta(minutes=minutes),
    )


def told(changes: list[OutageChange]) -> list[tuple[str, str, bool]]:
    return [(one.outage.cause, one.outage.subject, one.began) for one in changes]


@pytest.mark.parametrize(
    ("feeds", "cause"),
    [
        ([], None),
        ([("ok", 0)], None),
        ([("timeout", 1)], None),
        ([("timeout", 2)], "publisher_down"),
        ([("timeout", 1), ("http_503", 1)], "publisher_down"),
        ([("timeout", 1), ("ok", 0)], None),
        ([("timeout", 5), ("http_404", 5)], None),
        ([("bot_wall", 1), ("http_403", 1)], "blocked"),
        ([("bot_wall", 3), ("http_500", 3)], None),
    ],
)
def test_a_site_is_down_or_blocked_when_all_its_feeds_are(
    feeds: list[tuple[str, int]], cause: Cause | None
) -> None:
    tally = SiteTally()
    for health, failures in feeds:
        tally = tally.with_feed(health, failures)

    assert site_cause(tally) == cause


def test_a_publisher_that_is_down_is_said_once_for_all_its_feeds() -> None:
    outages = Outages()
    first = outages.note(polled(WORLD, "timeout", 1))
    second = outages.note(polled(SPORT, "http_503", 1))
    third = outages.note(polled(WORLD, "timeout", 2))
    back = outages.note(polled(SPORT, "ok", 0, minutes=9))
    both = outages.note(polled(WORLD, "ok", 0, minutes=10))

    assert [told(one) for one in (first, third, both)] == [[], [], []]
    assert told(second) == [("publisher_down", "harbour.example", True)]
    assert told(back) == [("publisher_down", "harbour.example", False)]
    assert back[0].outage.since == NOW


def test_a_block_takes_the_place_of_an_outage() -> None:
    outages = Outages()
    outages.note(polled(OTHER, "http_500", 2))

    changed = outages.note(polled(OTHER, "bot_wall", 3))

    assert told(changed) == [
        ("publisher_down", "upland.example", False),
        ("blocked", "upland.example", True),
    ]
    assert outages.counts() == {"blocked": 1}


@pytest.mark.parametrize("health", ["gone", "stale", "moved_to_known_feed"])
def test_what_is_wrong_with_one_feed_is_said_of_that_feed(health: str) -> None:
    outages = Outages()

    assert told(outages.note(polled(WORLD, health, 0))) == [(health, WORLD, True)]
    assert told(outages.note(polled(WORLD, health, 0))) == []
    assert told(outages.note(polled(WORLD, "ok", 0))) == [(health, WORLD, False)]


def test_a_cause_of_the_worker_begins_once_and_ends_once() -> None:
    outages = Outages()

    began = [outages.note_worker("our_network", NOW, "cable") for _ in range(3)]
    ended = [outages.note_worker("our_network", NOW, None) for _ in range(3)]

    assert [len(one) for one in began + ended] == [1, 0, 0, 1, 0, 0]


def test_feeds_given_up_take_their_causes_with_them() -> None:
    outages = Outages()
    outages.note(polled(WORLD, "gone", 2))
    outages.note(polled(OTHER, "timeout", 2))

    changed = outages.forget([WORLD, OTHER], NOW)

    assert told(changed) == [("gone", WORLD, False), ("publisher_down", "upland.example", False)]
    assert not outages.counts()


def test_a_site_of_ten_thousand_feeds_is_judged_by_its_tally() -> None:
    outages = Outages()
    urls = [f"https://mill.example/{number}" for number in range(10_000)]
    for url in urls:
        outages.note(polled(url, "timeout", 1))
    assert outages.counts() == {"publisher_down": 1}

    assert told(outages.note(polled(urls[0], "ok", 0))) == [
        ("publisher_down", "mill.example", False)
    ]
    assert told(outages.note(polled(urls[0], "timeout", 1)))[0][2]
    assert told(outages.forget(urls, NOW)) == [("publisher_down", "mill.example", False)]
