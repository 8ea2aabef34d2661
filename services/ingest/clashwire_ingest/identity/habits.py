"""How a feed names its items, learned from what happened: pure, from poll to poll.

A part of the link that alone changes while the words stay is a token made for each request; once
seen in three polls it is left out of the feed's keys, unless that would make two items one. A
guid that comes on other articles again and again tells nothing and is no longer trusted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from clashwire_contracts.feed_state import NamingHabits
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.canonical_url import canonical_url
from clashwire_ingest.identity.identify import Identified
from clashwire_ingest.identity.keys import (
    UNKNOWN_NAMING,
    Naming,
    same_guid_key,
    url_key,
    url_parts,
    without_tokens,
)
from clashwire_ingest.identity.words import one_line

_ENOUGH = 3
_MOST = 1000  # a count is halved there, so that what a feed does now outweighs what it did
_MAX_TOKENS = 8


def naming_of(habits: NamingHabits | None, items: Sequence[ParsedItem]) -> Naming:
    """A feed's habits -> how to take its keys, tried on the items at hand."""
    if habits is None:
        return UNKNOWN_NAMING
    learned = tuple(sorted(part for part, times in habits.tokens.items() if times >= _ENOUGH))
    reuses = habits.guid_reused >= _ENOUGH and habits.guid_reused > habits.guid_kept
    return Naming(tokens=() if _makes_two_one(learned, items) else learned, trusts_guids=not reuses)


def learn_habits(habits: NamingHabits | None, found: Iterable[Identified]) -> NamingHabits | None:
    """Habits and a poll's decisions -> habits after it; None while there is nothing to say."""
    before, decided = habits or NamingHabits(), list(found)
    by_other = [one for one in decided if one.before is not None and one.witness != "guid"]
    kept = any(_same_guid(one) for one in by_other)
    changed = any(one.known.guid is not None and not _same_guid(one) for one in by_other)
    after = NamingHabits(
        guid_kept=before.guid_kept + kept,
        guid_changed=before.guid_changed + changed,
        guid_reused=before.guid_reused + any(one.reused_guid for one in decided),
        tokens=_with_sightings(before.tokens, decided),
    )
    return None if after == NamingHabits() else _aged(after)


def _same_guid(one: Identified) -> bool:
    before = one.before.guid if one.before else None
    return before is not None and same_guid_key(before) == same_guid_key(one.known.guid)


def _with_sightings(tokens: dict[str, int], decided: Sequence[Identified]) -> dict[str, int]:
    """Each part counts once a poll, and only when the items it changed in agree on it."""
    changed = Counter(part for one in decided if (part := _changed_part(one)) is not None)
    seen = {part: tokens.get(part, 0) + 1 for part in changed}
    merged = {**tokens, **seen}
    return dict(sorted(merged.items(), key=lambda pair: (-pair[1], pair[0]))[:_MAX_TOKENS])


def _changed_part(one: Identified) -> str | None:
    """The one part of an item's link that is another than before, while the words stayed."""
    before, now = one.before, canonical_url(one.item.url)
    if before is None or before.content_hash != one.known.content_hash:
        return None
    if before.canonical_url is None or now is None:
        return None
    was, is_now = url_parts(before.canonical_url), url_parts(now)
    parts = [part for part in was.keys() | is_now.keys() if was.get(part) != is_now.get(part)]
    return parts[0] if len(parts) == 1 and parts[0].startswith(("query:", "path:")) else None


def _makes_two_one(tokens: Sequence[str], items: Sequence[ParsedItem]) -> bool:
    """Whether items of different titles would share a link without these parts."""
    titles: dict[str | None, str] = {}
    for item in items if tokens else ():
        key = url_key(without_tokens(canonical_url(item.url), tokens))
        title = one_line(item.title)
        if key is not None and titles.setdefault(key, title) != title:
            return True
    return False


def _aged(habits: NamingHabits) -> NamingHabits:
    counts = (habits.guid_kept, habits.guid_changed, habits.guid_reused, *habits.tokens.values())
    if max(counts) < _MOST:
        return habits
    return msgspec.structs.replace(
        habits,
        guid_kept=habits.guid_kept // 2,
        guid_changed=habits.guid_changed // 2,
        guid_reused=habits.guid_reused // 2,
        tokens={part: times // 2 for part, times in habits.tokens.items()},
    )
