"""What is asked for in a fetch, and the three things that can come of it, as plain values."""

import msgspec

from clashwire_ingest.feeds.feed_config import Auth
from clashwire_ingest.web.answer import Answer


class FeedRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask for; validators go back exactly as the server gave them.

    `accept` is asked for in place of a feed's media types; `in_turn_of` is the URL whose host's
    turn the caller holds, where it is not this one's.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    auth: Auth | None = None
    accept: str | None = None
    in_turn_of: str | None = None


class NotModified(msgspec.Struct, frozen=True, kw_only=True):
    """A 304: nothing new; new validators when the server sent some."""

    answer: Answer

    @property
    def etag(self) -> str | None:
        """The ETag as it came."""
        return self.answer.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """Last-Modified as it came."""
        return self.answer.headers.get("last-modified")


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A document, inflated, and the answer it came in.

    When the connection ended before the document did, `is_cut` is true and no validator is
    given, so that the next request asks for all of it.
    """

    answer: Answer
    content: bytes
    is_cut: bool = False

    @property
    def url(self) -> str:
        """Where the document was found, after redirects."""
        return self.answer.url

    @property
    def content_type(self) -> str:
        """Content-Type as it came, empty when none did."""
        return self.answer.headers.get("content-type", "")

    @property
    def etag(self) -> str | None:
        """The ETag as it came, unless the document was cut."""
        return None if self.is_cut else self.answer.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """Last-Modified as it came, unless the document was cut."""
        return None if self.is_cut else self.answer.headers.get("last-modified")


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """No document: the health state it means, why in a sentence, the last answer, if any came."""

    health: str
    reason: str
    answer: Answer | None = None

    @property
    def retry_after(self) -> str | None:
        """Retry-After as it came."""
        return None if self.answer is None else self.answer.headers.get("retry-after")


Fetched = NotModified | Body | Failed
