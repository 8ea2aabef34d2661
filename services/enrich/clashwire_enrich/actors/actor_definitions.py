"""Actors an article introduces itself: "Northern Hill Front (NHF)", "the Zargun rebels"."""

import re
from collections.abc import Iterator

import msgspec

from clashwire_contracts.vocabulary import ActorKind
from clashwire_enrich.actors.actor_catalogue import CatalogueActor
from clashwire_enrich.actors.actor_index import ActorSpan
from clashwire_enrich.text.document import Document

_ARMED_HEADS = (
    "Front|Army|Forces?|Brigades?|Battalion|Militia|Liberation|Resistance|Cartel|Guards?|Legion"
    "|Regiment|Fighters|Volunteers|Tigers|Rebels|Corps|Faction|Gang|Mujahideen|Defen[cs]e|Jihad"
)
_CIVIC_HEADS = "Movement|Council|Union|Party|Coalition|Alliance|Group|Committee|Command|Network"
_WORD = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f'\u2019.-]{0,40}"
_NAME = rf"{_WORD}(?: (?:of|for|the|and|de|du|la|des|to|in|al) (?:the )?{_WORD}| {_WORD}){{1,8}}"
_DEFINED = re.compile(rf"(?P<name>{_NAME})[,]? \((?:the )?(?P<short>[A-Z][A-Za-z0-9/-]{{1,9}})\)")
_ARMED_NAME = re.compile(
    rf"\b(?P<name>(?:{_WORD} ){{1,5}}(?:{_ARMED_HEADS})(?: (?:of|for) (?:the )?{_WORD}){{0,2}})\b"
    r"(?! (?:Ministry|Minister|Secretary|Department|Council|Chief|Intelligence|Staff))"
)
# Names whose head comes first: "Frente Libertario del Norte", "Jaish al-Fath".
_HEAD_FIRST = re.compile(
    r"\b(?P<name>(?:Frente|Ej[e\u00e9]rcito|Bloque|Columna|Comandos?|Brigadas?|Fuerzas?|Mouvement"
    r"|Arm[e\u00e9]e|Milice|Jai?ysh|Jaish|Lashkar|Harakat|Liwa|Kata'?ib|Katiba|Ansar|Saraya|Hizb"
    r"|Jund|Usbat)(?:[ -](?:de|del|la|las|los|al|el|ul|e|y|du|des|pour|et|l'))*[ -]"
    rf"{_WORD}(?:[ -](?:de|del|la|las|los|al|el|ul|e|y|du|des|pour|et)[ -]{_WORD}| {_WORD}){{0,3}})"
)
_CALLED = re.compile(
    r"\b(?:group|militia|gang|cartel|faction|movement|organi[sz]ation|army|force|alliance|outfit)"
    r"(?:,)? (?:called|known as|calling itself|styling itself|that calls itself|named|dubbed)"
    r" (?:the )?"
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,4}})"
)
# "personnel of the Special Operation Group", "fighters of the Ahrar al-Nahr faction".
_STATE_UNIT = re.compile(
    r"\b(?:personnel|soldiers|troops|officers|commandos|policemen|police|jawans?|rangers|constables"
    r"|sailors|marines|airmen|agents|members) (?:of|from) the "
    rf"(?P<name>(?:{_WORD} ){{1,4}}(?:Group|Force|Unit|Brigade|Regiment|Battalion|Squad|Service"
    r"|Corps|Command|Division|Guards?|Bureau|Agency|Patrol|Fleet|Rifles|Constabulary))\b"
)
_STATE_MEN = re.compile(
    r"\b(?:personnel|soldiers|officers|commandos|policemen|police|jawans?|rangers|constables|sailors"
    r"|marines|airmen) (?:of|from) (?:the )?$"
)
_FACTION = re.compile(
    r"\b(?:fighters|members|militants|gunmen|men|rebels|insurgents|guerrillas|commanders?|leader)"
    rf" (?:of|from) (?:the |an? )?(?P<name>{_WORD}(?: {_WORD}){{0,3}}) (?:faction|group|militia"
    r"|brigade|movement|gang|cartel|armed group|rebel group|network)\b"
)
_GUERRILLA_FRONT = re.compile(rf"\bthe (?P<name>{_WORD} {_WORD}) (?:front|column|bloc)\b")
_GUERRILLA = re.compile(r"\b(?:FARC|ELN|guerrillas?|dissidents?)\b")
_NO_NAME = (
    r"(?:The|A|An|Our|Their|His|Her|Its|My|Your|In|On|At|But|And|Local|Some|Two|Three|Four|Five"
    r"|Six|Dozens|Hundreds|Suspected"
    r"|Armed|Islamist|Jihadist|Masked|Unknown|Unidentified|Other|Several|When|After|While|Many"
    r"|Heavily|These|Those|Government|Former|Rival|Rebel|Young|Communist|Separatist|Tribal|Pro"
    r"|One|Seven|Eight|Nine|Ten|Eleven|Twelve|\w+teen|(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy"
    r"|Eighty"
    r"|Ninety)(?:-\w+)?|Scores|Thousands|Both|More|About|Around|Nearly|Another|Such|Any|Alleged"
    r"|Hardline"
    r"|Anti|Islamic|Foreign|Captured|Dead|Wounded|Fellow|Fleeing|Retreating|Veteran|Would"
    r"|Two-thirds"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Early|Late|Foreign|Most|All|No)\b"
)
_FOLLOWED = re.compile(
    rf"\b(?P<name>(?!{_NO_NAME}){_WORD}"
    rf"(?: {_WORD})?) (?P<head>rebels|militia|militiamen|militants|fighters|insurgents|gang|cartel"
    r"|guerrillas|separatists|gunmen|jihadists|militias)\b"
)
_HEAD = re.compile(rf"\b(?:{_ARMED_HEADS}|{_CIVIC_HEADS})\b")
_ARMED_HEAD = re.compile(rf"\b(?:{_ARMED_HEADS})\b")
_ARTICLES = re.compile(
    r"^(?:(?:The|A|An|In|On|But|And|For|Since|After|While|When|From) (?:the )?)?"
    r"(?:(?:Rebels|Fighters|Members|Militants|Soldiers|Troops|Leaders|Forces|Commanders|Supporters"
    r"|Gunmen|Insurgents|Elements) (?:of|from|in) (?:the )?)?"
)
_NO_ACTOR = re.compile(
    r"\b(?:Air Force|Task Force|Salvation Army|Special Forces|Armed Forces?|Civil Defen[cs]e"
    r"|Coast Guard|Secretary|Minister|Ministry|Department|Security Forces?|Police Force|World"
    r"|Home (?:Guard|Front)|(?:Western|Eastern) Front|National Guard|Labou?r|Trade Union|Football"
    r"|Cup|League|(?:Communist|Democratic|Republican) Party)\b"
)
# "The ELN's Southwestern War Front", "Thailand's Fourth Army": the owner is who acts
_OWNED = re.compile(
    r"^(?!(?:People|Lord|God|Women|Worker|Peasant|Citizen|Patriot|Farmer|Allah|Prophet|Imam|Martyr"
    r")['\u2019]?s)[\w-]+['\u2019]s (?=[A-Z0-9])"
)
_STATE = re.compile(r"\b(?:Police|Ministry|National Guard|Agency|Department|Government)\b")
_KIND_CUES: tuple[tuple[ActorKind, re.Pattern[str]], ...] = (
    (
        "rebel",
        re.compile(
            r"\b(?:rebels?|insurgents?|guerrillas?|separatists?|jihadists?|militants?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "militia",
        re.compile(
            r"\b(?:militia\w*|vigilantes?|paramilitar\w+|gangs?|cartels?|self-defen[cs]e)\b",
            re.IGNORECASE,
        ),
    ),
)
_CUE_WINDOW = 90
_MAX_LEARNED = 40  # no article introduces more; a page of capitals would


class LearnedActor(msgspec.Struct, frozen=True):
    """An actor the article itself defines, with the names it goes by there."""

    actor: CatalogueActor
    names: tuple[str, ...]


def learn_actors(
    document: Document, known: tuple[ActorSpan, ...], country: str | None
) -> tuple[tuple[LearnedActor, ...], dict[str, str]]:
    """Document, named spans, country in focus -> new actors, and short names of known ones."""
    learned: dict[str, LearnedActor] = {}
    short_names: dict[str, str] = {}
    told = [s for s in document.sentences if not s.heading]
    fronts = _GUERRILLA.search(document.text) is not None
    for name, short, start, end in (
        found for s in told for found in _introductions(s.text, s.start, fronts=fronts)
    ):
        owner = next((s.actor_id for s in known if s.start < end and start < s.end), None)
        if owner is not None:
            if short:
                short_names.setdefault(short, owner)
            continue
        if _NO_ACTOR.search(name) or (short and not _is_organisation(name, short)):
            continue
        actor_id = slug(name)
        if short and actor_id in learned:
            names = tuple(dict.fromkeys((*learned[actor_id].names, short)))
            learned[actor_id] = LearnedActor(learned[actor_id].actor, names)
        elif actor_id and actor_id not in learned and len(learned) < _MAX_LEARNED:
            names = tuple(dict.fromkeys(filter(None, (name, short))))
            learned[actor_id] = LearnedActor(
                _describe(document.text, (start, end), name, country), names
            )
    return tuple(learned.values()), short_names


def slug(name: str) -> str:
    """A name -> a readable id: its words in lower case, joined by hyphens."""
    return "-".join(
        re.findall(r"[a-z0-9]+", name.casefold().replace("'", "").replace("\u2019", ""))
    )


def _introductions(
    text: str, offset: int, *, fronts: bool
) -> Iterator[tuple[str, str | None, int, int]]:
    for found in _DEFINED.finditer(text):
        name = _ARTICLES.sub("", found["name"])
        start = offset + found.end("name") - len(name)
        yield name, found["short"], start, offset + found.end()
    for pattern in (_ARMED_NAME, _HEAD_FIRST, _CALLED):
        for found in pattern.finditer(text):
            name = _ARTICLES.sub("", found["name"])
            if (" " in name or pattern is _CALLED) and not _OWNED.match(name):
                yield name, None, offset + found.end("name") - len(name), offset + found.end("name")
    for pattern in (_STATE_UNIT, _FACTION, *((_GUERRILLA_FRONT,) if fronts else ())):
        for found in pattern.finditer(text):
            yield found["name"], None, offset + found.start("name"), offset + found.end("name")
    for found in _FOLLOWED.finditer(text):
        yield (
            f"{found['name']} {found['head']}",
            None,
            offset + found.start("name"),
            offset + found.end(),
        )


def _is_organisation(name: str, short: str) -> bool:
    return _HEAD.search(name) is not None and _abbreviates(short, name)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in this order in `name`, the first at its start."""
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    position = -1
    folded = name.casefold()
    for letter in letters:
        position = folded.find(letter, position + 1)
        if position < 0:
            return _HEAD.search(name) is not None and len(letters) >= len(name.split()) - 1
    return True


def _describe(text: str, where: tuple[int, int], name: str, country: str | None) -> CatalogueActor:
    around = text[max(0, where[0] - _CUE_WINDOW) : where[1] + _CUE_WINDOW]
    of_state = _STATE.search(name) or _STATE_MEN.search(text[max(0, where[0] - 40) : where[0]])
    kind: ActorKind = "state" if of_state else "unknown"
    traits: tuple[str, ...] = ()
    if kind == "unknown":
        for candidate, cue in _KIND_CUES:
            if words := cue.search(around) or cue.search(name):
                kind, traits = candidate, (words[0].casefold().rstrip("s"),)
                break
        else:
            kind = "rebel" if _ARMED_HEAD.search(name) and "Resistance" in name else "unknown"
    own_words = tuple(word.casefold() for word in name.split() if word[:1].isupper())
    return CatalogueActor(
        actor_id=slug(name),
        name=name,
        kind=kind,
        country=country,
        codes={},
        traits=tuple(dict.fromkeys((*traits, *own_words))),
    )
