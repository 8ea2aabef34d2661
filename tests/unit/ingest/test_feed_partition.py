from collections import Counter

import pytest

from clashwire_contracts.topics import FEEDS_PUSHES, FEEDS_STATE
from clashwire_ingest.feeds.feed_partition import feed_partition


@pytest.mark.parametrize(
    "other",
    [
        "https://harbour.example/world.xml",
        "http://feeds.harbour.example:8080/?format=rss",
        "https://WWW.Harbour.Example/",
        "https://reader@m.harbour.example/feed",
    ],
)
def test_all_feeds_of_a_site_share_a_partition(other: str) -> None:
    assert feed_partition(other) == feed_partition("https://www.harbour.example/rss")


def test_a_name_and_its_ascii_spelling_are_one_site() -> None:
    assert feed_partition("https://häfen.example/") == feed_partition(
        "https://xn--hfen-loa.example/"
    )


def test_the_partition_of_a_site_never_changes() -> None:
    # another answer would strand every remembered state on a partition nobody looks at
    urls = ["https://harbour.example/", "https://news.example.co.uk/", "http://127.0.0.1:8000/f"]

    assert [feed_partition(url, 12) for url in urls] == [5, 10, 8]


def test_sites_are_spread_over_all_partitions() -> None:
    found = Counter(feed_partition(f"https://site{n}.example/") for n in range(2_400))

    assert set(found) == set(range(FEEDS_STATE.partitions))
    assert max(found.values()) < 2 * min(found.values())


def test_pushes_and_states_have_the_same_partitions() -> None:
    assert FEEDS_PUSHES.partitions == FEEDS_STATE.partitions
