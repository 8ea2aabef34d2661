"""What a reader's address asks for: query parameters → filters, bad ones left out."""

from collections.abc import Mapping
from typing import get_args

import msgspec

from clashwire_contracts.vocabulary import EventStatus, EventType
from clashwire_index.queries import EventFilter

PAGE_SIZE = 20
MAX_PAGE = 250  # Elasticsearch answers no further than 10,000 hits in
MAX_TEXT_CHARACTERS = 200
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = tuple(s for s in get_args(EventStatus) if s != "merged")
_COUNTRY_LETTERS = 2


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question as the page understood it; an empty string asks for all."""

    text: str = ""
    country: str = ""
    event_type: str = ""
    status: str = ""
    page: int = 1

    @property
    def offset(self) -> int:
        """How many hits stand before this page."""
        return (self.page - 1) * PAGE_SIZE

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.text or self.country or self.event_type or self.status)

    def to_filter(self) -> EventFilter:
        """The same as a filter of events."""
        return EventFilter(
            text=self.text or None,
            country=self.country or None,
            event_type=self.event_type or None,
            status=self.status or None,
        )

    def parameters(self, page: int) -> dict[str, str]:
        """The query parameters that ask the same for another page."""
        given = {
            "q": self.text,
            "country": self.country,
            "type": self.event_type,
            "status": self.status,
            "page": str(page) if page > 1 else "",
        }
        return {name: value for name, value in given.items() if value}


def read_question(query: Mapping[str, str]) -> Asked:
    """Query parameters -> Asked; a value that no event can have is taken as not given."""
    country = query.get("country", "").strip().upper()
    kind, status, page = query.get("type", ""), query.get("status", ""), query.get("page", "")
    return Asked(
        text=query.get("q", "").strip()[:MAX_TEXT_CHARACTERS],
        country=country if len(country) == _COUNTRY_LETTERS and country.isalpha() else "",
        event_type=kind if kind in EVENT_TYPES else "",
        status=status if status in STATUSES else "",
        page=max(1, min(MAX_PAGE, int(page))) if page.isdecimal() and page.isascii() else 1,
    )
