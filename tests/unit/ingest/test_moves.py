"""Which redirects are believed, from when on, and when a belief is given up."""

from datetime import datetime, timedelta

import msgspec
import pytest

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.polling.feed_memory import Polled, after_document, after_failure
from clashwire_ingest.polling.moves import after_hops, permanent_target, url_to_poll
from clashwire_ingest.web.answer import Hop
from tests.unit.ingest.items import FEED, NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OLD, NEW = FEED.url, "https://news.harbour.example/world.xml"


def hops(*statuses: int, urls: tuple[str, ...] = (OLD, NEW, "https://third.example/")) -> list[Hop]:
    return [Hop(url, status) for url, status in zip(urls, statuses, strict=False)]


def met(
    state: FeedState, statuses: tuple[int, ...], at: datetime, configured: tuple[str, ...] = ()
) -> FeedState:
    """The state after one more good poll that met these statuses at these URLs."""
    url = url_to_poll(FEED, state, configured)
    after = after_document(FEED, state, Polled(at=at), None)
    return after_hops(after, url, hops(*statuses), configured)


def met_every(gap: timedelta, times: int, statuses: tuple[int, ...] = (301, 200)) -> FeedState:
    state = after_document(FEED, None, Polled(at=NOW), None)
    for number in range(times):
        state = met(state, statuses, NOW + gap * number)
    return state


@pytest.mark.parametrize(
    ("statuses", "target"),
    [
        ((200,), None),
        ((301, 200), NEW),
        ((308, 304), NEW),
        ((302, 200), None),
        ((307, 200), None),
        ((301, 302, 200), NEW),
        ((302, 301, 200), None),
        ((301, 301, 200), "https://third.example/"),
    ],
)
def test_only_permanent_redirects_lead_somewhere(
    statuses: tuple[int, ...], target: str | None
) -> None:
    assert permanent_target(hops(*statuses)) == target


def test_a_move_is_adopted_after_a_week_of_ten_polls() -> None:
    assert met_every(DAY, 7).moved_url is None
    assert met_every(HOUR, 30).moved_url is None
    assert met_every(18 * HOUR, 10).moved_url is None
    assert met_every(18 * HOUR, 11).moved_url == NEW


def test_a_poll_without_the_redirect_starts_the_count_anew() -> None:
    state = met_every(18 * HOUR, 9)
    state = met(state, (200,), NOW + 8 * DAY)
    state = met(state, (301, 200), NOW + 9 * DAY)

    assert state.move is not None
    assert (state.move.polls, state.moved_url) == (1, None)


def test_a_temporary_redirect_is_never_adopted() -> None:
    assert met_every(DAY, 40, (302, 200)) == msgspec.structs.replace(
        met_every(DAY, 40, (200,)), moved_url=None
    )


def test_https_for_the_same_url_is_adopted_after_three_polls() -> None:
    feed = msgspec.structs.replace(FEED, url=FEED.url.replace("https:", "http:"))
    state = after_document(feed, None, Polled(at=NOW), None)
    for number in range(3):
        assert state.moved_url is None
        state = after_document(feed, state, Polled(at=NOW + number * HOUR), None)
        state = after_hops(state, feed.url, hops(301, 200, urls=(feed.url, FEED.url)), ())

    assert state.moved_url == FEED.url


def test_a_feed_that_moved_to_a_configured_one_is_said_and_stays_where_it_is() -> None:
    state = after_document(FEED, None, Polled(at=NOW), None)
    for number in range(40):
        state = met(state, (301, 200), NOW + number * DAY, configured=(OLD, NEW))

    assert (state.health, state.moved_url) == ("moved_to_known_feed", None)
    assert NEW in (state.health_reason or "")


def test_an_adopted_url_that_is_configured_later_is_given_back() -> None:
    state = met_every(18 * HOUR, 11)

    assert url_to_poll(FEED, state, ()) == NEW
    assert url_to_poll(FEED, state, (NEW,)) == OLD


def test_a_move_is_undone_when_its_target_fails_twice() -> None:
    moved = met_every(18 * HOUR, 11)
    once = after_failure(FEED, moved, Polled(at=NOW + 9 * DAY, health="http_404", reason="no"))
    twice = after_failure(FEED, once, Polled(at=NOW + 10 * DAY, health="html_page", reason="no"))

    assert once.moved_url == NEW
    assert (twice.moved_url, twice.etag, url_to_poll(FEED, twice, ())) == (None, None, OLD)


def test_a_target_that_leads_back_home_ends_the_move() -> None:
    moved = met_every(18 * HOUR, 11)
    after = after_document(FEED, moved, Polled(at=NOW + 9 * DAY), None)

    assert after_hops(after, NEW, hops(301, 200, urls=(NEW, OLD)), ()).moved_url is None
