"""Whether mentions of two articles are the same happening: a symmetric, pure decision.

It looks at two articles alone, never at an event grown so far, so the grouping that follows from
it does not depend on the order in which articles arrive.
"""

from datetime import timedelta

from clashwire_contracts.event_types import BY_SLUG
from clashwire_enrich.resolve.copies import is_copy
from clashwire_enrich.resolve.features import ArticleFeatures, MentionFeatures
from clashwire_enrich.resolve.places import is_specific, is_vague, place_affinity

_SAME_WORDS = 1_000
_COPIED = 500
_SAME_PLACE = 3  # place_affinity of places of one name
_CHANGES_OF_HANDS = frozenset(
    {"government_regains_territory", "non_state_actor_overtakes_territory"}
)
Link = tuple[str, str]


def link_articles(one: ArticleFeatures, other: ArticleFeatures) -> tuple[Link, ...]:
    """Two articles -> pairs of mention ids that tell of the same happening, each used once.

    An article tells its happenings apart, so each of its mentions finds one partner: the best.
    """
    if not any(comparable(mine, theirs) for mine in one.mentions for theirs in other.mentions):
        return ()
    copied = are_copies(one, other)
    scored = [
        (-score, sorted((mine.mention_id, theirs.mention_id)), mine.mention_id, theirs.mention_id)
        for mine in one.mentions
        for theirs in other.mentions
        if (score := affinity(mine, theirs, copied=copied)) > 0
    ]
    links: list[Link] = []
    used: set[str] = set()
    for _, _, mine_id, theirs_id in sorted(scored):
        if mine_id not in used and theirs_id not in used:
            used |= {mine_id, theirs_id}
            links.append((mine_id, theirs_id))
    return tuple(links)


def are_copies(one: ArticleFeatures, other: ArticleFeatures) -> bool:
    """Whether two articles carry the same text."""
    same = one.content_hash == other.content_hash and one.digest is not None
    return same or is_copy(one.digest, other.digest)


def comparable(one: MentionFeatures, other: MentionFeatures) -> bool:
    """Whether two mentions are of one kind; nothing else can make them the same happening."""
    return one.reality == other.reality and not one.families.isdisjoint(other.families)


def affinity(one: MentionFeatures, other: MentionFeatures, *, copied: bool) -> int:
    """How well two mentions agree; 0 when they are not the same happening."""
    if not comparable(one, other):
        return 0
    if copied and one.evidence and one.evidence == other.evidence:
        return _SAME_WORDS
    if one.first > other.last or other.first > one.last:
        return 0
    place = place_affinity(one.place, other.place)
    score = _agreement(one, other, place)
    if copied and place and one.sub_event_type == other.sub_event_type:
        return _COPIED + score
    return score if _enough(one, other, place) else 0


def may_be_active_together(one: ArticleFeatures, other: ArticleFeatures, span: timedelta) -> bool:
    """Whether two articles were fetched close enough for one event to hold both."""
    return abs(one.fetched_at - other.fetched_at) <= span


def _enough(one: MentionFeatures, other: MentionFeatures, place: int) -> bool:
    """Whether place and parties together suffice; the vaguer the place, the more parties."""
    shared = len(one.parties & other.parties)
    named = min(len(one.parties), len(other.parties))
    dated = one.dated and other.dated
    if place == _SAME_PLACE and dated and _same_kind_and_day(one, other):
        return True  # outlets name the sides differently, or only those who claim it
    if place == _SAME_PLACE and _same_ground(one, other):
        return True  # one outlet names who took it, another who lost it
    if place == 0 or (named and not shared):
        return False
    if is_specific(one.place) and is_specific(other.place):
        return shared > 0 or dated
    if is_vague(one.place) or is_vague(other.place):
        same_day = dated and (one.first, one.last) == (other.first, other.last)
        return same_day and shared > 1 and one.sub_event_type == other.sub_event_type
    return dated and shared >= min(2, max(1, named))


def _same_kind_and_day(one: MentionFeatures, other: MentionFeatures) -> bool:
    """A bomb, strike or attack of one type at specific places on days that end alike.

    Who did it is often unknown or only claimed; two battles between others are two.
    """
    if BY_SLUG[one.sub_event_type].event_type == "battle":
        return False
    specific = is_specific(one.place) and is_specific(other.place)
    return specific and one.sub_event_type == other.sub_event_type and one.last == other.last


def _same_ground(one: MentionFeatures, other: MentionFeatures) -> bool:
    """One type of change of hands at one specific place, on days that may be the same."""
    specific = is_specific(one.place) and is_specific(other.place)
    return specific and one.sub_event_type == other.sub_event_type in _CHANGES_OF_HANDS


def _agreement(one: MentionFeatures, other: MentionFeatures, place: int) -> int:
    same_day = one.dated and other.dated and one.last == other.last
    return (
        4 * place
        + 2 * min(3, len(one.parties & other.parties))
        + 3 * (one.sub_event_type == other.sub_event_type)
        + 2 * same_day
    )
