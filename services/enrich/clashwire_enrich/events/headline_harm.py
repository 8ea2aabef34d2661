"""Headline harm: people killed without an article or number, as headlines leave them out."""

import re
from collections.abc import Iterator

from clashwire_enrich.events.people_words import PERSON, is_one_person

_OBJECT = re.compile(
    rf"\b(?:kills|slays|kill) (?:(?!(?:an?|the|his|her|its|\d+)\b)[A-Za-z'\u2019-]+ ){{0,3}}?"
    rf"(?P<one>{PERSON})(?: and (?P<two>{PERSON}))?(?=[,.;]|$| (?:in|at|near|outside|on|as|after"
    r"|inside|with|by)\b)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"^(?!(?:An?|The|His|Her|Its|No|One|Another|Some|\w+teen|\w+ty|Two|Three|Four|Five|Six|Seven"
    rf"|Eight|Nine|Ten|Eleven|Twelve|Dozens|Scores|Many|Several|\d)\b)"
    rf"(?:(?!(?:an?|the|and|who|was|were|of|in|by)\b)[A-Za-z'\u2019-]+ ){{0,4}}?"
    rf"(?P<one>{PERSON}) (?:(?:was|is) )?(?:killed|dies|gunned down|shot dead|slain|murdered"
    rf"|assassinated|found dead|executed|beheaded|lynched|beaten to death|stabbed to death)"
    r"(?=[,.;]|$| (?:in|at|near|outside|on|as|after|by|inside|when|while)\b)",
    re.IGNORECASE,
)


def killed_in_headline(text: str) -> Iterator[tuple[int, int]]:
    """Sentence -> each single person it says was killed in a headline's bare words."""
    for pattern in (_SUBJECT, _OBJECT):
        for match in pattern.finditer(text):
            for name in pattern.groupindex:
                if match[name] and is_one_person(match[name]):
                    yield match.span(name)
