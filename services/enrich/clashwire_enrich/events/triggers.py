"""Triggers: the nouns and verbs that tell of a happening, mapped onto ACLED's sub-event types."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

import msgspec

from clashwire_contracts.event_types import BY_SLUG
from clashwire_contracts.vocabulary import EventType, SubEventType
from clashwire_enrich.events.means import MEANS_TELL, means_of, scene_of
from clashwire_enrich.events.trigger_lexicon import TriggerRule, trigger_lexicon
from clashwire_enrich.text.document import Document, Sentence

Voice = Literal["active", "passive", "noun"]
_MAX_TRIGGERS_A_SENTENCE = 12  # more is a list or noise, and would cost squared time
_LITERAL_ONLY = re.compile(
    r"\b(?:heart|panic|asthma|cyber|shark|bear|dog|verbal|personal|ransomware|hacking|phishing"
    r"|epileptic|anxiety|no-confidence|malware|ad hominem|scathing|lightning|labou?r|rail|train"
    r"|teachers'"
    r"|nurses'|doctors'|junior doctors'?|transport|general|pilots'|price|trade|bidding|culture"
    r"|legal"
    r"|court|turf|custody|relegation|title|box office|chart|ratings|legislative|political"
    r"|diplomatic|election|electoral|courtroom|boardroom|takeover|patent|copyright|climate) $",
    re.IGNORECASE,
)
_METAPHOR_AFTER = re.compile(
    r"^ (?:for (?:the )?(?:[\w-]+ ){0,2}?(?:title|championship|trophy|crown|cup|gold|medal"
    r"|first place|top spot"
    r"|votes?"
    r"|survival in the league|market share|supremacy in the|hearts and minds|ratings)|(?:against"
    r"|with)"
    r" (?:(?:the|a|an) )?(?:cancer|inflation|corruption|depression|addiction|illness|obesity"
    r"|poverty|virus|covid|disease|drought|wildfires?|(?:forest |bush ?)?fires?|flames|blazes?"
    r"|floods?|hunger|smoking|time)\b"
    r"|by (?:(?:a|an|the) )?(?:[\w-]+ )?(?:lightning|storms?|hail|floods?|floodwaters|earthquakes?"
    r"|avalanche|landslides?|wildfires?|drought|virus|outbreak|falling [\w-]+"
    r"|power (?:cuts?|outages?)"
    r"|(?:train|tram|bus|car|lorry|truck|taxi|minibus|motorist)(?! (?:bomb|laden|packed)))\b"
    r"|of (?:ideas|wills|words|words|the sexes|personalities|egos|opinions|cultures|interests)"
    r"|(?:in|over) (?:the )?(?:league|final|semi-?final|quarter-?final|tournament|budget|bill"
    r"|policy)"
    r"|(?:the )?(?:cancer|inflation|fires?\b|wildfires?|flames|blazes?|floods?))",
    re.IGNORECASE,
)


_COUNTS_UP = re.compile(  # "the arrests bring to 19": no further happening
    r" (?:brings?|brought|bringing|takes?|took|taking|raises?|raised|raising)(?: the \w+)? (?:to"
    r"|\w+ to) ",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:nobody|no ?one|none)(?: (?:was|were|has been|had been|is))?(?: \w+ly)? $", re.IGNORECASE
)
_NATURAL = re.compile(
    r"\b(?:earthquake|quake|aftershocks?|floods?|flooding|storm|cyclone|hurricane|typhoon|tornado"
    r"|landslides?|mudslide|avalanche|wildfires?|heat ?wave|drought|virus|disease|outbreak|cholera"
    r"|crash|accident|collision|derailment|stampede|collapse[ds]?|lightning|gas (?:leak|explosion)"
    r"|capsized|sank|plunged|overturned|ravine|lost control|head-on"
    r"|crocodile|elephant|volcano|eruption)\b[^.;]{0,60}$",
    re.IGNORECASE,
)


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
    found = islice(lexicon.find(sentence.text), _MAX_TRIGGERS_A_SENTENCE)
    for match in found:
        rule = lexicon.rule_of(match.lastgroup or "", sentence.text)
        if rule is None or _is_figurative(sentence.text, match):
            continue
        kind = _kind(rule, sentence.text, match)
        if kind is None:
            continue
        sub_type, name = kind
        yield Trigger(
            start=sentence.start + match.start(),
            end=sentence.start + match.end(),
            text=match[0],
            rule=name,
            sub_event_type=sub_type,
            weight=rule.weight,
            voice=_voice(sentence.text, match),
            sentence=number,
        )


def _kind(rule: TriggerRule, text: str, match: re.Match[str]) -> tuple[SubEventType, str] | None:
    """A rule and its words -> sub-type and rule by the means or the scene around them."""
    scene = scene_of(rule.name, text, match.start())
    if scene is not None:
        return scene
    if rule.name not in MEANS_TELL:
        return rule.sub_event_type, rule.name
    by_means = means_of(rule.name, match[0], _clause(text, match))
    if by_means is None and rule.name == "hit":
        return None  # things hit, land and fall everywhere
    return by_means or (rule.sub_event_type, rule.name)


_STRONG_BREAK = re.compile(
    r"[;\u2014]|, (?:and|but|while|whereas) |\bwhile\b|\bafter\b|\bhours later\b"
)


def _clause(text: str, match: re.Match[str]) -> str:
    """The stretch of a sentence around a trigger, up to where another thing is told."""
    before = [found.end() for found in _STRONG_BREAK.finditer(text, 0, match.start())]
    after = _STRONG_BREAK.search(text, match.end())
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _is_figurative(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 30) : match.start()]
    if match[0].casefold().startswith("occupied") and before.casefold().endswith((" the ", " in ")):
        return True
    if _COUNTS_UP.match(text, match.end()) or _NOBODY.search(before):
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


# Headlines leave out "were": "20 rebels killed near Kidal".
_DONE_TO = re.compile(
    r"(?:killed|wounded|injured|kidnapped|abducted|arrested|detained|shot dead|slain|captured"
    r"|murdered|executed|beheaded|gunned down|freed|hurt)$",
    re.IGNORECASE,
)
_COUNT_BEFORE = re.compile(
    r"(?:\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores"
    r"|hundreds|several|many|at least|over|more)\b)(?: [\w-]+){1,4} $",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(r"(?: (?:in|near|by|at|as|after|on|when|during|over|and|along)\b|[,.;:]|$)")


def _counts_harmed(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    return bool(
        _DONE_TO.search(match[0])
        and _COUNT_BEFORE.search(before)
        and _NO_OBJECT.match(text, match.end())
    )


def _voice(text: str, match: re.Match[str]) -> Voice:
    before = text[max(0, match.start() - 25) : match.start()]
    first = match[0].split()[0]
    if first.casefold() in {"lost", "dead", "died", "dies", "perished", "martyred"}:
        return "passive"  # who loses fighters, or dies, is the one harmed
    if _PASSIVE_BEFORE.search(before) and _VERB_FORM.search(first):
        return "passive"
    if _counts_harmed(text, match):
        return "passive"
    if _DETERMINER_BEFORE.search(before) or not _VERB_FORM.search(first):
        return "noun"
    return "active"
