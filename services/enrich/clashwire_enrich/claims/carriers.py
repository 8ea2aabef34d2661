"""Carriers: the outlets that pass a claim on; they are never its speaker."""

from collections.abc import Mapping, Sequence

from clashwire_enrich.claims.hearing import Heard
from clashwire_enrich.text.words import Range


def outlets_heard(heard: Sequence[Heard]) -> dict[int, tuple[Heard, ...]]:
    """All that was heard -> what outlets passed on, by paragraph."""
    found: dict[int, list[Heard]] = {}
    for one in heard:
        if one.voice.outlet is not None:
            found.setdefault(one.attribution.paragraph, []).append(one)
    return {paragraph: tuple(outlets) for paragraph, outlets in found.items()}


def carriers(
    heard: Sequence[Heard], index: int, outlets: Mapping[int, Sequence[Heard]]
) -> tuple[str, ...]:
    """All that was heard, and one of it -> the outlets over its words or its paragraph.

    A closing tag ("..., she said, Reuters reported") covers its speaker's earlier words in the
    same paragraph too.
    """
    own = heard[index]
    return tuple(
        other.voice.outlet.removeprefix("the ")
        for other in outlets.get(own.attribution.paragraph, ())
        if other.voice.outlet is not None
        and (
            _overlap(other.attribution.content, own.attribution.content)
            or _closes(heard, own, other)
        )
    )


def _overlap(first: Range, second: Range) -> bool:
    return first.start < second.end and second.start < first.end


def _closes(heard: Sequence[Heard], own: Heard, tag: Heard) -> bool:
    if tag.attribution.rule != "tag" or own.attribution.cue.start > tag.attribution.cue.start:
        return False
    return any(
        one.voice.outlet is None
        and one.voice.speaker == own.voice.speaker
        and _overlap(tag.attribution.content, one.attribution.content)
        for one in heard
    )
