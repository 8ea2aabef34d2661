"""Statuses: what the article itself lets a claim stand as.

In order: the narrator's own statement with its scope, an opposing claim, a hedge, attribution.
Of several statements on one claim a dispute outweighs missing evidence, and that a failed check.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from clashwire_contracts.vocabulary import ClaimStatus
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.claim_types import is_toll
from clashwire_enrich.claims.concerns import is_armed, same_side
from clashwire_enrich.claims.drafts import Draft, Tie
from clashwire_enrich.claims.ground import is_ground
from clashwire_enrich.text.document import Document, Sentence
from clashwire_enrich.text.words import Range, word_set

_WEIGHT: dict[ClaimStatus, int] = {
    "retracted": 5,
    "contested": 4,
    "no_evidence": 3,
    "unverified": 2,
    "corroborated": 1,
    "attributed": 0,
}
_STATEMENTS: tuple[tuple[ClaimStatus, re.Pattern[str]], ...] = (
    (
        "retracted",
        re.compile(
            r"\b(?:retracted|withdrew|took back|deleted|walked back)\b.{0,40}"
            r"\b(?:claim|statement|figure|toll|post|accusation|remark|tweet|report)s?\b"
            r"|\b(?:account|claim|version|statement)s? no longer (?:stands?|holds?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "contested",
        re.compile(
            r"\b(?:varying|different|conflicting|contradictory|differing|competing|rival"
            r"|diverging|wildly different) (?:\w+ ){0,2}"
            r"(?:numbers?|figures?|accounts?|tolls?|versions?|claims?|estimates?|reports?)\b"
            r"|\b(?:numbers|figures|accounts|tolls|versions|claims)\b.{0,40}\b(?:cannot be"
            r" (?:squared|reconciled)|(?:do|did) not (?:match|agree|tally)|contradict|conflict"
            r"|diverge|differ|vary|varied|differed)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "no_evidence",
        re.compile(
            r"\b(?:neither|none|without|nor|not|n't|no|never|nobody)\b.{0,50}"
            r"\b(?:evidence|proof)\b(?! that (?:the )?\w+ (?:was|were|is) )"
            r"|\b(?:neither|none|no)\b.{0,40}\b(?:backed|substantiated|borne out) (?:up )?by\b"
            r"|\b(?:produced|provided|offered|gave|showed|presented|published|released|supplied)"
            r" (?:neither|no|nothing) (?:[\w-]+ ){0,3}?(?:names|photographs?|photos|pictures|images"
            r"|footage|videos?|documents|proof|evidence|substantiat\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "unverified",
        re.compile(
            r"\b(?:not|cannot|unable|impossible|difficult|hard|yet|neither|none|no)\b"
            r".{0,60}\b(?:verif(?:y|ied|ication)|independent(?:ly)? confirm(?:ed|ation)?"
            r"|confirm(?:ed)? (?:\w+ ){0,4}(?:independently|claims?|reports?|accounts?|figures?"
            r"|statements?))\b|(?:could|couldn|can|has|have|was|were)n?['\u2019]t"
            r" .{0,50}\bverif(?:y|ied)\b"
            r"|\b(?:could|can|has|have|had) not .{0,40}\b(?:verif\w+|confirm\w*)\b"
            r"|\b(?:neither|none) .{0,40}\bcould (?:\w+ )?be (?:\w+ )?(?:check|confirm|test)ed\b"
            r"|\bcould ?n[o'\u2019]t be (?:\w+ )?checked\b|\bnobody could check\b"
            r"|\bunverified\b|\bno independent (?:confirmation|verification)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "corroborated",
        re.compile(
            r"\bindependently (?:verified|confirmed|corroborated)\b|\b(?:verified|geolocated)"
            r" (?:by|the|footage|videos?|images?)\b|\bcorroborated by\b",
            re.IGNORECASE,
        ),
    ),
)
_HEDGE = re.compile(
    r"\b(?:alleged(?:ly)?|alleges|allege|reportedly|purported(?:ly)?|supposed(?:ly)?|unconfirmed"
    r"|unverified)\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"\b(?:neither|both|either|each|none|all|warring|rival|two) (?:of the (?:two|sides)|sides?"
    r"|groups?|part(?:y|ies)|armies|countries|belligerents|claims|accounts|of them)\b"
    r"|\bneither\b|\bwarring parties\b",
    re.IGNORECASE,
)
_REFERS_BACK = re.compile(
    r"^(?:He|She|They|It|The \w+|[A-Z]\w+) (?:has |have |had )?(?:produced|provided|offered|gave"
    r"|showed|presented|published|released|supplied)\b"
    r"|\b(?:claims?|reports?|statements?|figures?|accounts?|tolls?|numbers?|allegations?"
    r"|accusations?|assertions?|charges?|declarations?|versions?|footage|videos?|it|this|that|these|either)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:claims|reports|statements|figures|accounts|allegations|accusations|assertions|tolls"
    r"|numbers|these|charges|declarations|versions)\b",
    re.IGNORECASE,
)
# "None of these statements has been confirmed": all of them, however long the list
_ALL_OF_THEM = re.compile(
    r"\b(?:none|neither|all|any|each|both) of (?:these|those|the|their|his|her) (?:\w+ ){0,2}?"
    r"(?:claims|reports|statements|figures|accounts|allegations|accusations|assertions|tolls)\b",
    re.IGNORECASE,
)
_OCCURRENCE = word_set("casualties territorial_control equipment_loss event_report")
_PARAGRAPHS_BACK = 2


DISPUTE = dict(_STATEMENTS)["contested"]  # the narrator's own word that accounts differ


class _Ruling(msgspec.Struct, frozen=True):
    """A narrator's statement: which status, which words, which drafts."""

    status: ClaimStatus
    span: Range
    scope: frozenset[int]


def settle_statuses(
    document: Document, actors: ActorIndex, drafts: Sequence[Draft], ties: Sequence[Tie]
) -> list[Draft]:
    """Drafts and their ties -> the drafts with the status each one stands at."""
    rulings = tuple(_rulings(document, actors, drafts))
    return [_settle(document, draft, index, rulings, ties) for index, draft in enumerate(drafts)]


def _settle(
    document: Document,
    draft: Draft,
    index: int,
    rulings: tuple[_Ruling, ...],
    ties: Sequence[Tie],
) -> Draft:
    ruled = [ruling for ruling in rulings if index in ruling.scope]
    opposing = next(
        (tie for tie in ties if index in (tie.first, tie.second) and _opposes(tie)), None
    )
    if ruled:
        best = max(ruled, key=lambda ruling: _WEIGHT[ruling.status])
        return _with_status(draft, best.status, best.span, "narrator")
    if opposing is not None:
        return _with_status(draft, "contested", opposing.marker, "opposing_claim")
    return _hedged(document, draft)


def _opposes(tie: Tie) -> bool:
    return tie.relation in {"contradicts", "competing", "inconsistent_within_party"}


def _with_status(draft: Draft, status: ClaimStatus, span: Range | None, rule: str) -> Draft:
    return msgspec.structs.replace(draft, status=status, status_span=span, status_rule=rule)


def _hedged(document: Document, draft: Draft) -> Draft:
    if draft.in_title:
        return draft
    sentence = document.sentences[draft.sentence]
    for found in _HEDGE.finditer(document.text, sentence.start, sentence.end):
        if draft.content.start <= found.start() < draft.content.end or _in_cue(draft, found):
            return _with_status(draft, "unverified", Range(*found.span()), "hedge")
    return draft


def _in_cue(draft: Draft, found: re.Match[str]) -> bool:
    cue = draft.attribution.cue
    return found.start() <= cue.end and cue.start <= found.end() + len(" said ")


def _rulings(document: Document, actors: ActorIndex, drafts: Sequence[Draft]) -> Iterator[_Ruling]:
    for number, sentence in enumerate(document.sentences):
        for status, pattern in _STATEMENTS:
            found = pattern.search(document.text, sentence.start, sentence.end)
            if found is None or _is_claimed(found.start(), drafts):
                continue
            if status == "corroborated" and _STATEMENTS[3][1].search(sentence.text):
                continue
            scope = _scope(actors, drafts, number, sentence, found.start())
            if scope:
                yield _Ruling(status, Range(sentence.start, sentence.end), scope)
                break


def _is_claimed(position: int, drafts: Sequence[Draft]) -> bool:
    return any(
        draft.content.start <= position < draft.content.end
        for draft in drafts
        if not draft.in_title and draft.attribution.verb.family != "deny"
    )


def _scope(
    actors: ActorIndex,
    drafts: Sequence[Draft],
    number: int,
    sentence: Sentence,
    position: int,
) -> frozenset[int]:
    """Whose claims a narrator's statement covers, by its subject and its topic."""
    if _EVERYBODY.search(sentence.text):
        return frozenset(
            i
            for i, draft in _on_topic(drafts, sentence.text)
            if draft.party and is_armed(actors, draft.party) and draft.content.start < position
        )
    if not _REFERS_BACK.search(sentence.text):
        return frozenset()
    back = len(drafts) * 2 if _ALL_OF_THEM.search(sentence.text) else _PARAGRAPHS_BACK
    before = [
        (i, draft)
        for i, draft in _on_topic(drafts, sentence.text)
        if draft.content.start < position and sentence.paragraph - draft.paragraph <= back
    ]
    owners = {s.actor_id for s in actors.at(sentence.start, sentence.end) if s.end > position - 200}
    owned = [i for i, draft in before if any(same_side(draft.party, one) for one in owners)]
    if owned:
        return frozenset(owned)
    if _PLURAL.search(sentence.text):
        return frozenset(i for i, _ in before)
    nearest = max((draft.sentence for _, draft in before if draft.sentence <= number), default=None)
    return frozenset(i for i, draft in before if draft.sentence == nearest)


def _on_topic(drafts: Sequence[Draft], words: str) -> Iterator[tuple[int, Draft]]:
    toll = is_toll(words) or bool(re.search(r"\b(?:losses|toll|tolls|figures|numbers)\b", words))
    ground = is_ground(words) and not toll
    for index, draft in enumerate(drafts):
        if draft.in_title:
            continue
        if toll and draft.claim_type != "casualties":
            continue
        if ground and draft.claim_type not in {"territorial_control", "event_report"}:
            continue
        if draft.claim_type in _OCCURRENCE or not (toll or ground):
            yield index, draft
