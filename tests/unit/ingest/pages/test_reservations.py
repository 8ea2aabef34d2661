import pytest

from clashwire_ingest.pages.reservations import refused_by_headers


@pytest.mark.parametrize(
    "headers",
    [
        {"x-robots-tag": "noai"},
        {"x-robots-tag": "noimageindex, NoAI"},
        {"x-robots-tag": "noindex"},
        {"x-robots-tag": "googlebot: all, clashwire: noai"},
        {"tdm-reservation": "1"},
    ],
)
def test_a_header_reserves_a_page(headers: dict[str, str]) -> None:
    assert refused_by_headers(headers) is not None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-robots-tag": "max-snippet: 20, nofollow"},
        {"x-robots-tag": "googlebot: noindex, nofollow"},
        {"x-robots-tag": "unavailable_after: 25 Jun 2030 15:00:00 PST"},
        {"tdm-reservation": "0"},
    ],
)
def test_a_header_for_others_or_about_less_reserves_nothing(headers: dict[str, str]) -> None:
    assert refused_by_headers(headers) is None
