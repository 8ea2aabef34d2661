"""What of a mention decides whether another mention is the same happening."""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.event import EventActor, EventMention, Occurred, Place
from clashwire_contracts.event_types import BY_SLUG, CHANGES_OF_HANDS
from clashwire_contracts.ids import normalise
from clashwire_enrich.resolve.copies import Digest, read_digest
from clashwire_enrich.resolve.scenes import scenes_of
from clashwire_enrich.resolve.tolls import Toll, toll_of
from clashwire_enrich.text.document import publication

_ON_OR_BEFORE_DAYS = 2  # an undated report tells of these last days
STRIKES = frozenset(
    slug for slug, entry in BY_SLUG.items() if entry.event_type == "explosion_remote"
)
# One outlet's air strike is another's shelling or plain attack, and the battle by which a town
# changes hands is to others a clash: types within a family are the same happening if place, time
# and parties agree. A type without a family is its own.
_FAMILIES: dict[str, frozenset[str]] = {
    **dict.fromkeys(STRIKES, frozenset({"strike"})),
    **dict.fromkeys(("armed_clash", *CHANGES_OF_HANDS), frozenset({"fighting"})),
    "attack": frozenset({"strike", "fighting", "raid"}),
    "abduction_forced_disappearance": frozenset({"raid"}),
    "peaceful_protest": frozenset({"protest"}),
    "protest_with_intervention": frozenset({"protest"}),
    "excessive_force_against_protesters": frozenset({"protest"}),
    "violent_demonstration": frozenset({"riot"}),
    "mob_violence": frozenset({"riot"}),
}
_HAPPENED = {"actual", "claimed"}
_STATE = "state:"
_UNNAMED = "unidentified-armed-group"


class MentionFeatures(msgspec.Struct, frozen=True, kw_only=True):
    """A mention as matching sees it; `first` and `last` bound the days it may have happened.

    `parties` are the belligerents, states by country; `dated` tells a date in the text from one
    taken from the publication.
    """

    mention_id: str
    sub_event_type: str
    families: frozenset[str]
    reality: str
    first: date
    last: date
    dated: bool
    place: Place
    parties: frozenset[str]
    attackers: frozenset[str]
    attacked: frozenset[str]
    toll: Toll
    scenes: frozenset[str]
    evidence: str


class ArticleFeatures(msgspec.Struct, frozen=True, kw_only=True):
    """An article as matching sees it."""

    article_id: str
    fetched_at: datetime
    content_hash: str
    digest: Digest | None
    mentions: tuple[MentionFeatures, ...]


def article_features(article: ArticleMentions) -> ArticleFeatures:
    """ArticleMentions -> what matching needs of it."""
    told = (publication(article.published_at) or article.fetched_at).date()
    news = sum(not mention.background for mention in article.events)
    title = article.title if news == 1 else ""  # else nobody knows which of them it tells
    return ArticleFeatures(
        article_id=article.article_id,
        fetched_at=article.fetched_at,
        content_hash=article.content_hash,
        digest=read_digest(article.sketch),
        mentions=tuple(mention_features(mention, told, title) for mention in article.events),
    )


def mention_features(mention: EventMention, told: date, title: str) -> MentionFeatures:
    """A mention, the day it was told and the title that tells of it -> its features."""
    first, last = days_of(mention.occurred, told)
    return MentionFeatures(
        mention_id=mention.mention_id,
        sub_event_type=mention.sub_event_type,
        families=_FAMILIES.get(mention.sub_event_type, frozenset({mention.sub_event_type})),
        reality="happened" if mention.realis in _HAPPENED else mention.realis,
        first=first,
        last=last,
        dated=mention.occurred.start is not None or mention.occurred.end is not None,
        place=mention.place,
        parties=parties_of(mention.actors),
        attackers=parties_of(actor for actor in mention.actors if actor.role == "source"),
        attacked=parties_of(actor for actor in mention.actors if actor.role == "target"),
        toll=toll_of(mention.fatalities),
        scenes=scenes_of((title, *(span.text for span in mention.evidence))),
        evidence=normalise(mention.evidence[0].text) if mention.evidence else "",
    )


def days_of(occurred: Occurred, told: date) -> tuple[date, date]:
    """When it may have happened -> first and last day; an undated one, the days before told."""
    start, end = occurred.start, occurred.end
    if start is not None and end is not None:
        return (start, end) if start <= end else (end, start)
    if start is not None:
        return start, max(start, min(_days_after(start, _ON_OR_BEFORE_DAYS), told))
    if end is not None:
        return _days_after(end, -_ON_OR_BEFORE_DAYS), end
    return _days_after(told, -_ON_OR_BEFORE_DAYS), told


def _days_after(day: date, days: int) -> date:
    """So many days after a day, or the calendar's last or first day where it ends before."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def parties_of(actors: Iterable[EventActor]) -> frozenset[str]:
    """Actors -> the parties among them; a state's army and its government are one party.

    Fighters whom nobody names are none: they may be anyone's.
    """
    return frozenset(
        f"{_STATE}{actor.country}"
        if actor.kind == "state" and actor.country
        else f"actor:{actor.actor_id}"
        for actor in actors
        if actor.kind != "civilian" and actor.role != "affected" and actor.actor_id != _UNNAMED
    )


def is_state(party: str) -> bool:
    """Whether a party, as `parties_of` names it, is a state with all its forces."""
    return party.startswith(_STATE)
