"""Claim parts: what one proposition of a resolved voice says: type, number, target, mode, links."""

from datetime import date

from clashwire_contracts.claim import ClaimNumber
from clashwire_contracts.event import EventMention
from clashwire_contracts.vocabulary import ClaimMode, ClaimType
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.claim_targets import ClaimTargets, HomeForces
from clashwire_enrich.claims.claim_types import claim_type
from clashwire_enrich.claims.claimed_numbers import claimed_number, figure_in, tells_toll
from clashwire_enrich.claims.cues import RESPONSIBILITY, CueVerb
from clashwire_enrich.claims.drafts import Draft
from clashwire_enrich.claims.ground import holder, is_ground, repels
from clashwire_enrich.claims.quotations import is_quotation_open
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.statement_dates import statement_date
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_COUNTED = frozenset(
    ("casualties", "equipment_loss", "responsibility", "accusation", "denial", "event_report")
)
_TELLING = frozenset(("event_report", "other"))
_QUOTATION_REACH = 3_000  # characters; a longer quotation is a speech, and costs no more
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
        home: HomeForces | None = None,
        in_title: bool = False,
    ) -> None:
        """`in_title`: the document is an article's title, its spans count there."""
        self.document, self.actors = document, actors
        self._targets = ClaimTargets(document.text, actors, home)
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
        mode = _mode(text, content)
        charged = self._targets.charged(attribution, voice, content, quoted=mode == "direct")
        if charged is not None and self._accuses(kind, voice, content, figure, charged):
            kind = "accusation"
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
            mode=mode,
            medium=circumstances.medium or _document_medium(voice),
            said_on=self._said_on(circumstances.said_on),
            reported_via=tuple(dict.fromkeys((*circumstances.outlets, *via))),
            claim_type=kind,
            about=self._targets.of(attribution, voice, content, figure, kind),
            number=number if _counts(kind, attribution.verb, number) else None,
            event_ids=self._event_ids(content),
            in_title=self.in_title,
            charges=charged,
            holds=self._holder(voice, content, words),
        )

    def _holder(self, voice: Voice, content: Range, words: str) -> str | None:
        party = voice.party.actor_id if voice.party is not None else None
        if not is_ground(words) and not repels(words):
            return None
        return holder(self.document.text, content, party, self.actors)

    def _accuses(
        self,
        kind: ClaimType,
        voice: Voice,
        content: Range,
        figure: CasualtyFigure | None,
        charged: str,
    ) -> bool:
        """Whether telling a side's deed accuses it; a count of a side's losses stays one."""
        if kind == "casualties":
            return not self._targets.strikes_a_side(voice, content, figure, charged)
        return kind in _TELLING

    def _said_on(self, found: Range | None) -> date | None:
        published = self.document.published_at
        if found is None or published is None:
            return None
        return statement_date(self.document.text[found.start : found.end], published)

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


def _counts(kind: ClaimType, verb: CueVerb, number: ClaimNumber | None) -> bool:
    """Whether a number is the claimant's: not one it denies, nor the narrator's of its deed."""
    if kind not in _COUNTED or number is None:
        return False
    return verb is not RESPONSIBILITY and (verb.family != "deny" or number.value == 0)


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
    return is_quotation_open(text, content.start, _QUOTATION_REACH)


def _document_medium(voice: Voice) -> str | None:
    return voice.phrase.head if voice.phrase.kind == "document" else None
