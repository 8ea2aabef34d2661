"""The keys an item is known by: its guid and its canonical URL, where they tell it from others."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from clashwire_contracts import ids
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.canonical_url import canonical_url, names_a_page
from clashwire_ingest.identity.words import content_hash, one_line

MAX_KEY_CHARACTERS = 512
_MASK = "*"
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)


class ItemKeys(msgspec.Struct, frozen=True):
    """The keys that tell an item from the others of its document; null where one does not."""

    guid: str | None
    url: str | None


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned of a feed: the parts of its links to leave out, whether guids tell items."""

    tokens: tuple[str, ...] = ()
    trusts_guids: bool = True


UNKNOWN_NAMING = Naming()


def guid_key(guid: str | None) -> str | None:
    """A guid as the feed gives it -> the form it is remembered in; a very long one as a hash."""
    if guid is None or len(guid) <= MAX_KEY_CHARACTERS:
        return guid
    return f"sha256:{sha256(guid.encode('utf-8', 'surrogatepass')).hexdigest()}"


def same_guid_key(guid: str | None) -> str | None:
    """A remembered guid -> what it is compared by: white space and http or https make no other."""
    if guid is None:
        return None
    return _SCHEME.sub("", one_line(guid), count=1)


def url_key(canonical: str | None) -> str | None:
    """A canonical URL -> what it is compared by: http and https name one page; a home none."""
    if canonical is None or not names_a_page(canonical):
        return None
    return canonical.split("://", 1)[-1]


def telling_keys(items: Sequence[ParsedItem], tokens: Iterable[str] = ()) -> list[ItemKeys]:
    """Each item's keys, without a guid or URL that stands for items of different titles here.

    `tokens` are the parts of this feed's links that change with every request.
    """
    masked = tuple(tokens)
    pairs = [(guid_key(i.guid), without_tokens(canonical_url(i.url), masked)) for i in items]
    distinct = {
        (same_guid_key(guid), url_key(url), one_line(item.title))
        for (guid, url), item in zip(pairs, items, strict=True)
    }
    guids = Counter(guid for guid, _, _ in distinct)
    urls = Counter(url for _, url, _ in distinct)
    return [
        ItemKeys(
            guid if guids[same_guid_key(guid)] == 1 else None,
            url if url_key(url) is not None and urls[url_key(url)] == 1 else None,
        )
        for guid, url in pairs
    ]


def url_parts(canonical: str) -> dict[str, str]:
    """A canonical URL -> its parts by name: `host`, `path:PLACE`, `query:NAME`, `fragment`."""
    split = urlsplit(canonical)
    pieces = {f"path:{place}": piece for place, piece in enumerate(split.path.split("/"))}
    query = {
        f"query:{name}": value for name, value in parse_qsl(split.query, keep_blank_values=True)
    }
    return {"host": split.netloc, **pieces, **query, "fragment": split.fragment}


def without_tokens(canonical: str | None, tokens: Sequence[str]) -> str | None:
    """A canonical URL -> the same without the parts that change with every request."""
    if canonical is None or not tokens:
        return canonical
    split = urlsplit(canonical)
    pieces = [
        _MASK if f"path:{place}" in tokens else piece
        for place, piece in enumerate(split.path.split("/"))
    ]
    query = [
        (name, value)
        for name, value in parse_qsl(split.query, keep_blank_values=True)
        if f"query:{name}" not in tokens
    ]
    return urlunsplit(split._replace(path="/".join(pieces), query=urlencode(query)))


def mint(item: ParsedItem, keys: ItemKeys, domain: str, *, taken: bool = False) -> str:
    """An item's keys -> its article_id at first sight; `taken` when another item has that id."""
    if keys.url is not None and not taken:
        return ids.article_id(keys.url)
    if keys.guid is not None and not (taken and keys.url is None):
        return ids.article_id_from_guid(domain, keys.guid)
    # neither key tells it apart, so only its title does; without one, its words
    title = one_line(item.title) or content_hash(item)
    return ids.article_id_from_guid(domain, f"{canonical_url(item.url) or ''} {title}")
