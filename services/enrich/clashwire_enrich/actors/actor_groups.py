"""Groups without a name: "the militant group", "both sides", "the army", "gunmen", "villagers"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from clashwire_contracts.vocabulary import ActorKind
from clashwire_enrich.actors.actor_catalogue import CatalogueActor
from clashwire_enrich.actors.actor_index import ActorSpan
from clashwire_enrich.actors.actor_recall import Recall
from clashwire_enrich.text.document import Document

ARMED_KINDS = frozenset({"rebel", "militia", "unknown"})
_PAIR = re.compile(
    r"\b(?:(?:the|these|those) two (?:groups|sides|parties|forces|armies|rivals|factions|countries"
    r"|neighbou?rs|nations|militaries)|both (?:sides|groups|parties|forces|armies|factions)"
    r"|each (?:side|party)|either side|neither side|the (?:warring|rival|opposing) "
    r"(?:sides|parties|factions|groups|forces|generals)|(?:neither|both) of the two|the two)\b"
    r"(?! (?:men|women|people|were killed|children|soldiers|officers|days|weeks|hours))",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"\b(?:(?P<own>(?:his|her|its|their) (?:own )?(?:men|fighters|gunmen|guerrillas|comrades))"
    r"|(?P<group>groups?|movement|organi[sz]ation|faction|alliance|insurgency|outfit)"
    r"|(?P<armed>rebels?|insurgents?|militants?|jihadists?|guerrillas?|separatists?"
    r"|paramilitar(?:y|ies)|resistance(?: forces?| fighters)?|militia(?:s|men|man)?"
    r"|gang(?:s| members)?|cartels?|junta)"
    r"(?! (?:groups?|movement|organi[sz]ation|faction|outfit|alliance))"
    r"|(?P<gunmen>gunm[ae]n|armed (?:men|assailants|attackers|individuals|youths)|attackers?"
    r"|assailants?|bandits?|kidnappers?|abductors?|extremists?|terrorists?|fighters?|shooters?"
    r"|hitmen|suicide bombers?|bombers?|pirates|vigilantes|combatants|mercenaries)"
    r"|(?P<army>army|soldiers?|government (?:forces|troops|soldiers)|security forces|servicemen"
    r"|paratroopers"
    r"|marines|(?:marine|naval|infantry) (?:base|post|barracks|unit|patrol|battalion|compound)"
    r"|military"
    r"(?! (?:might|operations?|bases?|aid|equipment|campaign|action|vehicles?|camp|post|council"
    r"|targets?|convoy|rule|junta|court|hospital|hardware|outpost|dress|uniforms?|fatigues|clothing"
    r"|clothes|style|grade|-style|age|service|academy|parade|source)))"
    r"|(?P<forces>forces)|(?P<troops>troops|warplanes|fighter jets|commandos)"
    r"|(?P<police>police(?: officers?|m[ae]n)?|gendarmes?|gendarmerie|carabineros|carabinieri"
    r"|riot police)"
    r"|(?P<government>government|authorities|regime)"
    r"|(?P<protesters>protesters?|protestors?|demonstrators?|marchers)"
    r"|(?P<rioters>rioters?|looters|mobs?|angry (?:crowds?|youths))"
    r"|(?P<civilians>civilians?|villagers?|residents?|worshipp?ers|passengers?|farmers?|students?"
    r"|schoolgirls|schoolchildren|pupils|children|women|pilgrims|commuters|shoppers|migrants"
    r"|refugees|aid workers?|journalists?|traders|miners|fishermen|herders|bystanders|mourners"
    r"|tourists|displaced people|locals|families|bus passengers|activists?))\b",
    re.IGNORECASE,
)
_PART_OF_NAME = re.compile(r"[A-Z]\w* $")
_NO_MODIFIER = (
    r"(?!(?:of|in|by|and|the|this|that|these|its|some|for|to|from|with|on|at|said|as|were|was"
    r"|an?|their|his|her|our) )"
)
_LEFT = re.compile(
    r"(?P<article>\b(?:the|this|that|these|those|its|their|an?|some|several|other|another"
    r"|dozens of|hundreds of) )?"
    rf"(?P<words>(?<![\w-])(?:{_NO_MODIFIER}(?-i:[a-z])[a-z.-]* ){{0,3}})$",
    re.IGNORECASE,
)
_OWNER_FOLLOWS = re.compile(
    r" (?:of|from|with|belonging to|loyal to|affiliated with|linked to) (?:the |a )?"
)
_LEFT_CHARACTERS = 60
_OWNER_CHARACTERS = 240  # back to the party whose men are meant, in the sentence before at most
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its"})
_POSSESSIVE = frozenset({"its", "their"})
GENERIC_ACTORS: dict[str, tuple[str, ActorKind]] = {
    "gunmen": ("unidentified-armed-group", "unknown"),
    "armed": ("unidentified-armed-group", "unknown"),
    "protesters": ("protesters", "civilian"),
    "rioters": ("rioters", "civilian"),
    "civilians": ("civilians", "civilian"),
    "army": ("government-forces", "state"),
    "police": ("police", "state"),
    "government": ("government", "state"),
}
_BRANCHES = {
    "army": "-armed-forces",
    "troops": "-armed-forces",
    "police": "-police",
    "government": "",
}
_HEAD_TRAITS = {
    "rebel": "rebel",
    "insurgent": "insurgent",
    "militant": "militant",
    "jihadist": "jihadist",
    "guerrilla": "guerrilla",
    "separatist": "separatist",
    "paramilitar": "paramilitary",
    "resistance": "resistance",
    "militia": "militia",
    "gang": "gang",
    "cartel": "cartel",
    "junta": "junta",
    "insurgency": "insurgent",
}


class Cast(msgspec.Struct, frozen=True):
    """Who can be meant: actors by id, how often each is named, and the state in focus."""

    actors: dict[str, CatalogueActor]
    counts: Counter[str]
    country: str | None

    def belligerents(self) -> tuple[str, ...]:
        """The armed actors and states of the text, the most named first, one a country's state."""
        armed = [a for a in self.actors.values() if a.kind in {*ARMED_KINDS, "state"}]
        ranked = sorted(armed, key=lambda a: (-self.counts[a.actor_id], a.actor_id))
        sides: dict[str, str] = {}
        for actor in ranked:
            key = (
                f"state-{actor.country}"
                if actor.kind == "state" and actor.country
                else actor.actor_id
            )
            sides.setdefault(key, actor.actor_id)
        return tuple(sides.values())


def group_actors(
    document: Document, named: Sequence[ActorSpan], cast: Cast
) -> tuple[tuple[ActorSpan, ...], dict[str, CatalogueActor]]:
    """Document, named spans and cast -> spans of unnamed groups, and generic actors they need."""
    recall = Recall(named)
    found: list[ActorSpan] = []
    generic: dict[str, CatalogueActor] = {}
    for start, end, actor_ids, actor in _phrases(document, named, recall, cast):
        for actor_id in actor_ids:
            span = ActorSpan(start, end, actor_id, "anaphor")
            found.append(span)
            recall.hear(span)
        if actor is not None:
            generic.setdefault(actor.actor_id, actor)
    return tuple(found), generic


Phrase = tuple[int, int, tuple[str, ...], CatalogueActor | None]


def _phrases(
    document: Document, named: Sequence[ActorSpan], recall: Recall, cast: Cast
) -> Iterator[Phrase]:
    taken = {position for span in named for position in range(span.start, span.end)}
    text = document.text
    ranked = cast.belligerents()
    meanings = _Meanings(cast)
    pairs = [(m.start(), m.end(), m) for m in _PAIR.finditer(text)]
    heads = [(m.start(), m.end(), m) for m in _HEADS.finditer(text)]
    for start, end, match in sorted((*pairs, *heads), key=lambda item: (item[0], -item[1])):
        if start in taken or end - 1 in taken:
            continue
        recall.read_to(start)
        if match.re is _PAIR:
            sides = _pair_before(start, recall, ranked)
            if len(sides) == 2:  # noqa: PLR2004 - a pair has two sides
                taken.update(range(start, end))
                yield start, end, sides, None
            continue
        yield from _head_phrase(text, match, recall, meanings)


def _pair_before(start: int, recall: Recall, ranked: Sequence[str]) -> tuple[str, ...]:
    near = recall.named_between(start - _LEFT_CHARACTERS * 3, start)
    known = [actor for actor in ranked if actor in near]
    if len(known) < 2:  # noqa: PLR2004 - a pair has two sides
        known = [actor for actor in ranked if recall.was_named(actor, start)]
    return tuple(sorted((known if len(known) > 1 else ranked)[:2]))


def _head_phrase(
    text: str, match: re.Match[str], recall: Recall, meanings: "_Meanings"
) -> Iterator[Phrase]:
    head = match.lastgroup or ""
    floor = max(0, match.start() - _LEFT_CHARACTERS)
    floor = max(floor, text.rfind("\n", floor, match.start()) + 1)
    left = _LEFT.search(text, floor, match.start())
    article = (left["article"] or "").strip().casefold() if left else ""
    words = (left["words"] if left else "").split()
    start = left.start() if left and article else match.start()
    if _is_named_beside(text, match, recall):
        return
    if head == "group" and (article not in _DEFINITE or _PEACEFUL.search(" ".join(words))):
        return
    if head == "own":
        yield from _owned_forces(
            text, max(0, match.start() - _OWNER_CHARACTERS), *match.span(), recall
        )
    elif article in _POSSESSIVE and head in {*_BRANCHES, "forces"}:
        yield from _owned_forces(text, floor, start, match.end(), recall)
    elif head in _BRANCHES and (state := _state_id(head, recall, meanings.country)):
        yield start, match.end(), (state,), None
    elif article in _DEFINITE and (
        owner := _last_compatible(recall, match, _traits(words, match[0]), meanings)
    ):
        yield start, match.end(), (owner,), None
    elif head in GENERIC_ACTORS:
        actor_id, kind = GENERIC_ACTORS[head]
        actor = CatalogueActor(actor_id, match[0], kind, None, {})
        yield match.start(), match.end(), (actor_id,), actor


def _is_named_beside(text: str, match: re.Match[str], recall: Recall) -> bool:
    """Whether a name before or after already stands for the group: "fighters of the Front"."""
    if match[0][0].isupper() and _stands_in_name(text, match.start(), match.end()):
        return True
    owned = {"gunmen", "armed", "army", "troops"}
    if match.lastgroup in owned and _names_owner(text, match.end(), recall):
        return True
    return recall.is_beside(match.start() - 1)


_PEACEFUL = re.compile(
    r"\b(?:rights|monitor\w*|aid|humanitarian|age|parliamentary|advocacy|small|large|first|second"
    r"|third|last|political|media|news|business|industry|research|support|working|minority"
    r"|religious"
    r"|social|charity|relief|environmental|contact|medical|women's|human)\b",
    re.IGNORECASE,
)


def _stands_in_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised group word is part of a longer name: "Farmers Union"."""
    follows = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    return follows or bool(_PART_OF_NAME.search(text[max(0, start - 20) : start]))


def _names_owner(text: str, end: int, recall: Recall) -> bool:
    joint = _OWNER_FOLLOWS.match(text, end)
    return joint is not None and recall.stands_at(joint.end()) is not None


def _owned_forces(text: str, floor: int, start: int, end: int, recall: Recall) -> Iterator[Phrase]:
    """Read "Russia's defence ministry said its troops": the forces of the last party before."""
    stop = max(floor, text.rfind(". ", floor, start) + 1)
    span = recall.last_between(stop, start) or recall.last_between(floor, start)
    if span is not None:
        owner = span.actor_id
        state = owner.split("-")[1] if owner.startswith("state-") else None
        yield start, end, (f"state-{state}-armed-forces" if state else owner,), None


def _state_id(head: str, recall: Recall, country: str | None) -> str | None:
    """Whose army or police is meant: the last named before, else the focus, else the last state."""
    suffix = _BRANCHES[head]
    last = recall.latest_state(suffix) if suffix else None
    if last is None and country is not None and head != "troops":
        return f"state-{country.lower()}{suffix}"
    last = last or recall.latest_state() or recall.final_state
    return f"state-{last.actor_id.split('-')[1]}{suffix}" if last is not None else None


def _traits(words: Sequence[str], head: str) -> frozenset[str]:
    found = {word.casefold() for word in words}
    found |= {trait for stem, trait in _HEAD_TRAITS.items() if head.casefold().startswith(stem)}
    return frozenset(found)


class _Meanings:
    """Which actors of a cast a group phrase can mean, by the phrase's traits."""

    def __init__(self, cast: Cast) -> None:
        self.country = cast.country
        self._actors = cast.actors
        self._known: dict[frozenset[str], tuple[bool, tuple[str, ...]]] = {}

    def of(self, traits: frozenset[str]) -> tuple[bool, tuple[str, ...]]:
        """Traits -> whether any actor has one, and the actors that fit."""
        if traits not in self._known:
            self._known[traits] = self._fitting(traits)
        return self._known[traits]

    def _fitting(self, traits: frozenset[str]) -> tuple[bool, tuple[str, ...]]:
        telling = traits - {"government"}
        armed = [
            actor
            for actor in self._actors.values()
            if actor.kind in ARMED_KINDS or telling.intersection(actor.traits)
        ]
        wanted = traits & {trait for actor in armed for trait in actor.traits}
        fitting = (a.actor_id for a in armed if not wanted or wanted.intersection(a.traits))
        return bool(wanted), tuple(fitting)


def _last_compatible(
    recall: Recall, match: re.Match[str], traits: frozenset[str], meanings: _Meanings
) -> str | None:
    if match.lastgroup not in {"group", "armed", "gunmen"}:
        return None
    wanted, fitting = meanings.of(traits)
    last = recall.latest(fitting)
    if last is not None:
        return last
    return fitting[0] if len(fitting) == 1 and wanted else None
