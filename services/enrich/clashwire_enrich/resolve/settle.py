"""Settling one article revision: grouping, claims and events drafted over the state."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_enrich.resolve.claims import changed_claims, claims_by_event, next_claims
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
        self._settle_claims(merging=bool(grouping.merged))
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
            row = self._draft.article(other.article_id)
            for mine, theirs in link_articles(features, other):
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
        for article_id in sorted({one for articles in self._members.values() for one in articles}):
            row = self._draft.article(article_id)
            if row is not None:
                homes = {m: grouping.merged.get(home, home) for m, home in row.homes.items()}
                self._draft.put(msgspec.structs.replace(row, homes=homes))

    def _settle_claims(self, *, merging: bool) -> None:
        """Draft the next versions of the claims of every article of the touched events."""
        own = self._own()
        self._retie(own, claims_by_event(self._others(own)), None)
        own_claims = claims_by_event([own])
        replaced = frozenset(c.claim_id for c in (*own.claims, *own.mentions.claims))
        for article_id in sorted(
            {one for articles in self._members.values() for one in articles}
            - {own.mentions.article_id}
        ):
            row = self._draft.article(article_id)
            if row is not None and merging:
                self._retie(row, claims_by_event(self._others(row)), None)
            elif row is not None:
                self._retie(row, own_claims, replaced)

    def _retie(
        self, row: ArticleRow, others: dict[str, list[Claim]], replaced: frozenset[str] | None
    ) -> None:
        claims = next_claims(row, others, replaced)
        self._claims += changed_claims(row.claims, claims)
        if claims != row.claims:
            self._draft.put(msgspec.structs.replace(row, claims=claims))

    def _own(self) -> ArticleRow:
        row = self._draft.article(self._article.article_id)
        if row is None:
            raise ValueError("the article in hand was not drafted")
        return row

    def _others(self, row: ArticleRow) -> list[ArticleRow]:
        """The other articles of the events an article tells of."""
        told = {row.homes[mention.mention_id] for mention in row.mentions.events}
        ids = {one for event_id in told for one in self._members.get(event_id, ())}
        for event_id in told - self._members.keys():
            event = self._draft.event(event_id)
            ids.update(event.article_ids if event else ())
        ids.discard(row.mentions.article_id)
        found = (self._draft.article(one) for one in sorted(ids))
        return [one for one in found if one is not None]

    def _settle_event(self, event_id: str, article_ids: Sequence[str]) -> None:
        found = (self._draft.article(one) for one in article_ids)
        rows = [row for row in found if row is not None]
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
