"""Statement dates: the day on which something was said, from words such as "on Thursday"."""

from datetime import date, datetime

from clashwire_enrich.events.times import find_times
from clashwire_enrich.text.document import read_document


def statement_date(words: str, published_at: datetime | None) -> date | None:
    """'on Thursday' and the publication time -> the day; null unless it is one known day."""
    if published_at is None:
        return None
    for found in find_times(read_document("", words, published_at)):
        if found.first is not None and found.first == found.last:
            return found.first
    return None
