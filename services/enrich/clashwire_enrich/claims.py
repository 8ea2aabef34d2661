"""Claims: an article's ledger of who claims what about whom, and who says otherwise."""

from collections.abc import Iterator

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_contracts.claim import Speaker
from clashwire_contracts.event import EventMention
from clashwire_enrich.actor_index import ActorIndex
from clashwire_enrich.anonymous_sources import name_parties_in_hindsight
from clashwire_enrich.attribution import Attribution
from clashwire_enrich.casualties import CasualtyFigure
from clashwire_enrich.claim_parts import Findings
from clashwire_enrich.concerns import is_armed, same_side
from clashwire_enrich.document import Document
from clashwire_enrich.drafts import Draft
from clashwire_enrich.headline_claims import draft_headline
from clashwire_enrich.introductions import find_introductions
from clashwire_enrich.ledger import ClaimLedger, write_ledger
from clashwire_enrich.parties import Party
from clashwire_enrich.propositions import split_propositions
from clashwire_enrich.reading import find_attributions
from clashwire_enrich.relations import relate
from clashwire_enrich.repetitions import merge_repetitions
from clashwire_enrich.speakers import SpeakerChain, Voice
from clashwire_enrich.statuses import settle_statuses
from clashwire_enrich.words import Range

__all__ = ["ClaimLedger", "find_claims"]
MAX_CLAIMS = 300  # of one article; a longer list is a transcript or noise
_PAIR = 2


class _Heard(msgspec.Struct, frozen=True):
    """An attribution with its resolved voice."""

    attribution: Attribution
    voice: Voice


def find_claims(
    article: RawArticle,
    document: Document,
    actors: ActorIndex,
    casualties: tuple[CasualtyFigure, ...],
    events: tuple[EventMention, ...],
) -> ClaimLedger:
    """An article and what was found in it -> its claims and the ties between them."""
    findings = Findings(document, actors, casualties, events)
    drafts = merge_repetitions(list(_drafts(findings))[:MAX_CLAIMS])
    drafts += draft_headline(document, actors, drafts)
    ties = relate(document, drafts)
    settled = settle_statuses(document, actors, drafts, ties)
    return write_ledger(article, document, actors, settled, ties)


def _drafts(findings: Findings) -> Iterator[Draft]:
    document, actors = findings.document, findings.actors
    chain = SpeakerChain(document, actors, find_introductions(document, actors))
    heard: list[_Heard] = []
    for attribution in find_attributions(document):
        if attribution.mutual:
            heard.extend(_both_sides(findings, attribution))
        elif (voice := chain.hear(attribution)) is not None:
            heard.append(_Heard(attribution, voice))
    voices = name_parties_in_hindsight(document, [one.voice for one in heard])
    spoken = [_Heard(one.attribution, voice) for one, voice in zip(heard, voices, strict=True)]
    for index, one in enumerate(spoken):
        if one.voice.outlet is None and one.attribution.rule != "tag":
            yield from _of_one(findings, spoken, index)


def _of_one(findings: Findings, spoken: list[_Heard], index: int) -> Iterator[Draft]:
    attribution, voice = spoken[index].attribution, spoken[index].voice
    via = tuple(_carriers(spoken, index))
    parts = (
        [attribution.content]
        if attribution.mutual
        else split_propositions(findings.document, attribution.content, findings.actors)
    )
    for part in parts:
        draft = findings.draft(attribution, voice, part, via)
        if attribution.mutual:
            draft = msgspec.structs.replace(draft, about=_other(spoken, index))
        yield draft


def _carriers(spoken: list[_Heard], index: int) -> Iterator[str]:
    """The outlets that carry a claim: over its words, or closing its speaker's paragraph."""
    own = spoken[index]
    for other in spoken:
        outlet = other.voice.outlet
        if outlet is None or other.attribution.paragraph != own.attribution.paragraph:
            continue
        if _covers(other.attribution.content, own.attribution.content) or _closes(
            spoken, own, other
        ):
            yield outlet


def _covers(outer: Range, inner: Range) -> bool:
    return outer.start < inner.end and inner.start < outer.end


def _closes(spoken: list[_Heard], own: _Heard, tag: _Heard) -> bool:
    if tag.attribution.rule != "tag":
        return False
    tagged = [
        one
        for one in spoken
        if one.voice.outlet is None and _covers(tag.attribution.content, one.attribution.content)
    ]
    same = any(one.voice.speaker == own.voice.speaker for one in tagged)
    return same and own.attribution.cue.start < tag.attribution.cue.start


def _both_sides(findings: Findings, attribution: Attribution) -> Iterator[_Heard]:
    """A mutual accusation -> one voice for each of the two sides."""
    pair = _pair(findings, attribution)
    if len(pair) != _PAIR:
        return
    chain = SpeakerChain(findings.document, findings.actors, ())
    blank = chain.hear(attribution)
    if blank is None:
        return
    text = findings.document.text
    source = attribution.source or attribution.cue
    for actor_id in pair:
        actor = findings.actors.get(actor_id)
        speaker = Speaker(
            name=actor.name if actor else None,
            role=None,
            descriptor=text[source.start : source.end].strip(),
            anonymous=actor is None,
        )
        yield _Heard(
            attribution,
            msgspec.structs.replace(
                blank, speaker=speaker, party=Party(actor_id, "group"), rule="mutual", outlet=None
            ),
        )


def _pair(findings: Findings, attribution: Attribution) -> tuple[str, ...]:
    source = attribution.source or attribution.cue
    named = [span.actor_id for span in findings.actors.at(*source)]
    before = [
        span.actor_id
        for span in findings.actors.at(0, attribution.content.start)
        if is_armed(findings.actors, span.actor_id)
    ]
    sides: list[str] = []
    for actor_id in (*named, *reversed(before)):
        if not any(same_side(actor_id, side) for side in sides):
            sides.append(actor_id)
    return tuple(sorted(sides[:_PAIR]))


def _other(spoken: list[_Heard], index: int) -> str | None:
    own = spoken[index]
    for one in spoken:
        same = one.attribution is own.attribution or one.attribution == own.attribution
        if same and one.voice.party != own.voice.party and one.voice.party is not None:
            return one.voice.party.actor_id
    return None
