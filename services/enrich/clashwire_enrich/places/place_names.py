"""Capitalised runs that may name a place, and what the words around them say."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import structs

from clashwire_enrich.actors.actor_catalogue import NameHit
from clashwire_enrich.places.gazetteer import Gazetteer
from clashwire_enrich.text.document import Document, Sentence

_WORD = r"[A-Z\u00c0-\u00de\u0100-\u017f][\w'\u2019\u2018.-]*[\w]"
_JOINED = (
    r"(?:(?:al|el|ash|as|az|an|ar|ad|at|ul|ur|us|ez|ed|er|ibn|abu|de|del|la|las|los|du|des|di"
    r"|da|do|dos|sur|um|bin|e|en|es|le|les|y)[ -])"
)
_RUN = re.compile(
    rf"(?<![\w'\u2019-])(?:{_JOINED}(?=[A-Z]))?{_WORD}(?: {_JOINED}?{_WORD}| of {_WORD}){{0,5}}"
)
_AREA = (
    r"(?P<area>province|district|state|region|governorate|oblast|county|department|prefecture"
    r"|municipality|township|territory|valley|raion|city|town|village|neighbou?rhood|suburb|camp"
    r"|refugee camp|island|peninsula|local government area|area|commune|capital|port|airport"
    r"|highlands|mountains?|forest|basin|border|front ?line|crossing|direction|sector|axis)"
)
_AFTER = re.compile(
    rf"(?:['\u2019]s)? (?:regional |coastal |border |eastern |western )?{_AREA}\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"(?:(?P<near>\b(?:\d[\d.,]*|several|some|about|few|dozens of|hundreds of) ?(?:km"
    r"|kilomet(?:er|re)s?"
    r"|miles?|mi)\b[^.;]{0,25}\b(?:from|of|outside) (?:the )?"
    r"|\b(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west"
    r"|south-east|south-west|outskirts|outside|near|close to|around|toward|towards|parts?|edges?"
    r"|suburbs?"
    r"|vicinity)(?: of)? (?:the )?(?:(?:town|city|village|capital|port|port city"
    r"|district)(?: of)? )?)"
    r"|(?P<origin>\b(?:from|fled|fleeing|leaving|left) (?:the )?"
    r"(?:(?:town|city|village|capital|port|port city|district|state|province)(?: of)? )?)"
    r"|(?P<at>\b(?:(?:attacks?|assaults?|strikes?|raids?|offensive|advance|siege|march|shelling"
    r"|bombing|bombardment|fire|drones?|missiles?) (?:on|of|against|at|over)|in|at|inside|into"
    r"|on|across|over|throughout|within|through|to|entered|entering"
    r"|captured|seized|took|taken|lost|retook|recaptured|overran|reached|struck|hit|shelled"
    r"|bombed|attacked"
    r"|stormed|raided|besieged|besieging|control of|battle for|battles for|fight for|fighting for"
    r"|of|for|northern|southern|eastern|western|central|north|south|east|west|northeastern"
    r"|northwestern"
    r"|southeastern|southwestern|north-eastern|north-western|south-eastern|south-western|upper"
    r"|lower"
    r"|rural|downtown|occupied|besieged|rebel-held|government-held|nearby|neighbou?ring) (?:the )?"
    r"(?:(?:[a-z-]+ ){0,2}(?:towns?|cit(?:y|ies)|villages?|capital|port|districts?|states?"
    r"|provinces?"
    r"|region|regions|territory|territories|governorate|neighbou?rhoods?|suburbs?|area|areas"
    r"|department"
    r"|municipality|commune|settlements?|hamlet|island|county|oblast|camp|valley|localit(?:y|ies)"
    r"|communities|community)(?: of| called| named)? )?)"
    r"|(?P<list>(?:, | and | or )))$",
    re.IGNORECASE,
)
_STRONG_AT = re.compile(
    r"^(?:attack|assault|strike|raid|offensive|advance|siege|march|shelling|bomb|fire|drone"
    r"|missile)"
    r"|^(?:in|at|inside|into|across|throughout|within|captured|seized|retook|recaptured"
    r"|control of|hit|struck|attacked|bombed|shelled|stormed|raided|entered|entering|reached"
    r"|overran"
    r"|lost|left|besieged|besieging|battle for|battles for|northern|southern|eastern|western"
    r"|central"
    r"|north|south|nearby|rural|downtown)\b"
    r"|(?:town|cit|village|capital|district|state|province|region|territor|governorate|settlement)",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|President|Prime Minister|Minister|Gen|General|Col|Colonel|Lt|Capt|Captain"
    r"|Maj|Major|Sgt|spokes(?:man|woman|person)|commander|leader|chief|governor|mayor|secretary"
    r"|Ambassador|King|Prince|Sheikh|Imam|Pope|Sir|Judge|envoy|analyst|lawmaker|senator|journalist"
    r"|director|head|official|warlord|named|called|Brigadier|Marshal|Chancellor|Deputy)\.? $"
)
_PERSON_AFTER = re.compile(
    r",? (?:said|says|told|added|who|wrote|tweeted|warned|denied|claimed|accused|vowed|aged"
    r"|\d\d,)\b"
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:governor|mayor|prefect|bishop|archbishop|emir|administrator|police chief|commissioner"
    r"|residents|people|inhabitants|officials|authorities|police|hospitals?) (?:of|in) $",
    re.IGNORECASE,
)
_OFFICE_AFTER = re.compile(
    r"(?:['\u2019]s)? (?:regional |city |state |provincial )?(?:governor|mayor|prefect|police chief"
    r"|governorate|military administration|city council|residents|officials|authorities)\b"
)
_MEDIA = frozenset(
    {"Times", "Post", "News", "Herald", "Tribune", "Gazette", "Daily", "Journal", "Radio"}
)
_LOOSE = frozenset(
    ("International", "Airport", "Hospital", "University", "Street", "Market", "Square", "Camp",
     "Prison", "Mosque", "Church", "Base", "Road", "Highway", "Bridge", "River", "Port", "Palace",
     "District", "Province", "State", "Region", "City", "County", "Oblast", "Governorate",
     "Valley", "Municipality", "Township", "Territory", "Department", "Prefecture", "Village",
     "Town", "Island", "Mall", "School", "College", "Cathedral", "Refugee", "Airbase", "Airfield",
     "Border", "Crossing", "Police", "Central", "General", "Military", "Air", "Naval", "Local",
     "Government", "Area", "Teaching", "Stadium", "Temple", "Park", "Forest", "Mountains")
)  # fmt: skip
Relation = Literal["at", "near", "origin", "dateline"]
_DATELINE = re.compile(
    r"^[A-Z][A-Z\u00c0-\u00de' .-]{2,40}(?:, [A-Z][\w .']{2,30})?(?:,? [A-Z][a-z]{2,8}\.?"
    r" \d{1,2}(?:, \d{4})?)?"
    r"(?: \([A-Z][\w .]{1,30}\))? ?(?:\u2014|\u2013|--|-|:) "
)
_LEFT_CHARACTERS = 70


_DIRECTION = re.compile(
    r"\b((?:north|south|east|west)(?:ern|-?east(?:ern)?|-?west(?:ern)?)?|central|upper|lower) $",
    re.IGNORECASE,
)
_SPACED = re.compile(r"[^ ]+")
_LIST_JOINTS = frozenset({", ", " and ", ", and ", " or ", "/", " & "})
_AREA_WORD = re.compile(rf"\b{_AREA}s?(?: of| called| named)? $", re.IGNORECASE)
_WITHIN = re.compile(
    rf"(?: (?:{_AREA}))?(?:,| in)(?: the)?(?: (?:north|south|east"
    rf"|west)\w*)? (?P<name>{_WORD}(?: {_JOINED}?{_WORD}){{0,2}})"
)


class NameRun(msgspec.Struct, frozen=True):
    """A name to look up: its words, the area word beside it, and how the text places it.

    `within` is the name that follows after a comma ("Goma, North Kivu"); `is_located` says that
    the words before or after can stand with a place only.
    """

    start: int
    end: int
    text: str
    name: str
    area: str | None
    relation: Relation
    is_located: bool
    within: str | None


def find_name_runs(
    document: Document, gazetteer: Gazetteer, hits: Sequence[NameHit]
) -> Iterator[NameRun]:
    """Document, gazetteer and known names -> the runs that the gazetteer knows, in text order."""
    actors = [(hit.start, hit.end) for hit in hits if hit.form in {"actor", "demonym"}]
    taken = {position for start, end in actors for position in range(start, end)}
    dateline = _DATELINE.match(document.text)
    dateline_end = dateline.end() if dateline else 0
    for sentence in document.sentences:
        if sentence.heading:
            continue
        before: NameRun | None = None
        for start, end in _known_runs(document.text, sentence, gazetteer, taken):
            run = _read_run(document.text, start, end, sentence, before, dateline_end)
            if run is not None and not gazetteer.named(run.name):
                run = structs.replace(run, name=run.text)  # "central Khartoum" is Khartoum
            if run is not None:
                before = run
                yield run


def _known_runs(
    text: str, sentence: Sentence, gazetteer: Gazetteer, taken: set[int]
) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text, sentence.start, sentence.end):
        words = [(w.start(), w.end()) for w in _SPACED.finditer(text, run.start(), run.end())]
        yield from _known_parts(text, _owned_apart(text, words), gazetteer, taken)


def _owned_apart(text: str, words: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Cut a run after each possessive: "Goma's | Kyeshero Hospital"."""
    parts: list[list[tuple[int, int]]] = [[]]
    for start, end in words:
        parts[-1].append((start, end))
        if text[end - 2 : end] in {"'s", "\u2019s"}:
            parts.append([])
    return parts


def _known_parts(
    text: str, parts: list[list[tuple[int, int]]], gazetteer: Gazetteer, taken: set[int]
) -> Iterator[tuple[int, int]]:
    for words in parts:
        first = 0
        while first < len(words):
            last = _longest_known(text, words, first, gazetteer, taken)
            if last is None:
                first += 1
                continue
            if _stands_alone(text, words, first, last, taken):
                yield words[first][0], words[last][1]
            first = last + 1


def _longest_known(
    text: str, words: list[tuple[int, int]], first: int, gazetteer: Gazetteer, taken: set[int]
) -> int | None:
    start = words[first][0]
    for last in range(len(words) - 1, first - 1, -1):
        end = words[last][1]
        if start in taken or end - 1 in taken:
            continue
        name = _without_possessive(text[start:end])
        if last == first and _is_common(name):
            continue
        if gazetteer.named(name):
            return last
    return None


def _stands_alone(
    text: str, words: list[tuple[int, int]], first: int, last: int, taken: set[int]
) -> bool:
    """Whether the rest of the run is no part of the name: "Kabul Airport", not "Fahim Dashti"."""
    rest = words[:first] + words[last + 1 :]
    if any(text[start:end] in _MEDIA for start, end in rest):
        return False
    return all(
        start in taken or text[start].islower() or _is_common(text[start:end])
        or text[start:end] in _LOOSE
        for start, end in rest
    )  # fmt: skip


def _read_run(
    text: str, start: int, end: int, sentence: Sentence, before: NameRun | None, dateline_end: int
) -> NameRun | None:
    end -= len(text[start:end]) - len(_without_possessive(text[start:end]))
    left_floor = max(sentence.start, start - _LEFT_CHARACTERS)
    direction = _DIRECTION.search(text, left_floor, start)
    left = _BEFORE.search(text[left_floor:start])
    right = _AFTER.match(text, end)
    in_list = before is not None and text[before.end : start] in _LIST_JOINTS
    relation: Relation = "at"
    if start < dateline_end:
        relation = "dateline"
    elif in_list and before is not None:
        relation = before.relation
    elif left is not None and left.lastgroup in {"near", "origin"}:
        relation = "near" if left.lastgroup == "near" else "origin"
    located = (
        start < dateline_end
        or right is not None
        or _OFFICE_BEFORE.search(text[left_floor:start]) is not None
        or _OFFICE_AFTER.match(text, end) is not None
        or (in_list and before is not None and before.is_located)
        or (left is not None and (left.lastgroup != "at" or bool(_STRONG_AT.search(left[0]))))
    ) and not (left is not None and left.lastgroup == "list" and not in_list)
    if not located and (
        _PERSON_BEFORE.search(text[left_floor:start]) or _PERSON_AFTER.match(text, end)
    ):
        return None
    name = text[start:end]
    return NameRun(
        start=start,
        end=end,
        text=name,
        name=name if direction is None else f"{direction[1]} {name}",
        area=right["area"].casefold() if right else _area_before(left),
        relation=relation,
        is_located=located,
        within=_container(text, end),
    )


def _area_before(left: re.Match[str] | None) -> str | None:
    words = _AREA_WORD.search(left[0]) if left else None
    return words["area"].casefold() if words else None


def _container(text: str, end: int) -> str | None:
    found = _WITHIN.match(text, end)
    if found is None:
        return None
    owner, _, _ = re.sub("\u2019", "'", found["name"]).partition("'s ")
    return _without_possessive(owner)  # "Maga in Nigeria's Kebbi state" is in Nigeria


def _without_possessive(name: str) -> str:
    return re.sub(r"['\u2019]s?$|[.,]+$", "", name)


def _is_common(word: str) -> bool:
    return word in capitalised_words() or word.capitalize() in capitalised_words()


@cache
def capitalised_words() -> frozenset[str]:
    """Words that news writes with a capital and that are no place by themselves."""
    listed = files("clashwire_enrich").joinpath("data/capitalised_words.txt")
    return frozenset(listed.read_text(encoding="utf-8").split())
