"""Toll shares: counts that are part of another ("including three children"), not added to it."""

import re
from typing import Literal

from clashwire_contracts.vocabulary import NumberKind
from clashwire_enrich.events.counted_people import Chain
from clashwire_enrich.events.harm_frames import LEFT_CHARACTERS, said_after

_DEAD = r"(?:dead|killed|victims|fatalities|slain|bodies)"
_HURT = r"(?:wounded|injured|hurt|injuries)"
_AHEAD = re.compile(
    rf"(?:\b(?:including|among (?:them|whom)(?:,| were| was| are| is)?|amongst them|notably"
    rf"|most of them|as well as the)"
    rf"|\b(?P<dead>among (?:the|those) (?:\w+ )?{_DEAD}(?: (?:were|was|are|is))?"
    rf"|{_DEAD} (?:also )?includ(?:ed?|es|ing))"
    rf"|\b(?P<hurt>among (?:the|those) {_HURT}(?: (?:were|was|are|is))?"
    rf"|{_HURT} (?:also )?includ(?:ed?|es|ing)))(?: at least| also)?"
    rf" (?:the |his |her |their |its )?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf" (?:(?:was|were|is|are) )?among (?:them\b|(?:the|those) (?:(?P<dead>{_DEAD})"
    rf"|(?P<hurt>{_HURT}))\b)",
    re.IGNORECASE,
)
_GRAVELY = re.compile(
    r"(?: of them)?(?: (?:are|is|were|was))? (?:(?:very |more )?(?:seriously|critically|badly"
    r"|severely|slightly|lightly|gravely)|in (?:an? )?(?:critical|serious|grave|stable))\b",
    re.IGNORECASE,
)


def share_of(text: str, chain: Chain) -> NumberKind | Literal["same"] | None:
    """Sentence and chain -> what those counted are part of; `same` as counted before; else None."""
    first = chain.members[0]
    ahead = _AHEAD.search(text[max(0, first.start - LEFT_CHARACTERS) : first.start])
    for found in (ahead, _BEHIND.match(text, chain.reach)):
        if found is not None:
            return "killed" if found["dead"] else "wounded" if found["hurt"] else "same"
    if first.kind_of_noun == "bare" and _GRAVELY.match(text, chain.reach):
        return "wounded"
    if not first.of_what:
        return None
    after = said_after(text, chain.reach, bare=True)
    if first.of_what == "of_the_dead":
        return "killed"
    if first.of_what == "of_the_hurt":
        return None if after is not None and after.kind == "killed" else "wounded"
    return None if after is not None else "same"
