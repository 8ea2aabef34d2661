"""Claim parts: what one proposition of a resolved voice says: type, number, target, mode, links."""

import re
from datetime import date

from clashwire_contracts.event import EventMention
from clashwire_contracts.vocabulary import ClaimMode
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.claim_types import claim_type
from clashwire_enrich.claims.claimed_numbers import claimed_number, figure_in, tells_toll
from clashwire_enrich.claims.concerns import other_side, they, victim
from clashwire_enrich.claims.drafts import Draft
from clashwire_enrich.claims.parties import party_spans
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.statement_dates import statement_date
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_THEIRS = re.compile(r"\btheir\b", re.IGNORECASE)
_QUOTE_MARKS = '"\u201c\u201d\u201e\u00ab\u00bb'


class Findings:
    """What is known of a document before its claims: actors, casualty figures, events."""

    def __init__(
        self,
        document: Document,
        actors: ActorIndex,
        casualties: tuple[CasualtyFigure, ...],
        events: tuple[EventMention, ...],
        *,
        in_title: bool = False,
    ) -> None:
        """`in_title`: the document is an article's title, its spans count there."""
        self.document, self.actors = document, actors
        self.casualties, self.events, self.in_title = casualties, events, in_title

    def draft(
        self, attribution: Attribution, voice: Voice, content: Range, via: tuple[str, ...]
    ) -> Draft:
        """One proposition of one voice -> its draft."""
        text = self.document.text
        words = text[content.start : content.end]
        figure = figure_in(content, self.casualties)
        counts = figure is not None or tells_toll(text, content)
        kind = claim_type(words, attribution.verb, attribution.rule, counted=counts)
        counted = kind in {"casualties", "equipment_loss", "responsibility", "accusation", "denial"}
        number = claimed_number(
            text,
            content,
            figure,
            equipment=kind == "equipment_loss",
            field="title" if self.in_title else "text",
        )
        circumstances = attribution.circumstances
        return Draft(
            attribution=attribution,
            voice=voice,
            content=content,
            words=words,
            sentence=self.document.sentence_at(content.start) or 0,
            paragraph=attribution.paragraph,
            mode=_mode(text, content),
            medium=circumstances.medium or _document_medium(voice),
            said_on=self._said_on(circumstances.said_on),
            reported_via=tuple(dict.fromkeys((*circumstances.outlets, *via))),
            claim_type=kind,
            about=self._about(attribution, voice, content, figure, kind),
            number=number if counted else None,
            event_ids=self._event_ids(content),
            in_title=self.in_title,
        )

    def _said_on(self, found: Range | None) -> date | None:
        published = self.document.published_at
        if found is None or published is None:
            return None
        return statement_date(self.document.text[found.start : found.end], published)

    def _about(
        self,
        attribution: Attribution,
        voice: Voice,
        content: Range,
        figure: CasualtyFigure | None,
        kind: str,
    ) -> str | None:
        party = voice.party.actor_id if voice.party is not None else None
        if attribution.target is not None:
            spans = party_spans(self.document.text, attribution.target, self.actors)
            if spans:
                return spans[0].actor_id
        if kind in {"casualties", "equipment_loss"}:
            struck = self._sufferer(content, figure, party)
            owned = kind == "equipment_loss" and struck is None
            return self._owner(content, party) if owned else struck
        if kind == "other":
            return None
        return other_side(content, party, self.actors)

    def _owner(self, content: Range, party: str | None) -> str | None:
        """Whose equipment: the other side the words name, or 'their' of one named just before."""
        named = other_side(content, party, self.actors)
        text = self.document.text
        if named is None and _THEIRS.search(text, content.start, content.end):
            return they(content, content.start, party, self.actors)
        return named

    def _sufferer(
        self, content: Range, figure: CasualtyFigure | None, party: str | None
    ) -> str | None:
        text = self.document.text
        where = Range(figure.start, figure.end) if figure is not None else None
        own = victim(text, content, where, party, self.actors)
        if own is not None:
            return own
        if figure is not None and figure.victim_actor_id is not None:
            return figure.victim_actor_id
        return None

    def _event_ids(self, content: Range) -> tuple[str, ...]:
        """Events whose evidence stands in the content; else those of the content's sentence."""
        if self.in_title:
            return ()
        inside = [
            event.mention_id
            for event in self.events
            if any(_overlaps(content, span.start, span.end) for span in event.evidence)
        ]
        return tuple(dict.fromkeys(inside))


def _overlaps(content: Range, start: int, end: int) -> bool:
    return start < content.end and content.start < end


def _mode(text: str, content: Range) -> ClaimMode:
    inside = any(mark in text[content.start : content.end] for mark in _QUOTE_MARKS)
    before = text[max(0, content.start - 1) : content.start]
    after = text[content.end : content.end + 2]
    opened = before != "" and before in _QUOTE_MARKS
    if opened and (not inside or any(mark in after for mark in _QUOTE_MARKS)):
        return "direct"
    if inside or opened:
        return "mixed"
    return "direct" if _stands_in_quotation(text, content) else "indirect"


def _stands_in_quotation(text: str, content: Range) -> bool:
    """A later sentence of a quotation: an opening mark before it in its paragraph, unclosed."""
    start = text.rfind("\n", 0, content.start) + 1
    before = text[max(start, content.start - 3000) : content.start]
    opened = before.count("\u201c") > before.count("\u201d")
    return opened or before.count('"') % 2 == 1


def _document_medium(voice: Voice) -> str | None:
    return voice.phrase.head if voice.phrase.kind == "document" else None
