"""Counted people: number and noun phrases of a sentence, joined into coordinated chains."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from clashwire_enrich.events.people_words import (
    PERSON,
    STOP,
    is_agent,
    is_one_person,
    is_thing,
    person_end,
)
from clashwire_enrich.text.quantities import QUANTITY, Quantity, read_quantity

Noun = Literal["people", "bare", "agent", "other", "thing", "deaths", "injuries"]
Share = Literal["", "of_them", "of_the_dead", "of_the_hurt"]


class Counted(NamedTuple):
    """One counted phrase: `start`..`end` its number, `noun` its noun, `reach` where it ends.

    `of_what` tells which part of people counted before it is ("three of them").
    """

    start: int
    end: int
    noun: tuple[int, int]
    reach: int
    quantity: Quantity
    kind_of_noun: Noun
    of_what: Share


class Chain(NamedTuple):
    """Phrases joined by commas and "and": what is told of one is told of all."""

    members: tuple[Counted, ...]

    @property
    def start(self) -> int:
        """Where its first phrase begins."""
        return self.members[0].start

    @property
    def reach(self) -> int:
        """Where its last phrase ends."""
        return self.members[-1].reach


_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august"
    r"|september|october|november|december)"
)
_NUMBER = re.compile(
    rf"(?<![\w.,:$\u20ac\u00a3/\u2013-])(?<!\bno )(?<!\bany )(?<!\bevery ){QUANTITY}"
    rf"(?!%|[.,:/]\d|[-\u2010\u2011]\w|(?:st|nd|rd|th)\b|\.? {_MONTH}\b)",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE = re.compile(
    rf"(?:\b{_MONTH}\.?|\b(?:aged?|grade|number|no|article|section|brigade|route|highway|chapter"
    r"|ages?|room|unit|channel|at|since|until|by|in))\s$",
    re.IGNORECASE,
)
_ONLY_A_DATE = re.compile(
    rf"\b{_MONTH}\.?\s$|\b(?:village|town|city|communit(?:y|ies)|camp|settlement|hamlet"
    rf"|population|home|father|mother|parents?) (?:of|to) $|\b(?:grade|number|article|section"
    rf"|route) $|\baged? (?:\w+(?:, \w+)*,? (?:and|to) )?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_WORD = rf"(?!{STOP})(?:[^\W\d_][\w'\u2019-]*|\d{{1,2}}-year-olds?)"
_RUN = re.compile(rf"(?: {_WORD}){{1,7}}", re.IGNORECASE)
_PART = re.compile(
    r" of (?:(?P<them>them|whom|these|which|those(?! (?:hit|struck|caught|shot|on board|aboard"
    r"|inside|in"
    r"|at|taken|trapped|held|present|injured|wounded|killed|who)\b))\b"
    r"|(?:the|those|its|their|our|his|some) (?:\w+ )?(?:(?P<dead>dead|deaths|killed|victims"
    r"|fatalities|who died)|(?P<hurt>wounded|injured|hurt|injuries))\b"
    r"|(?:the|its|their|our|his|her|those|these|my|at least|more than|some)\b"
    r"(?: (?:\d[\d,]*|" + r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty|forty|fifty|sixty|dozens?|hundreds?)(?! of\b))?(?: or so)?(?P<whole>))",
    re.IGNORECASE,
)
_ECHOED = re.compile(r" \(\d+\)")  # "fourteen (14)"
# "two girls, 6 and 9, died": ages.
_AGES = re.compile(r"(?<=[A-Za-z]), \d{1,2}(?:, \d{1,2})*(?:,? and \d{1,2})?(?=,)")
_AGE = (
    r"(?:\d{1,2}|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|\w+teen|seven|eight|nine|ten"
    r"|eleven|twelve|five|six|four|three)"
)
_OF_AGE = re.compile(  # "a man of about 64", "a girl of nine"
    rf" (?:of|aged) (?:about |around |only |just |some |barely )?{_AGE}(?=[ ,.;]|$)"
    r"(?! (?:children|members|people|or|days|months|years|soldiers|brothers|sisters))",
    re.IGNORECASE,
)
_OF_ONE = re.compile(
    r"\b(?:an?|one|the|another) (?:[\w-]+ ){0,3}(?:m[ae]n|woman|boy|girl|child|youth|teenager|baby"
    r"|student|pupil|person|youngster|nun|lad|son|daughter|infant|toddler)$",
    re.IGNORECASE,
)
_ALSO = re.compile(  # "twelve patients and staff", "dozens of Houthi and government fighters"
    rf" (?:and|or) (?!\d)(?:(?!{STOP}|\d)[\w-]+ ){{0,2}}?(?:{PERSON}|staff|police)(?![\w-])"
    r"(?!,? (?:\w+ly )?(?:said|says?|told|announced|reported|confirmed|fled|fired|opened"
    r"|wounding))",
    re.IGNORECASE,
)
_COUPLE = re.compile(r"a couple$", re.IGNORECASE)
_OF = re.compile(r" of(?= )", re.IGNORECASE)
_VAGUE_END = re.compile(
    r"(?:dozens|scores|hundreds|thousands|tens|couple|handful|number)$", re.IGNORECASE
)
_DEATHS = re.compile(
    r"\b(?:deaths?|fatalities|fatality|bod(?:y|ies)|corpses?|cadavers?|coffins|executions|killings"
    r"|murders|slayings|lynchings)(?![\w-])",
    re.IGNORECASE,
)
_HURT = re.compile(r"\b(?:injuries|wounded|injured)$", re.IGNORECASE)
_DETERMINED = re.compile(
    r"\b(?P<nth>a (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))"
    r"(?= (?:was|is|has|had|died|later|succumbed|perished)\b)"
    rf"|(?<!no )\b(?P<det>an?|the|another|one|his|her|their|its|both)"
    rf"(?: (?:kidnapped|abducted|captured|wounded|injured|missing|slain|murdered"
    rf"|detained)(?= [a-z]))?"
    rf"(?P<run>(?: {_WORD}){{1,6}})"
    r"|(?<=\band) (?P<kin>son|daughter|mother|father|wife|husband|brother|sister|grandson"
    r"|granddaughter|cameraman|driver|interpreter)\b"
    r"|(?<!no )\b(?P<other>another|one)(?= (?:was |were )?(?:\w+ly )?(?:wounded|injured|hurt"
    r"|killed|dead)\b)",
    re.IGNORECASE,
)
_TWO_OR_MORE = re.compile(
    r"(?P<two>couple|pair|duo|twins|two)$|(?P<three>trio|threesome)$", re.IGNORECASE
)
_JOINT = re.compile(
    r"(?:,| -| \u2013)?(?: \([^)]{1,30}\))?(?: (?-i:[A-Z])[\w .'\u2019-]{1,40})?,? (?:and|plus"
    r"|as well as|along with|together with"
    r"|or) (?:also )?(?:(?:the|his|her|their|its)(?: own)? )?"
    r"|, (?:(?:his|her|their|its) )?",
    re.IGNORECASE,
)


def find_chains(text: str, told: Sequence[tuple[int, int]] = ()) -> Iterator[Chain]:
    """Sentence -> its counted phrases outside of `told`, those joined by "and" in one chain."""
    members: list[Counted] = []
    for phrase in _phrases(text):
        if any(start <= phrase.start < end for start, end in told):
            continue
        joint = _JOINT.fullmatch(text, members[-1].reach, phrase.start) if members else None
        if joint is None or phrase.of_what:
            yield from _without_loose_ends(text, members)
            members = []
        members.append(phrase)
    yield from _without_loose_ends(text, members)


def _without_loose_ends(text: str, members: list[Counted]) -> Iterator[Chain]:
    """Members -> chains: a comma joins only where an "and" follows ("a driver, the mayor said")."""
    last = len(members)
    while last > 1 and text[members[last - 2].reach : members[last - 1].start].strip() == ",":
        last -= 1
    if members:
        yield Chain(tuple(members[:last]))
    yield from (Chain((one,)) for one in members[last:])


def _phrases(text: str) -> list[Counted]:
    counted = list(_numbered(text))
    taken = [(one.start, one.reach) for one in counted]
    single = [
        one
        for one in _determined(text)
        if not any(one.start < reach and start < one.reach for start, reach in taken)
    ]
    return sorted((*counted, *single))


def _numbered(text: str) -> Iterator[Counted]:
    position = 0
    ages = [match.span() for match in _AGES.finditer(text)]
    ages += [
        match.span() for match in _OF_AGE.finditer(text) if _OF_ONE.search(text, 0, match.start())
    ]
    while (match := _NUMBER.search(text, position)) is not None:
        high = match["high"]
        joined = text[match.end("low") : match.start("high")] if high else ""
        apart = "and" in joined and (match["bound"] or "").casefold() != "between"
        position = match.end("low") if apart else match.end()
        quantity = read_quantity(match["low"], None if apart else high, match["bound"])
        if any(start < match.start("low") < end for start, end in ages):
            continue
        if quantity is not None and _counts(text, match):
            phrase = _with_noun(text, match, position, quantity)
            position = max(position, phrase.reach)
            yield phrase


def _counts(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 16) : match.start()]
    if _ONLY_A_DATE.search(before) or (
        match["low"].casefold() == "many" and before.endswith(("how ", "How ", "as ", "so "))
    ):
        return False
    if _COUPLE.match(match["low"]) and not _OF.match(text, match.end("low")):
        return False  # "a couple and their son": two people, told by their noun
    return not (_YEAR.match(match["low"]) and _NO_COUNT_BEFORE.search(before))


_TRIMMED = frozenset({"the", "all", "another", "some", "a further", "a total of"})


def _with_noun(text: str, match: re.Match[str], end: int, quantity: Quantity) -> Counted:
    bound = (match["bound"] or "").casefold()
    start = match.start("low") if not bound or bound in _TRIMMED else match.start("bound")
    of_what: Share = ""
    at = end
    if (echoed := _ECHOED.match(text, at)) is not None:
        at = echoed.end()
    if (part := _PART.match(text, at)) is not None:
        of_what = "of_them" if part["them"] else "of_the_dead" if part["dead"] else ""
        of_what = of_what or ("of_the_hurt" if part["hurt"] else "")
        at = part.end()
        if of_what:
            return Counted(start, end, (at, at), at, quantity, "bare", of_what)
    elif _VAGUE_END.search(match["low"]) and (of := _OF.match(text, at)) is not None:
        at = of.end()
    noun_end, kind = _noun(text, at)
    if kind == "other" and quantity.value == 1:  # "members of one family"
        kind = "agent" if is_agent(text[at:noun_end]) else "thing"
    reach = noun_end
    if kind == "people" and quantity.value != 1 and (also := _ALSO.match(text, reach)) is not None:
        reach = also.end()
    return Counted(start, end, (at, noun_end), reach, quantity, kind, of_what)


def _noun(text: str, at: int) -> tuple[int, Noun]:
    run = _RUN.match(text, at)
    if run is None:
        return at, "bare"
    words = run[0]
    people = person_end(words)
    dead = [match.end() for match in _DEATHS.finditer(words)]
    if dead and dead[-1] >= (people or 0):
        return at + dead[-1], "deaths"
    if _HURT.search(words):
        return run.end(), "injuries"
    if people is not None:
        return at + people, "people"
    also = _ALSO.match(text, run.end())
    if also is not None and not is_thing(words):
        return also.end(), "people"
    return run.end(), "thing" if is_thing(words) else "other"


def _determined(text: str) -> Iterator[Counted]:
    position = 0
    while (match := _DETERMINED.search(text, position)) is not None:
        position = match.end("det") if match["det"] else match.end()
        phrase = _one(text, match)
        if phrase is not None:
            position = phrase.reach
            yield phrase


def _one(text: str, match: re.Match[str]) -> Counted | None:
    exactly = Quantity(1, 1, 1, "exact")
    if word := next((name for name in ("other", "kin", "nth") if match[name]), None):
        start, end = match.span(word)
        kind: Noun = "people" if word == "kin" else "bare"
        return Counted(start, end, (start, end), end, exactly, kind, "")
    run, at = match["run"], match.start("run")
    both = match["det"].casefold() == "both"
    many = _TWO_OR_MORE.search(run.split(",")[0]) if not both else None
    if many is not None:
        count = 2 if many["two"] else 3
        quantity = Quantity(count, count, count, "exact")
        return Counted(*match.span("det"), match.span("run"), match.end(), quantity, "people", "")
    if (people := person_end(run)) is None:
        if both or not is_agent(run):
            return None
        return Counted(*match.span("det"), match.span("run"), match.end(), exactly, "agent", "")
    if both:
        exactly = Quantity(2, 2, 2, "exact")
    elif not is_one_person(run[:people]):
        return None
    reach = at + people
    if not both and (age := _OF_AGE.match(text, reach)) is not None:
        reach = age.end()
    return Counted(*match.span("det"), (at, at + people), reach, exactly, "people", "")
