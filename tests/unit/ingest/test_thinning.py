from clashwire_ingest.documents.thinning import thin_out
from tests.unit.ingest.documents import rss, rss_item

DAY = "Sun, 01 Mar 2026 11:00:00 +0100"


def dated(number: int, date: str) -> str:
    return rss_item(number).replace(DAY, date)


def kept(document: str, most: int) -> list[int]:
    thinned = thin_out(document.encode(), most).decode()
    return [n for n in range(20) if f"world/{n}<" in thinned]


def test_the_newest_items_stay_in_their_order() -> None:
    items = [dated(n, f"Sun, {1 + (n * 7) % 19:02} Mar 2026 11:00:00 GMT") for n in range(19)]

    assert kept(rss(*items), 3) == [5, 8, 16]


def test_without_dates_the_first_stay() -> None:
    items = [rss_item(n).replace("pubDate", "other") for n in range(20)]

    assert kept(rss(*items), 4) == [0, 1, 2, 3]


def test_what_surrounds_the_items_stays() -> None:
    document = rss(*(rss_item(n) for n in range(20)))

    thinned = thin_out(document.encode(), 2).decode()

    assert thinned.startswith(document[: document.index("<item>")])
    assert thinned.endswith("</channel></rss>\n")


def test_a_document_of_few_items_is_left_alone() -> None:
    document = rss(*(rss_item(n) for n in range(4))).encode()

    assert thin_out(document, 2) is document
    assert thin_out(b"</item>" * 9, 2) == b"</item>" * 9
