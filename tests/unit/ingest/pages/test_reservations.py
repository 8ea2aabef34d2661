import pytest

from clashwire_ingest.pages.reservations import refused_by_headers, reserved_paths


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


def test_the_longest_location_of_a_tdmrep_decides() -> None:
    found = reserved_paths(
        b'[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://a.example/p"},'
        b' {"location": "/open/*", "tdm-reservation": 0}, {"location": 5}, 7]'
    )

    assert found is not None
    assert not found.can_fetch("https://harbour.example/world/1", "Clashwire")
    assert found.can_fetch("https://harbour.example/open/1", "Clashwire")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"{}",
        b"[]",
        b'[{"location": "\\nUser-agent: *", "tdm-reservation": 1}]',
        b"[" * 9,
    ],
)
def test_a_tdmrep_that_is_none_reserves_nothing(content: bytes) -> None:
    assert reserved_paths(content) is None
