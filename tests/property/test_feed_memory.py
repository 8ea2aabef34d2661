"""Whatever comes of polls, in any order: a state that can be written, a next poll in time."""

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from clashwire_contracts.codec import decode, encode
from clashwire_contracts.feed_state import FeedState, KnownItem
from clashwire_ingest.polling.feed_memory import (
    Polled,
    after_document,
    after_failure,
    after_unchanged,
)
from clashwire_ingest.polling.moves import after_hops, url_to_poll
from clashwire_ingest.polling.schedule import UNHEARD, due_at
from clashwire_ingest.web.answer import Hop
from tests.unit.ingest.items import FEED, NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OTHER_FEED = "https://upland.example/feed"
HEALTHS = ("http_404", "http_410", "http_429", "http_503", "timeout", "dns_failure", "bot_wall")
WAITS = st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=40)))
HINTS = st.one_of(st.none(), st.timedeltas(timedelta(minutes=10), DAY))  # as freshness bounds them
TARGETS = st.sampled_from([FEED.url, OTHER_FEED, "https://new.example/feed"])


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, Polled, list[Hop]]:
    """What one poll comes to, its time still to be set, and the redirects it met."""
    kind = draw(st.sampled_from(["document", "unchanged", "failure"]))
    hops = [
        Hop(draw(TARGETS), draw(st.sampled_from([301, 302, 308])))
        for _ in range(draw(st.integers(0, 3)))
    ]
    polled = Polled(
        at=NOW,
        health=draw(st.sampled_from(HEALTHS)) if kind == "failure" else "ok",
        reason="why" if kind == "failure" else None,
        asked=draw(HINTS),
        retry_after=draw(WAITS) if kind == "failure" else None,
        has_news=draw(st.booleans()),
        hurry=draw(st.booleans()),
    )
    return kind, polled, [*hops, Hop(draw(TARGETS), 200)]


def after(before: FeedState | None, kind: str, polled: Polled, hops: list[Hop]) -> FeedState:
    """The state after a poll of a kind."""
    if kind == "failure":
        return after_failure(FEED, before, polled)
    if kind == "unchanged" and before is not None:
        state = after_unchanged(FEED, before, polled)
    else:
        state = after_document(FEED, before, polled, None)
    url = url_to_poll(FEED, before, {OTHER_FEED})
    return after_hops(state, url, [Hop(url, hops[0].status), *hops[1:]], {OTHER_FEED})


@given(st.lists(st.tuples(steps(), st.timedeltas(timedelta(0), DAY)), max_size=30))
def test_every_state_can_be_written_and_says_when_to_poll_again(
    polls: list[tuple[tuple[str, Polled, list[Hop]], timedelta]],
) -> None:
    state: FeedState | None = None
    now = NOW
    for (kind, polled, hops), late in polls:
        now = late + (state.next_poll_at if state else now)
        state = after(state, kind, msgspec.structs.replace(polled, at=now), hops)
        wait = state.next_poll_at - now
        floor = timedelta(minutes=15) if state.health in UNHEARD else polled.asked or HOUR
        assert floor <= wait <= 7 * DAY
        assert wait >= min(polled.retry_after or timedelta(0), DAY)
        assert (state.failing_since is None) == (state.consecutive_failures == 0)
        assert state.moved_url != OTHER_FEED
        assert due_at(state, FEED) <= state.next_poll_at
        assert decode(FeedState, encode(state)) == state


@given(st.lists(st.booleans(), max_size=40))
def test_known_items_survive_every_failure(outcomes: list[bool]) -> None:
    item = KnownItem(
        article_id="a",
        revision=1,
        guid=None,
        canonical_url=None,
        content_hash="h",
        first_published_at=NOW,
        last_seen_at=NOW,
    )
    state = after_document(FEED, None, Polled(at=NOW, items=[item]), None)
    for number, well in enumerate(outcomes):
        polled = Polled(at=NOW + number * HOUR, health="ok" if well else "http_500", reason="why")
        state = after_unchanged(FEED, state, polled) if well else after_failure(FEED, state, polled)

    assert state.items == (item,)
