"""What an event's fields, status, change and headline say after each article."""

from datetime import timedelta

import msgspec
import pytest

from clashwire_contracts.article import Publisher
from clashwire_contracts.event import EventMention, Fatalities
from clashwire_contracts.event_types import is_clash
from clashwire_contracts.span import Span
from tests.unit.enrich.resolve.newsroom import (
    NOON,
    Desk,
    actor,
    article,
    loss_claim,
    mention,
    on,
    sketch,
    toll,
    town,
)


def changes_of(desk: Desk) -> list[str]:
    return [entry.change for entry in desk.only().history]


def test_a_second_owner_corroborates_and_a_third_only_updates() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")]))
    assert desk.only().status == "reported"
    desk.read(article("two", [mention("b")]), article("three", [mention("c")]))
    assert desk.only().status == "corroborated"
    assert desk.only().independent_sources == 3
    assert changes_of(desk) == ["reported", "corroborated", "updated"]


def test_publishers_of_one_owner_do_not_corroborate_each_other() -> None:
    one = Publisher(name="One", domain="one.example", owner_group="group")
    two = Publisher(name="Two", domain="two.example", owner_group="group")
    desk = Desk()
    desk.read(article("one", [mention("a")], publisher=one))
    desk.read(article("two", [mention("b")], publisher=two))
    assert (desk.only().independent_sources, desk.only().status) == (1, "reported")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_syndicated_copy_adds_a_source_but_corroborates_nothing(order: tuple[int, int]) -> None:
    first = article("one", [mention("a")], sketch=sketch(1))
    copy = article(
        "two", [mention("b")], sketch=sketch(1, kept=50), published_at=NOON + timedelta(hours=2)
    )
    desk = Desk()
    desk.read(*((first, copy)[n] for n in order))
    assert [(s.article_id, s.syndicated) for s in desk.only().sources] == [
        ("article-one", False),
        ("article-two", True),
    ]
    assert (desk.only().independent_sources, desk.only().status) == (1, "reported")


def test_a_copy_is_joined_by_its_words_where_place_and_date_are_unknown() -> None:
    nowhere = msgspec.structs.replace(town("?"), name=None, country=None, precision="unknown")
    words = (Span(text="Shells fell at dawn", start=0, end=19),)
    told = {"place": nowhere, "evidence": words}
    desk = Desk()
    desk.read(article("one", [mention("a", **told)], sketch=sketch(1)))
    desk.read(article("two", [mention("b", **told)], sketch=sketch(1)))
    assert len(desk.standing) == 1


def test_a_claim_repeated_by_another_outlet_is_not_corroborated() -> None:
    claimed = {"realis": "claimed", "claimed_by": "front"}
    desk = Desk()
    desk.read(article("one", [mention("a", **claimed)]), article("two", [mention("b", **claimed)]))
    assert (desk.only().realis, desk.only().claimed_by) == ("claimed", "front")
    assert desk.only().status == "reported"


def test_the_most_precise_date_and_place_win_and_say_whose_they_are() -> None:
    week = msgspec.structs.replace(on(16), end=on(22).end, precision="week")
    text = Span(text="Thursday", start=4, end=12)
    dated = msgspec.structs.replace(on(19), text=text)
    desk = Desk()
    desk.read(article("one", [mention("a", occurred=week)]))
    desk.read(article("two", [mention("b", occurred=dated)]))
    assert desk.only().occurred.start == on(19).start
    words = desk.only().occurred.text
    assert words is not None
    assert words.article_id == "article-two"
    assert {span.article_id for span in desk.only().evidence} == {"article-one", "article-two"}


def test_low_and_high_span_all_reports_and_the_latest_report_is_best() -> None:
    later = NOON + timedelta(hours=3)
    desk = Desk()
    desk.read(article("two", [mention("b", fatalities=toll(7))], published_at=later))
    desk.read(article("one", [mention("a", fatalities=toll(3))]))
    assert desk.only().fatalities == Fatalities(low=3, best=7, high=7, claim_ids=())
    assert changes_of(desk) == ["reported", "casualties_changed"]


def test_a_number_that_only_a_party_gives_is_never_best() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a", fatalities=toll(40, "ca"))]))
    assert desk.only().fatalities == Fatalities(low=40, best=None, high=40, claim_ids=("ca",))
    assert desk.only().headline.endswith("; toll claimed by a party")


def test_rival_tolls_contest_the_event_and_leave_best_open() -> None:
    desk = Desk()
    claims = [loss_claim("ca", "army", "front", 40, "a")]
    desk.read(article("one", [mention("a", fatalities=toll(12))], claims))
    assert desk.only().fatalities.best == 12
    desk.read(article("two", [mention("b")], [loss_claim("cb", "front", "front", 4, "b")]))
    assert (desk.only().status, desk.only().change) == ("contested", "contested")
    assert desk.only().contested_fields == ("fatalities",)
    assert desk.only().fatalities.best is None
    assert desk.only().headline == "Armed clash in Kuma, Sudan: Army and Front; toll disputed"


def test_a_background_mention_founds_no_clash_and_a_foreground_one_brings_it_up() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a", background=True)]))
    before = desk.only()
    assert not is_clash(before.event_type, before.realis, background=before.background)
    desk.read(article("two", [mention("b")]))
    after = desk.only()
    assert is_clash(after.event_type, after.realis, background=after.background)
    assert (after.event_id, after.version, after.change) == (before.event_id, 2, "reported")


@pytest.mark.parametrize(("days", "expected"), [(0, False), (7, False), (8, True), (400, True)])
def test_an_old_event_first_fetched_now_is_backfill(days: int, expected: bool) -> None:
    fetched = NOON + timedelta(days=days - 1)
    desk = Desk()
    desk.read(article("one", [mention("a")], fetched_at=fetched))
    assert desk.only().backfill is expected


def test_an_undated_event_is_backfill_by_its_article_and_never_without_any_date() -> None:
    undated = msgspec.structs.replace(on(19), start=None, end=None, precision="unknown")
    late = NOON + timedelta(days=30)

    def backfill(published: object) -> bool:
        desk = Desk()
        told = article("one", [mention("a", occurred=undated)], fetched_at=late)
        desk.read(msgspec.structs.replace(told, published_at=published))
        return desk.only().backfill

    assert backfill(NOON)
    assert not backfill(late)
    assert not backfill(None)


def test_times_come_from_messages_alone() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")], fetched_at=NOON + timedelta(hours=2)))
    desk.read(article("two", [mention("b")], fetched_at=NOON + timedelta(hours=1)))
    assert desk.only().first_seen_at == NOON + timedelta(hours=1)
    assert desk.only().last_updated_at == NOON + timedelta(hours=2)
    assert [entry.at for entry in desk.only().history] == [
        NOON + timedelta(hours=2),
        NOON + timedelta(hours=1),
    ]


def test_actors_of_all_tellings_are_kept_the_most_named_first() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a", actors=(actor("raiders"), actor("front")))]))
    desk.read(article("two", [mention("b", actors=(actor("front"), actor("villagers")))]))
    assert [a.actor_id for a in desk.only().actors] == ["front", "raiders", "villagers"]
    assert desk.only().headline == "Armed clash in Kuma, Sudan: Front and Raiders"


@pytest.mark.parametrize(
    ("change", "headline"),
    [
        ({}, "Armed clash in Kuma, Sudan: Army and Front"),
        ({"fatalities": toll(3)}, "Armed clash in Kuma, Sudan: Army and Front; 3 killed"),
        ({"realis": "planned"}, "Armed clash (planned) in Kuma, Sudan: Army and Front"),
        ({"actors": ()}, "Armed clash in Kuma, Sudan"),
        (
            {
                "event_type": "strategic_development",
                "sub_event_type": "other",
                "actors": (actor("front"),),
            },
            "Strategic development in Kuma, Sudan: Front",
        ),
    ],
)
def test_headlines_say_what_where_and_who(change: dict[str, object], headline: str) -> None:
    told: EventMention = mention("a", **change)
    desk = Desk()
    desk.read(article("one", [told]))
    assert desk.only().headline == headline
