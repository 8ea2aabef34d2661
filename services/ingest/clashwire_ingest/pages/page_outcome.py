"""What became of an article's page: each way it can end, by name.

| outcome | means |
|---|---|
| page | the article's text is its page's |
| robots_disallowed | robots.txt of the host forbids it, or cannot be read for now |
| reserved | the publisher reserves it from machines (noai, tdm-reservation) |
| paywall | the text is for those who pay or sign in |
| consent_page | a page that asks for consent stands in its place |
| bot_wall | a wall against machines stands before it |
| not_an_article | no article's text there: no HTML, a home page, another subject, next to nothing |
| shorter_than_feed | its text says less than the feed's |
| rate_limited | the host asks to be left alone for a while |
| unreachable | no answer that can be used |
| parser_limit | reading it took too much processor time or memory |
| too_late | its turn did not come before the article had waited long enough |
| over_the_bound | one poll found more articles than pages may be asked for |
"""

from typing import Literal, get_args

import msgspec

PageOutcome = Literal[
    "page",
    "robots_disallowed",
    "reserved",
    "paywall",
    "consent_page",
    "bot_wall",
    "not_an_article",
    "shorter_than_feed",
    "rate_limited",
    "unreachable",
    "parser_limit",
    "too_late",
    "over_the_bound",
]
PAGE_OUTCOMES: tuple[PageOutcome, ...] = get_args(PageOutcome)


class PageReading(msgspec.Struct, frozen=True, kw_only=True):
    """What a page gave: its outcome, why in a sentence, and its text when the outcome is `page`."""

    outcome: PageOutcome
    reason: str = ""
    text: str = ""


class PageRequest(msgspec.Struct, frozen=True, kw_only=True, tag="page"):
    """A page to read for an article, whose title and text are what its feed gave."""

    content: bytes
    content_type: str
    url: str
    title: str
    feed_text: str
    cpu_seconds: int
