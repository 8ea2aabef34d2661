"""One visit to an article's page: with leave of robots.txt, in turn, within limits, once.

A redirect within the host goes on if robots.txt allows it; one to another host is a visit there,
with that host's robots.txt, turn and limits.
"""

from urllib.parse import urlsplit

from clashwire_contracts.article import RawArticle
from clashwire_ingest.documents.parser_pool import ParserPool
from clashwire_ingest.pages.page_outcome import PageOutcome, PageReading
from clashwire_ingest.pages.reservations import refused_by_headers
from clashwire_ingest.pages.robots import Robots, RobotsCache
from clashwire_ingest.web.fetch import Body, Failed, FeedRequest, Fetched, Fetcher
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_ingest.web.rate_limits import RateLimits
from clashwire_runtime.clock import Clock

_ACCEPT = "text/html, application/xhtml+xml;q=0.9"
_MAX_HOSTS = 3
_LIMITING = frozenset({429, 503})
_MEANINGS: dict[str, PageOutcome] = {
    "bot_wall": "bot_wall",
    "http_401": "paywall",
    "http_402": "paywall",
    "http_429": "rate_limited",
    "http_503": "rate_limited",
}


class _Route:
    """The redirects of one visit: within the host and as robots.txt allows."""

    def __init__(self, url: str, robots: Robots | None) -> None:
        self._host = urlsplit(url).netloc
        self._robots = robots
        self.pause_seconds = 0.0 if robots is None else robots.crawl_delay_seconds
        self.elsewhere: str | None = None
        self.forbidden: PageReading | None = None

    def allows(self, target: str) -> bool:
        if urlsplit(target).netloc != self._host:
            self.elsewhere = target
            return False
        self.forbidden = _without_leave(self._robots, target)
        return self.forbidden is None


class PageVisitor:
    """Fetches and reads pages; whatever goes wrong is an outcome, never an exception."""

    def __init__(  # what a visit works with, named
        self,
        fetcher: Fetcher,
        parser: ParserPool,
        robots: RobotsCache,
        turns: HostTurns,
        limits: RateLimits,
        clock: Clock,
    ) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._robots = robots
        self._turns = turns
        self._limits = limits
        self._clock = clock

    async def visit(self, article: RawArticle, *, obey_robots: bool) -> PageReading:
        """An article -> what its page gave; without robots.txt only where an operator says so."""
        url = article.url or ""
        for _ in range(_MAX_HOSTS):
            route = await self._route(url, obey_robots=obey_robots)
            if isinstance(route, PageReading):
                return route
            fetched = await self._fetch(url, route)
            self._learn_limits(url, fetched)
            if route.elsewhere is None:
                return await self._read(article, fetched, route)
            url = route.elsewhere
        return PageReading(outcome="unreachable", reason=f"more than {_MAX_HOSTS} hosts on the way")

    async def _route(self, url: str, *, obey_robots: bool) -> PageReading | _Route:
        """A URL -> the rules to go by, or why it is not asked for."""
        limited = self._limits.wait_until(url)
        if limited is not None and limited > self._clock.now():
            reason = f"the host asked to be left alone until {limited:%Y-%m-%d %H:%M} UTC"
            return PageReading(outcome="rate_limited", reason=reason)
        robots = await self._robots.of(url) if obey_robots else None
        refused = _without_leave(robots, url)
        return _Route(url, robots) if refused is None else refused

    async def _fetch(self, url: str, route: _Route) -> Fetched:
        request = FeedRequest(url=url, accept=_ACCEPT)
        async with self._turns.turn(url, route.pause_seconds):
            return await self._fetcher.fetch(request, route.allows)

    def _learn_limits(self, url: str, fetched: Fetched) -> None:
        """Tell what the host says of limits; a page refused for other reasons is no limit."""
        now = self._clock.now()
        if isinstance(fetched, Body):
            self._limits.ok(url, now, fetched.answer)
        elif fetched.answer is not None and fetched.answer.status in _LIMITING:
            self._limits.told(url, fetched.answer, now)

    async def _read(self, article: RawArticle, fetched: Fetched, route: _Route) -> PageReading:
        if isinstance(fetched, Failed):
            if route.forbidden is not None:
                return route.forbidden
            outcome = _MEANINGS.get(fetched.health, "unreachable")
            return PageReading(outcome=outcome, reason=fetched.reason)
        if not isinstance(fetched, Body):
            return PageReading(outcome="unreachable", reason="a 304 nobody asked for")
        reserved = refused_by_headers(fetched.answer.headers)
        if reserved is not None:
            return PageReading(outcome="reserved", reason=reserved)
        if fetched.is_cut:
            return PageReading(outcome="unreachable", reason="the page broke off on the way")
        return await self._parser.read_page(
            fetched.content,
            fetched.content_type,
            fetched.url,
            title=article.title,
            feed_text=article.text,
        )


def _without_leave(robots: Robots | None, url: str) -> PageReading | None:
    """What a host says of robots and of data mining -> why a URL is not asked for, or None."""
    if robots is None:
        return None
    disallowed, reserved = robots.refuse(url), robots.reserve(url)
    if disallowed is not None:
        return PageReading(outcome="robots_disallowed", reason=disallowed)
    return None if reserved is None else PageReading(outcome="reserved", reason=reserved)
