"""Hearing: every attribution of a document with its resolved voice, joint sources one by one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from clashwire_contracts.claim import Speaker
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.claims.anonymous_sources import name_parties_in_hindsight
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.claim_targets import HomeForces
from clashwire_enrich.claims.concerns import is_armed, same_side
from clashwire_enrich.claims.introduced_phrases import IntroducedPhrase
from clashwire_enrich.claims.introductions import find_introductions
from clashwire_enrich.claims.parties import GENERIC_IDS, Party, party_spans
from clashwire_enrich.claims.source_phrases import read_source
from clashwire_enrich.claims.speaker_chain import SpeakerChain
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_PAIR = 2
_NAMED_SOON = 250  # characters after "Each side says the other ..." in which both are named
_AND = re.compile(r"[\w'\u2019 ]{0,12} and (?:the )?(?:\w+ )?")


class Heard(msgspec.Struct, frozen=True):
    """An attribution with its voice; `other_side`: the one a mutual accusation points at."""

    attribution: Attribution
    voice: Voice
    other_side: str | None = None


class SpeechSetting(msgspec.Struct, frozen=True):
    """What a document's voices are heard against.

    `sides`: whose roles its title names; `forces`: the home state's; nobody is named like one of
    its `places`.
    """

    sides: Mapping[str, str]
    forces: HomeForces | None
    places: tuple[Range, ...]


def hear_all(
    document: Document,
    actors: ActorIndex,
    attributions: Sequence[Attribution],
    phrases: Sequence[IntroducedPhrase],
    setting: SpeechSetting,
) -> list[Heard]:
    """A document's attributions -> those whose speaker can honestly be named, in order."""
    introductions = find_introductions(document, actors, phrases, setting.places)
    chain = SpeakerChain(document, actors, introductions, setting.sides, setting.forces)
    heard: list[Heard] = []
    for attribution in attributions:
        if attribution.mutual:
            heard.extend(_both_sides(document, actors, attribution))
        elif (voice := chain.hear(attribution)) is not None:
            heard.extend(_each(document, actors, attribution, voice))
    voices = name_parties_in_hindsight([one.voice for one in heard])
    return [
        msgspec.structs.replace(one, voice=voice) for one, voice in zip(heard, voices, strict=True)
    ]


def _each(
    document: Document, actors: ActorIndex, attribution: Attribution, voice: Voice
) -> Iterator[Heard]:
    """'Both the army and the RSF said': one claim of each body; else the voice alone."""
    source = attribution.source
    words = document.text[source.start : source.end]
    joint = voice.phrase.kind == "collective" and " and " in words and not attribution.carried
    spans = _joined(document.text, party_spans(document.text, source, actors))
    sides = _sides(span.actor_id for span in spans) if joint else ()
    if len(sides) < _PAIR:
        yield Heard(attribution, voice)
        return
    for actor_id in sides:
        yield Heard(attribution, _as_side(voice, actor_id, actors, voice.rule))


def _joined(text: str, spans: Sequence[ActorSpan]) -> list[ActorSpan]:
    """The first spans that only "and" and an article stand between."""
    kept = list(spans[:1])
    for span in spans[1:]:
        if not _AND.fullmatch(text, kept[-1].end, span.start):
            break
        kept.append(span)
    return kept


def _sides(actor_ids: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for actor_id in actor_ids:
        if not any(same_side(actor_id, side) for side in found):
            found.append(actor_id)
    return tuple(found)


def _both_sides(
    document: Document, actors: ActorIndex, attribution: Attribution
) -> Iterator[Heard]:
    """A mutual accusation -> one voice for each of the two sides, if both are known."""
    pair = _pair(actors, attribution)
    if len(pair) != _PAIR:
        return
    blank = _voice(document, actors, attribution)
    for actor_id, other in (pair, pair[::-1]):
        yield Heard(attribution, _as_side(blank, actor_id, actors, "mutual"), other)


def _pair(actors: ActorIndex, attribution: Attribution) -> tuple[str, ...]:
    """The two sides its source names, else the last two named before it, or the next two."""
    named = [span.actor_id for span in actors.at(*attribution.source)]
    before = [
        span.actor_id
        for span in actors.at(0, attribution.content.start)
        if is_armed(actors, span.actor_id)
    ]
    after = [
        span.actor_id
        for span in actors.at(attribution.content.end, attribution.content.end + _NAMED_SOON)
        if is_armed(actors, span.actor_id) and span.actor_id not in GENERIC_IDS
    ]
    told = (*named, *reversed(before)) if len(_sides((*named, *before))) >= _PAIR else after
    return tuple(sorted(_sides(told)[:_PAIR]))


def _voice(document: Document, actors: ActorIndex, attribution: Attribution) -> Voice:
    source = attribution.source
    ranges = tuple(Range(span.start, span.end) for span in actors.at(*source))
    phrase = read_source(document.text, source, ranges)
    return Voice(
        speaker=Speaker(name=None, role=None, descriptor=phrase.words, anonymous=True),
        party=None,
        phrase=phrase,
        paragraph=attribution.paragraph,
        position=attribution.cue.start,
        rule="mutual",
        confidence=0.8,
    )


def _as_side(voice: Voice, actor_id: str, actors: ActorIndex, rule: str) -> Voice:
    actor = actors.get(actor_id)
    speaker = msgspec.structs.replace(
        voice.speaker, name=actor.name if actor is not None else None, anonymous=actor is None
    )
    return msgspec.structs.replace(
        voice, speaker=speaker, party=Party(actor_id, "group"), rule=rule
    )
