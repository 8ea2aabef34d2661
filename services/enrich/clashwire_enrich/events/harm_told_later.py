"""Deaths told later in a sentence than their people: "took two men from a bus and shot them dead".

Counted people and the verb of their death stand apart: behind a pronoun, as the second verb of one
subject, or with the verb left out ("two died at once and a third in hospital").
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clashwire_enrich.events.counted_people import Chain, Counted

_KILLED = (
    r"(?:kill(?:ed|ing)|execut(?:ed|ing)|murder(?:ed|ing)|behead(?:ed|ing)|slaughter(?:ed|ing)"
    r"|massacr(?:ed|ing)|lynch(?:ed|ing)|gunn(?:ed|ing) down|sho(?:t|oting) dead|strangl(?:ed|ing)"
    r"|hang(?:ed|ing)|decapitat(?:ed|ing)|necklac(?:ed|ing))"
)
_BY_FORCE = (
    r"(?:club(?:bed|bing)|beat(?:ing|en)?|hack(?:ed|ing)|ston(?:ed|ing)|stabb(?:ed|ing)"
    r"|burn(?:ed|t|ing)|bludgeon(?:ed|ing)|kick(?:ed|ing)|tortur(?:ed|ing)|put(?:ting)?"
    r"|set(?:ting)?"
    r"|shot|shooting|batter(?:ed|ing)|crush(?:ed|ing)|trampl(?:ed|ing))"
)
_THEM = r"(?P<whom>them|him|her|both|all of them|both of them)(?: all| both)?"
_DONE_TO_THEM = re.compile(
    rf"\b(?:{_KILLED} {_THEM}(?! and\b)"
    rf"|{_BY_FORCE} {_THEM.replace('whom', 'who')}(?: (?!and\b)[\w'\u2019-]+){{0,5}}? (?:to death"
    r"|alive|dead|until (?:they|he|she) (?:were|was) dead|in the (?:head|neck)|at close range))\b",
    re.IGNORECASE,
)
_DIED = (
    r"(?:died|perished|succumbed|expired|bled to death|passed away|(?:was|were|been) (?:\w+ly "
    r"|later"
    r" |then |both |all |himself )?(?:killed|shot dead|shot and killed|gunned down|beaten to death"
    r"|executed|murdered|lynched|hacked to death|burned (?:alive|to death)|fatally \w+|mortally \w+"
    r"|blown (?:up|apart)|crushed))"
)
_DIED_SOON = re.compile(rf"[^.;]{{0,40}}?\b{_DIED}", re.IGNORECASE)
_AS_SECOND_VERB = re.compile(
    rf"(?:,? and|,? but|, then) (?:(?:later|then|eventually|subsequently|has|have|had|both|all|also"
    rf"|soon|\w+ly) ){{0,3}}{_DIED}(?![\w-])(?! of (?:cancer|old))",
    re.IGNORECASE,
)
_AFTER_RELATIVE = re.compile(
    rf",? (?:who|whose|that) (?:(?!\b(?:that|when|after|where|while|before|as|said|who)\b)[^.;:])"
    rf"{{3,110}}?,? {_DIED}(?![\w-])",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(
    r"[;:\"\u201c]|\b(?:said|says|told|while|when|where|but|whose|that)\b", re.IGNORECASE
)
_OPENING = re.compile(r"(?:[^.;:]{0,60}, )?(?:(?:one of |some of )\w+ )?", re.IGNORECASE)
_NOT_SUBJECT = re.compile(r"[a-z]")
_HIM_AND_OTHERS = re.compile(
    r"\bkill(?:ed|ing|s) (?P<self>him|her) and (?:at least |some |about )?(?=[\w-])",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r" (?:on|in|at|later|while|outside|inside|near|of (?:his|her|their) wounds)\b"
    r"(?![^,.;]*\b(?:was|were|had|has|have|is|are|said|told)\b)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?: (?!was\b|were\b|had\b)[\w'\u2019-]+){0,7}?,? and $")
_HIS_LIFE = re.compile(
    r"\b(?:took|taking|claimed|cost) (?:(?:him|her) )?(?P<life>(?:his|her) (?:own )?life)\b",
    re.IGNORECASE,
)


class ToldLater(NamedTuple):
    """A counted phrase whose death is told elsewhere in its sentence, and the rule."""

    member: Counted
    rule: str


def told_later(text: str, chains: Sequence[Chain], untold: Sequence[Chain]) -> Iterator[ToldLater]:
    """Sentence, its chains and those of no harm yet -> the phrases among these that were killed."""
    for chain, rule in (
        *_by_pronoun(text, chains, untold),
        *_as_subject(text, untold),
        *_left_out(text, chains, untold),
    ):
        for member in chain.members:
            if member.kind_of_noun in {"people", "agent", "bare", "other"}:
                yield ToldLater(member, rule)


def him_too(text: str) -> Iterator[tuple[int, int]]:
    """Sentence -> where one more than those counted is killed: "killing him and two aides"."""
    for match in _HIM_AND_OTHERS.finditer(text):
        yield match.span("self")


def own_life(text: str) -> Iterator[tuple[int, int]]:
    """Sentence -> where something took the life of one person named before: "took his life"."""
    for match in _HIS_LIFE.finditer(text):
        yield match.span("life")


def _by_pronoun(
    text: str, chains: Sequence[Chain], untold: Sequence[Chain]
) -> Iterator[tuple[Chain, str]]:
    for match in _DONE_TO_THEM.finditer(text):
        several = (match["whom"] or match["who"]).casefold() not in {"him", "her"}
        before = [c for c in chains if c.reach <= match.start() and _is_object(text, c)]
        fitting = [c for c in before if _are_several(c) == several and _are_people(c)]
        if fitting and fitting[-1] in untold:
            yield fitting[-1], "told_of_them"


def _are_people(chain: Chain) -> bool:
    return all(one.kind_of_noun in {"people", "agent", "other"} for one in chain.members)


def _are_several(chain: Chain) -> bool:
    return len(chain.members) > 1 or chain.members[0].quantity.value != 1


def _is_object(text: str, chain: Chain) -> bool:
    """Whether words stand before a chain, or a passive behind it: it is not who acts."""
    passive = re.match(r"[^.;,]{0,60}? (?:was|were)\b", text[chain.reach :])
    return bool(_NOT_SUBJECT.search(text[: chain.start])) or passive is not None


def _as_subject(text: str, untold: Sequence[Chain]) -> Iterator[tuple[Chain, str]]:
    """Chains that open the sentence and whose second verb, or main verb, tells of their death."""
    for chain in untold:
        if not _are_people(chain) or _OPENING.fullmatch(text, 0, chain.start) is None:
            continue
        second = _AS_SECOND_VERB.search(text, chain.reach)
        if second is not None and not _NEW_CLAUSE.search(text, chain.reach, second.start()):
            yield chain, "second_verb"
        elif _AFTER_RELATIVE.match(text, chain.reach):
            yield chain, "relative_clause"


def _left_out(
    text: str, chains: Sequence[Chain], untold: Sequence[Chain]
) -> Iterator[tuple[Chain, str]]:
    for chain in untold:
        earlier = [c for c in chains if c.reach < chain.start and c not in untold]
        if not earlier or not _are_people(chain) or not _LEFT_OUT.match(text, chain.reach):
            continue
        told = _DIED_SOON.match(text, earlier[-1].reach)
        if told is not None and _BESIDE.fullmatch(text, told.end(), chain.start):
            yield chain, "verb_left_out"
