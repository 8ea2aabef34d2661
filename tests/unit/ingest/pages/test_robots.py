from datetime import timedelta

import pytest
from protego import Protego

from clashwire_ingest.pages.robots import LONGEST_CRAWL_DELAY_SECONDS, Robots, robots_url
from tests.unit.ingest.items import NOW


def robots(text: str) -> Robots:
    return Robots(Protego.parse(text), NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 5\n", 5.0),
        ("User-agent: *\nCrawl-delay: 1\nUser-agent: Clashwire\nCrawl-delay: 7\n", 7.0),
        ("User-agent: *\nCrawl-delay: 86400\n", LONGEST_CRAWL_DELAY_SECONDS),
        ("User-agent: *\nCrawl-delay: -3\n", 0.0),
        ("User-agent: *\nCrawl-delay: soon\n", 0.0),
        ("User-agent: *\nDisallow:\n", 0.0),
    ],
)
def test_a_crawl_delay_is_obeyed_up_to_our_longest(text: str, seconds: float) -> None:
    assert robots(text).crawl_delay_seconds == seconds


def test_the_longest_matching_rule_decides() -> None:
    found = robots("User-agent: *\nDisallow: /world/\nAllow: /world/open/\n")

    assert found.refuse("https://harbour.example/world/1") is not None
    assert found.refuse("https://harbour.example/world/open/1") is None


def test_robots_txt_is_asked_for_at_the_root_of_the_host_and_port() -> None:
    url = "https://user:key@harbour.example:8443/world/1?x=1#y"

    assert robots_url(url) == "https://harbour.example:8443/robots.txt"
