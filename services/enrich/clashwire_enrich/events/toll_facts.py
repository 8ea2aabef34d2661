"""Toll facts: which number of dead may stand as `best`; a belligerent's never does.

`best` comes from the narrator's own voice or from a source outside the fight, and from nobody
while the sides dispute the toll. Whatever a side says of itself or of the other stays a claim.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clashwire_contracts.claim import Claim, ClaimRelation
from clashwire_contracts.event import EventMention
from clashwire_contracts.mention import ActorMention
from clashwire_enrich.claims.claims import MAX_CLAIMS
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.text.document import Document, Sentence
from clashwire_enrich.text.quantities import ONE_NUMBER, read_number

FATAL_KINDS = frozenset(("killed", "losses"))
_TOLL_TYPES = frozenset(("casualties", "accusation", "responsibility", "denial", "event_report"))
_DISPUTES = frozenset(("contradicts", "competing", "inconsistent_within_party"))
_NEUTRAL_KINDS = frozenset(("international", "civilian"))
_FIGHTING_KINDS = frozenset(("state", "rebel", "militia"))
_NOT_NAMED = frozenset(
    ("unidentified-armed-group", "government-forces", "police", "government", "civilians")
)
_NUMBER = re.compile(rf"(?<![\w.,-]){ONE_NUMBER}(?![\w-])", re.IGNORECASE)
_FORCES = re.compile(
    r"\b(?:army|military|defen[cs]e|armed forces|troops|soldiers?|forces|general staff|air force"
    r"|navy|brigade|battalion|commanders?|rebels?|fighters?|militants?|insurgents?|militia\w*"
    r"|junta|security (?:source|official|force|service)s?|intelligence|guerrillas?|gang|lieutenant"
    r"|colonel|brigadier|presidential office|kremlin|pentagon)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:hospitals?|doctors?|medics?|medical|nurses?|surgeons?|paramedics?|morgue|mortuary"
    r"|ambulance|health workers?|residents?|witness(?:es)?|villagers?|neighbou?rs?|survivors?"
    r"|relatives?|united nations|u\.?n\.?|red (?:cross|crescent)|monitors?|monitoring|observatory"
    r"|observers?|rights (?:group|organi[sz]ation|activist|watch|body)s?|human rights|aid (?:group"
    r"|agenc(?:y|ies)|workers?)|charit(?:y|ies)|ngos?|humanitarian|civil society|volunteers?"
    r"|priests?|bishops?|pastors?|imams?|clergy|elders?|teachers?|journalists?|reporters?"
    r"|radio|newspapers?|m[eé]decins|doctors without borders|msf|peacekeep\w+|rescue|rescuers?"
    r"|civil defen[cs]e"
    r"|union|diplomats?|farmers?|shopkeepers?|trader|undertakers?|gravediggers?)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:officials?|police|policem[ae]n|authorit(?:y|ies)|governor|mayor|administrator|minist\w+"
    r"|government|prosecutors?|sheriff|fire (?:chief|service|brigade)|emergency service)\b",
    re.IGNORECASE,
)
_BOAST = re.compile(  # who speaks of its own kills fights, whoever it is
    r"(?:it|they|we|(?:its|their|our) [\w-]+)(?: also)? (?:had |have |has )?(?:killed|eliminated"
    r"|neutrali[sz]ed|destroyed|captured|shot|executed|inflicted|wiped out|ambushed)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:said|says|say|claim(?:s|ed)?|announc\w+|according to|report(?:s|ed)|confirmed|stated"
    r"|insist(?:s|ed)|boast\w*|put(?:s)?|told|declared|alleg\w+|sp(?:oke|eaks|eak|oken) of|gave"
    r"|gives|count(?:s|ed)|estimat\w+|admi(?:ts|tted)|acknowledg\w+|conced\w+|list(?:s|ed)"
    r"|rais(?:es|ed)|revis(?:es|ed)|lower(?:s|ed)|mourn(?:s|ed)|tall(?:y|ied)|record(?:s|ed))\b",
    re.IGNORECASE,
)


class TollLedger(NamedTuple):
    """What one article's claims mean for its tolls.

    `engaged`: named armed actors fight in it; `partisans`: claim_ids of the sides' claims.
    """

    document: Document | None
    claims: tuple[Claim, ...]
    disputed: frozenset[str]
    claimed: frozenset[int]
    neutral: frozenset[str]
    belligerents: tuple[ActorMention, ...]
    engaged: bool
    partisans: frozenset[str]


def read_toll_ledger(
    events: Iterable[EventMention],
    claims: tuple[Claim, ...],
    relations: Iterable[ClaimRelation],
    actors: Iterable[ActorMention],
    document: Document | None,
) -> TollLedger:
    """An article's events and claims -> what decides on its tolls."""
    actors = tuple(actors)
    neutral = frozenset(one.actor_id for one in actors if one.kind in _NEUTRAL_KINDS)
    fighting = {
        actor.actor_id
        for event in events
        for actor in event.actors
        if actor.kind in {"rebel", "militia"} or actor.actor_id.startswith("state-")
    }
    disputed = frozenset(
        claim
        for tie in relations
        if tie.axis == "casualties" and tie.relation in _DISPUTES
        for claim in (tie.from_, tie.to)
    )
    ledger = TollLedger(
        document,
        claims,
        disputed,
        frozenset(),
        neutral,
        tuple(one for one in actors if one.kind in _FIGHTING_KINDS),
        bool(fighting - _NOT_NAMED),
        frozenset(),
    )
    partisan = [one for one in claims if is_partisan(one, ledger)]
    return ledger._replace(
        claimed=frozenset(n for one in partisan for n in numbers_of(one)),
        partisans=frozenset(one.claim_id for one in partisan),
    )


def is_toll(claim: Claim) -> bool:
    """Whether a claim of the text counts dead or losses of people."""
    if claim.claim_type not in _TOLL_TYPES or claim.number is None:
        return False
    return claim.content_span.field == "text" and claim.number.kind in FATAL_KINDS


def is_partisan(claim: Claim, ledger: TollLedger) -> bool:
    """Whether a claimant speaks for a side of the fight, or for forces of any kind."""
    party, words = claim.affiliation, claim.source_span.text
    if party is None:
        outside = _OUTSIDE.search(words) or _OUTSIDE.search(_said_of(claim))
        if _FORCES.search(words) or _BOAST.match(claim.content_span.text):
            return not outside
        return ledger.engaged and bool(_OFFICE.search(words)) and not outside
    if party.actor_id in ledger.neutral:
        return False
    if party.actor_id.startswith("state-") or party.actor_id in {"police", "government"}:
        return ledger.engaged or bool(_FORCES.search(f"{words} {party.name}"))
    return party.actor_id not in {"civilians", "protesters"}


def is_outside(claim: Claim, ledger: TollLedger) -> bool:
    """Whether a claimant surely stands outside the fight: medics, monitors, residents."""
    if claim.claim_id in ledger.partisans:
        return False
    if claim.affiliation is not None:
        return True
    words = f"{claim.source_span.text} {_said_of(claim)}"
    return bool(_OUTSIDE.search(words) or (not ledger.engaged and _OFFICE.search(words)))


def _said_of(claim: Claim) -> str:
    speaker = claim.speaker
    return " ".join(filter(None, (speaker.name, speaker.role, speaker.descriptor)))


def numbers_of(claim: Claim) -> frozenset[int]:
    """Every number a claim's words hold; a bare "one" only when it is the claim's own number."""
    found = {read_number(match[0]) for match in _NUMBER.finditer(claim.content_span.text)}
    number = claim.number
    own = {number.value, number.low, number.high} if number is not None else set()
    return frozenset(n for n in (found - {1}) | own if n is not None)


def best_toll(
    event: EventMention, figures: Sequence[CasualtyFigure], ledger: TollLedger
) -> int | None:
    """An event and the figures told of it -> the number of dead that stands as a fact, or None."""
    tolls = [c for c in ledger.claims if event.mention_id in c.event_ids and is_toll(c)]
    if len(ledger.claims) >= MAX_CLAIMS:  # the ledger is full: what else is claimed is not known
        return None
    if any(c.claim_id in ledger.disputed or c.status == "contested" for c in tolls):
        return None
    narrated = _narrators(figures, ledger)
    if any(f.value is None and f.precision == "approx" for f in narrated):
        return None  # "between 12 and 19"
    found = (_total(narrated, ledger), _vouched(tolls, ledger))
    best = max((n for n in found if n is not None), default=None)  # tolls rise as they are told
    if best is None or best in ledger.claimed:
        return None
    sides = [c.number for c in tolls if c.claim_id in ledger.partisans and c.number is not None]
    more = any(max(n.low or 0, n.value or 0, n.high or 0) > best for n in sides)
    return None if more else best  # a side counts dead that nobody outside the fight has counted


def deaths_told(figures: Sequence[CasualtyFigure]) -> tuple[CasualtyFigure, ...]:
    """Figures -> the counts of dead that make one toll: a death toll, else the first sentence's."""
    deaths = [f for f in figures if f.kind in FATAL_KINDS and not f.part_of_total]
    counted = [f for f in deaths if f.low is not None or f.high is not None]
    if not counted:  # where nobody was hurt, nobody was killed
        return tuple(f for f in figures if f.rule == "nobody")[:1]
    tolls = [f for f in counted if f.rule == "death_toll"]
    return tuple(tolls[-1:] or [f for f in counted if f.sentence == counted[0].sentence])


def _narrators(figures: Sequence[CasualtyFigure], ledger: TollLedger) -> tuple[CasualtyFigure, ...]:
    return deaths_told([f for f in figures if _is_narrators(f, ledger)])


def _total(figures: Sequence[CasualtyFigure], ledger: TollLedger) -> int | None:
    """Figures of one toll -> their sum; None with a vague one, a ceiling or one a side claims."""
    values = [None if f.precision == "max" else f.value for f in figures]  # "up to 12"
    told = [value for value in values if value is not None]
    if not told or len(told) < len(values) or any(n in ledger.claimed for n in told):
        return None
    return sum(told)


def _vouched(tolls: Sequence[Claim], ledger: TollLedger) -> int | None:
    """The one number that sources outside the fight give."""
    numbers = [c.number for c in tolls if c.number is not None and is_outside(c, ledger)]
    values = {number.value for number in numbers if number.precision != "max"}
    values.discard(None)
    return values.pop() if len(values) == 1 else None


def _is_narrators(figure: CasualtyFigure, ledger: TollLedger) -> bool:
    """Whether nobody but the article says it: no claim holds it, no quotation, no party nearby."""
    document = ledger.document
    for claim in ledger.claims:
        content, source = claim.content_span, claim.source_span
        if content.field == "text" and content.start <= figure.start < content.end:
            return False
        if source.field != "text" or source.start > figure.start or document is None:
            continue
        said = claim.claim_id in ledger.partisans
        if said and document.sentence_at(source.start) == figure.sentence:
            return False
    if document is None:
        return True
    sentence = document.sentences[figure.sentence]
    return not (_is_quoted(document, figure.start) or _a_side_reports(sentence, figure, ledger))


def _is_quoted(document: Document, at: int) -> bool:
    """Whether a quotation stands open: its marks are counted from the paragraph's beginning."""
    before = document.text[document.text.rfind("\n", 0, at) + 1 : at]
    return before.count("\u201c") > before.count("\u201d") or before.count('"') % 2 == 1


def _a_side_reports(sentence: Sentence, figure: CasualtyFigure, ledger: TollLedger) -> bool:
    """A sentence with a verb of counting and a side in it whose attribution nobody read."""
    if not _REPORTS.search(sentence.text):
        return False
    ahead = sentence.text[: figure.start - sentence.start]
    if _REPORTS.search(ahead) and _FORCES.search(ahead):
        return True
    read = any(
        c.cue_span.field == "text" and sentence.start <= c.cue_span.start < sentence.end
        for c in ledger.claims
    )
    return not read and any(
        sentence.start <= span.start < sentence.end
        for actor in ledger.belligerents
        for span in actor.spans
    )
