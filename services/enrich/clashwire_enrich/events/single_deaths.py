"""Single people harmed, as news tells of them: "a driver was killed", "shot the mayor dead"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from clashwire_contracts.vocabulary import NumberKind
from clashwire_enrich.events.casualty_rules import (
    CAPTURED,
    GAP,
    KILLED,
    NOT_PEOPLE,
    PERSON,
    STRUCK_DOWN,
    WOUNDED,
)

# One person in a known role, as news tells of a single death: "The caretaker was killed".
_ONE_ROLE = (
    r"(?:son|daughter|wife|husband|child|baby|chief|guard|bodyguard|pilot|priest|monk|nun|nurse"
    r"|cook|aide|colleague|imam|student|girl|boy|civilian|medic|bishop|clerk|cousin|nephew|niece"
    r"|infant|merchant|judge|[a-z]+(?:er|or|ist|man|woman))"
)
_ONE_DEATH = (
    r"(?:(?:was|is|had been|has been|were)(?: \w+ly)? (?:killed|murdered|gunned down|assassinated"
    r"|beheaded|lynched|shot dead|shot to death|stabbed to death|beaten to death|burned to death"
    r"|shot and killed|shot in the head|stoned to death|hacked to death|slain|executed|burned alive"
    r"|burnt alive|blown up|strangled|hanged|martyred|slaughtered|butchered|found dead)"
    r"|lost (?:his|her) life|succumbed to (?:his|her)"
    r"|died(?! (?:of|from) (?:cancer|natural|old|an? (?:heart|stroke|long)|covid|illness)))"
)
_ASIDE = r"(?: (?:of|from|in|for|with|at|who) [^.;:,\"\u201c]{1,60}?)?(?:, [^.;:\"\u201c]{1,80},)?"
ONE_ROLE = re.compile(
    rf"\b(?P<low>the|an?|his|her|its|their)(?P<np> (?:[\w'\u2019-]+ ){{0,2}}?{_ONE_ROLE}){_ASIDE}"
    rf" (?:who )?(?:later |also |reportedly )?{_ONE_DEATH}\b"
    rf"|\b(?:killed|killing|kills|murdered|shot dead) (?P<object_low>his|her|its|their)"
    rf"(?P<object> (?:[\w'\u2019-]+ ){{0,2}}?{_ONE_ROLE})\b"
    rf"|\b{STRUCK_DOWN} (?P<beaten_low>an?|the)(?P<beaten> (?:[\w'\u2019-]+ ){{0,4}}?[\w-]+)"
    r" to death\b",
    re.IGNORECASE,
)
ONE_PERSON = re.compile(
    rf"\b(?P<low>an?|one|another)(?P<np> {GAP}(?:{PERSON}|{NOT_PEOPLE}[a-z]+))"
    r" (?:who )?(?:was|has been|had been|is|were)"
    rf" (?:also |later |reportedly )?(?:(?P<killed>{KILLED})|(?P<wounded>{WOUNDED})"
    rf"|(?P<captured>{CAPTURED}))\b|\b(?:(?P<did_kill>killed|killing|kills|shot dead|beheaded)"
    r"|(?P<did_wound>wounded|wounding|injured|injuring)"
    r"|(?P<did_capture>kidnapped|abducted|kidnapping|abducting|captured|capturing))"
    rf" (?P<object_low>an?|one|another)(?P<object> {GAP}{PERSON})\b",
    re.IGNORECASE,
)


ONE_MORE = re.compile(
    rf",? and (?:(?P<low>an?|one)(?P<np> {GAP}{PERSON}\b)"
    rf"|(?P<own>his|her|its|their)(?P<kin> (?:[a-z-]+ )?{_ONE_ROLE}\b))"
    rf"|, (?P<next_own>his|her|their)(?P<next_kin> (?:[a-z-]+ )?{_ONE_ROLE}\b)",
    re.IGNORECASE,
)

# Verbs that are done to people alone, so that whoever is named beside them is a person.
_DONE_TO_PEOPLE = (
    r"(?:assassinated|murdered|gunned down|shot dead|shot and killed|beheaded|lynched|executed"
    r"|stoned to death|hacked to death|beaten to death|stabbed to death|martyred)"
)
_NO_PERSON = (
    r"(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April"
    r"|May|June|July|August|September|October|November|December|The|A|An|In|On|At|And|But)\b)"
)
_NAMED = rf"{_NO_PERSON}[A-Z][\w.'\u2019-]+(?: (?:al-|de |bin )?[A-Z][\w.'\u2019-]+){{1,4}}"
NAMED_PERSON = re.compile(
    rf"\b(?P<dead>{_NAMED})(?:, [^.;:\"\u201c]{{1,80}},)? (?:was|has been|had been)"
    rf" {_DONE_TO_PEOPLE}\b"
    rf"|\b{_DONE_TO_PEOPLE} (?P<victim>{_NAMED})"
)
SOMEBODY = re.compile(
    rf"\b(?P<low>an?|the)(?P<np> [^.;:,\"\u201c]{{2,70}}?)(?:, [^.;:\"\u201c]{{1,80}},)?"
    rf" (?:was|has been|had been) {_DONE_TO_PEOPLE}\b",
    re.IGNORECASE,
)
ONE_AND_ONE = re.compile(
    rf"\b(?P<first>an?|one|the)(?P<np> {GAP}{PERSON}) and (?P<second>an?|one|his|her|their)"
    rf"(?P<other> {GAP}{PERSON}) (?:were |both |also )*(?:(?P<killed>{KILLED})"
    rf"|(?P<wounded>{WOUNDED})|(?P<captured>{CAPTURED}))\b",
    re.IGNORECASE,
)
ONE_WITHOUT_VERB = re.compile(  # "one was stabbed to death and a youth killed by a stray bullet"
    rf" and (?P<low>an?|another|one)(?P<np> {GAP}{PERSON}) (?:was )?(?:(?P<killed>killed|shot dead)"
    r"|(?P<wounded>wounded|injured))\b",
    re.IGNORECASE,
)
ONE_IN_ORDER = re.compile(
    r"\b(?P<low>a (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))"
    r"(?P<np>(?: [\w-]+){0,2}?) (?:died|was killed|was shot dead|perished|succumbed)\b",
    re.IGNORECASE,
)


class SinglePerson(NamedTuple):
    """One person harmed: offsets of the words that count and of the person, kind and rule.

    `goes_on` is where others harmed with that person may follow, None where none do.
    """

    words: tuple[int, int]
    person: tuple[int, int]
    kind: NumberKind
    rule: str
    goes_on: int | None = None


def single_people(text: str) -> Iterator[SinglePerson]:
    """A sentence -> each single person it tells to be harmed; the surest patterns first."""
    for match in ONE_AND_ONE.finditer(text):
        kind = _kind_of(match)
        yield SinglePerson(match.span("first"), match.span("np"), kind, "one_and_one")
        yield SinglePerson(match.span("second"), match.span("other"), kind, "one_and_one")
    for match in ONE_PERSON.finditer(text):
        passive = bool(match["low"])
        words, person = ("low", "np") if passive else ("object_low", "object")
        kind = _kind_of(match)
        after = None if passive else match.end()
        yield SinglePerson(match.span(words), match.span(person), kind, "one_person", after)
    for match in ONE_ROLE.finditer(text):
        words, person = next(groups for groups in _ROLE_GROUPS if match[groups[0]])
        yield SinglePerson(match.span(words), match.span(person), "killed", "one_role", match.end())
    for match in ONE_WITHOUT_VERB.finditer(text):
        yield SinglePerson(match.span("low"), match.span("np"), _kind_of(match), "one_person")
    for match in ONE_IN_ORDER.finditer(text):
        yield SinglePerson(match.span("low"), match.span("np"), "killed", "one_in_order")
    for match in SOMEBODY.finditer(text):
        yield SinglePerson(match.span("low"), match.span("np"), "killed", "somebody")
    for match in NAMED_PERSON.finditer(text):
        group = "dead" if match["dead"] else "victim"
        yield SinglePerson(match.span(group), match.span(group), "killed", "named_person")


_ROLE_GROUPS = (("low", "np"), ("object_low", "object"), ("beaten_low", "beaten"))
_KINDS: tuple[NumberKind, ...] = ("killed", "wounded", "captured")
_ACTIVE: dict[NumberKind, str] = {
    "killed": "did_kill", "wounded": "did_wound", "captured": "did_capture",
}  # fmt: skip


def _kind_of(match: re.Match[str]) -> NumberKind:
    told = match.groupdict()
    return next(kind for kind in _KINDS if told.get(kind) or told.get(_ACTIVE[kind]))
