"""What a look at a feed, or a list of feeds with their health, looks like to a person."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from clashwire_cli.feed_story import feed_story, length, moment
from clashwire_cli.terminal import counted, harmless
from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.checking.inspect import Inspection
from clashwire_ingest.checking.verdict import (
    CheckedFeed,
    CheckedItem,
    check,
    dates_of,
    fitting_interval,
    summaries_in,
    usual_gap,
)
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.web.answer import Answer
from clashwire_runtime.settings import format_duration

_SHOWN_ITEMS = 5
_STYLES = {"ok": "green", "damaged_document": "yellow"}
# feedparser's version names, and those of the other parsers -> what publishers call them
FORMAT_NAMES = {
    "rss090": "RSS 0.90",
    "rss091n": "RSS 0.91",
    "rss091u": "RSS 0.91",
    "rss092": "RSS 0.92",
    "rss093": "RSS 0.93",
    "rss094": "RSS 0.94",
    "rss10": "RSS 1.0",
    "rss20": "RSS 2.0",
    "rss": "RSS",
    "atom01": "Atom 0.1",
    "atom02": "Atom 0.2",
    "atom03": "Atom 0.3",
    "atom10": "Atom 1.0",
    "atom": "Atom",
    "cdf": "CDF",
    "sitemap": "sitemap",
    "news-sitemap": "news sitemap",
    "sitemap-index": "sitemap index",
    "json10": "JSON Feed 1.0",
    "json11": "JSON Feed 1.1",
}


def show_check(found: Inspection, now: datetime) -> RenderableType:
    """An inspection -> a screen: status, format, items, rhythm, polling, problems."""
    checked = check(found, now)
    rows = Table.grid(padding=(0, 2, 0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    for name, value in _rows(found, checked, now):
        rows.add_row(name, value)
    title = Text(harmless(found.source), style="bold", overflow="fold")
    return Group(title, rows)


def _rows(
    found: Inspection, checked: CheckedFeed, now: datetime
) -> Iterator[tuple[str, RenderableType]]:
    yield "status", _status(checked.status, found.answer)
    if found.answer and found.answer.url != found.source:
        yield "found at", harmless(found.answer.url)
    if checked.format:
        name = FORMAT_NAMES.get(checked.format, checked.format)
        yield "format", harmless(f"{name}, {checked.title!r}" if checked.title else name)
    if found.parsed and found.parsed.usable:
        if found.parsed.items or not found.parsed.children:
            yield from _item_rows(found.parsed.items, now)
        yield from _document_rows(found.parsed)
    if found.answer and found.parsed and found.parsed.usable:
        yield "next poll", _validators(found.answer)
    for at, problem in enumerate(checked.problems):
        yield "" if at else "problems", Text(harmless(problem), style="yellow")
    if not checked.problems:
        yield "problems", "none"
    for at, item in enumerate(checked.items[:_SHOWN_ITEMS]):
        yield "" if at else "first items", item_line(item)


def _status(status: str, answer: Answer | None) -> Text:
    text = Text(status, style=_STYLES.get(status, "red"))
    if answer:
        hops = len(answer.hops) - 1
        by = f", {counted(hops, 'redirect')}" if hops > 0 else ""
        text.append(f" (HTTP {answer.status}{by})", style="dim")
    return text


def _item_rows(items: Sequence[ParsedItem], now: datetime) -> Iterator[tuple[str, str]]:
    dates = dates_of(items, now)
    yield "items", f"{counted(len(items), 'item')}, {_span(dates)}"
    gap = usual_gap(dates)
    interval = fitting_interval(gap)
    bounds = f"{format_duration(interval.min)} to {format_duration(interval.max)}"
    fits = f"an interval of {bounds} would fit" if gap is not None else f"{bounds} is the default"
    yield "rhythm", f"{_every(gap)}; {fits}"
    summaries = summaries_in(items)
    if summaries:
        yield "text", f"{summaries} of {len(items)} items come as a headline or summary only"
    languages = sorted({item.language for item in items if item.language})
    if languages:
        yield "language", harmless(", ".join(languages))


def _document_rows(parsed: ParsedFeed) -> Iterator[tuple[str, str]]:
    """What the document says of itself: its address, its pace, its hub, what it lists."""
    if parsed.self_url:
        yield "names itself", harmless(parsed.self_url)
    if parsed.hub:
        yield "hub", f"{harmless(parsed.hub)} (WebSub)"
    if parsed.ttl_minutes is not None:
        apart = length(timedelta(minutes=parsed.ttl_minutes))
        yield "ttl", f"asks for polls no closer than {apart} apart"
    if parsed.sy_period:
        often = parsed.sy_frequency or 1
        yield "sy", f"says that it changes {parsed.sy_period}, {often:g} times a period"
    if parsed.next_archive:
        yield "earlier items", harmless(parsed.next_archive)
    for at, child in enumerate(parsed.children[:_SHOWN_ITEMS]):
        yield "" if at else counted(len(parsed.children), "sitemap"), harmless(child)


def _span(dates: Sequence[datetime]) -> str:
    """Dates, newest first -> from when to when."""
    if not dates:
        return "none of them dated"
    if dates[0] == dates[-1]:
        return f"of {moment(dates[0])}"
    return f"from {moment(dates[-1])} to {moment(dates[0])}"


def _every(gap: timedelta | None) -> str:
    if gap is None:
        return "too few dates to tell"
    return f"an item about every {length(gap)}" if gap else "several items at once"


def _validators(answer: Answer) -> str:
    names = {"etag": "ETag", "last-modified": "Last-Modified"}
    given = [shown for name, shown in names.items() if answer.headers.get(name)]
    return f"conditional, by {' and '.join(given)}" if given else "a full download"


def item_line(item: CheckedItem) -> str:
    """An item -> its time and title on one line."""
    when = moment(item.published_at) if item.published_at else "no date".ljust(17)
    return f"{when}  {harmless(item.title or item.url or item.guid or '(no title)')}"


def health_table(
    rows: Sequence[tuple[FeedConfig, FeedState | None]], now: datetime
) -> RenderableType:
    """Feeds with their states -> a table, and under it why the troubled ones are so."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("health", "publisher"):
        table.add_column(name, overflow="fold")
    table.add_column("feed", overflow="fold", ratio=1)
    table.add_column("items", justify="right", no_wrap=True)
    for name in ("polled", "next poll"):
        table.add_column(name, no_wrap=True)
    for feed, state in rows:
        table.add_row(*_health_cells(feed, state, now))
    return table


def _health_cells(
    feed: FeedConfig, state: FeedState | None, now: datetime
) -> tuple[RenderableType, ...]:
    name, url = harmless(feed.publisher.name), Text(harmless(feed.url))
    if state is None:
        return Text("not polled yet", style="dim"), name, url, "", "", "at once"
    health = Text(state.health, style=_STYLES.get(state.health, "red"))
    for sentence in feed_story(state, now):
        url.append(f"\n{sentence}", style="dim")
    due = state.next_poll_at - now
    wait = "now" if due <= timedelta(0) else f"in {length(due)}"
    return health, name, url, str(len(state.items)), f"{length(now - state.polled_at)} ago", wait
