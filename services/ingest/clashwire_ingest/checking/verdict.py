"""What a look at a feed means for its operator: pure, from an inspection to sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

import msgspec

from clashwire_ingest.checking.inspect import Inspection
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.documents.parse import MAX_ITEMS, ParsedFeed
from clashwire_ingest.feeds.feed_config import DEFAULT_INTERVAL, Interval
from clashwire_ingest.identity.canonical_url import canonical_url, names_a_page
from clashwire_ingest.polling.rhythm import arrivals, stale_after
from clashwire_ingest.web.answer import Answer
from clashwire_ingest.web.fetch import shown

_PERMANENT = frozenset({301, 308})
_STALE_WITHOUT_RHYTHM = timedelta(days=30)  # too few items to tell what is late for the feed
_CLOCK_LEEWAY = timedelta(hours=1)  # publishers' clocks and zones are seldom exact
_SHORTEST_INTERVAL = timedelta(minutes=15)
_FULL_TEXT_CHARACTERS = 1_000  # a shorter text is most often the first lines of the article


class CheckedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the document, before identity."""

    guid: str | None
    url: str | None
    title: str
    published_at: datetime | None


class CheckedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """One feed as `clashwire feeds check --json` prints it, broken ones too."""

    format: str
    title: str
    status: str
    items: tuple[CheckedItem, ...]
    problems: tuple[str, ...]


def check(found: Inspection, now: datetime) -> CheckedFeed:
    """An inspection -> the verdict; `status` is ok or the health state the poll would end in."""
    parsed = found.parsed
    items = parsed.items if parsed else ()
    return CheckedFeed(
        format=parsed.format if parsed else "",
        title=parsed.title if parsed else "",
        status=parsed.health if parsed else (found.failure or ("unreadable", ""))[0],
        items=tuple(
            CheckedItem(guid=i.guid, url=i.url, title=i.title, published_at=i.published_at)
            for i in items
        ),
        problems=tuple(_problems(found, items, now)),
    )


def dates_of(items: Iterable[ParsedItem], now: datetime) -> list[datetime]:
    """The items' dates up to now, newest first."""
    dates = (item.published_at or item.updated_at for item in items)
    return sorted((d for d in dates if d is not None and d <= now + _CLOCK_LEEWAY), reverse=True)


def usual_gap(dates: Sequence[datetime]) -> timedelta | None:
    """Dates, newest first -> the median time between two; None for fewer than three."""
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(dates)]
    return timedelta(seconds=median(gaps)) if len(gaps) > 1 else None


def fitting_interval(gap: timedelta | None) -> Interval:
    """The usual gap between items -> bounds that see most items within one gap."""
    if gap is None:
        return DEFAULT_INTERVAL
    shortest = min(max(gap / 2, _SHORTEST_INTERVAL), DEFAULT_INTERVAL.min)
    quarters = max(1, shortest // timedelta(minutes=15))
    return Interval(min=quarters * timedelta(minutes=15), max=DEFAULT_INTERVAL.max)


def summaries_in(items: Iterable[ParsedItem]) -> int:
    """How many items come as a summary, by their length."""
    return sum(len(item.text) < _FULL_TEXT_CHARACTERS for item in items)


def _problems(found: Inspection, items: Sequence[ParsedItem], now: datetime) -> Iterator[str]:
    if found.failure:
        yield found.failure[1]
    if found.parsed and found.parsed.reason:
        yield found.parsed.reason
    if found.answer:
        yield from _about_answer(found.answer)
    if found.parsed and found.parsed.usable:
        if found.answer:
            yield from _about_validators(found.answer)
        if not found.all_items:
            yield f"it holds more items than can be read at once; these are the newest {MAX_ITEMS}"
        yield from _about_items(items, found.parsed)
        yield from _about_dates(items, now)


def _about_answer(answer: Answer) -> Iterator[str]:
    if any(hop.status in _PERMANENT for hop in answer.hops):
        yield f"it has moved for good to {shown(answer.url)}; write that URL into the feeds file"
    wait = answer.headers.get("retry-after")
    if wait is not None:
        yield f"the server asks to be left alone: Retry-After {wait}"


def _about_validators(answer: Answer) -> Iterator[str]:
    if not (answer.headers.get("etag") or answer.headers.get("last-modified")):
        yield "the server gives neither ETag nor Last-Modified, so every poll downloads it all"


def _about_items(items: Sequence[ParsedItem], parsed: ParsedFeed) -> Iterator[str]:
    if not items and not parsed.children:
        yield "it holds no items"
    if len(items) > MAX_ITEMS:
        yield f"it holds {len(items)} items, of which a poll takes the newest {MAX_ITEMS}"
    if parsed.lost_items:
        lost = parsed.lost_items
        yield f"{lost} {'item was' if lost == 1 else 'items were'} cut through or empty"
    is_sitemap = parsed.format.endswith("sitemap")  # whose entries are known by their link
    missing = {
        "no guid": sum(item.guid is None and not is_sitemap for item in items),
        "no link": sum(item.url is None for item in items),
        "no title": sum(not item.title for item in items),
        "no date": sum(item.published_at is None and item.updated_at is None for item in items),
        "a link to no page of its own": sum(
            item.url is not None and not names_a_page(canonical_url(item.url)) for item in items
        ),
    }
    for what, count in missing.items():
        if count:
            yield f"{_of(count, items)} {'has' if count == 1 else 'have'} {what}"
    yield from _shared("guid", [item.guid for item in items], items)
    yield from _shared("link", [canonical_url(item.url) for item in items], items)


def _shared(what: str, keys: Sequence[str | None], items: Sequence[ParsedItem]) -> Iterator[str]:
    counts = Counter(key for key in keys if key is not None)
    sharing = sum(count for count in counts.values() if count > 1)
    if sharing:
        yield f"{_of(sharing, items)} share a {what} with another"


def _about_dates(items: Sequence[ParsedItem], now: datetime) -> Iterator[str]:
    ahead = sum(
        item.published_at is not None and item.published_at > now + _CLOCK_LEEWAY for item in items
    )
    if ahead:
        yield f"{_of(ahead, items)} {'is' if ahead == 1 else 'are'} dated in the future"
    dates = dates_of(items, now)
    if not dates:
        return
    age = now - dates[0]
    if age > (stale_after(arrivals(dates, now)) or _STALE_WITHOUT_RHYTHM):
        yield f"its newest item is {age.days} days old, late for its own rhythm"


def _of(count: int, items: Sequence[ParsedItem]) -> str:
    return f"{count} of {len(items)} items"
