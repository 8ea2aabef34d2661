"""One decision per item, same, revised or new: pure, from what a feed is known to have held.

`matching` tells which known item an item is. A new article_id is minted from the canonical URL,
else from the publisher's domain and the guid, and stays through revisions. Over the feeds of a
worker one text of an article is one revision, whoever brings it first.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from clashwire_contracts.article import FieldChange
from clashwire_contracts.feed_state import KnownItem, KnownWords
from clashwire_ingest.documents.dates import if_not_ahead
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.article_ledger import ArticleLedger, Revision, host_of, words_of
from clashwire_ingest.identity.changes import what_changed
from clashwire_ingest.identity.keys import MAX_KEY_CHARACTERS, UNKNOWN_NAMING, Naming, mint
from clashwire_ingest.identity.matching import Candidate, Match, Witness, candidates, match
from clashwire_ingest.identity.words import count_words, known_words

Verdict = Literal["new", "revised", "same"]
_MIN_SYNDICATED_WORDS = 20  # fewer, and one site's short notices of one minute are told apart
_FAR = 2  # times the words: the longer text is the article, the shorter an extract of it


class Identified(msgspec.Struct, frozen=True, kw_only=True):
    """An item, what it is and by what, what it changed, and what to remember once published."""

    item: ParsedItem
    verdict: Verdict
    known: KnownItem
    before: KnownItem | None = None
    witness: Witness | None = None
    reused_guid: bool = False
    changed: tuple[FieldChange, ...] = ()


def identify(
    items: Sequence[ParsedItem],
    known: Iterable[KnownItem],
    *,
    domain: str,
    now: datetime,
    ledger: ArticleLedger,
    naming: Naming = UNKNOWN_NAMING,
) -> tuple[Identified, ...]:
    """A document's items -> one decision each, in order; an item listed twice counts once.

    An article that the ledger has accepted from another feed is the same, not new. A date ahead
    of `now` is none.
    """
    dated = [
        msgspec.structs.replace(item, published_at=if_not_ahead(item.published_at, now))
        for item in items
    ]
    found = candidates(dated, domain, naming)
    matches = match(found, known, naming)
    taken = {matched.known.article_id for matched in matches if matched.known is not None}
    decided: dict[str, Identified] = {}
    for one, matched in zip(found, matches, strict=True):
        article_id = _article_id(one, matched, taken, domain, ledger)
        if article_id not in decided:
            decided[article_id] = _decide(one, matched, article_id, ledger, now)
    return tuple(decided.values())


def _article_id(
    one: Candidate, matched: Match, taken: set[str], domain: str, ledger: ArticleLedger
) -> str:
    if matched.known is not None:
        return matched.known.article_id
    if one.minted in taken or (matched.reused_guid and one.keys.url is None):
        return mint(one.item, one.keys, domain, taken=True)
    published = one.item.published_at
    if published is None or count_words(one.item.title, one.item.text) < _MIN_SYNDICATED_WORDS:
        return one.minted
    return ledger.same_words(host_of(one.keys.url), one.words, published) or one.minted


def _decide(
    one: Candidate, matched: Match, article_id: str, ledger: ArticleLedger, now: datetime
) -> Identified:
    before, latest = matched.known, ledger.latest(article_id)
    verdict, revision = _judge(one, before, latest, accepted=ledger.has(article_id))
    fits = one.keys.url is not None and len(one.keys.url) <= MAX_KEY_CHARACTERS
    known = KnownItem(
        article_id=article_id,
        revision=revision,
        guid=one.keys.guid,
        canonical_url=one.keys.url if fits else None,
        content_hash=one.words,
        first_published_at=before.first_published_at if before else one.item.published_at,
        last_seen_at=now,
        words=_words(one, before),
    )
    revised = verdict == "revised" and before is not None
    return Identified(
        item=one.item,
        verdict=verdict,
        known=known,
        before=before,
        witness=matched.witness,
        reused_guid=matched.reused_guid,
        changed=what_changed(before, one.item, known.canonical_url) if before and revised else (),
    )


def _judge(
    one: Candidate, before: KnownItem | None, latest: Revision | None, *, accepted: bool
) -> tuple[Verdict, int]:
    """What an item is and under which revision it goes; words that are out have theirs already."""
    known_revision = before.revision if before else 0
    number = max(latest.number if latest else 0, known_revision)
    fresh: Verdict = "new" if before is None and not accepted else "revised"
    if before is not None and before.content_hash == one.words:
        return "same", max(number, 1)
    if latest is None:
        return fresh, number + 1
    if latest.words == words_of(one.words) and latest.number >= known_revision:
        # not acknowledged yet: repeated under its number rather than left to the other feed
        return ("same" if latest.acknowledged else fresh), number
    by_another = before is None or latest.number > known_revision
    if by_another and _tells_no_more(one, latest, first=before is None):
        return "same", number
    return fresh, number + 1


def _tells_no_more(one: Candidate, latest: Revision, *, first: bool) -> bool:
    """Whether another feed's text of the article will do: at first sight all but a far longer."""
    count = count_words(one.item.title, one.item.text)
    if first:
        return not latest.word_count or count < latest.word_count * _FAR
    return count * _FAR < latest.word_count


def _words(one: Candidate, before: KnownItem | None) -> KnownWords:
    """What is kept of the words: as before while they stay, unless the item had left the feed."""
    kept = before.words if before is not None and before.content_hash == one.words else None
    if kept is not None and kept.text_bits is not None:
        return kept
    return known_words(one.item.title, one.item.text)
