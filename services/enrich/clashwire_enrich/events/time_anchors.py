"""Time anchors: "the following day", "two days later": counted from the last day told."""

import re
from datetime import date, timedelta

from clashwire_enrich.events.calendar_words import COUNT, count_of
from clashwire_enrich.events.time_words import Days

_PART_OF_DAY = r"(?:day|night|morning|evening|afternoon)"
ANCHORED = re.compile(
    rf"\b(?:(?P<same>(?:on )?(?:the|that) (?:very )?same {_PART_OF_DAY}|that"
    rf" (?:night|evening|afternoon|morning))"
    rf"|(?P<next>(?:on )?the (?:following|next) {_PART_OF_DAY}|the day after(?=[,.;]| \w+ing\b))"
    rf"|(?P<before>(?:on )?the (?:previous|preceding) {_PART_OF_DAY}"
    rf"|the (?:day|night|evening) before(?= ?[,.;]|$))"
    rf"|(?P<count>{COUNT}) (?P<unit>days?|weeks?) (?P<way>later|afterwards|earlier|before(?=[,.;]"
    r"|$)))(?!\w)",
    re.IGNORECASE,
)
MAX_DISTANCE = 600  # characters back to the day that is meant: some three sentences


def read_anchored(match: re.Match[str], anchor: date | None) -> Days | None:
    """A match and the last day told before it -> the day; None without such a day."""
    shift = _shift(match)
    if anchor is None or shift is None:
        return None
    found = anchor + timedelta(days=shift)
    return found, found, "day"


def _shift(match: re.Match[str]) -> int | None:
    if match["same"] or match["next"] or match["before"]:
        return 0 if match["same"] else 1 if match["next"] else -1
    count = count_of(match["count"])
    if count is None:
        return None
    days = count * (7 if match["unit"].casefold().startswith("week") else 1)
    return days if match["way"].casefold() in {"later", "afterwards"} else -days
