"""Dates as feeds write them: read, or null, and never one of our own making."""

from datetime import UTC, datetime, timedelta

import pytest

from clashwire_contracts.article import RawArticle
from tests.hostile_web.desk import Desk
from tests.unit.ingest.documents import rss
from tests.unit.ingest.items import NOW


def dated(number: int, date: str | bytes, field: str = "pubDate") -> bytes:
    """An item with a date as it stands in the document."""
    written = date if isinstance(date, bytes) else date.encode()
    return (
        (
            f"<item><guid>g{number}</guid><title>Item {number}</title>"
            f"<link>https://harbour.example/{number}</link><{field}>@</{field}></item>"
        )
        .encode()
        .replace(b"@", written)
    )


def feed(*items: bytes) -> bytes:
    return rss("@items@").encode().replace(b"@items@", b"".join(items))


async def one(desk: Desk, date: str | bytes) -> RawArticle:
    """Serve one item of that date, poll -> its article."""
    desk.serve(feed(dated(1, date)))
    (article,) = (await desk.poll()).articles
    return article


def utc(hour: int, minute: int = 0, day: int = 1) -> datetime:
    """A time around the first of March 2026."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def test_no_date(desk: Desk) -> None:
    """None: published_at is null, and the article is there."""
    desk.serve(rss("<item><title>Shells fall on Tarrin</title></item>").encode())

    (article,) = (await desk.poll()).articles

    assert (article.published_at, article.first_published_at) == (None, None)


@pytest.mark.parametrize(
    "date",
    ["yesterday at noon", "0000-00-00", "Sun, 31 Feb 2026 11:00:00 GMT", "%s", "2026", "11:00"],
)
async def test_a_date_that_is_none(desk: Desk, date: str) -> None:
    """Unparsable: null, no other item suffers."""
    desk.serve(feed(dated(1, date), dated(2, "Sun, 01 Mar 2026 11:00:00 GMT")))

    first, second = (await desk.poll()).articles

    assert (first.published_at, second.published_at) == (None, utc(11))


async def test_a_twelve_hour_clock(desk: Desk) -> None:
    """`December 26 2018 05:30:03 PM`: half past five in the afternoon."""
    article = await one(desk, "December 26 2018 05:30:03 PM")

    assert article.published_at == datetime(2018, 12, 26, 17, 30, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("CEST", utc(10)),
        ("AEDT", utc(1)),
        ("EDT", utc(16)),
        ("EST", utc(17)),
        ("GMT", utc(12)),
        ("UT", utc(12)),
        ("MSK", utc(9)),
        ("+0530", utc(6, 30)),
        ("GMT+0300", utc(9)),
    ],
)
async def test_zones_by_name(desk: Desk, zone: str, expected: datetime) -> None:
    """Zone names CEST/AEDT/EDT: each hour east of Greenwich counts."""
    assert (await one(desk, f"Sun, 01 Mar 2026 12:00:00 {zone}")).published_at == expected


@pytest.mark.parametrize("zone", ["XYZ", "IST", "LMT"])
async def test_a_zone_that_is_unknown_or_several(desk: Desk, zone: str) -> None:
    """A zone name with no one meaning: null rather than hours wrong."""
    assert (await one(desk, f"Sun, 01 Mar 2026 12:00:00 {zone}")).published_at is None


@pytest.mark.parametrize("offset", ["+9900", "-2500", "+1500", "+0199", "-12:30"])
async def test_an_offset_out_of_range(desk: Desk, offset: str) -> None:
    """Offset out of range: no such place, no date."""
    assert (await one(desk, f"Sun, 01 Mar 2026 12:00:00 {offset}")).published_at is None


@pytest.mark.parametrize(
    "date",
    [
        "So, 01 M\u00e4rz 2026 12:00:00 +0100",
        "dim., 1 mars 2026 12:00:00 +0100",
        "domingo, 1 de marzo de 2026 11:00",
        "1 \u043c\u0430\u0440\u0442\u0430 2026 \u0433., 14:00 +0300",
        "\u0412\u0441, 01 \u041c\u0430\u0440 2026 14:00:00 +0300",
        "1 \u0645\u0627\u0631\u0633 2026 11:00",
        "1 Mart 2026 14:00:00 TRT",
        "1. maaliskuuta 2026 klo 11:00",
    ],
)
async def test_month_names_of_other_languages(desk: Desk, date: str) -> None:
    """Localized month names: read by the names that Unicode's CLDR lists."""
    assert (await one(desk, date)).published_at == utc(11)


async def test_high_bytes_in_a_date(desk: Desk) -> None:
    """High-bit bytes in date: null, the item is kept."""
    assert (await one(desk, b"Sun, 01 M\xe4\xff 2026 12:00:00 GMT")).published_at is None


@pytest.mark.parametrize("date", ["03/04/2026 12:00", "3/4/26"])
async def test_day_and_month_in_either_order(desk: Desk, date: str) -> None:
    """A date with two readings is no date."""
    assert (await one(desk, date)).published_at is None


async def test_a_date_far_in_the_future(desk: Desk) -> None:
    """Future: more than a day ahead is no publication date; hours ahead is a zone gone wrong."""
    later = "%a, %d %b %Y %H:%M:%S GMT"
    soon, far = NOW + timedelta(hours=5), NOW + timedelta(days=40)
    desk.serve(feed(dated(1, soon.strftime(later)), dated(2, far.strftime(later))))

    first, second = (await desk.poll()).articles

    assert (first.published_at, second.published_at) == (soon, None)


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"])
async def test_the_first_second_of_1970(desk: Desk, date: str) -> None:
    """1970: a missing number, not a date."""
    assert (await one(desk, date)).published_at is None


async def test_all_items_of_one_date(desk: Desk) -> None:
    """All equal: every item is an article, and none is taken for another later."""
    same = "Sun, 01 Mar 2026 11:00:00 GMT"
    desk.serve(feed(*(dated(number, same) for number in range(5))))
    first = (await desk.poll()).articles
    desk.serve(feed(*(dated(number, same) for number in range(7))))

    second = (await desk.poll()).articles

    assert (len(first), len(second)) == (5, 2)


async def test_a_backdated_item_appears_later(desk: Desk) -> None:
    """A backdated item appears later: new, whatever its date."""
    desk.serve(feed(dated(1, "Sun, 01 Mar 2026 11:00:00 GMT")))
    await desk.poll()
    desk.serve(
        feed(
            dated(1, "Sun, 01 Mar 2026 11:00:00 GMT"),
            dated(2, "Mon, 02 Feb 2026 11:00:00 GMT"),
        )
    )

    (article,) = (await desk.poll()).articles

    assert (article.title, article.revision) == ("Item 2", 1)


async def test_an_atom_entry_with_only_an_update(desk: Desk) -> None:
    """Only `updated`: no publication date, for an edit would move it; updated_at says it."""
    desk.serve(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>f</id><entry><id>e1</id>'
        b"<title>Shells</title><updated>2026-03-01T11:00:00Z</updated></entry></feed>"
    )

    (article,) = (await desk.poll()).articles

    assert (article.published_at, article.updated_at) == (None, utc(11))
