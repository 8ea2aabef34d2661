"""Carriers: the outlets that pass a claim on; they are never its speaker."""

from collections.abc import Sequence

from clashwire_enrich.hearing import Heard
from clashwire_enrich.words import Range


def carriers(heard: Sequence[Heard], index: int) -> tuple[str, ...]:
    """All that was heard, and one of it -> the outlets over its words or its paragraph.

    A closing tag ("..., she said, Reuters reported") covers its speaker's earlier words in the
    same paragraph too.
    """
    own = heard[index]
    return tuple(
        other.voice.outlet.removeprefix("the ")
        for other in heard
        if other.voice.outlet is not None
        and other.attribution.paragraph == own.attribution.paragraph
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
