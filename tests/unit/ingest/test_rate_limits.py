from datetime import UTC, datetime, timedelta

import pytest

from clashwire_ingest.web.answer import Answer
from clashwire_ingest.web.rate_limits import (
    LONGEST_ALLOWANCE_WAIT,
    LONGEST_UNSAID_WAIT,
    SHORTEST_WAIT,
    UNSAID_WAIT,
    RateLimits,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
WORLD = "https://news.harbour.example/world.xml"
SPORT = "https://news.harbour.example/sport.xml"
BLOG = "https://blog.harbour.example/feed"
OTHER = "https://upland.example/feed"


def answer(status: int = 429, /, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(url=WORLD, status=status, headers=named)


def test_a_429_holds_for_its_feed_as_long_as_it_says() -> None:
    limits = RateLimits()

    limit = limits.told(WORLD, answer(retry_after="1800"), NOW)

    assert limit is not None
    assert (limit.scope, limit.until) == ("feed", NOW + 30 * MINUTE)
    assert limits.wait_until(WORLD) == NOW + 30 * MINUTE
    assert limits.wait_until(SPORT) is None


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        ("120", 2 * MINUTE),
        ("Sun, 01 Mar 2026 12:30:00 GMT", 30 * MINUTE),
        ("1", SHORTEST_WAIT),
        ("0", UNSAID_WAIT),
        ("Sun, 01 Mar 2026 11:00:00 GMT", UNSAID_WAIT),
        ("abc", UNSAID_WAIT),
        ("-5", UNSAID_WAIT),
        ("315360000", 24 * HOUR),
        ("Fri, 01 Mar 2036 12:00:00 GMT", 24 * HOUR),
        ("9" * 4000, 24 * HOUR),
    ],
)
def test_each_form_of_retry_after_has_its_wait(retry_after: str, wait: timedelta) -> None:
    limit = RateLimits().told(WORLD, answer(retry_after=retry_after), NOW)

    assert limit is not None
    assert limit.until - NOW == wait


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"x_ratelimit_reset": "600"}, 10 * MINUTE),
        ({"x_ratelimit_reset": "600.0"}, 10 * MINUTE),
        ({"x_ratelimit_reset": str(int(NOW.timestamp()) + 600)}, 10 * MINUTE),
        ({"x_ratelimit_reset": str((int(NOW.timestamp()) + 600) * 1000)}, 10 * MINUTE),
        ({"x_ratelimit_reset": "Sun, 01 Mar 2026 12:10:00 GMT"}, 10 * MINUTE),
        ({"x_ratelimit_reset": str(int(NOW.timestamp()) - 600)}, UNSAID_WAIT),
        ({"x_ratelimit_reset": "later"}, UNSAID_WAIT),
        ({"x_ratelimit_reset_after": "600"}, 10 * MINUTE),
        ({"ratelimit_reset": "600"}, 10 * MINUTE),
        ({"ratelimit": "limit=100, remaining=0, reset=600"}, 10 * MINUTE),
        ({"ratelimit": '"default";r=0;t=600'}, 10 * MINUTE),
        ({"retry_after": "120", "x_ratelimit_reset": "600"}, 2 * MINUTE),
        ({"x_ratelimit_reset": "99999999"}, 24 * HOUR),
    ],
)
def test_each_form_of_a_reset_has_its_wait(headers: dict[str, str], wait: timedelta) -> None:
    limit = RateLimits().told(WORLD, answer(**headers), NOW)

    assert limit is not None
    assert limit.until - NOW == wait


def test_an_empty_429_waits_longer_each_time_it_is_obeyed_in_vain() -> None:
    limits, now, waits = RateLimits(), NOW, []
    for _ in range(8):
        limit = limits.told(WORLD, answer(), now)
        assert limit is not None
        waits.append(limit.until - now)
        now = limit.until

    assert waits[:3] == [UNSAID_WAIT, 2 * UNSAID_WAIT, 4 * UNSAID_WAIT]
    assert waits[-1] == LONGEST_UNSAID_WAIT


def test_refusals_in_one_burst_count_once() -> None:
    limits = RateLimits()
    found = [limits.told(WORLD, answer(), NOW) for _ in range(5)]

    assert {one.until for one in found if one} == {NOW + UNSAID_WAIT}


def test_a_served_feed_starts_over() -> None:
    limits = RateLimits()
    limits.told(WORLD, answer(), NOW)
    limits.told(WORLD, answer(), NOW + UNSAID_WAIT)

    limits.ok(WORLD, NOW + HOUR)

    assert limits.wait_until(WORLD) is None
    limit = limits.told(WORLD, answer(), NOW + 2 * HOUR)
    assert limit is not None
    assert limit.refusals == 1


def test_two_refused_feeds_of_a_host_make_it_the_hosts_limit() -> None:
    limits = RateLimits()
    limits.told(WORLD, answer(retry_after="600"), NOW)

    limit = limits.told(SPORT, answer(retry_after="1200"), NOW + MINUTE)

    assert limit is not None
    assert (limit.scope, limit.place) == ("host", "news.harbour.example")
    third = "https://news.harbour.example/third.xml"
    assert limits.wait_until(third) == NOW + 21 * MINUTE
    assert limits.wait_until(BLOG) is None


def test_two_refused_hosts_of_a_site_make_it_the_sites_limit() -> None:
    limits = RateLimits()
    limits.told(WORLD, answer(retry_after="600"), NOW)

    limit = limits.told(BLOG, answer(retry_after="600"), NOW)

    assert limit is not None
    assert (limit.scope, limit.place) == ("site", "harbour.example")
    assert limits.wait_until(SPORT) == NOW + 10 * MINUTE
    assert limits.wait_until(OTHER) is None


def test_a_feed_served_in_between_keeps_limits_apart() -> None:
    limits = RateLimits()
    limits.told(WORLD, answer(retry_after="600"), NOW)
    limits.ok(SPORT, NOW + MINUTE)

    limit = limits.told("https://news.harbour.example/third", answer(), NOW + 2 * MINUTE)

    assert limit is not None
    assert limit.scope == "feed"


def test_a_shared_limit_is_known_the_next_time_at_the_first_refusal() -> None:
    limits = RateLimits()
    for url in (WORLD, SPORT):
        limits.told(url, answer(retry_after="600"), NOW)
    for url in (WORLD, SPORT):
        limits.ok(url, NOW + HOUR)

    limit = limits.told(SPORT, answer(retry_after="600"), NOW + 2 * HOUR)

    assert limit is not None
    assert limit.scope == "host"
    assert limits.wait_until(WORLD) == NOW + 2 * HOUR + 10 * MINUTE


def test_a_feed_refused_alone_again_and_again_no_longer_stops_its_neighbours() -> None:
    limits, now, scopes = RateLimits(), NOW, []
    for url in (WORLD, SPORT):
        limits.told(url, answer(retry_after="600"), now)
    for _ in range(4):
        now += HOUR
        limits.ok(SPORT, now)
        limit = limits.told(WORLD, answer(retry_after="600"), now)
        assert limit is not None
        scopes.append(limit.scope)

    assert scopes == ["host", "host", "feed", "feed"]


def test_what_was_learned_is_forgotten_after_a_week() -> None:
    limits = RateLimits()
    for url in (WORLD, SPORT):
        limits.told(url, answer(retry_after="600"), NOW)
    limits.ok(WORLD, NOW + HOUR)

    limit = limits.told(WORLD, answer(), NOW + timedelta(days=8))

    assert limit is not None
    assert limit.scope == "feed"


def test_a_feed_asked_for_before_the_limit_was_told_does_not_lift_it() -> None:
    limits = RateLimits()
    for url in (WORLD, SPORT):
        limits.told(url, answer(retry_after="600"), NOW)

    limits.ok("https://news.harbour.example/third", NOW + MINUTE)

    assert limits.wait_until(WORLD) == NOW + 10 * MINUTE


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (404, {"retry_after": "600"}),
        (500, {"retry_after": "600"}),
        (503, {}),
        (403, {}),
        (301, {}),
    ],
)
def test_another_failure_is_no_rate_limit(status: int, headers: dict[str, str]) -> None:
    limits = RateLimits()

    assert limits.told(WORLD, answer(status, **headers), NOW) is None
    assert limits.wait_until(WORLD) is None


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (503, {"retry_after": "600"}),
        (403, {"retry_after": "600"}),
        (403, {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "600"}),
        (403, {"x_ratelimit_remaining": "0.0"}),
    ],
)
def test_an_answer_that_says_so_is_a_rate_limit(status: int, headers: dict[str, str]) -> None:
    assert RateLimits().told(WORLD, answer(status, **headers), NOW) is not None


def test_a_403_from_a_host_that_served_us_within_three_hours_is_a_rate_limit() -> None:
    limits = RateLimits()
    limits.ok(SPORT, NOW)

    assert limits.told(WORLD, answer(403), NOW + 3 * HOUR) is not None
    assert limits.told(WORLD, answer(403), NOW + 3 * HOUR + MINUTE) is None


@pytest.mark.parametrize("remaining", ["0", "0.0", "0, 0;w=60"])
def test_a_served_feed_whose_allowance_is_used_up_rests_its_host(remaining: str) -> None:
    limits = RateLimits()

    limits.ok(WORLD, NOW, answer(200, x_ratelimit_remaining=remaining, x_ratelimit_reset="90"))

    assert limits.wait_until(SPORT) == NOW + timedelta(seconds=90)


def test_a_rest_is_an_hour_at_most() -> None:
    limits = RateLimits()

    limits.ok(WORLD, NOW, answer(200, ratelimit='"day";r=0;t=86400'))

    assert limits.wait_until(WORLD) == NOW + LONGEST_ALLOWANCE_WAIT


@pytest.mark.parametrize("remaining", ["1", "59.0", "plenty", ""])
def test_an_allowance_that_is_left_rests_nothing(remaining: str) -> None:
    limits = RateLimits()

    limits.ok(WORLD, NOW, answer(200, x_ratelimit_remaining=remaining, x_ratelimit_reset="90"))

    assert limits.wait_until(WORLD) is None


def test_what_is_past_is_dropped_from_memory() -> None:
    limits = RateLimits()
    for url in (WORLD, SPORT, BLOG):
        limits.told(url, answer(), NOW)
    limits.ok(OTHER, NOW)

    limits.ok(OTHER, NOW + timedelta(days=8))

    kept = (limits._limits, limits._refused, limits._shared)
    assert not any(kept)
    assert list(limits._served) == ["upland.example"]
