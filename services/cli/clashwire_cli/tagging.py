"""Articles from outside -> enriched articles, one at a time or as lines of JSON."""

import hashlib
from datetime import UTC, datetime

import msgspec

from clashwire_contracts import ids
from clashwire_contracts.article import EnrichedArticle, Publisher, RawArticle
from clashwire_contracts.codec import encode
from clashwire_contracts.model import UtcTime
from clashwire_enrich.tag import load_resources, tag_article

_NOBODY = Publisher(name="", domain="")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ArticleLine(msgspec.Struct, frozen=True, kw_only=True):
    """One input line of `clashwire tag --jsonl`."""

    id: str | int
    text: str
    title: str = ""
    published_at: UtcTime | None = None
    url: str | None = None


class _OnlyId(msgspec.Struct):
    id: str | int | None = None


class Tagger:
    """Tags articles with resources loaded once."""

    def __init__(self, *, gate: bool = True) -> None:
        self._resources = load_resources()
        self._gate = gate

    def tag(self, article: RawArticle) -> EnrichedArticle:
        """Raw article -> enriched article."""
        return tag_article(article, resources=self._resources, gate=self._gate)

    def tag_text(self, text: str, published_at: datetime | None) -> EnrichedArticle:
        """Plain text, exactly as it stands -> enriched article."""
        return self.tag(to_raw(ArticleLine(id="", text=text, published_at=published_at)))

    def answer_line(self, line: bytes) -> bytes:
        """One line in -> `{"id", ...EnrichedArticle}`, or `{"id", "error"}` for a bad line."""
        try:
            given = msgspec.json.decode(line, type=ArticleLine)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            return msgspec.json.encode({"id": _id_of(line), "error": f"unreadable line: {error}"})
        try:
            tagged = self.tag(to_raw(given))
        except Exception as error:  # noqa: BLE001  # one article's fault must not end the filter
            reason = f"{type(error).__name__}: {error}"
            return msgspec.json.encode({"id": given.id, "error": reason})
        return b'{"id":' + msgspec.json.encode(given.id) + b"," + encode(tagged)[1:]


def to_raw(line: ArticleLine) -> RawArticle:
    """An input line -> a raw article; without a URL its id is minted from title and text."""
    digest = hashlib.sha256(line.text.encode(errors="replace")).hexdigest()
    return RawArticle(
        article_id=ids.article_id(line.url) if line.url else ids.article_id_from_guid("", digest),
        revision=1,
        feed_id="",
        publisher=_NOBODY,
        url=line.url,
        canonical_url=line.url,
        guid=None,
        title=line.title,
        summary=None,
        text=line.text,
        text_source="feed",
        language=None,
        authors=(),
        published_at=line.published_at,
        first_published_at=line.published_at,
        updated_at=None,
        fetched_at=line.published_at or _EPOCH,
        content_hash=digest,
        sketch=None,
    )


def _id_of(line: bytes) -> str | int | None:
    try:
        return msgspec.json.decode(line, type=_OnlyId).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
