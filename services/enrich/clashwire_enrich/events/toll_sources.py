"""Toll sources: the words of a sentence that name who gives its numbers, read without a parser.

A safety net under the claims: an attribution that no claim was made of still tells whose a number
is. "..., by the army's count", "in what the ministry called", "reads the brigade's post".
"""

import re
from collections.abc import Iterator

_VERBS = (
    r"(?:sa(?:id|ys?)|claim(?:s|ed)?|announc(?:e[sd]?)|report(?:s|ed)?|confirm(?:s|ed)?"
    r"|stat(?:es|ed)|insist(?:s|ed)?|boast(?:s|ed)?|put(?:s)?|told|tells?|declar(?:es|ed)"
    r"|alleg(?:es|ed)|sp(?:oke|eaks?) of|g(?:ave|ives?)|count(?:s|ed)?|estimat(?:es|ed)"
    r"|admi(?:ts|tted)|acknowledg(?:es|ed)|conced(?:es|ed)|list(?:s|ed)|mourn(?:s|ed)"
    r"|tall(?:y|ies|ied)|record(?:s|ed)|tweet(?:s|ed)|wr(?:ote|ites?)|post(?:s|ed)|call(?:s|ed)"
    r"|assess(?:es|ed)?|reckon(?:s|ed)?|maintain(?:s|ed)?|assert(?:s|ed)?|charg(?:es|ed)"
    r"|lament(?:s|ed)?|accus(?:es|ed)|explain(?:s|ed)|add(?:s|ed)|trumpet(?:s|ed)"
    r"|celebrat(?:es|ed)|publish(?:es|ed)|releas(?:es|ed)|rais(?:es|ed)|revis(?:es|ed)"
    r"|lower(?:s|ed)|identif(?:ies|ied)|describ(?:es|ed)|swears?|swore|denounc(?:es|ed)"
    r"|reveal(?:s|ed)|numbers|reads"
    r"|has(?= (?:it|\d|an? total|\w+ (?:dead|killed|deaths))))"
)
_DOCUMENTS = (
    r"(?:accounts?|counts?|tally|tallies|figures?|estimates?|reckoning|statements?|communiqu[eé]s?"
    r"|bulletins?|briefings?|claims?|posts?|lists?|updates?|press releases?|log|registers?"
    r"|dispatch(?:es)?|reports?)"
)
_SAYS = re.compile(rf"\b{_VERBS}\b", re.IGNORECASE)
_BY_WHOM = re.compile(
    r"(?:\b(?:according to|citing|quoting|in the words of|as per|per|(?:said|told|claimed|reported"
    r"|announced|released|published|given|read out|issued|confirmed|put out|provided|listed|counted"
    r"|compiled)(?: (?:on|in|at|over|to) [\w ]{2,30}?)? by|(?:came|comes?|come only) from"
    rf"|{_DOCUMENTS} (?:of|from|by|issued by))|[,\"\u201d] (?:said|reads?|says?|claimed))"
    r" (?P<who>(?:the |an? |its |his )?[^,.;:\"\u201c\u201d()]{2,70})",
    re.IGNORECASE,
)
_IN_WRITING = re.compile(
    rf"(?P<who>[\w'\u2019 .-]{{2,60}}?['\u2019]s?(?: [\w-]+){{0,3}}) {_DOCUMENTS}\b",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"(?P<who>[^:\"\u201c\u201d]{2,70}):(?= )")
# What stands before a verb of saying without belonging to who says it.
_SPEAKER_BEGINS = re.compile(
    r"[,;:\u2014\"\u201c\u201d()]|\b(?:that|which|what|who|whom|because|when|after|while|but|and"
    r"|where|whose|before|as)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_LONGEST = 90  # characters of a speaker's name and office before the verb


def sources_of(text: str) -> Iterator[tuple[int, int]]:
    """Sentence -> the stretches that may name a source, in no order; they may overlap."""
    if (lead := _HEADLINE.match(text)) is not None:
        yield lead.span("who")
    for verb in _SAYS.finditer(text):
        start = max(0, verb.start() - _LONGEST)
        begins = [
            start,
            *(one.end() for one in _SPEAKER_BEGINS.finditer(text, start, verb.start())),
        ]
        # "the militia's leader, Asres Mare, boasted": the office stands before the name
        apposition = text[: verb.start()].rstrip().endswith(",") and len(begins) > 2  # noqa: PLR2004
        named = [one for one in begins if _WORD.search(text, one, verb.start())]
        if named:
            yield named[-2] if apposition and len(named) > 1 else named[-1], verb.start()
    for pattern in (_BY_WHOM, _IN_WRITING):
        for match in pattern.finditer(text):
            yield match.span("who")
