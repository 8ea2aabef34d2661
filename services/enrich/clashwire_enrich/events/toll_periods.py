"""Toll periods: dead of a war, a year or some months, which are no single happening's."""

import re

_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_PERIOD = re.compile(
    r"\b(?:since (?:then\b|(?:the (?:\w+ )?(?:war|conflict|start|beginning|outbreak|invasion|coup"
    r"|uprising|revolt|insurgency|rebellion|offensive|truce|ceasefire))\b"
    rf"|(?:early |late |mid-?|the end of )?{_MONTHS}\b|(?:19|20)\d\d)"
    r"|so far this (?:year|month)|this year|to date"
    r"|(?:over|in|during|for|within|across) the (?:past|last|previous|first) (?:[\w-]+ )?"
    r"(?:months?|years?|decades?)"
    r"|(?:in|over|during|after) (?:nearly |more than |over |almost |about |some )?(?:[\w-]+ ){1,2}"
    r"(?:months|years|decades) of|(?:months|years|decades) of (?:war|conflict|fighting|insurgency"
    r"|violence|unrest)|[\w-]+-(?:year|month|decade)(?:-(?:old|long))? (?:civil )?(?:war|conflict"
    r"|insurgency|rebellion|campaign|crisis|siege))",
    re.IGNORECASE,
)
# "the deadliest attack this year killed 12": the period ranks one happening.
_RANKS = re.compile(
    r"\b(?:\w+est|worst|most \w+|first|second|third|fourth|fifth|sixth|latest|another)\b"
    r"[^.;]{0,70}$",
    re.IGNORECASE,
)
_MAX_DISTANCE = 90  # characters between a count and the words of its period


def is_over_a_period(text: str, start: int, end: int) -> bool:
    """Sentence and a count in it -> whether words for months or years beside it are its time."""
    for match in _PERIOD.finditer(text):
        near = match.start() - end <= _MAX_DISTANCE and start - match.end() <= _MAX_DISTANCE
        if near and not _RANKS.search(text[: match.start()]):
            return True
    return False
