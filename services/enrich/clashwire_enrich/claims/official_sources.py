"""Official sources: the state behind 'Officials in Kyiv', 'the governor', 'Kharkiv's mayor'."""

import re
from collections.abc import Sequence

from clashwire_contracts.mention import ActorMention, PlaceMention
from clashwire_enrich.actors.actor_catalogue import ActorCatalogue
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.parties import GENERIC_IDS, party_spans
from clashwire_enrich.claims.private_roles import without_private_roles
from clashwire_enrich.claims.public_figures import load_public_figures
from clashwire_enrich.claims.state_actors import extended, known_branch
from clashwire_enrich.claims.story_places import country_near
from clashwire_enrich.claims.voices import ROLES
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_LOCAL = re.compile(
    r"\b(?:governors?|mayors?|prefects?"
    r"|(?:local|regional|provincial|district|municipal|county|village|town|divisional|area|sub-county)"
    r" (?:commissioner|head|leader|administrator|secretary|councill?or|representative)"
    r"|(?:local|regional|provincial|district|municipal|city|state|county|village) (?:\w+ )?"
    r"(?:officials?|authorit(?:y|ies)|administrat(?:or|ion)s?|government|council|chief|police"
    r"|commissioner)|military administration|emergency (?:services?|officials?)"
    r"|(?:rescue|fire|civil defen[cs]e) (?:services?|department|agency|officials?|workers)"
    r"|civil (?:defen[cs]e|protection)|police (?:chief|spokes\w+|commissioner|commander)"
    r"|prosecutors?|district head|head of the \w+ (?:region|district|province))\b",
    re.IGNORECASE,
)
_NATIONAL = re.compile(
    r"\b(?P<forces>army|military|armed forces|air force|joint task force|infantry|coast guard"
    r"|defen[cs]e (?:ministry|minister|secretary|officials?|headquarters|forces?|chief)|marines"
    r"|navy|naval|general staff|(?:theatre|northern|southern|eastern|western|joint) command"
    r"|troops|commander|security forces|border guards?|chief of staff|joint chiefs"
    r"|(?:joint|central) operations command|operations command"
    r"|(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth)"
    r" (?:[\w-]+ ){0,3}?(?:brigade|division|battalion|regiment|corps|army(?: region)?|region)"
    r"|(?<!attorney )(?<!attorney-)(?<!secretary )(?<!secretary-)(?<!prosecutor )(?<!inspector )"
    r"(?:generals?|colonels?|captains?|lieutenants?|brigadiers?|admirals?|officers?|soldiers?)"
    r"(?! (?:hospital|secretary|assembly|strike|manager|directorate|council)))\b"
    r"|(?P<police>police)\b"
    r"|\b(?P<government>officials?|authorit(?:y|ies)|government|ministr(?:y|ies)|ministers?"
    r"|president(?:ial)?|presidency|premier|parliament|envoy|ambassador|embassy|intelligence"
    r"|(?:security|border|prison|customs|information|migration|emergency|health|penitentiary"
    r"|civil aviation|election|electoral|intelligence|counter-?terrorism|anti-?terror\w*|relief"
    r"|disaster(?: management)?|statistics) (?:service|council|chief|agency|authority|committee"
    r"|commission|department|directorate|bureau|office|squad|unit)s?"
    r"|(?:state|national|supreme|higher|high) (?:\w+ )?(?:service|council|committee|commission"
    r"|agency|authority|directorate)|attorney[- ]general|chief minister|cabinet"
    r"|(?:sovereign|transitional sovereignty|sovereignty) council|investigative committee"
    r"|ombuds\w+|consul(?:ate)?"
    r"|(?:permanent |diplomatic )?mission|delegation|high commission(?:er)?|chief of police"
    r"|secretary|diplomats?|chancellor|king|counter-?terrorism \w+"
    r"|lawmakers?|state (?:news agency|media|television|tv|radio|broadcaster)|news agency)\b",
    re.IGNORECASE,
)
# Governments go by their seat's name in every newsroom's style.
_SEAT_COUNTRIES = {
    "kremlin": "RU",
    "white house": "US",
    "pentagon": "US",
    "us state department": "US",
    "state department": "US",
    "downing street": "GB",
    "elysee": "FR",
    "foreign office": "GB",
}
_SEATS = re.compile(r"\b(?:" + "|".join(_SEAT_COUNTRIES) + r")\b", re.IGNORECASE)
# Offices that news names without a country where the story's own country is meant.
_AT_HOME = re.compile(
    r"^(?:(?:the|an?|another) )?(?:(?:senior|top|deputy|acting|chief|provincial|regional|state"
    r"|federal|caretaker|interim|transitional|national|local|junior) )*"
    r"(?:army|military|police|defen[cs]e|interior|health|information|justice|communications"
    r"|government|president(?:ial)?(?! of (?!the republic))|prime minister|premier"
    r"|vice[- ]president"
    r"|foreign|minister|ministry|chief of (?:staff|defen[cs]e)|security|coast guard|navy|naval"
    r"|air force|armed forces|presidency|parliament|attorney|authorities|gendarmerie|marines"
    r"|national (?:police|guard|army|security)|home (?:minister|secretary|ministry)|general staff"
    r"|state (?:news|media|television|tv|radio|broadcaster)"
    r"|joint task force|(?:commander|head|chief|spokes\w+) (?:of|for) the (?:joint task force"
    r"|army|military|armed forces|air force|navy|police|national guard|defen[cs]e \w+"
    r"|[\w ]{0,20}(?:division|military region|infantry|command)))\b",
    re.IGNORECASE,
)
# "The Iranian mission to the United Nations" speaks for Iran
_POSTED_TO = re.compile(
    r" (?:to|at) (?:the )?(?:UN|United Nations|EU|European Union|NATO|OSCE)\b.*"
)
# "A diplomat in Bamako" is another state's
_GUEST = re.compile(r"\bdiplomats? (?:based )?(?:in|at) ")
_CLAUSE = re.compile(r",? (?:who|which|whose|where|when|that) ")
_UNKNOWN_PLACE = re.compile(r"\b[A-Z][\w-]+['\u2019]s |\b(?:of|in) (?:the )?[A-Z]")
_FOREIGN = re.compile(r"\b(?:to|with|over|against|fled|fleeing|leaving|from) (?:the )?$")
_NAMED_BEFORE = ROLES | {"ministry", "presidency", "parliament", "embassy"}
_BRANCHES = {"forces": "-armed-forces", "police": "-police", "government": ""}


def with_official_sources(
    document: Document,
    sources: Sequence[Range],
    actors: ActorIndex,
    places: Sequence[PlaceMention],
    catalogue: ActorCatalogue,
    home: str | None = None,
) -> ActorIndex:
    """Actors plus the states that sources speak for by office and country alone.

    A source that already names an actor keeps it. A local office speaks for the country of the
    place it is named with, else of the nearest place before it or in its sentence. A public
    figure speaks for the office held on the story's day.
    """
    spans: list[ActorSpan] = []
    people: list[ActorSpan] = []
    day = document.published_at.date() if document.published_at else None
    for source in sources:
        office = _office(document.text, source) or _bare_country(document.text, source, catalogue)
        named = party_spans(document.text, source, actors)
        known = any(span.actor_id not in GENERIC_IDS for span in named)
        figure = load_public_figures().party_of(document.text[source.start : source.end], day)
        if figure is not None and not known:
            people.append(ActorSpan(source.start, source.end, figure, "alias"))
        if not known and (group := _group_at_home(document.text, source, catalogue, home)):
            spans.append(group)
            continue
        if office is None or known or figure is not None:
            continue
        actor_id = _state(document, source, actors, places, catalogue, home)
        if actor_id is not None:
            spans.append(ActorSpan(*office, actor_id, "alias"))
    return extended(document, actors, spans, people, catalogue) if spans or people else actors


def _group_at_home(
    text: str, source: Range, catalogue: ActorCatalogue, home: str | None
) -> ActorSpan | None:
    """'A Fano commander', 'the TTP': a name others share, of a group of where the story plays."""
    for hit in catalogue.scan(text[source.start : source.end]):
        if hit.form != "actor" or hit.text.islower():
            continue
        start = source.start + hit.start
        alone = hit.start <= len("The ") and hit.text.isupper() and len(hit.actor_ids) == 1
        if alone:  # initials that only one actor has, as a source by themselves
            return ActorSpan(start, start + len(hit.text), hit.actor_ids[0], "alias")
        for actor_id in hit.actor_ids:
            actor = catalogue.describe(actor_id, None)
            if actor is not None and home is not None and actor.country == home:
                return ActorSpan(start, start + len(hit.text), actor_id, "alias")
    return None


def with_rival_countries(
    document: Document,
    attributions: Sequence[Attribution],
    actors: ActorIndex,
    catalogue: ActorCatalogue,
) -> ActorIndex:
    """Actors plus the states of 'Armenia and Azerbaijan accused each other': countries by name."""
    spans = [
        ActorSpan(start, start + len(hit.text), f"state-{hit.country.lower()}", "alias")
        for one in attributions
        if one.mutual
        for hit in catalogue.scan(document.text[one.source.start : one.source.end])
        if hit.country and hit.form in {"country", "capital"}
        if not actors.at(start := one.source.start + hit.start, start + len(hit.text))
    ]
    return extended(document, actors, spans, (), catalogue) if spans else actors


def _bare_country(text: str, source: Range, catalogue: ActorCatalogue) -> Range | None:
    """'Algeria, for its part,': a country's name alone is its government."""
    words = text[source.start : source.end].split(",", 1)[0].strip()
    hits = catalogue.scan(words)
    bare = words.removeprefix("the ").removeprefix("The ")
    alone = len(hits) == 1 and hits[0].text == bare and hits[0].form in {"country", "capital"}
    return Range(source.start, source.start + len(words)) if alone else None


def _office(text: str, source: Range) -> Range | None:
    found = next(
        (p.search(text, *source) for p in (_LOCAL, _NATIONAL, _SEATS) if p.search(text, *source)),
        None,
    )
    return Range(*found.span()) if found else None


def _state(
    document: Document,
    source: Range,
    actors: ActorIndex,
    places: Sequence[PlaceMention],
    catalogue: ActorCatalogue,
    home: str | None,
) -> str | None:
    words = without_private_roles(_POSTED_TO.sub("", document.text[source.start : source.end]))
    local, national = _LOCAL.search(words), _NATIONAL.search(words)
    bare = _bare_country(document.text, source, catalogue)
    if local is None and national is None and bare is None and not _SEATS.search(words):
        return None
    if any(actor.kind == "international" and _named_in(words, actor) for actor in actors.mentions):
        return None
    country = _country_named(words, source, places, catalogue)
    if country is None and local is not None and _UNKNOWN_PLACE.search(words):
        return None  # "Bucha's mayor": of a place no gazetteer has, not of the nearest one
    if country is None and local is not None:
        country = country_near(document, source, places, home)
    at_home = local or _AT_HOME.search(words)
    if country is None and at_home and not _points_back(document.text, source):
        country = home
    if country is None:
        return None
    branch = _BRANCHES[national.lastgroup or "government"] if national and not local else ""
    branch = "-police" if re.search(r"\bpolice\b", words, re.IGNORECASE) else branch
    return known_branch(catalogue, country, branch)


def _points_back(text: str, source: Range) -> bool:
    """'The ministry' of one named before, 'its minister': not the story's own country's."""
    words = text[source.start : source.end].lower().strip(" ,")
    if words.startswith(("its ", "their ", "his ", "her ")):
        return True
    article, _, noun = words.partition(" ")
    if article != "the" or " " in noun or noun not in _NAMED_BEFORE:
        return False
    return re.search(rf"\b{noun}\b", text[: source.start], re.IGNORECASE) is not None


def _named_in(words: str, actor: ActorMention) -> bool:
    return actor.name in words


def _country_named(
    words: str, source: Range, places: Sequence[PlaceMention], catalogue: ActorCatalogue
) -> str | None:
    clause = _GUEST.search(words) or _CLAUSE.search(words)
    words = words[: clause.start()] if clause else words
    seat = _SEATS.search(words)
    if seat is not None:
        return _SEAT_COUNTRIES[seat[0].lower()]
    for hit in catalogue.scan(words):
        if hit.form != "actor" and hit.country and not _FOREIGN.search(words[: hit.start]):
            return hit.country
    end = source.start + len(words)
    inside = [place for place in places if source.start <= place.text.start < end]
    return next((place.country for place in inside if place.country), None)
