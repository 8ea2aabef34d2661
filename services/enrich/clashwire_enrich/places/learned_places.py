"""Learned places: names no gazetteer has, told as places, put where the text says they lie.

"A bus hit a mine near Bourasso, on the Nouna road": Bourasso keeps its name, and lies where
Nouna does, with the precision of a district: no village is given coordinates of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import structs

from clashwire_contracts.mention import PlaceMention
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import PlacePrecision
from clashwire_enrich.places.found_places import FoundPlace
from clashwire_enrich.places.gazetteer import fold
from clashwire_enrich.places.place_asides import is_aside
from clashwire_enrich.places.place_names import is_common
from clashwire_enrich.places.place_signs import Signs, read_signs, without_possessive
from clashwire_enrich.places.place_words import JOINED, LOOSE, MEDIA, WORD
from clashwire_enrich.text.countries import load_countries
from clashwire_enrich.text.document import Document, Sentence

_NAME = re.compile(rf"(?<![\w'\u2019-])(?:{JOINED}(?=[A-Z]))?{WORD}(?: {JOINED}?{WORD}){{0,3}}")
_ENGLISH = re.compile(r"(?:at|as|an|en|es|e|y|do|us) ")  # words that are articles elsewhere
_INTRODUCED = re.compile(
    r"\b(?:villages?|hamlets?|towns?|settlements?|localit(?:y|ies)|neighbou?rhoods?|quarters?"
    r"|suburbs?|isle|islet|islands?|commune|township|barangay|outpost|camps?) (?:of|called|named) $"
    r"|\b(?:near|close to|north of|south of|east of|west of|outskirts of|km from|km outside"
    r"|kilomet(?:er|re)s from|vicinity of|outside) (?:the )?$",
    re.IGNORECASE,
)
_STRUCK = re.compile(
    r"\b(?:in|at|upon|into|(?:fell|fired|rained|landed|dropped|attacks?|raid|assault|strikes?|march"
    r"(?:ed)?|opened (?:up|fire)|advanc(?:ed|ing)) on|(?:over|above|opposite|inside|across)) $"
)
_VILLAGE_AFTER = re.compile(
    r" (?:village|hamlet|town|forest|camp|district|township|quarter|neighbou?rhood|island|area"
    r"|commune|locality|settlement|sub-county|ridge|barangay|market|valley|sector|road)\b"
)
_ENDS_THERE = re.compile(
    r"(?:[,.;]|$| (?:on|in|at|near|late|early|overnight|yesterday|last|this|when|where|after|before"
    r"|while|and|with|for|during|since|as|but|from|by|to)\b)"
)
_PART_OF_TOWN = re.compile(
    r"(?:(?: (?:quarter|neighbou?rhood|market|road|street|square|suburb|district|area|camp|site))?"
    r",? (?:of|in|outside|inside) (?:the )?(?:city of |capital,? )?)$"
)
_BESIDE = 60  # characters between a name and the town it is told to lie by


def learn_places(
    document: Document,
    found: Sequence[FoundPlace],
    titled: Sequence[PlaceMention],
    taken: frozenset[int],
    home: PlaceMention | None,
) -> tuple[FoundPlace, ...]:
    """Places found, those of the title, offsets of other names, the country -> places learned.

    A name that nothing in the article puts anywhere is left out.
    """
    held = taken | {offset for place in found for offset in range(place.start, place.end)}
    parents: dict[str, PlaceMention] = {}
    learned: list[FoundPlace] = []
    for sentence in document.sentences:
        if sentence.heading:
            continue
        for start, end, signs in _told_names(document.text, sentence, held):
            name = document.text[start:end]
            parent = parents.get(name) or _parent(document, sentence, (start, end), found, home)
            if parent is not None and _is_part_of(parent, document.text, end):
                continue  # a quarter of a town lies where the town does, which says it better
            parent = parent or _parent_of_article(found, titled, home)
            if parent is None:
                continue
            parents.setdefault(name, parent)
            learned.append(
                FoundPlace(_mention(name, start, parent), signs.relation, is_learned=True)
            )
    return tuple(learned)


def _told_names(
    text: str, sentence: Sentence, held: frozenset[int]
) -> Iterator[tuple[int, int, Signs]]:
    before: tuple[int, Signs] | None = None
    for run in _NAME.finditer(text, sentence.start, sentence.end):
        english = _ENGLISH.match(run[0])
        start, end = run.start() + (english.end() if english else 0), run.end()
        end -= len(run[0]) - len(without_possessive(run[0]))
        name = text[start:end]
        if start in held or end - 1 in held or not _is_a_name(name):
            continue
        signs = read_signs(text, start, end, sentence.start, before, 0)
        if signs is None or signs.relation == "origin":
            continue
        listed = before is not None and text[before[0] : start] in {" and ", ", "}
        if listed or _is_told_a_place(text, start, end, max(sentence.start, start - 70)):
            before = end, signs
            yield start, end, signs


def _is_a_name(name: str) -> bool:
    words = [word for word in name.split() if not word.islower()]
    if any(is_common(word) or word in LOOSE or word in MEDIA for word in words):
        return False
    return not (name.isupper() or any(word.endswith(".") for word in words))


def _is_told_a_place(text: str, start: int, end: int, floor: int) -> bool:
    left = text[floor:start]
    if _INTRODUCED.search(left):
        return True
    if _STRUCK.search(left):
        return bool(_ENDS_THERE.match(text, end) or _VILLAGE_AFTER.match(text, end))
    return left.endswith(" the ") and bool(_VILLAGE_AFTER.match(text, end))


def _parent(
    document: Document,
    sentence: Sentence,
    at: tuple[int, int],
    found: Sequence[FoundPlace],
    home: PlaceMention | None,
) -> PlaceMention | None:
    """The place beside a name that it lies in or by: behind it first, then the nearest."""
    start, end = at
    near = [
        place
        for place in found
        if sentence.start <= place.start < sentence.end
        and place.relation != "dateline"
        and place.mention.precision != "country"
        and not is_aside(document.text, sentence.start, place.start, place.end)
    ]
    behind = [place for place in near if 0 <= place.start - end <= _BESIDE]
    if behind:
        return behind[0].mention
    own = [p for p in near if home is None or p.mention.country == home.country]
    nearest = min(own, key=lambda place: abs(place.start - start), default=None)
    return nearest.mention if nearest is not None else None


def _is_part_of(parent: PlaceMention, text: str, end: int) -> bool:
    """Whether a town follows as what a name is a part of: "the Sabreen market in Omdurman"."""
    follows = 0 <= parent.text.start - end <= _BESIDE
    between = text[end : parent.text.start] if follows else ""
    return parent.precision == "town" and bool(_PART_OF_TOWN.fullmatch(between))


def _parent_of_article(
    found: Sequence[FoundPlace], titled: Sequence[PlaceMention], home: PlaceMention | None
) -> PlaceMention | None:
    """What the article is about: an area of its text or title, a filing town, its country."""
    country = home.country if home is not None else None
    areas: Iterable[PlaceMention] = (
        *(p.mention for p in found if p.relation != "dateline"),
        *titled,
        *(p.mention for p in found if p.relation == "dateline"),
    )
    for mention in areas:
        fine = mention.precision != "country" and fold(mention.text.text) not in _capitals()
        if fine and country in {None, mention.country}:
            return mention
    return home


@cache
def _capitals() -> frozenset[str]:
    return frozenset(fold(name) for country in load_countries() for name in country.capitals)


def _mention(name: str, start: int, parent: PlaceMention) -> PlaceMention:
    by_a_town = parent.precision in {"point", "town"}
    around: PlacePrecision = "admin2" if parent.admin2 is not None else "admin1"
    return structs.replace(
        parent,
        text=Span(text=name, start=start, end=start + len(name)),
        name=name,
        geonames_id=None,
        precision=around if by_a_town else parent.precision,
    )
