"""The feed-reader score: five simulated days of polls, a restart in their midst, full marks.

The real poller and loop poll a real server; time alone is simulated. The checks are judged in
turn by a rude reader, which fails each of them.
"""

import sys
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clashwire_contracts.article import Publisher
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_local import RunningStack
from clashwire_runtime.clock import ManualClock
from clashwire_runtime.settings import ServiceSettings
from tests.hostile_web.hostile_web import HostileWeb, hostile_web
from tests.manners.checks import CHECKS, Check, score
from tests.manners.scored_site import Fault, ScoredFeed, ScoredSite, Visit
from tests.manners.simulated_reader import remembered, simulated_reader

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAYS = 5
SY = "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>{}</sy:updatePeriod>"
BOTH = frozenset({"etag", "last-modified"})


def fault(day: float, hours: float, status: str, **headers: str) -> Fault:
    return Fault(day * DAY, day * DAY + hours * HOUR, status, headers)


FEEDS = (
    ScoredFeed(name="hourly"),
    ScoredFeed(name="daily", every=DAY),
    ScoredFeed(name="never", every=400 * DAY),
    ScoredFeed(name="etag-only", gives=frozenset({"etag"})),
    ScoredFeed(name="dated-only", gives=frozenset({"last-modified"})),
    ScoredFeed(name="bare", gives=frozenset()),
    ScoredFeed(name="max-age", headers={"Cache_Control": "max-age=10800"}, asked=3 * HOUR),
    ScoredFeed(name="expires", headers={"Expires": "{+7200}"}, asked=2 * HOUR),
    ScoredFeed(name="ttl", head="<ttl>240</ttl>", asked=4 * HOUR),
    ScoredFeed(name="syndication", head=SY.format("daily"), asked=DAY),
    ScoredFeed(name="early", head="<ttl>20</ttl>", asked=timedelta(minutes=20)),
    ScoredFeed(name="no-hint", headers={"Cache_Control": "no-cache", "Expires": "0"}),
    ScoredFeed(name="cookies", headers={"Set_Cookie": "id=7; Path=/"}),
    ScoredFeed(
        name="limited", faults=(fault(2, 12, "429 Too Many Requests", Retry_After="10000"),)
    ),
    ScoredFeed(
        name="dated-limit", faults=(fault(2, 30, "429 Too Many Requests", Retry_After="{+36000}"),)
    ),
    ScoredFeed(name="empty-limit", faults=(fault(3, 8, "429 Too Many Requests"),)),
    ScoredFeed(
        name="away", faults=(fault(3.5, 20, "503 Service Unavailable", Retry_After="{+7200}"),)
    ),
    ScoredFeed(name="broken", faults=(fault(1, 60, "500 Internal Server Error"),)),
    ScoredFeed(name="missing", faults=(fault(2, 20, "404 Not Found"),)),
    ScoredFeed(
        name="redirected", faults=(fault(1, 40, "302 Found", Location="/redirected-elsewhere.xml"),)
    ),
    ScoredFeed(
        name="moved",
        faults=(fault(1, 48, "301 Moved Permanently", Location="/moved-elsewhere.xml"),),
    ),
)


@pytest.fixture
async def web() -> AsyncIterator[HostileWeb]:
    async with hostile_web() as running:
        yield running


def configured(site: ScoredSite) -> list[FeedConfig]:
    return [
        FeedConfig(
            url=site.url(feed),
            publisher=Publisher(name=feed.name, domain=f"{feed.name}.example"),
        )
        for feed in FEEDS
    ]


def tell(found: dict[str, list[str]], visits: int) -> None:
    """Print the table of checks, as the public test's report does."""
    passed = sum(not rude for rude in found.values())
    lines = [f"\nfeed-reader score over {DAYS} simulated days, {visits} requests"]
    lines += [f"  {'pass' if not rude else 'FAIL'}  {name}" for name, rude in found.items()]
    lines += [f"  {passed} of {len(found)} checks: {passed / len(found):.0%}"]
    sys.stdout.write("\n".join(lines) + "\n")


@pytest.mark.integration
@pytest.mark.timeout(600)  # two thousand polls, on a machine that others may use
async def test_every_check_of_the_feed_reader_score_is_passed(
    ready_stack: RunningStack,
    web: HostileWeb,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock = ManualClock(START)
    site = ScoredSite(web, clock, FEEDS)
    feeds = configured(site)
    settings = ServiceSettings(kafka_bootstrap=ready_stack.kafka_bootstrap)
    for end in (START + 2.6 * DAY, START + DAYS * DAY):
        states = await remembered(settings, feeds)
        async with simulated_reader(
            web.resolver, clock, feeds, states, settings, tmp_path
        ) as reader:
            await reader.live_until(end)

    found = score(site.visits, site.feeds)

    with capsys.disabled():
        tell(found, len(site.visits))
    assert {name: rude for name, rude in found.items() if rude} == {}
    assert set(web.paths()) == {v.target for v in site.visits}  # no icon, no page was asked for
    assert len({visit.feed for visit in site.visits}) == len(FEEDS)


def rude_visits(feed: str) -> Sequence[Visit]:
    """A reader without manners: every check has something to say of it."""
    given = {"etag": '"1"', "last-modified": "noon", "retry-after": "7200"}
    rude = {
        "cookie": "id=7",
        "referer": "https://reader.example/",
        "cache-control": "no-cache",
        "user-agent": "Mozilla/5.0",
    }

    def visit(minutes: int, status: int, **sent: str) -> Visit:
        return Visit(
            at=START + timedelta(minutes=minutes),
            feed=feed,
            method="HEAD" if minutes % 20 else "GET",
            target=f"/{feed}.xml?t={minutes}",
            sent={**rude, **{name.replace("_", "-"): value for name, value in sent.items()}},
            status=status,
            given=given,
        )

    mixed = visit(1, 200, if_none_match='"1"', if_modified_since="made up")
    older = Visit(
        at=START + timedelta(minutes=2),
        feed=feed,
        method="GET",
        target=f"/{feed}.xml",
        sent={"if-none-match": '"1"', "user-agent": "curl"},
        status=200,
        given={"etag": '"2"', "last-modified": "one"},
    )
    stale = visit(3, 500, if_none_match='"1"')
    return [visit(0, 200), mixed, older, stale, *(visit(10 * n, 429) for n in range(1, 40))]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_rude_reader_fails_the_check(check: Check) -> None:
    asked = ScoredFeed(name="rude", asked=3 * HOUR, gives=BOTH)
    plain = ScoredFeed(name="rude", gives=frozenset())
    both = ScoredFeed(name="rude", gives=BOTH)
    visits = rude_visits("rude")
    gone = visits[:1]

    found = [
        rude
        for feed in (asked, plain, both)
        for seen in (visits, gone)
        for rude in check.judge(seen, feed)
    ]

    assert found


def test_a_reader_that_never_comes_back_passes_nothing_by_that() -> None:
    feed = ScoredFeed(name="rude")

    found = score(rude_visits("rude")[:2], {"rude": feed})

    assert found["every feed is still read"] == ["rude: only 2 visits"]
