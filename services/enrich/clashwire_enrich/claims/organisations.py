"""Organisations: named bodies that speak, or are spoken for, and that no catalogue knows."""

import re
from collections.abc import Iterator, Sequence

from clashwire_contracts.mention import ActorMention
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import ActorKind
from clashwire_enrich.actors.actor_definitions import slug
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_WORD = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f'\u2019-]{1,30}"
_JOINT = r"(?:of|for|the|and|de|la|des|on|in|against|to)"
_CIVIC = (
    r"Association|Federation|Network|Observatory|Watch|Monitor|Cent(?:er|re)|Institute|Foundation"
    r"|Society|Organi[sz]ation|Union|Syndicate|Initiative|Campaign|Collective|Cooperative|Forum"
    r"|Committee|Commission|Council|Assembly|Congress|Project|Group|Alliance|Coalition|League"
    r"|Lawyers|Doctors|Workers|Mothers|Trust|Fund|Relief|Rights|Party|List|Mejlis"
)
_ARMED = r"Movement|Front|Army|Forces?|Brigades?|Liberation|Resistance|Command|Council|Guard"
_NAMED = re.compile(rf"(?P<name>{_WORD}(?: (?:{_JOINT} )*{_WORD}){{0,6}})")
_LEADING = re.compile(r"^(?:(?:[Tt]he|An?) )?(?:[A-Z][\w. ]*-based )?")
_SHORT = re.compile(
    r"[Tt]he (movement|group|network|alliance|coalition|union|association|front|council|committee)"
)
_HEAD = re.compile(rf"\b(?:{_CIVIC}|{_ARMED})\b")
_ARMED_NAME = re.compile(
    r"\b(?:Revolutionary|Liberation|Resistance|Military|Patriotic|Armed|Rebel|People['\u2019]s"
    r"|Popular|Islamic|Salvation|Defen[cs]e|Front|Army|Brigades?|Forces?|Command)\b"
)
_OF_STATE = re.compile(
    r"\b(?:Ministr(?:y|ies)|Minister|Police|Department|Government|Parliament|Security Council"
    r"|Supreme|Sovereign|Sovereignty|Investigative|Electoral|National Assembly|Senate"
    r"|Attorney|President|Embassy|United Nations|UN"
    r"|European|African Union|Court|Bank|Hospital|University|School|Church|Press|News|Times|Post"
    r"|Radio|TV|Joint|General|Secretary|State|Air Force|Special|Interior|Foreign"
    r"|Home Affairs|Theatre|Region|Command|Division|Directorate|Bureau|Staff|Headquarters)\b"
)
_SPOKEN_FOR = re.compile(
    r"\b(?:speaks? for|spoke for|spokes\w+ (?:for|of)|head of|leader of|member of|coordinator (?:of"
    r"|for)|director of|president of|chair(?:man|woman)? of|secretary of|lawyer for|activist with"
    r"|from|of|with) (?:the )?$"
)
_SPEAKS_FOR = re.compile(
    rf"\b(?:speaks?|spoke) for (?:the )?{_WORD}(?: (?:{_JOINT} )*{_WORD}){{1,6}}"
)
# "A faction of the Pakistani Taliban, Jamaat-ul-Ahrar,": the name behind is the speaker's
_FACTION = re.compile(
    r"\b(?:faction|offshoot|splinter(?: group)?|breakaway group|branch|wing|affiliate|front group)"
    rf" (?:of|from|in) [^,]{{3,50}}, (?P<name>{_WORD}(?: {_WORD}){{0,3}})(?=,|$)"
)
# "Foro Penal, a rights group,": what follows tells that it is a body
_DESCRIBED = re.compile(
    rf"(?:The |the )?(?P<name>{_WORD}(?: (?:{_JOINT} )*{_WORD}){{0,5}}), (?:an?|the) [^,]{{0,40}}?"
    r"\b(?:group|monitor|charity|agency|organi[sz]ation|watchdog|NGO|think[- ]tank|network"
    r"|nonprofit|coalition|observatory|association|institute|foundation)\b"
)
# "The de facto authorities in Tskhinvali", "the self-declared republic": no state's own
_DE_FACTO = re.compile(
    r"(?:[Tt]he )?(?P<name>(?:de facto|self-(?:declared|proclaimed|styled)|breakaway"
    r"|unrecogni[sz]ed|secessionist|separatist) (?:[\w'\u2019-]+ ){0,3}?(?:authorities|government"
    r"|administration|republic|parliament|[Mm]inistry|officials)"
    rf"(?: (?:of|in) {_WORD}(?: {_WORD})?)?)"
)
# "Somaliland's defence ministry": such a land's offices are its own, not its parent country's
_OWN_OFFICE = (
    r"(?:['\u2019]s?)? (?:[\w-]+ ){0,4}?(?:government|authorities|administration|parliament"
    r"|ministry|minister|president|presidency|army|military|police|forces?|service|officials?|spokes\w+"
    r"|leader)\b"
)
_BREAKAWAY = re.compile(
    r"(?:[Tt]he )?(?P<name>Somaliland|South Ossetia|Abkhazia|Transnistria|Nagorno-Karabakh|Artsakh"
    rf"|Northern Cyprus){_OWN_OFFICE}"
)
_SELF_GOVERNED = re.compile(
    r"(?:[Tt]he )?(?P<name>Puntland|Jubaland|(?:Iraqi )?Kurdistan(?: Region(?!al))?"
    rf"|Bougainville){_OWN_OFFICE}"
    r"|(?:[Tt]he )?(?P<government>(?:Autonomous )?Bougainville Government"
    r"|Kurdistan Regional Government|Tigray(?:['\u2019]s)? interim (?:regional )?administration"
    r"|Kurdish-(?:led|run) (?:[\w-]+ )?administration)"
)
# "Venezuela's opposition", "the opposition MDC party"
_OPPOSITION = re.compile(
    rf"(?:[Tt]he )?(?P<name>(?!The |An? ){_WORD} (?:main |political )?opposition)(?=,|$)"
    rf"|(?:[Tt]he |[\w-]+['\u2019]s )?(?:[\w-]+ )?(?:opposition|ruling|governing)"
    rf" (?P<party>{_WORD}(?: {_WORD})?) party\b"
)
# "the 101st Infantry Brigade": a unit of an army, no body of its own
_NUMBERED = re.compile(r"\b(?:\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh) $")
_UNITS = re.compile(
    r"(?:Brigade|Division|Battalion|Regiment|Corps|Region|Army|Squadron|Company|Fleet|Command)$"
)
# "the Men of Dignity movement": a name of several words before the noun for what it is
_KIND_BEHIND = re.compile(
    rf"(?:[Tt]he )?(?P<name>{_WORD}(?: (?:of|for) (?:the )?{_WORD})+)"
    r" (?:movement|militia|group|party|network|charity|cell|collective|coalition|front)\b"
)
# "the ELN's Southwestern War Front": whoever has the initials speaks, not one front of theirs
_OF_INITIALS = re.compile(r"[A-Z][A-Z-]+['\u2019]s ")
_MIN_WORDS = 2
_LOOK_BACK = 30


def with_named_organisations(
    document: Document, phrases: Sequence[Range], actors: ActorIndex
) -> ActorIndex:
    """Actors plus the organisations that speak in those phrases and that nobody knew."""
    names: dict[str, tuple[str, ActorKind]] = {}
    told = (Range(*found.span()) for found in _SPEAKS_FOR.finditer(document.text))
    for phrase in phrases:
        for name, kind in _told_by_form(document.text, phrase):
            names.setdefault(slug(name), (name, kind))
    for phrase in (*phrases, *told):
        for name, kind in (
            *_names(document.text, phrase, actors),
            *_short_named(document.text, phrase, actors),
        ):
            names.setdefault(slug(name), (name, kind))
    known = {actor.actor_id for actor in actors.mentions}
    fresh = {key: one for key, one in names.items() if key and key not in known}
    if not fresh:
        return actors
    spans: list[ActorSpan] = []
    mentions: list[ActorMention] = []
    for actor_id, (name, kind) in sorted(fresh.items()):
        found = [
            ActorSpan(*match.span(), actor_id, "definition")
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", document.text)
            if kind == "rebel" or not _another_in(name, match.start(), actors)
        ]
        spans += found
        if found:
            mentions.append(_mention(document.text, actor_id, name, kind, found))
    return ActorIndex(
        (*actors.mentions, *mentions), tuple(sorted({*actors.spans, *spans})), actors.traits
    )


def _told_by_form(text: str, phrase: Range) -> Iterator[tuple[str, ActorKind]]:
    """A speaking phrase -> the name and kind of the body that its form tells it to be."""
    forms: tuple[tuple[re.Pattern[str], ActorKind], ...] = (
        (_DESCRIBED, "international"),
        (_KIND_BEHIND, "unknown"),
        (_DE_FACTO, "rebel"),
        (_BREAKAWAY, "rebel"),
        (_SELF_GOVERNED, "state"),
        (_OPPOSITION, "unknown"),
    )
    for form, kind in forms:
        if (found := form.match(text, *phrase)) is not None:
            yield next(filter(None, found.groups())), kind
    if (faction := _FACTION.search(text, *phrase)) is not None:
        yield faction["name"], "unknown"


def _names(text: str, phrase: Range, actors: ActorIndex) -> Iterator[tuple[str, ActorKind]]:
    for found in _NAMED.finditer(text, *phrase):
        name = _body_alone(found["name"])
        start = found.end("name") - len(name)
        if _another_in(name, start, actors) or not _is_body(name):
            continue
        if _OF_INITIALS.match(name):
            continue
        before = text[max(0, start - _LOOK_BACK) : start]
        if _NUMBERED.search(before) and _UNITS.search(name):
            continue
        whole = name == _LEADING.sub("", found["name"])
        opens = whole and found.start("name") - phrase.start <= len("the ")
        if opens or _SPOKEN_FOR.search(before):
            yield name, "unknown" if _ARMED_NAME.search(name) else "international"


def _short_named(text: str, phrase: Range, actors: ActorIndex) -> Iterator[tuple[str, ActorKind]]:
    """'The movement said': the one movement that was named before it, as "the Sadr movement"."""
    noun = _SHORT.fullmatch(text[phrase.start : phrase.end].strip(" ,"))
    if noun is None:
        return
    named = re.findall(rf"\b({_WORD}(?: {_WORD})? {noun[1]})\b", text[: phrase.start])
    name = _body_alone(named[-1]) if named else ""
    if name and not actors.at(text.find(name), text.find(name) + len(name)):
        yield name, "unknown"


def _body_alone(name: str) -> str:
    """'Ana Ruiz of the Memory Collective', 'The Oslo-based Peace Watch' -> the body's own name."""
    name = _LEADING.sub("", name)
    owner, _, rest = name.partition(" of ")
    while rest and not _HEAD.search(owner) and _HEAD.search(rest):
        name = _LEADING.sub("", rest)
        owner, _, rest = name.partition(" of ")
    return name


def _another_in(name: str, start: int, actors: ActorIndex) -> bool:
    """Whether a name is another actor's; "of Nigeria" at its end only tells where it is."""
    own = name.partition(" of ")[0] if _HEAD.search(name.partition(" of ")[0]) else name
    return bool(actors.at(start, start + len(own)))


def _is_body(name: str) -> bool:
    long = len(name.split()) >= _MIN_WORDS
    return long and _HEAD.search(name) is not None and not _OF_STATE.search(name)


def _mention(
    text: str, actor_id: str, name: str, kind: ActorKind, spans: Sequence[ActorSpan]
) -> ActorMention:
    return ActorMention(
        actor_id=actor_id,
        name=name,
        kind=kind,
        country=None,
        codes={"plover": "NGO"} if kind == "international" else {},
        spans=tuple(
            Span(text=text[span.start : span.end], start=span.start, end=span.end) for span in spans
        ),
    )
