"""What two mentions have in common: two mentions' features -> a likeness to decide by."""

import msgspec

from clashwire_contracts.event_types import BY_SLUG, CHANGES_OF_HANDS
from clashwire_enrich.resolve.features import STRIKES, MentionFeatures, is_state
from clashwire_enrich.resolve.places import Nearness, is_specific, is_vague, nearness

_FEW_DAYS = 2  # from first to last: an evening with its night, or a report that gives no day
_GROWTH = 1.5  # a toll that grows by more within days is rarely the same


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How two mentions compare; the same whichever comes first.

    `days_apart` is 0 when they may be of one day, else 1; `dated` says that both texts give a
    day, and `same_time` that both give few days with one in common.
    `turned_parties` counts the shared ones that attack in one and are attacked in the other,
    `named_parties` those of the mention that names fewer; `other_parties` says that both name
    some and none is shared, `army_and_others` that one names a state alone and the other one
    party that is none.
    """

    nearness: Nearness
    specific: bool
    both_vague: bool
    days_apart: int
    dated: bool
    same_days: bool
    same_last_day: bool
    same_time: bool
    shared_parties: int
    turned_parties: int
    named_parties: int
    other_parties: bool
    army_and_others: bool
    same_type: bool
    battle: bool
    strike: bool
    changes_hands: bool
    mixes_change_of_hands: bool
    equal_toll: bool
    same_toll: bool
    another_toll: bool
    other_toll: bool
    same_scene: bool

    @property
    def score(self) -> int:
        """How alike they are, to choose between two that may both be the same."""
        return (
            4 * self.nearness
            + 2 * min(3, self.shared_parties)
            + 3 * self.same_type
            + 2 * self.same_last_day
            + 3 * self.same_toll
            + 2 * self.same_scene
            + 1  # alike at all
        )


def compare(one: MentionFeatures, other: MentionFeatures) -> Likeness | None:
    """Two mentions -> their likeness; None when their days or places are apart, as most are."""
    days_apart = _days_apart(one, other)
    if days_apart > 1:
        return None
    near = nearness(one.place, other.place)
    return None if near is Nearness.APART else _likeness(one, other, days_apart, near)


def _likeness(
    one: MentionFeatures, other: MentionFeatures, days_apart: int, near: Nearness
) -> Likeness:
    dated = one.dated and other.dated
    shared = len(one.parties & other.parties)
    named = min(len(one.parties), len(other.parties))
    types = {one.sub_event_type, other.sub_event_type}
    changing = types & CHANGES_OF_HANDS
    return Likeness(
        nearness=near,
        specific=is_specific(one.place) and is_specific(other.place),
        both_vague=is_vague(one.place) and is_vague(other.place),
        days_apart=days_apart,
        dated=dated,
        same_days=(one.first, one.last) == (other.first, other.last),
        same_last_day=dated and one.last == other.last,
        same_time=dated and days_apart == 0 and max(_span(one), _span(other)) <= _FEW_DAYS,
        shared_parties=shared,
        turned_parties=len(one.attackers & other.attacked | one.attacked & other.attackers),
        named_parties=named,
        other_parties=named > 0 and shared == 0,
        army_and_others=_army_and_others(one.parties, other.parties),
        same_type=len(types) == 1,
        battle=any(BY_SLUG[slug].event_type == "battle" for slug in types),
        strike=bool(types & STRIKES),
        changes_hands=bool(changing),
        mixes_change_of_hands=bool(changing) and len(types) > 1,
        equal_toll=one.toll.equals(other.toll),
        same_toll=one.toll.agrees(other.toll),
        another_toll=one.toll.differs(other.toll, times=_GROWTH),
        other_toll=one.toll.differs(other.toll),
        same_scene=not one.scenes.isdisjoint(other.scenes),
    )


def _army_and_others(one: frozenset[str], other: frozenset[str]) -> bool:
    alone = len(one) == len(other) == 1
    return alone and sum(is_state(party) for party in one | other) == 1


def _span(mention: MentionFeatures) -> int:
    return (mention.last - mention.first).days


def _days_apart(one: MentionFeatures, other: MentionFeatures) -> int:
    return max(0, (one.first - other.last).days, (other.first - one.last).days)
