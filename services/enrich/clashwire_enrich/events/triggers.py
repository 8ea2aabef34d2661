"""Triggers: the nouns and verbs that tell of a happening, mapped onto ACLED's sub-event types."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Literal

import msgspec

from clashwire_contracts.event_types import BY_SLUG
from clashwire_contracts.vocabulary import EventType, SubEventType
from clashwire_enrich.text.document import Document, Sentence

Voice = Literal["active", "passive", "noun"]
_PLACES = (
    r"(?:town|city|village|villages|district|districts|area|areas|territory|territories|ground"
    r"|land|region|province|capital|hill|hills|settlements?|neighbou?rhoods?|airport|base|bases"
    r"|positions?|camp|post|posts|outposts?|barracks|bridge|highway|road|crossing|strongholds?"
    r"|island|port|state|pass|passes|heights|ridge"
    r"|checkpoints?|towns|cities|mines?|garrison|headquarters|border post)"
)
_SOME = (
    r"(?: (?:of|over|the|a|an|its|their|several|some|most|parts?|more|two|three|four|five|key"
    r"|strategic|border|nearby|[a-z-]+|\d+)){0,5}?"
)
_MAX_TRIGGERS_A_SENTENCE = 12  # more is a list or noise, and would cost squared time
_SECTION = re.compile(r"\[(?P<rule>\w+)\] (?P<sub_type>\w+) (?P<weight>[\d.]+)")
_LITERAL_ONLY = re.compile(
    r"\b(?:heart|panic|asthma|cyber|shark|bear|dog|verbal|personal|ransomware|hacking|phishing"
    r"|epileptic|anxiety|malware|ad hominem|scathing|lightning|labou?r|rail|train|teachers'"
    r"|nurses'|doctors'|junior doctors'?|transport|general|pilots'|price|trade|bidding|culture"
    r"|legal"
    r"|court|turf|custody|relegation|title|box office|chart|ratings|legislative|political"
    r"|diplomatic|election|electoral|courtroom|boardroom|takeover|patent|copyright|climate) $",
    re.IGNORECASE,
)
_METAPHOR_AFTER = re.compile(
    r"^ (?:for (?:the )?(?:title|championship|trophy|crown|cup|gold|medal|first place|top spot"
    r"|votes?"
    r"|survival in the league|market share|supremacy in the|hearts and minds|ratings)|(?:against"
    r"|with)"
    r" (?:cancer|inflation|corruption|depression|addiction|illness|obesity|poverty|the virus|covid)"
    r"|of (?:ideas|wills|words|words|the sexes|personalities|egos|opinions|cultures|interests)"
    r"|(?:in|over) (?:the )?(?:league|final|semi-?final|quarter-?final|tournament|budget|bill"
    r"|policy)"
    r"|cancer|inflation|fires?\b|wildfires?|flames|blazes?|floods?)",
    re.IGNORECASE,
)


_NATURAL = re.compile(
    r"\b(?:earthquake|quake|aftershocks?|floods?|flooding|storm|cyclone|hurricane|typhoon|tornado"
    r"|landslides?|mudslide|avalanche|wildfires?|heat ?wave|drought|virus|disease|outbreak|cholera"
    r"|crash|accident|collision|derailment|stampede|collapse[ds]?|lightning|gas (?:leak|explosion)"
    r"|capsized|sank|plunged|overturned|ravine|lost control|head-on"
    r"|crocodile|elephant|volcano|eruption)\b[^.;]{0,60}$",
    re.IGNORECASE,
)


class TriggerRule(msgspec.Struct, frozen=True):
    """One section of the lexicon: its patterns tell of one sub-event type, this surely."""

    name: str
    sub_event_type: SubEventType
    weight: float
    patterns: tuple[str, ...]


class TriggerLexicon(msgspec.Struct, frozen=True):
    """The lexicon compiled: one pattern with a group a rule."""

    pattern: re.Pattern[str]
    rules: dict[str, TriggerRule]


@cache
def trigger_lexicon() -> TriggerLexicon:
    """The packaged lexicon; raises ValueError on a sub-event type that the contract lacks."""
    listed = files("clashwire_enrich").joinpath("data/triggers.txt")
    rules = tuple(_rules(listed.read_text(encoding="utf-8")))
    words = "|".join(f"(?P<{rule.name}>{'|'.join(rule.patterns)})" for rule in rules)
    pattern = re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)
    return TriggerLexicon(pattern, {rule.name: rule for rule in rules})


def _rules(listed: str) -> Iterator[TriggerRule]:
    for section in listed.split("\n\n"):
        lines = [line for line in section.splitlines() if line and not line.startswith("#")]
        if not lines or (head := _SECTION.fullmatch(lines[0])) is None:
            continue
        patterns = (p.replace("<some>", _SOME).replace("<places>", _PLACES) for p in lines[1:])
        sub_type = msgspec.convert(head["sub_type"], SubEventType)
        yield TriggerRule(head["rule"], sub_type, float(head["weight"]), tuple(patterns))


class Trigger(msgspec.Struct, frozen=True):
    """Words that tell of a happening: offsets in Document.text, type, weight 0..1, voice."""

    start: int
    end: int
    text: str
    rule: str
    sub_event_type: SubEventType
    weight: float
    voice: Voice
    sentence: int

    @property
    def event_type(self) -> EventType:
        """The ACLED type above the sub-type."""
        return BY_SLUG[self.sub_event_type].event_type


def find_triggers(document: Document) -> Iterator[Trigger]:
    """Document -> triggers in text order; headings and metaphors tell of nothing."""
    for number, sentence in enumerate(document.sentences):
        if not sentence.heading:
            yield from _in_sentence(sentence, number)


def _in_sentence(sentence: Sentence, number: int) -> Iterator[Trigger]:
    lexicon = trigger_lexicon()
    found = islice(lexicon.pattern.finditer(sentence.text), _MAX_TRIGGERS_A_SENTENCE)
    for match in found:
        if _is_figurative(sentence.text, match):
            continue
        rule = lexicon.rules[match.lastgroup or ""]
        yield Trigger(
            start=sentence.start + match.start(),
            end=sentence.start + match.end(),
            text=match[0],
            rule=rule.name,
            sub_event_type=rule.sub_event_type,
            weight=rule.weight,
            voice=_voice(sentence.text, match),
            sentence=number,
        )


def _is_figurative(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 30) : match.start()]
    if match[0].casefold().startswith("occupied") and before.casefold().endswith((" the ", " in ")):
        return True
    if _NATURAL.search(text, max(0, match.start() - 70), match.start()):
        return True
    return bool(_LITERAL_ONLY.search(before) or _METAPHOR_AFTER.match(text[match.end() :]))


_PASSIVE_BEFORE = re.compile(
    r"\b(?:was|were|been|being|be|is|are|got)(?: (?:also|later|reportedly|[a-z]+ly))? $",
    re.IGNORECASE,
)
_VERB_FORM = re.compile(
    r"(?:ed|ing|aken|iven|allen|olen|eaten|ew|ook|ought|ell|ell to|uck|an|it|hot|wn|un|ade|ame)\b",
    re.IGNORECASE,
)
_DETERMINER_BEFORE = re.compile(
    r"\b(?:the|a|an|this|that|these|those|their|its|his|her|fierce|heavy|fresh|deadly|intense|new"
    r"|recent|several|two|three|more|of|in|during|after|amid|sporadic|renewed|overnight) $",
    re.IGNORECASE,
)


def _voice(text: str, match: re.Match[str]) -> Voice:
    before = text[max(0, match.start() - 25) : match.start()]
    first = match[0].split()[0]
    if first.casefold() == "lost":
        return "passive"  # who loses fighters is the one harmed
    if _PASSIVE_BEFORE.search(before) and _VERB_FORM.search(first):
        return "passive"
    if _DETERMINER_BEFORE.search(before) or not _VERB_FORM.search(first):
        return "noun"
    return "active"
