"""A span: the words in an article that carry a field."""

import msgspec

from clashwire_contracts.model import Count


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words and where they stand, in Unicode code points; refuses an end before its start.

    `field` is `text` (default, left out) or `title`; `article_id` is set inside an Event,
    whose spans come from several articles.
    """

    text: str
    start: Count
    end: Count
    field: str = "text"
    article_id: str | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"span ends at {self.end}, before its start {self.start}")
