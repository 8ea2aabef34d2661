"""Named victims: one death told by name, without a number: "journalist Ada Obi was killed"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_PART = r"(?-i:[A-Z])[\w\u00c0-\u024f'\u2019.-]*[a-z\u00e0-\u024f]"
_NAME = rf"{_PART}(?: (?:(?:al|de|bin|van|von|ibn|el|da|dos)[ -])?{_PART}){{1,3}}"
_KILLED = (
    r"(?:killed|shot dead|shot and killed|murdered|assassinated|executed|beheaded|gunned down"
    r"|stabbed to death|beaten to death|hacked to death|burned to death|lynched|strangled"
    r"|fatally shot|fatally wounded|slain)"
)
_PASSIVE = re.compile(
    rf"\b(?P<name>{_NAME})(?:, [^.;:\"\u201c]{{1,90}},)?"
    rf" (?:who )?(?:was|had been|has been) (?:\w+ly |later |also )?{_KILLED}\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"\b(?:{_KILLED}|killing|kills|shooting dead|gunning down|murdering|assassinating"
    rf"|beheading|executing) (?:[a-z-]+ ){{0,4}}?(?P<name>{_NAME})"
    r"(?=, (?:an?|the|who|whose|his|her|\d\d)\b)",
    re.IGNORECASE,
)
# Done to people alone, so that whoever is named after these verbs is a person.
_TO_PEOPLE_ALONE = re.compile(
    r"\b(?:assassinat(?:ed|ing)|murder(?:ed|ing)|gunn(?:ed|ing) down|shot dead|shot and killed"
    rf"|behead(?:ed|ing)|lynch(?:ed|ing)) (?:[a-z-]+ ){{0,3}}?(?P<name>{_NAME})",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"(?:^|\b)(?:The|A|An|In|On|At|After|When|While|Army|Force|Forces|Front|State|States"
    r"|Movement|Republic|Brigade|Battalion|Police|Council|Party|Province|City|District|Street"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Islamic|United|North|South|East"
    r"|West|Northern|Southern|Eastern|Western|Militants?|Soldiers?|Group|Taliban|Guard|Guards)\b"
)


class NamedVictim(NamedTuple):
    """Where one person killed is named in a sentence."""

    start: int
    end: int


def named_victims(text: str) -> Iterator[NamedVictim]:
    """Sentence -> each person it says by name was killed; names of bodies and places are none."""
    for pattern in (_PASSIVE, _ACTIVE, _TO_PEOPLE_ALONE):
        for match in pattern.finditer(text):
            if not _NO_PERSON.search(match["name"]):
                yield NamedVictim(*match.span("name"))
