"""Clashes told by several outlets, each in its way, and neighbours that are not to be mixed up.

In this process, without servers: every story is tagged, then resolved with one other story, so
that no third one helps: the first two to arrive decide whether an operator is paged twice.
"""

from datetime import timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from clashwire_contracts.article import EnrichedArticle, Publisher
from clashwire_contracts.model import UtcTime
from tests.resolving import first_alerts, resolve_in_order, tag_story

FOLDER = Path(__file__).parents[1] / "data" / "resolve"
FILES = ("tellings.yaml", "neighbours.yaml", "later_tellings.yaml")
FLOOR = 0.8  # of the pairs that tell of one clash; the rest are misread days, places and parties


class Telling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One outlet's story."""

    outlet: str
    published: UtcTime
    title: str
    text: str


class Clash(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One happening; clashes whose keys share the part before a dot are neighbours."""

    clash: str
    tellings: tuple[Telling, ...]


@cache
def paging(name: str) -> dict[tuple[str, str], EnrichedArticle]:
    """The file of that name -> the article of each clash and outlet that would page alone."""
    clashes = msgspec.yaml.decode((FOLDER / name).read_bytes(), type=tuple[Clash, ...])
    articles = {
        (clash.clash, telling.outlet): _tag(clash.clash, telling)
        for clash in clashes
        for telling in clash.tellings
    }
    return {key: article for key, article in articles.items() if pages(article)}


def pages(*articles: EnrichedArticle) -> int:
    """Articles in order of arrival -> how often an operator is paged for them."""
    return len(first_alerts(resolve_in_order(articles)))


def _tag(clash: str, telling: Telling) -> EnrichedArticle:
    return tag_story(
        f"{telling.outlet}-{clash}",
        telling.title,
        telling.text,
        publisher=Publisher(name=telling.outlet.title(), domain=f"{telling.outlet}.example"),
        published_at=telling.published,
        fetched_at=telling.published + timedelta(minutes=10),
    )


def share_an_event(one: EnrichedArticle, other: EnrichedArticle) -> bool:
    """Whether two articles, and nothing else, page less than each of them alone would."""
    return pages(one, other) < pages(one) + pages(other)


@pytest.mark.parametrize("name", FILES)
def test_two_clashes_are_never_taken_for_one(name: str) -> None:
    articles = paging(name)

    mixed_up = [
        (one, other)
        for one, other in combinations(articles, 2)
        if one[0] != other[0] and share_an_event(articles[one], articles[other])
    ]

    assert mixed_up == []


def test_most_pairs_of_tellings_page_once() -> None:
    pairs = {
        (one, other): share_an_event(articles[one], articles[other])
        for name in FILES
        for articles in (paging(name),)
        for one, other in combinations(articles, 2)
        if one[0] == other[0]
    }

    told_apart = [pair for pair, shared in pairs.items() if not shared]
    assert sum(pairs.values()) / len(pairs) >= FLOOR, told_apart
