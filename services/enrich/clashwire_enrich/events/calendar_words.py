"""Calendar words: names of months and weekdays, and days counted by them."""

from datetime import date, timedelta

from clashwire_enrich.text.quantities import read_number

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
            ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
MONTH = "|".join(sorted(MONTHS, key=lambda name: -len(name)))
WEEKDAY = "|".join(WEEKDAYS)

COUNT = (
    r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|several|few|a few|couple of|a couple of)"
)
PART = r"(?: (?:night|morning|afternoon|evening|midnight|dawn|overnight))"


def day_of_year(month: int, day: int, published: date) -> date:
    """A month and day without a year -> its latest date up to a month after publication."""
    found = date(published.year, month, day)
    if found > published + timedelta(days=31):
        found = found.replace(year=published.year - 1)
    return found


def past_weekday(name: str, published: date) -> date:
    """A weekday's name -> its latest occurrence on or before publication."""
    back = (published.weekday() - WEEKDAYS.index(name.casefold())) % 7
    return published - timedelta(days=back)


def end_of_month(first: date) -> date:
    """The first of a month -> its last day."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def count_of(words: str) -> int | None:
    """Words of COUNT -> their number; None for "several" and "a few"."""
    lower = words.casefold()
    if lower in {"several", "few", "a few"}:
        return None
    return 2 if "couple" in lower else 1 if lower in {"a", "an"} else read_number(lower)
