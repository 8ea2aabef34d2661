"""Duplicates of a few happenings, told as differently as outlets do, in any order of arrival."""

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.event import EventMention, Occurred, Place
from clashwire_contracts.mention import Location
from clashwire_enrich.resolve.features import article_features
from clashwire_enrich.resolve.match import link_articles
from tests.unit.enrich.resolve.newsroom import Desk, actor, article, mention, on, toll, town

KINDS = (
    ("battle", "armed_clash"),
    ("battle", "non_state_actor_overtakes_territory"),
    ("battle", "government_regains_territory"),
    ("explosion_remote", "air_drone_strike"),
    ("explosion_remote", "shelling_artillery_missile"),
    ("violence_against_civilians", "attack"),
    ("violence_against_civilians", "abduction_forced_disappearance"),
)
UNDATED = Occurred(start=None, end=None, precision="unknown", text=None)


def _place(name: str, precision: str, lat: float) -> Place:
    location = None if precision == "country" else Location(lat=lat, lon=24.0)
    return msgspec.structs.replace(
        town(name), precision=precision, location=location, admin1="Oru", geonames_id=None
    )


PLACES = (
    _place("Kuma", "town", 12.0),
    _place("Kouma", "town", 12.01),
    _place("Tawl", "town", 12.2),
    _place("Besh", "town", 15.0),
    _place("Oru Province", "admin1", 14.0),
    _place("Sudan", "country", 0.0),
)
TITLES = ("News", "Church attacked", "Worshippers killed in chapel", "Market shelled")
ORDERS = st.randoms(use_true_random=False)


@st.composite
def mentions(draw: st.DrawFn, name: str) -> EventMention:
    """One telling of something that happened about then and there."""
    event_type, sub_event_type = draw(st.sampled_from(KINDS))
    parties = draw(st.sets(st.sampled_from(("army", "front", "raiders")), max_size=2))
    return mention(
        name,
        event_type=event_type,
        sub_event_type=sub_event_type,
        place=draw(st.sampled_from(PLACES)),
        occurred=draw(st.sampled_from((on(18), on(19), on(20), UNDATED))),
        actors=tuple(map(actor, sorted(parties))),
        fatalities=toll(draw(st.sampled_from((None, 2, 11, 12, 40)))),
    )


@st.composite
def newsrooms(draw: st.DrawFn) -> list[ArticleMentions]:
    """Up to six articles of one or two happenings each."""
    return [
        article(
            f"outlet{number}",
            [draw(mentions(f"m{number}{letter}")) for letter in "ab"[: draw(st.integers(1, 2))]],
            title=draw(st.sampled_from(TITLES)),
        )
        for number in range(draw(st.integers(2, 6)))
    ]


@settings(max_examples=150, deadline=None)
@given(articles=newsrooms(), order=ORDERS)
def test_any_order_of_arrival_leads_to_the_same_events(
    articles: list[ArticleMentions], order: random.Random
) -> None:
    shuffled = list(articles)
    order.shuffle(shuffled)
    one, other = Desk(), Desk()

    one.read(*articles)
    other.read(*shuffled)

    assert one.grouping() == other.grouping()


@settings(max_examples=150, deadline=None)
@given(articles=newsrooms())
def test_two_articles_are_linked_alike_from_either_side(articles: list[ArticleMentions]) -> None:
    first, second = map(article_features, articles[:2])

    there, back = link_articles(first, second), link_articles(second, first)

    assert set(there) == {(mine, theirs) for theirs, mine in back}
