"""Whose fault it is: health states of feeds -> causes, each of which is said once. Pure.

| cause | of | holds while |
|---|---|---|
| our_network | this worker | feeds fail without an answer, and so do connections to other sites |
| nothing_succeeds | this worker | no feed anywhere was read for two hours, whatever the reasons |
| publisher_down | a site | every feed of the site fails, without an answer or with a 5xx |
| blocked | a site | every feed of the site refuses us: 401, 403, 429, 451, a bot wall |
| gone, stale, moved_to_known_feed | a feed | its health is that |
"""

from typing import Literal, get_args

import msgspec

Cause = Literal[
    "our_network",
    "nothing_succeeds",
    "publisher_down",
    "blocked",
    "gone",
    "stale",
    "moved_to_known_feed",
]
CAUSES: tuple[Cause, ...] = get_args(Cause)
UNANSWERED = frozenset(
    {
        "dns_failure",
        "dns_unknown_host",
        "no_route",
        "refused",
        "reset",
        "timeout",
        "tls",
        "unreachable",
    }
)
_REFUSED = frozenset({"http_401", "http_403", "http_429", "http_451", "bot_wall"})
_SERVER_FAULT = "http_5"
_FAILURES_TO_SAY = 2
OF_A_SITE: tuple[Cause, ...] = ("publisher_down", "blocked")
OF_A_FEED: tuple[Cause, ...] = ("gone", "stale", "moved_to_known_feed")


def is_down(health: str) -> bool:
    """Whether a health state says that a server did not answer, or could not."""
    return health in UNANSWERED or health.startswith(_SERVER_FAULT)


def is_refusal(health: str) -> bool:
    """Whether a health state says that a server answers, but not to us."""
    return health in _REFUSED


def feed_cause(health: str) -> Cause | None:
    """A feed's health -> the cause that is its own; None for all that is wrong for now only."""
    return next((cause for cause in OF_A_FEED if cause == health), None)


class SiteTally(msgspec.Struct, frozen=True):
    """How many feeds of a site there are, are down, refuse us; failed polls in a row of all."""

    feeds: int = 0
    down: int = 0
    refused: int = 0
    failures: int = 0

    def with_feed(self, health: str, failures: int, times: int = 1) -> "SiteTally":
        """The tally with one more feed of this health, or with one less where `times` is -1."""
        return SiteTally(
            self.feeds + times,
            self.down + times * is_down(health),
            self.refused + times * is_refusal(health),
            self.failures + times * failures,
        )


def site_cause(tally: SiteTally) -> Cause | None:
    """The feeds of a site -> the cause they share, if one.

    One failed poll of a site's only feed is no outage.
    """
    if tally.feeds == 0 or tally.failures < _FAILURES_TO_SAY:
        return None
    if tally.down == tally.feeds:
        return "publisher_down"
    return "blocked" if tally.refused == tally.feeds else None
