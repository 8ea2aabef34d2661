from datetime import date

import pytest

from clashwire_contracts.event import Occurred
from clashwire_enrich.resolve.features import days_of


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (None, None, date.min),
        (None, date.min, date.max),
        (date.max, None, date.max),
        (date.max, None, date.min),
        (date.max, date.min, date.min),
    ],
)
def test_days_at_the_calendars_ends_are_no_error(
    start: date | None, end: date | None, told: date
) -> None:
    occurred = Occurred(start=start, end=end, precision="day", text=None)
    first, last = days_of(occurred, told)
    assert first <= last
