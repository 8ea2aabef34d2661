"""Composing an event: its tellings and claims -> the next version, or the same one."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event, HistoryEntry
from clashwire_enrich.events.toll_claimants import read_toll_ledger
from clashwire_enrich.resolve.claims import disputed_axes, is_live
from clashwire_enrich.resolve.headline import write_headline
from clashwire_enrich.resolve.merge import merge
from clashwire_enrich.resolve.status import change_between, contested_fields, event_status
from clashwire_enrich.resolve.telling import Telling, count_independent, in_order, sources_of
from clashwire_enrich.text.document import publication

MAX_HISTORY = 500


class Composer(msgspec.Struct, frozen=True, kw_only=True):
    """Composes events; holds what is the same for all: country names and the backfill limit."""

    country_names: Mapping[str, str]
    backfill_after: timedelta

    def compose(
        self,
        event_id: str,
        before: Event | None,
        tellings: Sequence[Telling],
        claims: Sequence[Claim],
        cause: ArticleMentions,
    ) -> Event:
        """Tellings and claims of its articles -> an event's next version, or `before` unchanged.

        `cause` is the article whose arrival made this happen; its fetch time is the change's.
        """
        if not tellings:
            return self.end(_must(before), "retracted", None, cause)
        told = in_order(tellings)
        own = [claim for claim in claims if event_id in claim.event_ids]
        eventless = [claim for claim in claims if not claim.event_ids]
        contested = contested_fields(disputed_axes(own, eventless))
        merged = merge(told, disputed="fatalities" in contested, claimed=_claimed(told, own))
        sources = sources_of(told)
        independent = count_independent(told, sources)
        first_seen = min(t.article.fetched_at for t in told)
        draft = Event(
            **msgspec.structs.asdict(merged),
            event_id=event_id,
            version=1,
            change="reported",
            status=event_status(told, contested, independent),
            merged_into=None,
            contested_fields=contested,
            sources=sources,
            independent_sources=independent,
            mention_ids=tuple(t.mention.mention_id for t in told),
            claim_ids=tuple(claim.claim_id for claim in own if is_live(claim)),
            first_seen_at=min(first_seen, before.first_seen_at) if before else first_seen,
            last_updated_at=cause.fetched_at,
            backfill=before.backfill if before else self._is_backfill(tellings[0]),
            headline=write_headline(merged, contested, self.country_names),
            history=(),
        )
        return _versioned(before, draft, cause)

    def end(
        self, before: Event, status: str, merged_into: str | None, cause: ArticleMentions
    ) -> Event:
        """An event that is retracted, or merged into another -> its last version."""
        ended = msgspec.structs.replace(
            before, status=status, merged_into=merged_into, contested_fields=()
        )
        return _versioned(before, ended, cause)

    def _is_backfill(self, founding: Telling) -> bool:
        occurred, article = founding.mention.occurred, founding.article
        ended = occurred.end or occurred.start
        if ended is None and (published := publication(article.published_at)) is not None:
            ended = published.date()
        return ended is not None and article.fetched_at.date() - ended > self.backfill_after


def _claimed(told: Sequence[Telling], own: Sequence[Claim]) -> frozenset[int]:
    """Tellings and their event's claims -> the tolls that a side of the fight counts."""
    ledger = read_toll_ledger(
        (telling.mention for telling in told),
        tuple(claim for claim in own if is_live(claim)),
        (),
        (actor for telling in told for actor in telling.article.actors),
        None,
    )
    return ledger.claimed


def _versioned(before: Event | None, draft: Event, cause: ArticleMentions) -> Event:
    """Number a draft after the version before it; that version itself when they say the same."""
    if before is not None and _content(draft) == _content(before):
        return before
    version = before.version + 1 if before else 1
    change = change_between(before, draft)
    entry = HistoryEntry(
        version=version, change=change, at=cause.fetched_at, article_id=cause.article_id
    )
    history = (*(before.history if before else ()), entry)
    updated = max(cause.fetched_at, before.last_updated_at) if before else cause.fetched_at
    return msgspec.structs.replace(
        draft,
        version=version,
        change=change,
        last_updated_at=updated,
        history=history[-MAX_HISTORY:],
    )


def _content(event: Event) -> Event:
    """An event without its bookkeeping, for comparison."""
    return msgspec.structs.replace(
        event, version=1, change="reported", history=(), last_updated_at=event.first_seen_at
    )


def _must(event: Event | None) -> Event:
    if event is None:
        raise ValueError("an event without tellings never was")
    return event
