"""Which mentions become one event, and that the order of arrival does not matter."""

from datetime import timedelta
from itertools import permutations

import msgspec
import pytest

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.event import EventMention, Place
from tests.unit.enrich.resolve.newsroom import NOON, Desk, actor, article, mention, on, town


def grouped(*articles: ArticleMentions) -> set[frozenset[str]]:
    desk = Desk()
    desk.read(*articles)
    return desk.grouping()


def together(one: EventMention, other: EventMention) -> bool:
    return len(grouped(article("one", [one]), article("two", [other]))) == 1


def region(name: str) -> Place:
    return msgspec.structs.replace(town(name), precision="region", location=None)


def test_two_articles_on_one_clash_are_one_event() -> None:
    assert together(mention("a"), mention("b"))


@pytest.mark.parametrize(
    "change",
    [
        {"occurred": on(17)},
        {"place": town("Besh")},
        {"actors": (actor("army"), actor("raiders"))[1:]},
        {"sub_event_type": "government_regains_territory", "occurred": on(20)},
        {"event_type": "protest", "sub_event_type": "peaceful_protest"},
        {"realis": "denied"},
        {"realis": "planned"},
        {"place": msgspec.structs.replace(town("Kuma"), country="TD")},
    ],
)
def test_another_day_place_party_type_or_reality_is_another_event(
    change: dict[str, object],
) -> None:
    assert not together(mention("a"), mention("b", **change))


@pytest.mark.parametrize(
    "change",
    [
        {"place": town("Near Kuma")},
        {"realis": "claimed", "claimed_by": "front"},
        {"actors": (actor("front"), actor("villagers"))},
        {"actors": ()},
        {"event_type": "violence_against_civilians", "sub_event_type": "attack"},
        {"sub_event_type": "non_state_actor_overtakes_territory"},
    ],
)
def test_small_differences_between_outlets_stay_one_event(change: dict[str, object]) -> None:
    assert together(mention("a"), mention("b", **change))


def test_a_region_needs_both_parties_and_a_date() -> None:
    valley, province = region("Oru Valley"), region("Oru province")
    assert together(mention("a", place=valley), mention("b", place=province))
    one_party = (actor("front"), actor("raiders"))
    assert not together(mention("a", place=valley), mention("b", place=province, actors=one_party))
    undated = msgspec.structs.replace(on(19), start=None, end=None, precision="unknown")
    assert not together(mention("a", place=valley), mention("b", place=province, occurred=undated))


def test_a_country_alone_joins_nothing_more_precise() -> None:
    country = msgspec.structs.replace(town("Sudan"), precision="country", location=None)
    assert not together(mention("a"), mention("b", place=country))


def test_mentions_of_one_article_are_told_apart_and_so_stay_apart() -> None:
    first = article("one", [mention("a1"), mention("a2")])
    second = article("two", [mention("b1")])
    third = article("three", [mention("c1"), mention("c2")])
    for order in permutations((first, second, third)):
        groups = grouped(*order)
        assert all(not {"a1", "a2"} <= group for group in groups)
        assert all(not {"c1", "c2"} <= group for group in groups)


def test_every_order_of_arrival_gives_the_same_grouping() -> None:
    articles = (
        article("one", [mention("a", place=region("Kuma")), mention("a2", occurred=on(18))]),
        article("two", [mention("b")]),
        article("three", [mention("c", place=town("Near Kuma"))]),
        article("four", [mention("d", place=town("Besh"))]),
        article("five", [mention("e", occurred=on(18), actors=(actor("front"),))]),
    )
    expected = grouped(*articles)
    assert expected == {
        frozenset({"a", "b", "c"}),
        frozenset({"a2", "e"}),
        frozenset({"d"}),
    }
    assert all(grouped(*order) == expected for order in permutations(articles))


def test_an_article_that_bridges_two_events_merges_the_later_into_the_earlier() -> None:
    early, late = on(18), on(20)
    span = msgspec.structs.replace(on(18), end=late.end, precision="range")
    desk = Desk()
    desk.read(
        article("one", [mention("a", occurred=early)]),
        article("two", [mention("b", occurred=late)], fetched_at=NOON + timedelta(hours=1)),
    )
    assert len(desk.standing) == 2
    desk.read(article("three", [mention("c", occurred=span)]))
    assert desk.grouping() == {frozenset({"a", "b", "c"})}
    (gone,) = [event for event in desk.events.values() if event.status == "merged"]
    assert gone.change == "merged"
    assert gone.merged_into == desk.only().event_id
    assert gone.version == 2
    assert desk.only().version == 2


def test_a_merged_events_mention_that_comes_back_joins_the_survivor() -> None:
    span = msgspec.structs.replace(on(18), end=on(20).end, precision="range")
    desk = Desk()
    desk.read(
        article("one", [mention("a", occurred=on(18))]),
        article("two", [mention("b", occurred=on(20))], fetched_at=NOON + timedelta(hours=1)),
    )
    desk.read(article("two", [], revision=2))
    desk.read(article("three", [mention("c", occurred=span)]))
    desk.read(article("two", [mention("b", occurred=on(20))], revision=3))
    assert desk.grouping() == {frozenset({"a", "b", "c"})}


def test_articles_fetched_weeks_apart_do_not_tell_of_one_event() -> None:
    later = NOON + timedelta(days=20)
    assert (
        len(
            grouped(
                article("one", [mention("a")]), article("two", [mention("b")], fetched_at=later)
            )
        )
        == 2
    )
