"""Whether mentions of two articles are the same happening: a symmetric, pure decision.

It looks at two articles alone, never at an event grown so far, so the grouping that follows from
it does not depend on the order in which articles arrive.
"""

from collections.abc import Callable
from datetime import timedelta

from clashwire_contracts.event_types import CHANGES_OF_HANDS
from clashwire_enrich.resolve.copies import is_copy
from clashwire_enrich.resolve.features import ArticleFeatures, MentionFeatures
from clashwire_enrich.resolve.likeness import Likeness, compare
from clashwire_enrich.resolve.places import Nearness

_SAME_WORDS = 1_000
_COPIED = 500
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
    """Whether two mentions are of one kind; nothing else can make them the same happening.

    A town is not taken and retaken in one: two changes of hands are of one kind if of one type.
    """
    if one.reality != other.reality or one.families.isdisjoint(other.families):
        return False
    both_change = {one.sub_event_type, other.sub_event_type} <= CHANGES_OF_HANDS
    return one.sub_event_type == other.sub_event_type or not both_change


def affinity(one: MentionFeatures, other: MentionFeatures, *, copied: bool) -> int:
    """How well two mentions agree; 0 when they are not the same happening."""
    if not comparable(one, other):
        return 0
    if copied and one.evidence and one.evidence == other.evidence:
        return _SAME_WORDS
    like = compare(one, other)
    if like is None:
        return 0
    if like.days_apart == 0 and copied and like.same_type:
        return _COPIED + like.score
    return like.score if same_happening(like) else 0


def same_happening(like: Likeness) -> bool:
    """Whether two mentions of one kind agree enough; the vaguer the place, the more it takes."""
    if like.days_apart:
        return _same_over_a_night(like)
    if like.mixes_change_of_hands and not like.same_last_day:
        return False  # a town may be fought over for days before it falls, and after
    return _ENOUGH[like.nearness](like)


def may_be_active_together(one: ArticleFeatures, other: ArticleFeatures, span: timedelta) -> bool:
    """Whether two articles were fetched close enough for one event to hold both."""
    return abs(one.fetched_at - other.fetched_at) <= span


def _same_over_a_night(like: Likeness) -> bool:
    """One outlet dates a night's attack by its evening, another by its morning.

    A front is shelled every day, so place and party are not enough: the toll must agree too.
    """
    marked = like.shared_parties > 0 or (like.same_scene and not like.other_parties)
    return like.nearness is Nearness.SAME and like.same_type and like.same_toll and marked


def _same_at_one_place(like: Likeness) -> bool:
    if like.other_parties:
        return _same_but_for_the_sides(like)
    if not like.specific:
        by_side = like.dated and like.shared_parties >= min(2, max(1, like.named_parties))
        return by_side or _same_in_a_region(like)
    return (like.shared_parties > 0 or like.dated) and not _is_reprisal(like)


def _is_reprisal(like: Likeness) -> bool:
    """Whether one may be the other's cause: of another type and toll, the same on no one side."""
    one_sided = like.shared_parties > like.turned_parties
    return like.another_toll and not (like.same_type or like.changes_hands or one_sided)


def _same_but_for_the_sides(like: Likeness) -> bool:
    """One outlet names one side, another the other: a bomb, strike or raid, a change of hands.

    Two battles on one day between others are two, unless the same dead are counted; that of an
    army alone is that of the rebels alone in the same town.
    """
    if like.specific and like.same_type and like.changes_hands:
        return True
    if like.specific and like.same_time and like.army_and_others:
        return True
    if like.battle or not like.specific:
        return like.same_time and like.equal_toll and like.same_type
    return like.same_time and (like.same_type or like.same_toll or like.same_scene)


def _same_close_by(like: Likeness) -> bool:
    """One outlet names the village, another the next town; on a front these are two."""
    if not like.dated or like.other_parties or like.other_toll:
        return False
    if like.equal_toll or (like.same_scene and (like.same_type or like.same_toll)):
        return True
    if like.shared_parties > 1:
        return like.same_type
    return like.shared_parties > 0 and like.same_type and like.same_last_day and not like.strike


def _same_in_a_region(like: Likeness) -> bool:
    if not like.dated or like.other_parties or like.other_toll:
        return False
    return like.shared_parties > 1 or (like.same_time and (like.same_toll or like.same_scene))


def _same_by_its_marks(like: Likeness) -> bool:
    """A road has two ends, and a summary often names the country alone: type and marks agree.

    Where both the count and the target are one, type and sides may have been read otherwise.
    """
    if like.same_time and like.equal_toll and like.same_scene:
        return True
    if not (like.same_time and like.same_type) or like.other_parties or like.other_toll:
        return False
    if like.both_vague and like.same_days and like.shared_parties > 1:
        return True
    return like.same_toll + like.same_scene + (like.shared_parties > 0) > 1


_ENOUGH: dict[Nearness, Callable[[Likeness], bool]] = {
    Nearness.SAME_COUNTRY: _same_by_its_marks,
    Nearness.SAME_DIVISION: _same_by_its_marks,
    Nearness.WITHIN: _same_in_a_region,
    Nearness.NEAR: _same_close_by,
    Nearness.SAME: _same_at_one_place,
}
