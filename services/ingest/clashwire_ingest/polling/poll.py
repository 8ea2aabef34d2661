"""One poll of one feed: fetch → parse → identify, up to what should be published."""

from collections.abc import Container, Sequence
from hashlib import sha256

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_contracts.feed_state import FeedGap, FeedState
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.documents.parser_pool import ParserPool
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.hubs.discovery import find_hub
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.habits import learn_habits, naming_of
from clashwire_ingest.identity.identify import Identified, identify
from clashwire_ingest.polling import gaps, moves, validators
from clashwire_ingest.polling.feed_memory import Polled, after_document, keep_items
from clashwire_ingest.polling.further_documents import PageReader
from clashwire_ingest.polling.outcome import (
    AskedFeed,
    PollOutcome,
    failed,
    hints_of,
    not_modified,
    publishers_wish,
    same_body,
    trusting,
    unusable,
)
from clashwire_ingest.polling.raw_article import to_raw_article
from clashwire_ingest.polling.set_aside import refuse_too_large, set_document_aside
from clashwire_ingest.polling.validators import Validators
from clashwire_ingest.web.answer import Answer
from clashwire_ingest.web.credentials import may_carry
from clashwire_ingest.web.fetch import Body, Failed, FeedRequest, Fetcher, NotModified
from clashwire_runtime.clock import Clock
from clashwire_runtime.step import SetAside

_UNASKED_304 = ("http_304", "the server answered 304 to a request without conditions")
_DEFAULT_PAUSE_SECONDS = 1.0


class FeedPoller:
    """Polls feeds; publishes nothing and remembers nothing but revision numbers given out.

    `configured` are the URLs of all feeds, for none is taken for where another moved to.
    """

    def __init__(  # what a poll works with, named
        self,
        fetcher: Fetcher,
        parser: ParserPool,
        ledger: ArticleLedger,
        clock: Clock,
        *,
        configured: Container[str] = (),
        page_pause_seconds: float = _DEFAULT_PAUSE_SECONDS,
    ) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._ledger = ledger
        self._clock = clock
        self._configured = configured
        self._pages = PageReader(fetcher, parser, page_pause_seconds)

    async def poll(self, feed: FeedConfig, before: FeedState | None) -> PollOutcome:
        """A feed and its state -> the outcome; a feed's fault is a health state, no exception."""
        started = self._clock.now()
        url = moves.url_to_poll(feed, before, self._configured)
        is_sample = validators.is_sample_due(before, now=started)
        told = Validators() if is_sample else validators.validators_to_send(before, started)
        request = FeedRequest(
            url=url,
            etag=told.etag,
            last_modified=told.last_modified,
            # a secret stays with the origin it was given for, wherever the feed moved to
            auth=feed.auth if may_carry(feed.url, url) else None,
            in_turn_of=feed.url,
        )
        fetched = await self._fetcher.fetch(request)
        asked = AskedFeed(
            feed=feed,
            before=before,
            url=url,
            told=told,
            is_sample=is_sample,
            now=self._clock.now(),
        )
        outcome = await self._judge(asked, fetched)
        return msgspec.structs.replace(outcome, answer=fetched.answer)

    async def _judge(self, asked: AskedFeed, fetched: NotModified | Body | Failed) -> PollOutcome:
        if isinstance(fetched, Body):
            return await self._read(asked, fetched)
        if isinstance(fetched, Failed):
            return failed(asked, fetched)
        if asked.before is None or not asked.told.conditional:
            health, reason = _UNASKED_304
            return failed(asked, Failed(health=health, reason=reason, answer=fetched.answer))
        state = not_modified(asked, asked.before, fetched)
        return PollOutcome(state=self._with_moves(asked, state, fetched.answer))

    async def _read(self, asked: AskedFeed, body: Body) -> PollOutcome:
        before = asked.before
        got = Validators(
            etag=body.etag,
            last_modified=body.last_modified,
            body_hash=sha256(body.content).hexdigest(),
        )
        is_repeat = before is not None and before.body_hash == got.body_hash
        if before is not None and is_repeat and before.health != "parser_limit":
            state = same_body(asked, before, body, got)
            return PollOutcome(state=self._with_moves(asked, state, body.answer))
        parsed = await self._parser.parse(body.content, body.content_type, body.url)
        aside = set_document_aside(asked.feed, before, body, parsed, asked.now)
        if not parsed.usable:
            return unusable(asked, body, parsed, got, aside)
        if parsed.children and not parsed.items:
            parsed = await self._pages.read_children(asked.feed, parsed, body.url)
        outcome = await self._identify(asked, body, parsed, got)
        return msgspec.structs.replace(
            outcome,
            state=self._with_moves(asked, outcome.state, body.answer),
            aside=(*aside, *outcome.aside),
            offer=find_hub(body.answer, parsed),
        )

    async def _identify(
        self, asked: AskedFeed, body: Body, parsed: ParsedFeed, got: Validators
    ) -> PollOutcome:
        """A document's items -> articles and the state; a gap is closed first, if pages allow."""
        in_feed = self._decide(asked, parsed.items)
        gap = gaps.find_gap(asked.before, in_feed, asked.now)
        found = in_feed
        if gap is not None:
            found, gap = await self._read_back(asked, body, parsed, gap)
        fresh = [one for one in found if one.verdict != "same"]
        self._ledger.give_out(one.known for one in fresh)
        articles, too_large = _to_articles(asked, fresh)
        before = asked.before
        hints = hints_of(parsed)
        polled = Polled(
            at=asked.now,
            validators=got,
            items=keep_items([one.known for one in found], before.items if before else ()),
            hints=hints,
            has_news=bool(fresh),
            asked=publishers_wish(body.answer, hints, asked.now),
            hurry=gap is not None,
        )
        state = msgspec.structs.replace(
            after_document(asked.feed, before, polled, parsed.reason),
            gap=gap or (before.gap if before else None),
            habits=learn_habits(before.habits if before else None, found),
        )
        return PollOutcome(
            state=trusting(asked, state, fresh),
            found=found,
            articles=articles,
            aside=too_large,
        )

    async def _read_back(
        self, asked: AskedFeed, body: Body, parsed: ParsedFeed, gap: FeedGap
    ) -> tuple[tuple[Identified, ...], FeedGap]:
        """Items with those of older pages, and the gap, closed once a page reached what is known.

        Pages are told apart from the document itself: what they hold is older news.
        """
        before = asked.before

        def reaches(items: Sequence[ParsedItem]) -> bool:
            return before is not None and gaps.reaches_known(before, self._decide(asked, items))

        pages = await self._pages.read_back(asked.feed, body, parsed, reaches)
        found = self._decide(asked, (*parsed.items, *pages.items))
        return found, gaps.closed(gap) if pages.reached else gap

    def _decide(self, asked: AskedFeed, items: Sequence[ParsedItem]) -> tuple[Identified, ...]:
        habits = asked.before.habits if asked.before else None
        return identify(
            items,
            asked.before.items if asked.before else (),
            domain=asked.feed.publisher.domain,
            now=asked.now,
            ledger=self._ledger,
            naming=naming_of(habits, items),
        )

    def _with_moves(self, asked: AskedFeed, state: FeedState, answer: Answer) -> FeedState:
        if state.consecutive_failures:
            return state
        return moves.after_hops(state, asked.url, answer.hops, self._configured)


def _to_articles(
    asked: AskedFeed, fresh: Sequence[Identified]
) -> tuple[tuple[RawArticle, ...], tuple[SetAside, ...]]:
    """New and revised items -> those that fit a message as articles, the rest set aside."""
    articles = [to_raw_article(asked.feed, one, asked.now) for one in fresh]
    refused = {a.article_id: letter for a in articles if (letter := refuse_too_large(a))}
    fit = tuple(article for article in articles if article.article_id not in refused)
    return fit, tuple(refused.values())
