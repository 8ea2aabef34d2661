"""Shadows: words beside a happening that only name it again, or what it was meant to bring."""

from collections import defaultdict
from collections.abc import Sequence

from clashwire_contracts.event_types import CLASH_TYPES
from clashwire_enrich.events.event_draft import Draft

_NOT_YET = frozenset({"planned", "hypothetical"})
_WEAPONS = frozenset({"ied", "shelling", "air", "suicide", "grenade", "chemical", "attack", "hit"})
_TALKED_OVER = frozenset({"agreement", "clash"})
_STRATEGIC = frozenset(
    {"talks", "group", "arrest", "agreement", "base", "handover", "protest", "dispersed", "coup"}
    | {"looting", "base", "abduct"}
)


def without_shadows(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts in text order -> the same without those that another in their sentence casts."""
    beside = defaultdict[int, list[Draft]](list)
    for draft in drafts:
        beside[draft.trigger.sentence].append(draft)
    return tuple(d for d in drafts if not _is_shadow(d, beside[d.trigger.sentence]))


def _is_shadow(draft: Draft, beside: Sequence[Draft]) -> bool:
    others = [one for one in beside if one is not draft]
    rule = draft.trigger.rule
    told = {one.trigger.rule for one in others if one.realis not in _NOT_YET}
    return (
        (draft.realis in _NOT_YET and _was_meant(rule, told))
        or (rule == "talks" and draft.is_occasion and bool(told - {"talks"}))
        or (rule in _WEAPONS and "disrupted" in told and not draft.figures)
        or (_surrenders(draft) and bool(told & {"capture", "retake", "handover"}))
        or _is_occasion(draft, told)
    )


def _was_meant(rule: str, told: set[str]) -> bool:
    """Whether what was planned came about, was talked over or was what a fight began with.

    "Tried to enter the base but were driven off", "met to discuss a truce", "a gunfight broke out
    as police tried to arrest".
    """
    if rule in told:
        return True
    return (rule in _TALKED_OVER and "talks" in told) or (rule == "arrest" and "clash" in told)


def _surrenders(draft: Draft) -> bool:
    words = draft.trigger.text.casefold()
    return draft.trigger.rule == "group" and words.startswith("surrender")


def _is_occasion(draft: Draft, told: set[str]) -> bool:
    """Whether a clash is only what a step followed: "expelled the envoy over the attack"."""
    return (
        draft.trigger.event_type in CLASH_TYPES
        and draft.trigger.voice == "noun"
        and (draft.refers_back or draft.is_occasion)
        and not draft.figures
        and bool(told & _STRATEGIC)
    )
