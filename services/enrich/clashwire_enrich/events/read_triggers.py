"""Triggers as the sentence reader sees them: some are refused, some retyped, some are added.

The lexicon knows words; the reader knows what a text is like. It reads the article's title and
opening as one, which tell whether there is any happening in it, and each sentence alone. Where it
is sure, it refuses a trigger in a sentence that tells of no happening, decides between types that
the words leave open, and adds a trigger where the lexicon has no word for what happened. Without a
model the lexicon's triggers stand as they are.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import msgspec

from clashwire_contracts.event_types import CHANGES_OF_HANDS
from clashwire_contracts.vocabulary import SubEventType
from clashwire_enrich.events.triggers import Trigger, Voice
from clashwire_enrich.sentence_kinds.reader import Reading, RulesAlone, SentenceReader
from clashwire_enrich.text.document import Document, Sentence

_MAX_SENTENCES = 30  # of an article; the reader takes about as long over one as the rules do
_OPENING_SENTENCES = 12  # the inverted pyramid: what stands further down is read for known words
_TITLE_CHARACTERS = 200  # no headline is longer; what is, is no help
_OPENING_CHARACTERS = 900  # the reader's MAX_TOKENS
_MIN_WORDS = 4
_NO_NEWS = 0.6
_NO_NEWS_AT_ALL = 0.45
_NEWS_WHERE_IN_DOUBT = 0.8
_NO_HAPPENING = 0.25
_NO_HAPPENING_AT_ALL = 0.08
_HAPPENING = 0.9
_LIKELY_ALONE = 0.15
_LIKELY_BESIDE = 0.5  # an article whose words tell of a happening seldom hides another
_LIKELY_TAKING = 0.5  # who took a place is told by the sides, which the reader knows little of
_SURE_KIND = 0.5
_OVERRULED = 0.15
_VERY_SURE_KIND = 0.6
_NEARLY_CERTAIN_KIND = 0.75
_SURE_WORD = 0.85  # the lexicon's weight of words that are seldom wrong
# Sub-type -> the lexicon's rule that later steps know it by.
RULES: Mapping[SubEventType, str] = {
    "armed_clash": "clash",
    "government_regains_territory": "retake",
    "non_state_actor_overtakes_territory": "capture",
    "air_drone_strike": "air",
    "shelling_artillery_missile": "shelling",
    "remote_explosive_landmine_ied": "ied",
    "suicide_bomb": "suicide",
    "grenade": "grenade",
    "chemical_weapon": "chemical",
    "attack": "attack",
    "abduction_forced_disappearance": "abduct",
    "sexual_violence": "sexual",
    "peaceful_protest": "protest",
    "protest_with_intervention": "dispersed",
    "excessive_force_against_protesters": "excessive",
    "violent_demonstration": "riot",
    "mob_violence": "mob",
    "agreement": "agreement",
    "arrests": "arrest",
    "change_to_group_activity": "group",
    "disrupted_weapons_use": "disrupted",
    "headquarters_or_base_established": "base",
    "looting_property_destruction": "looting",
    "non_violent_transfer_of_territory": "handover",
    "other": "talks",
}
_TO_BE = re.compile(r"\b(?:was|were|been|being|be|is|are)(?: \w+ly)? $")


class SentenceReading(NamedTuple):
    """Who reads; and whether an article's words leave the gate in doubt about it."""

    reader: SentenceReader
    is_doubtful: bool = False


BY_RULES = SentenceReading(RulesAlone())


def with_readings(
    document: Document, triggers: Sequence[Trigger], reading: SentenceReading = BY_RULES
) -> tuple[Trigger, ...]:
    """Document and the lexicon's triggers -> triggers after reading, in text order.

    An opening that has no news leaves none; where the gate is in doubt it must be sure to have.
    """
    (opening,) = reading.reader.read([_opening(document)])
    if opening is None:
        return tuple(triggers)
    news = opening.happening
    if news < (_NEWS_WHERE_IN_DOUBT if reading.is_doubtful else _NO_NEWS_AT_ALL):
        return ()
    readings = _read_sentences(document, triggers, reading.reader, news)
    told = {(one.sentence, one.sub_event_type) for one in triggers}
    kept = [_judged(one, readings.get(one.sentence), news, told) for one in triggers]
    known = {trigger.sentence for trigger in triggers}
    likely = _LIKELY_BESIDE if any(kept) else _LIKELY_ALONE
    added = [
        _added(document.sentences[number], number, read, reading.reader)
        for number, read in readings.items()
        if number not in known
        and read.happening >= _HAPPENING
        and read.kinds[read.likeliest] >= likely
    ]
    found = [trigger for trigger in (*kept, *added) if trigger is not None]
    return tuple(sorted(found, key=lambda trigger: (trigger.start, trigger.end)))


def _opening(document: Document) -> str:
    title = document.title if len(document.title) <= _TITLE_CHARACTERS else ""
    return f"{title} {document.text[:_OPENING_CHARACTERS]}"


def _read_sentences(
    document: Document, triggers: Sequence[Trigger], reader: SentenceReader, news: float
) -> dict[int, Reading]:
    """The readings that can matter, by sentence: only sure news lets one without a trigger."""
    known = {one.sentence for one in triggers}
    chosen = [at for at in _worth_reading(document, known) if at in known or news >= _HAPPENING]
    read = reader.read([document.sentences[number].text for number in chosen])
    return {number: one for number, one in zip(chosen, read, strict=True) if one is not None}


def _worth_reading(document: Document, known: AbstractSet[int]) -> list[int]:
    """Numbers of the sentences worth reading: the opening ones, and those with a trigger."""
    worth = [
        number
        for number, sentence in enumerate(document.sentences)
        if (number in known or number < _OPENING_SENTENCES)
        and not sentence.heading
        and sentence.text.count(" ") >= _MIN_WORDS - 1
    ]
    return worth[:_MAX_SENTENCES]


def _judged(
    trigger: Trigger,
    reading: Reading | None,
    news: float,
    told: AbstractSet[tuple[int, SubEventType]],
) -> Trigger | None:
    is_sure = trigger.weight >= _SURE_WORD
    if news < (_NO_NEWS_AT_ALL if is_sure else _NO_NEWS):
        return None
    if reading is None:
        return trigger
    if reading.happening < (_NO_HAPPENING_AT_ALL if is_sure else _NO_HAPPENING):
        return None
    kind = reading.likeliest
    if {kind, trigger.sub_event_type} == CHANGES_OF_HANDS or (trigger.sentence, kind) in told:
        return trigger  # of a happening already named, looser words go on telling
    own = reading.kinds.get(trigger.sub_event_type, 0.0)
    if own < _OVERRULED and reading.kinds[kind] > _needed(kind, trigger):
        return msgspec.structs.replace(trigger, sub_event_type=kind, rule=RULES[kind])
    return trigger


def _needed(kind: SubEventType, trigger: Trigger) -> float:
    """How likely a kind must be to take a trigger from the lexicon's."""
    if kind in CHANGES_OF_HANDS or trigger.sub_event_type == "other":
        return _NEARLY_CERTAIN_KIND
    return _VERY_SURE_KIND if trigger.weight >= _SURE_WORD else _SURE_KIND


def _added(
    sentence: Sentence, number: int, reading: Reading, reader: SentenceReader
) -> Trigger | None:
    kind = reading.likeliest
    if kind in CHANGES_OF_HANDS and reading.kinds[kind] < _LIKELY_TAKING:
        return None
    word = reader.telling_word(sentence.text, kind)
    if word is None:
        return None
    return Trigger(
        start=sentence.start + word[0],
        end=sentence.start + word[1],
        text=sentence.text[word[0] : word[1]],
        rule=RULES[kind],
        sub_event_type=kind,
        weight=round(reading.happening * _SURE_WORD, 3),
        voice=_voice(sentence.text[: word[0]]),
        sentence=number,
    )


def _voice(before: str) -> Voice:
    return "passive" if _TO_BE.search(before) else "active"
