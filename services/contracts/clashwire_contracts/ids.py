"""Deterministic ids: the same thing gets the same id on every run, on every machine."""

import re
import unicodedata
from uuid import NAMESPACE_URL, UUID, uuid5

NAMESPACE: UUID = uuid5(NAMESPACE_URL, "urn:clashwire:v1")
_SEPARATOR = "\x1f"
_NOT_WORDS = re.compile(r"[^\w]+")


def feed_id(url: str) -> str:
    """A feed's URL as configured -> feed_id."""
    return _mint("feed", url)


def article_id(canonical_url: str) -> str:
    """The canonical URL at first acceptance -> article_id."""
    return _mint("article", canonical_url)


def article_id_from_guid(domain: str, guid: str) -> str:
    """Publisher domain and guid -> article_id, for an item that has no URL."""
    return _mint("article", domain, guid)


def mention_id(article: str, event_type: str, content: str, ordinal: int) -> str:
    """Article, event type, trigger words and ordinal among equals -> mention_id."""
    return _mint("mention", article, event_type, normalise(content), str(ordinal))


def claim_id(article: str, speaker: str, content: str, ordinal: int) -> str:
    """Article, speaker, claimed words and ordinal among equals -> claim_id."""
    return _mint("claim", article, normalise(speaker), normalise(content), str(ordinal))


def event_id(founding_mention_id: str) -> str:
    """The founding mention -> event_id."""
    return _mint("event", founding_mention_id)


def alert_id(event: str, kind: str, version: int) -> str:
    """Event, alert kind and event version -> alert_id, which is also the webhook-id."""
    return _mint("alert", event, kind, str(version))


def delivery_id(alert: str, endpoint: str) -> str:
    """Alert and endpoint name -> delivery_id."""
    return _mint("delivery", alert, endpoint)


def normalise(words: str) -> str:
    """Words -> their letters and digits, case-folded and NFKC, single-spaced.

    An edit of punctuation, quotation marks, accents' composition or spacing keeps the id.
    """
    folded = unicodedata.normalize("NFKC", words).casefold()
    return _NOT_WORDS.sub(" ", folded).strip()


def _mint(kind: str, *parts: str) -> str:
    return str(uuid5(NAMESPACE, _SEPARATOR.join((kind, *parts))))
