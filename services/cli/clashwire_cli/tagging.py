"""Articles from outside -> enriched articles, one at a time or as lines of JSON."""

import hashlib
import json
from datetime import UTC, datetime

import msgspec

from clashwire_contracts import ids
from clashwire_contracts.article import EnrichedArticle, Publisher, RawArticle
from clashwire_contracts.codec import encode
from clashwire_enrich.tag import load_resources, tag_article

_NOBODY = Publisher(name="", domain="")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ArticleLine(msgspec.Struct, frozen=True, kw_only=True):
    """One input line of `clashwire tag --jsonl`; a time without a zone is in UTC."""

    id: str | int
    text: str
    title: str | None = None
    published_at: str | None = None
    url: str | None = None


class Tagger:
    """Tags articles with resources loaded once."""

    def __init__(self, *, gate: bool = True, sentence_model: bool = True) -> None:
        self._resources = load_resources(sentence_model=sentence_model)
        self._gate = gate

    def tag(self, article: RawArticle) -> EnrichedArticle:
        """Raw article -> enriched article."""
        return tag_article(article, resources=self._resources, gate=self._gate)

    def tag_text(self, text: str, published_at: datetime | None) -> EnrichedArticle:
        """Plain text, exactly as it stands -> enriched article."""
        return self.tag(to_raw(ArticleLine(id="", text=text), published_at))

    def answer_line(self, line: bytes) -> bytes:
        """One line in -> `{"id", ...EnrichedArticle}`, or `{"id", "error"}` for a bad line."""
        if not line.strip():
            return _refusal(None, "unreadable line: it is blank")
        try:
            given = msgspec.json.decode(line.removeprefix(_BYTE_ORDER_MARK), type=ArticleLine)
            raw = to_raw(given, read_time(given.published_at))
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            return _refusal(_id_of(line), f"unreadable line: {error}")
        try:
            tagged = encode(self.tag(raw))
        except Exception as error:  # noqa: BLE001  # one article's fault must not end the filter
            return _refusal(given.id, f"{type(error).__name__}: {error}")
        return b'{"id":' + msgspec.json.encode(given.id) + b"," + tagged[1:]


def read_time(written: str | None) -> datetime | None:
    """RFC 3339, or a date or time without a zone, which is UTC -> a time in UTC; ValueError."""
    if written is None:
        return None
    try:
        found = datetime.fromisoformat(written.strip())
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{written!r} is not a time such as 2026-11-20T06:00:00Z") from error


def to_raw(line: ArticleLine, published_at: datetime | None = None) -> RawArticle:
    """An input line and its time -> a raw article; without a URL its id is minted from its text."""
    digest = hashlib.sha256(line.text.encode(errors="replace")).hexdigest()
    return RawArticle(
        article_id=ids.article_id(line.url) if line.url else ids.article_id_from_guid("", digest),
        revision=1,
        feed_id="",
        publisher=_NOBODY,
        url=line.url,
        canonical_url=line.url,
        guid=None,
        title=line.title or "",
        summary=None,
        text=line.text,
        text_source="feed",
        language=None,
        authors=(),
        published_at=published_at,
        first_published_at=published_at,
        updated_at=None,
        fetched_at=published_at or _EPOCH,
        content_hash=digest,
        sketch=None,
    )


def _refusal(identity: str | int | None, reason: str) -> bytes:
    return msgspec.json.encode({"id": identity, "error": reason})


def _id_of(line: bytes) -> str | int | None:
    """The id of a line that is JSON but no article; None when it cannot be told."""
    try:
        value = json.loads(line.decode("utf-8-sig", errors="replace"))
        identity = value.get("id") if isinstance(value, dict) else None
        msgspec.json.encode(identity)  # a lone surrogate cannot be written
    except (ValueError, RecursionError):
        return None
    known = isinstance(identity, str | int) and not isinstance(identity, bool)
    return identity if known else None
