"""What tests of one alert a clash share: stories tagged, then resolved in any order of arrival."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from msgspec.structs import replace

from clashwire_contracts import ids
from clashwire_contracts.article import EnrichedArticle, Publisher
from clashwire_contracts.codec import decode, encode
from clashwire_contracts.event import Event
from clashwire_contracts.event_types import is_clash
from clashwire_contracts.topics import EVENTS, MENTIONS
from clashwire_enrich.resolve.compose import Composer
from clashwire_enrich.resolve.state import ResolveState, Spans
from clashwire_enrich.resolve.step import ResolveStep
from clashwire_enrich.tag import tag_article, to_mentions
from clashwire_enrich.text.countries import load_countries
from clashwire_ingest.identity.sketch import sketch_text
from clashwire_runtime.step import Record
from tests.enriching import raw_article, resources

GONE = frozenset({"merged", "retracted"})


def article_of(key: str) -> str:
    """A story's key -> the id of its article."""
    return ids.article_id(f"https://{key}.example.org/")


def tag_story(  # noqa: PLR0913 - what an outlet prints
    key: str,
    title: str,
    text: str,
    *,
    publisher: Publisher,
    published_at: datetime | None,
    fetched_at: datetime,
    summary: str | None = None,
) -> EnrichedArticle:
    """A story as an outlet tells it -> its enriched article."""
    raw = replace(
        raw_article(text, title=title),
        article_id=article_of(key),
        feed_id=ids.feed_id(publisher.domain),
        publisher=publisher,
        url=f"https://{key}.example.org/",
        canonical_url=None,
        summary=summary,
        published_at=published_at,
        first_published_at=published_at,
        fetched_at=fetched_at,
        content_hash=sha256(text.encode()).hexdigest(),
        sketch=sketch_text(text),
    )
    return tag_article(raw, resources=resources())


def resolve_in_order(articles: Iterable[EnrichedArticle]) -> list[Event]:
    """Articles in order of arrival -> all versions of all events, in the order they came out."""
    state = ResolveState({}, Spans(timedelta(14), timedelta(60)))
    step, versions = ResolveStep(state, _composer()), list[Event]()
    for offset, article in enumerate(articles):
        record = Record(
            topic=MENTIONS.name,
            partition=0,
            offset=offset,
            key=article.article_id.encode(),
            value=encode(to_mentions(article)),
            timestamp=article.fetched_at,
        )
        for result in step(record):
            events = (output for output in result.outputs if output.topic == EVENTS.name)
            versions += [decode(Event, event.value) for event in events if event.value is not None]
            state.apply(result.change, result.rows)
    return versions


def standing_clashes(versions: Sequence[Event]) -> list[Event]:
    """All versions -> the last of each event that is a clash and still stands."""
    latest = {event.event_id: event for event in versions}
    return [event for event in latest.values() if _pages(event)]


def first_alerts(versions: Sequence[Event]) -> list[Event]:
    """All versions -> of each event the first that pages an operator; a later merger is too late.

    It is what rules on `clash.reported` send; an old happening pages nobody.
    """
    first: dict[str, Event] = {}
    for event in versions:
        if _pages(event) and not event.backfill:
            first.setdefault(event.event_id, event)
    return list(first.values())


@cache
def _composer() -> Composer:
    return Composer(
        country_names={country.code: country.name for country in load_countries()},
        backfill_after=timedelta(days=7),
    )


def _pages(event: Event) -> bool:
    clash = is_clash(event.event_type, event.realis, background=event.background)
    return clash and event.status not in GONE
