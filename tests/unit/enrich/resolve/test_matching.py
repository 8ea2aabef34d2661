"""Which differences between two outlets leave one happening one, and which make it two."""

from typing import Any

import msgspec
import pytest

from clashwire_contracts.event import EventActor, EventMention, Place
from clashwire_contracts.mention import Location
from clashwire_contracts.span import Span
from tests.unit.enrich.resolve.newsroom import Desk, actor, article, mention, on, toll, town

RAID = {"event_type": "violence_against_civilians", "sub_event_type": "attack"}
SHELLING = {"event_type": "explosion_remote", "sub_event_type": "shelling_artillery_missile"}
BOMB = {"event_type": "explosion_remote", "sub_event_type": "remote_explosive_landmine_ied"}
FALL = {"sub_event_type": "non_state_actor_overtakes_territory"}
RECAPTURE = {"sub_event_type": "government_regains_territory"}


def one_happening(one: EventMention, other: EventMention, *titles: str) -> bool:
    """Whether two articles that make one mention each lead to one event."""
    first, second = titles or ("News", "News")
    desk = Desk()
    desk.read(article("one", [one], title=first), article("two", [other], title=second))
    return len(desk.standing) == 1


def place(name: str, precision: str, lat: float, admin1: str | None = "Oru") -> Place:
    """A place of the invented country, some degrees north."""
    return msgspec.structs.replace(
        town(name), precision=precision, admin1=admin1, location=Location(lat=lat, lon=24.0)
    )


def side(name: str, role: str) -> EventActor:
    return msgspec.structs.replace(actor(name), role=role)


KUMA = place("Kuma", "town", 12.0)
FAR_TOWN = place("Besh", "town", 14.0)
NEXT_TOWN = place("Tawl", "town", 12.15)
PROVINCE = place("Oru Province", "admin1", 16.0)
COUNTRY = msgspec.structs.replace(town("Sudan"), precision="country", location=None)
NOBODY: dict[str, Any] = {"actors": ()}


@pytest.mark.parametrize("spelling", ["Kūma", "Kouma", "KUMA city"])
def test_a_town_in_another_spelling_is_that_town(spelling: str) -> None:
    other = place(spelling, "town", 12.2)
    assert one_happening(mention("a", place=KUMA, **NOBODY), mention("b", place=other, **NOBODY))


def test_a_province_is_where_its_town_is_if_the_toll_or_the_target_agrees() -> None:
    bare = {**RAID, **NOBODY}
    counted = mention("a", place=KUMA, fatalities=toll(11), **bare)
    assert one_happening(counted, mention("b", place=PROVINCE, fatalities=toll(12), **bare))
    assert not one_happening(counted, mention("b", place=PROVINCE, fatalities=toll(40), **bare))
    assert not one_happening(counted, mention("b", place=PROVINCE, **bare))
    titles = ("Dozens shot in church", "Worshippers die in chapel")
    assert one_happening(
        mention("a", place=KUMA, **bare), mention("b", place=PROVINCE, **bare), *titles
    )


def test_a_region_named_for_short_holds_the_towns_of_its_parts() -> None:
    counted = {**RAID, **NOBODY, "fatalities": toll(11)}
    north = mention("a", place=place("Kuma", "town", 12.0, admin1="North Oru"), **counted)
    assert one_happening(north, mention("b", place=place("Oru", "region", 16.0, None), **counted))
    assert not one_happening(
        north, mention("b", place=place("South Oru", "region", 16.0, None), **counted)
    )


def test_two_towns_of_a_front_shelled_on_one_day_are_two() -> None:
    shelled = {**SHELLING, "actors": (side("army", "source"),)}
    assert not one_happening(
        mention("a", place=KUMA, fatalities=toll(8), **shelled),
        mention("b", place=NEXT_TOWN, fatalities=toll(6), **shelled),
    )


def test_a_village_and_the_next_town_are_one_if_the_same_dead_are_counted() -> None:
    raided = {**RAID, **NOBODY, "fatalities": toll(16)}
    assert one_happening(
        mention("a", place=KUMA, **raided), mention("b", place=NEXT_TOWN, **raided)
    )


def test_a_mine_between_two_towns_is_one_by_its_bus_and_its_dead() -> None:
    blast = {**BOMB, **NOBODY}
    one = mention("a", place=KUMA, fatalities=toll(10), **blast)
    other = mention("b", place=FAR_TOWN, fatalities=toll(11), **blast)
    assert one_happening(one, other, "Bus hits mine", "Explosion under passenger bus")
    assert not one_happening(one, other, "Bus hits mine", "Explosion in market")


def test_a_summary_that_names_the_country_alone_needs_two_marks() -> None:
    bombed = {**BOMB, "fatalities": toll(24)}
    one, other = mention("a", place=KUMA, **bombed), mention("b", place=COUNTRY, **bombed)
    assert one_happening(one, other)
    without = mention("b", place=COUNTRY, **{**bombed, **NOBODY})
    assert not one_happening(one, without)
    assert one_happening(one, without, "Mosque bombed", "Bomb in mosque")


def test_one_count_and_one_target_outweigh_another_type_and_another_name() -> None:
    one = mention("a", place=KUMA, actors=(actor("front"),), fatalities=toll(6), **RAID)
    other = mention("b", place=COUNTRY, actors=(actor("raiders"),), fatalities=toll(6))
    assert one_happening(one, other, "Bus stopped, six shot", "Six die in attack on bus")
    assert not one_happening(one, other, "Bus stopped, six shot", "Six die in attack")


def test_a_nights_attack_dated_by_evening_and_by_morning_is_one_by_its_toll() -> None:
    attacked = {**RAID, "actors": (side("front", "source"),), "place": KUMA}
    night = mention("a", occurred=on(19), fatalities=toll(12), **attacked)
    assert one_happening(night, mention("b", occurred=on(20), fatalities=toll(12), **attacked))
    assert not one_happening(night, mention("b", occurred=on(20), fatalities=toll(4), **attacked))
    assert not one_happening(night, mention("b", occurred=on(21), fatalities=toll(12), **attacked))


def test_two_dead_on_two_days_are_not_the_same_two() -> None:
    shelled = {**SHELLING, "place": KUMA, "fatalities": toll(2)}
    assert not one_happening(
        mention("a", occurred=on(19), **shelled), mention("b", occurred=on(20), **shelled)
    )


def test_the_battle_by_which_a_town_falls_is_its_fall() -> None:
    fall = mention("a", place=KUMA, **FALL)
    assert one_happening(fall, mention("b", place=KUMA, actors=()))
    assert not one_happening(fall, mention("b", place=KUMA, occurred=on(20), actors=()))


def test_a_fall_and_a_recapture_on_one_day_are_two() -> None:
    assert not one_happening(
        mention("a", place=KUMA, **FALL), mention("b", place=KUMA, **RECAPTURE)
    )


def test_a_raid_that_ends_in_an_abduction_is_one() -> None:
    taken = {**RAID, "sub_event_type": "abduction_forced_disappearance"}
    assert one_happening(mention("a", place=KUMA, **RAID), mention("b", place=KUMA, **taken))


def test_a_strike_is_one_whether_the_striker_or_the_struck_is_named() -> None:
    struck = {**SHELLING, "place": KUMA}
    assert one_happening(
        mention("a", **struck, actors=(side("army", "source"),)),
        mention("b", **struck, actors=(side("front", "target"),)),
    )


def test_battles_between_others_in_one_town_are_two_unless_the_same_dead_are_counted() -> None:
    mine, theirs = (actor("front"),), (actor("raiders"),)
    assert not one_happening(
        mention("a", place=KUMA, actors=mine), mention("b", place=KUMA, actors=theirs)
    )
    counted = {"place": KUMA, "fatalities": toll(12)}
    assert one_happening(
        mention("a", actors=mine, **counted), mention("b", actors=theirs, **counted)
    )


def test_a_battle_of_the_army_is_that_of_the_rebels_in_the_same_town() -> None:
    army, front = {"actors": (actor("army"),)}, {"actors": (actor("front"),)}
    assert one_happening(
        mention("a", place=KUMA, **army), mention("b", place=KUMA, **FALL, **front)
    )
    assert not one_happening(
        mention("a", place=KUMA, **army), mention("b", place=NEXT_TOWN, **front)
    )


def test_a_reprisal_is_not_the_raid_it_avenges() -> None:
    raid = mention("a", place=KUMA, actors=(side("front", "source"),), fatalities=toll(9), **RAID)
    reprisal = mention("b", place=KUMA, actors=(side("front", "target"),), fatalities=toll(5))
    assert not one_happening(raid, reprisal)


def test_what_was_hit_is_read_from_the_clause_too() -> None:
    bare = {**RAID, **NOBODY}
    school = (Span(text="gunmen burst into a girls' school", start=0, end=33),)
    pupils = (Span(text="Armed men seized pupils", start=0, end=23),)
    assert one_happening(
        mention("a", place=KUMA, evidence=school, **bare),
        mention("b", place=PROVINCE, evidence=pupils, **bare),
    )


def test_the_title_of_an_article_of_two_happenings_tells_of_neither() -> None:
    bare = {**RAID, **NOBODY}
    desk = Desk()
    desk.read(
        article("one", [mention("a", place=KUMA, **bare)], title="Church attacked"),
        article(
            "two",
            [mention("b", place=PROVINCE, **bare), mention("c", place=FAR_TOWN, **SHELLING)],
            title="Church attacked, town shelled",
        ),
    )
    assert desk.grouping() == {frozenset("a"), frozenset("b"), frozenset("c")}
