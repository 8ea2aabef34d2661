"""Triggers as the sentence reader sees them: some are refused, some retyped, some are added.

The lexicon knows words; the reader knows what a sentence is like. Where the reader is sure, it
refuses a trigger in a sentence that tells of no happening, decides between types that the words
leave open, and adds a trigger where the lexicon has no word for what happened. Without a model
the lexicon's triggers stand as they are.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from clashwire_contracts.vocabulary import SubEventType
from clashwire_enrich.events.triggers import Trigger, Voice
from clashwire_enrich.sentence_kinds.reader import Reading, RulesAlone, SentenceReader
from clashwire_enrich.text.document import Document, Sentence

_MAX_SENTENCES = 4  # of an article; the reader takes longer over one than the rules over all
_OPENING_SENTENCES = 8  # the inverted pyramid: the news stands first
_MIN_WORDS = 4
# Shares by eight-fold cross-validation over the training sentences.
_NO_HAPPENING = 0.25  # 71 % of sentences that tell of none are below it, and 5.5 % of the others
_NO_HAPPENING_AT_ALL = 0.08  # 51 % and 0.8 %
_HAPPENING = 0.6  # 11 % of sentences that tell of none are above it, and 83 % of the others
_LIKELY_KIND = 0.25
_SURE_KIND = 0.45  # then right in 79 %
_OVERRULED = 0.08
_VERY_SURE_KIND = 0.7  # right in 92 %
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
_SAYING = (
    r"said|says|told|added|reported|announced|stated|according|confirmed|claimed|wrote|accused"
    r"|denied|called|urged|warned|described|based|named|used|aged|armed|unidentified|suspected"
)
_VERB = re.compile(
    rf"\b(?!(?:{_SAYING})\b)(?:[a-z]{{2,}}ed|shot|fought|took|taken|seized|struck|hit|fell|fired"
    r"|broke|blew|threw|thrown|killed|slain|burnt|burn|stole|stolen|set|met|held|beat|beaten|left"
    r"|sank|tore|went|gave|driven|drove|overran|retook|swept|caught|kept|fled|sent|began|withdrew"
    r"|came|rose|split|laid|swore|won|lost|dug|found)\b"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_TO_BE = re.compile(r"\b(?:was|were|been|being|be|is|are)(?: \w+ly)? $")


class SentenceReading(NamedTuple):
    """Who reads, and whether sentences without a trigger too, for what the lexicon lacks."""

    reader: SentenceReader
    eager: bool = True


BY_RULES = SentenceReading(RulesAlone())


def with_readings(
    document: Document, triggers: Sequence[Trigger], reading: SentenceReading = BY_RULES
) -> tuple[Trigger, ...]:
    """Document and the lexicon's triggers -> triggers after reading, in text order."""
    chosen = _to_read(document, triggers, eager=reading.eager)
    texts = [document.sentences[number].text for number in chosen]
    read = zip(chosen, reading.reader.read(texts), strict=True)
    readings = {number: reading for number, reading in read if reading is not None}
    known = {trigger.sentence for trigger in triggers}
    kept = [_judged(one, readings.get(one.sentence)) for one in triggers]
    added = [
        _added(document.sentences[number], number, reading)
        for number, reading in readings.items()
        if number not in known
    ]
    found = [trigger for trigger in (*kept, *added) if trigger is not None]
    return tuple(sorted(found, key=lambda trigger: (trigger.start, trigger.end)))


def _to_read(document: Document, triggers: Sequence[Trigger], *, eager: bool) -> list[int]:
    """Numbers of the sentences worth reading: of the opening, those the lexicon is unsure of."""
    sure = {one.sentence for one in triggers if one.weight >= _SURE_WORD}
    known = {one.sentence for one in triggers}
    opening = [
        number
        for number, sentence in enumerate(document.sentences[:_OPENING_SENTENCES])
        if not sentence.heading
        and sentence.text.count(" ") >= _MIN_WORDS - 1
        and (eager or number in known)
    ]
    if len(opening) > _MAX_SENTENCES:
        opening.sort(key=lambda number: number in sure)
    return sorted(opening[:_MAX_SENTENCES])


def _judged(trigger: Trigger, reading: Reading | None) -> Trigger | None:
    if reading is None:
        return trigger
    is_sure = trigger.weight >= _SURE_WORD
    if reading.happening < (_NO_HAPPENING_AT_ALL if is_sure else _NO_HAPPENING):
        return None
    kind = reading.likeliest
    own = reading.kinds.get(trigger.sub_event_type, 0.0)
    if own < _OVERRULED and reading.kinds[kind] > (_VERY_SURE_KIND if is_sure else _SURE_KIND):
        return msgspec.structs.replace(trigger, sub_event_type=kind, rule=RULES[kind])
    return trigger


def _added(sentence: Sentence, number: int, reading: Reading) -> Trigger | None:
    kind = reading.likeliest
    if reading.happening < _HAPPENING or reading.kinds[kind] < _LIKELY_KIND:
        return None
    place = _VERB.search(sentence.text) or _WORD.search(sentence.text)
    if place is None:
        return None
    return Trigger(
        start=sentence.start + place.start(),
        end=sentence.start + place.end(),
        text=place[0],
        rule=RULES[kind],
        sub_event_type=kind,
        weight=round(reading.happening * _SURE_WORD, 3),
        voice=_voice(sentence.text, place),
        sentence=number,
    )


def _voice(text: str, verb: re.Match[str]) -> Voice:
    return "passive" if _TO_BE.search(text[: verb.start()]) else "active"
