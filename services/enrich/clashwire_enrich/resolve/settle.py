"""Settling one article revision: grouping, claims and events drafted over the state."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_enrich.resolve.claims import (
    changed_claims,
    claims_of_event,
    live_claims,
    next_claims,
)
from clashwire_enrich.resolve.compose import Composer
from clashwire_enrich.resolve.features import article_features
from clashwire_enrich.resolve.grouping import Grouping, group
from clashwire_enrich.resolve.match import link_articles
from clashwire_enrich.resolve.rows import ArticleRow, EventRow
from clashwire_enrich.resolve.state import Draft, ResolveState
from clashwire_enrich.resolve.telling import Telling


class Settlement:
    """Settles one article revision into a draft of the state."""

    def __init__(self, state: ResolveState, composer: Composer, article: ArticleMentions) -> None:
        self._state = state
        self._composer = composer
        self._article = article
        self._draft = Draft(state)
        self._events: dict[str, Event] = {}
        self._claims: list[Claim] = []
        self._members: dict[str, list[str]] = {}

    @property
    def rows(self) -> dict[str, ArticleRow | EventRow | None]:
        """The rows the draft changes."""
        return self._draft.rows

    def settle(self) -> tuple[list[Event], list[Claim]]:
        """-> the new versions of events and of claims."""
        known = self._draft.article(self._article.article_id)
        left = {known.homes[m.mention_id] for m in known.mentions.events} if known else set()
        grouping = self._group(known)
        self._take_article(known, grouping)
        self._members = self._find_members({*left, *grouping.homes.values()}, grouping)
        self._move_homes(grouping)
        self._settle_claims()
        for event_id, article_ids in sorted(self._members.items()):
            self._settle_event(event_id, article_ids)
        for event_id, into in sorted(grouping.merged.items()):
            self._end_merged(event_id, into)
        return list(self._events.values()), self._claims

    def _group(self, known: ArticleRow | None) -> Grouping:
        """Compare with every article that may tell of the same."""
        features = article_features(self._article)
        linked: dict[str, set[str]] = defaultdict(set)
        for other in self._state.index.candidates(features):
            links = link_articles(features, other)
            row = self._draft.article(other.article_id) if links else None
            for mine, theirs in links:
                if row is not None:
                    linked[mine].add(row.homes[theirs])
        return group(
            [mention.mention_id for mention in self._article.events],
            {m: self._live(home) for m, home in known.homes.items()} if known else {},
            {mine: frozenset(events) for mine, events in linked.items()},
            self._event,
        )

    def _live(self, event_id: str) -> str:
        """The event that an event was merged into, or itself."""
        event = self._event(event_id)
        into = event.merged_into if event else None
        return self._live(into) if into else event_id

    def _event(self, event_id: str) -> Event | None:
        row = self._draft.event(event_id)
        return row.event if row else None

    def _take_article(self, known: ArticleRow | None, grouping: Grouping) -> None:
        homes = {**(known.homes if known else {}), **grouping.homes}
        claims = known.claims if known else ()
        self._draft.put(ArticleRow(sequence=0, mentions=self._article, homes=homes, claims=claims))

    def _find_members(self, touched: set[str], grouping: Grouping) -> dict[str, list[str]]:
        """Touched events that go on -> the ids of their articles, this one's included."""
        members: dict[str, dict[str, None]] = {}
        for event_id in (*touched, *grouping.merged):
            root = grouping.merged.get(event_id, event_id)
            row = self._draft.event(event_id)
            members.setdefault(root, {}).update(dict.fromkeys(row.article_ids if row else ()))
        for home in grouping.homes.values():
            members[home][self._article.article_id] = None
        return {event_id: sorted(articles) for event_id, articles in members.items()}

    def _move_homes(self, grouping: Grouping) -> None:
        """Point every mention of a merged event at the event it went into."""
        if not grouping.merged:
            return
        for row in self._articles({one for ids in self._members.values() for one in ids}):
            homes = {m: grouping.merged.get(home, home) for m, home in row.homes.items()}
            self._draft.put(msgspec.structs.replace(row, homes=homes))

    def _settle_claims(self) -> None:
        """Draft the next versions of the claims of every article of the touched events."""
        ids = {one for articles in self._members.values() for one in articles}
        rows = self._articles({*ids, self._article.article_id})
        concerned = {e for row in rows for claim in live_claims(row) for e in claim.event_ids}
        events = {
            event_id: claims_of_event(event_id, self._articles(self._articles_of(event_id)))
            for event_id in sorted(concerned)
        }
        for row in rows:
            claims = next_claims(row, events)
            self._claims += changed_claims(row.claims, claims)
            if claims != row.claims:
                self._draft.put(msgspec.structs.replace(row, claims=claims))

    def _articles_of(self, event_id: str) -> Sequence[str]:
        """The articles of an event, as drafted if it is touched."""
        if event_id in self._members:
            return self._members[event_id]
        row = self._draft.event(event_id)
        return row.article_ids if row else ()

    def _articles(self, article_ids: Iterable[str]) -> list[ArticleRow]:
        """Article rows by id; those forgotten are left out."""
        found = (self._draft.article(article_id) for article_id in sorted(article_ids))
        return [row for row in found if row is not None]

    def _settle_event(self, event_id: str, article_ids: Sequence[str]) -> None:
        rows = self._articles(article_ids)
        tellings = [
            Telling(row.mentions, mention)
            for row in rows
            for mention in row.mentions.events
            if row.homes[mention.mention_id] == event_id
        ]
        claims = [claim for row in rows for claim in row.claims]
        before = self._event(event_id)
        if before is None and not tellings:
            return  # it was forgotten, and this article tells of it no more
        after = self._composer.compose(event_id, before, tellings, claims, self._article)
        telling = tuple(dict.fromkeys(t.article.article_id for t in tellings))
        self._put_event(before, after, telling)

    def _end_merged(self, event_id: str, into: str) -> None:
        before = self._event(event_id)
        if before is not None:
            after = self._composer.end(before, "merged", into, self._article)
            self._put_event(before, after, ())

    def _put_event(self, before: Event | None, after: Event, article_ids: tuple[str, ...]) -> None:
        if after is not before:
            self._events[after.event_id] = after
            self._draft.put(EventRow(sequence=0, event=after, article_ids=article_ids))
