"""Actors named outright: catalogue names, and armies, police and governments by their country."""

import re
from collections import Counter
from collections.abc import Iterator

from clashwire_enrich.actors.actor_catalogue import ActorCatalogue, NameHit
from clashwire_enrich.actors.actor_index import ActorSpan
from clashwire_enrich.text.document import Document

_MODIFIERS = (
    "armed|security|air|ground|government|federal|national|special|naval|border|interior|defen[cs]e"
    "|paramilitary|occupation|military|regular|coast|elite|state|riot|counter-?terrorism|invading"
    "|fighter|war|marine|mountain|internal security|peacekeeping|engineering|intelligence|navy"
    "|transitional|ruling|army|police|foreign|health|prime|combat|attack|surveillance"
    "|ballistic|cruise|long-range|rocket|tank|artillery|drone|missile|infantry|mechani[sz]ed"
)
_STATE_TAIL = re.compile(
    r"(?:['\u2019]s?)? (?P<modifiers>(?:(?:" + _MODIFIERS + r")[ -]){0,3})(?:"
    r"(?P<forces>forces?|army|armies|military|troops|soldiers?|air force|navy|marines|servicemen"
    r"|guards?|commandos?|paratroopers|reservists|general staff|brigades?|battalions?|units?"
    r"|rangers?|sailors?|airmen|infantry(?:m[ae]n)?|gunners?|pilots?|conscripts?|recruits?"
    r"|officers?|generals?|commanders?|servicewomen|contingents?|garrisons?|patrols?|convoys?"
    r"|columns?|regiments?|divisions?|coast ?guard|paramilitaries|mercenaries)"
    r"|(?P<weapons>armou?red (?:vehicles?|columns?|cars?)|navy gunboats?|warplanes?|jets?|planes"
    r"|helicopters?|gunships?|drones?|missiles?|artillery|tanks?|mines?|landmines?|bombs?"
    r"|quadcopters?|aggression|bombing (?:raids?|runs?)|shellings?|salvos?|barrages?|guns"
    r"|warships?|gunboats?|shelling|shells?|bombing|air ?strikes?|strikes?|attacks?|raids?"
    r"|bombardments?|fire|gunfire|incursions?|offensive|assault|operations?|rockets?|snipers?"
    r"|mortars?|howitzers?|gunners|bombers?|shellfire|aircraft|fighters? jets?|bulldozers?)"
    r"|(?P<police>police(?:m[ae]n| officers?| forces?)?|gendarmes?|gendarmerie|carabineros"
    r"|carabinieri|security agents)"
    r"|(?P<government>government|authorities|officials?|ministry|minister|president|cabinet"
    r"|foreign ministry|regime|junta|negotiators|envoys|diplomats|delegat(?:es|ions)"
    r"|mediators|representatives|prosecutors?)"
    r")\b",
    re.IGNORECASE,
)
# "a Russian FPV drone", "Ukraine's support forces command": words of any kind before plain forces.
_FREE_WORD = (
    r"(?!(?:rebels?|guerrillas?|militants?|insurgents?|militias?|opposition|separatists?|tribal"
    r"|jihadi\w*|islamist|dissidents?|former|ex|gangs?|cartels?|resistance|private|local|pro|anti"
    r"|civilians?|school|aid|relief|exiled?|football|village|settlers?|refugee|migrant|made|built"
    r"|supplied|backed|and|or|of|in|on|at|to|for|by|from|with|as|is|was|has|had|are|were|will|the"
    r"|a|an|but|who|that|which|its|their|his|her|said|says|told|near|after|over|under|border"
    r"|into|against|than|not|people|city|town|region|province|side|soil|territory|capital)\b)"
    r"(?:[a-z][\w-]*(?<!ed)(?<!ing)(?<!ies)|[A-Z]+[A-Z0-9-]*\b)"
)
_FREE_TAIL = re.compile(
    rf"(?:['\u2019]s?)? (?:{_FREE_WORD} ){{1,2}}(?:(?P<forces>forces|troops|soldiers|commandos"
    r"|gunners|marines|sailors|airmen|paratroopers|brigade|battalion|regiment|infantry)"
    r"|(?P<weapons>drones?|bombs?|missiles?|warplanes?|fighter jets?|jets?|helicopters?|gunships?"
    r"|tanks?|howitzers?|shells|gunboats?|warships?|rockets|munitions?|quadcopters?))\b"
)
# "French and Malian soldiers": the first people's soldiers too.
_SHARED = re.compile(
    r"(?:, [A-Z][a-z]+)*,? (?:and|or) (?:[A-Z][a-z]+ )?[A-Z][a-z]+" + _STATE_TAIL.pattern
)
_OF_COUNTRY = re.compile(
    r"\b(?:(?P<forces>armed forces|army|military|security forces)|(?P<police>police)"
    r"|(?P<government>government|authorities)) (?:of|in) (?:the )?$"
)
_ACTING = re.compile(
    r"(?: in turn| in response| in return| meanwhile| later| again| also|,? on \w+day,?)?"
    r" (?:(?:has|had|have) (?:also |since |repeatedly )?)?(?:said|says|struck|hit|fired|shot|bombed"
    r"|signed|downed|repelled|retook|recaptured|arrested|detained|opened fire|withdrew|pulled"
    r"|mobili[sz]ed|expelled|recalled|raided|stormed|reinforced|is reinforcing|suspended|freed"
    r"|released|handed|moved|halted|accepted|pounded|violated|stationed|ordered|executed|jailed"
    r"|launched|launches|denie[sd]|denies|claim(?:s|ed)|accuse[sd]|vow(?:s|ed)|warn(?:s|ed)|sent"
    r"|seized|captured|took|attacked|invaded|shelled|killed|carried out|retaliated|responded|agreed"
    r"|deployed|intercepted|destroyed|targeted|annexed|began|rejected|strikes|attacks|insist(?:s"
    r"|ed)"
    r"|blame[sd]|and [A-Z]\w+ (?:exchanged|traded|agreed|clashed|accused|said|signed))\b"
)
_ACTED_UPON = re.compile(
    r"(?:\bagainst|(?<!border )(?<!frontier )(?<!boundary )(?<!ties )(?<!relations )\bwith|\bby"
    r"|\bbetween|\baccus(?:ed|es|ing)|\bblam(?:ed|es|ing)|\bwar on"
    r"|\bbetween [A-Z]\w+ and|\bfrom both) (?:the )?$"
)
_SPEAKING = re.compile(
    r" (?:(?:has|had) )?(?:said|says|denied|denies|accused|accuses|claimed|claims|warned|vowed"
    r"|blamed|insists|insisted|rejected|called)\b"
)


def country_votes(hits: tuple[NameHit, ...]) -> Counter[str]:
    """Name hits -> how often each country, its people, capital or actors are named."""
    return Counter(hit.country for hit in hits if hit.country is not None)


def named_actors(document: Document, catalogue: ActorCatalogue) -> tuple[ActorSpan, ...]:
    """Document -> spans of catalogue names, and of state bodies named by their country."""
    hits = catalogue.scan(document.text)
    support = _Support((*hits, *catalogue.scan(document.title)), catalogue)
    return tuple(span for hit in hits for span in _spans(document.text, hit, support))


def named_in_title(document: Document, catalogue: ActorCatalogue) -> tuple[ActorSpan, ...]:
    """Document -> the same of its title, offsets in the title."""
    hits = catalogue.scan(document.title)
    support = _Support((*hits, *catalogue.scan(document.text)), catalogue)
    return tuple(span for hit in hits for span in _spans(document.title, hit, support))


class _Support:
    """What else in an article speaks for a weak alias."""

    def __init__(self, hits: tuple[NameHit, ...], catalogue: ActorCatalogue) -> None:
        self._catalogue = catalogue
        self._actors = {hit.actor_ids[0] for hit in hits if hit.actor_ids and not _is_weak(hit)}
        self._countries = {hit.country for hit in hits if hit.country and not _is_weak(hit)}

    def _home(self, actor_id: str) -> str | None:
        actor = self._catalogue.describe(actor_id, None)
        return actor.country if actor else None

    def choose(self, hit: NameHit) -> str | None:
        if not _is_weak(hit):
            return hit.actor_ids[0]
        by_name = [actor for actor in hit.actor_ids if actor in self._actors]
        by_country = [a for a in hit.actor_ids if self._home(a) in self._countries]
        chosen = by_name or by_country
        return chosen[0] if chosen else None


def _is_weak(hit: NameHit) -> bool:
    if hit.form != "actor":
        return False
    initials = hit.text.isupper() and hit.text.isalpha() and len(hit.text) <= _SHORT_ACRONYM
    initials = initials and hit.text not in _KNOWN_INITIALS
    return len(hit.actor_ids) > 1 or initials or hit.text.islower() or hit.text in _COMMON_NAMES


_SHORT_ACRONYM = 3
_KNOWN_INITIALS = frozenset({"UN", "EU"})  # nobody else goes by these in news
_COMMON_NAMES = frozenset(
    {"Wagner", "Amal", "Azov", "Mahmuda", "Seleka", "Popular Forces", "FACT", "WHO", "Red Cross"}
    | {
        "Internal Security Forces",
        "White Army",
        "Danab",
        "Akhmat",
        "Shene",
        "Scorpions faction",
        "Zetas",
        "Fano",
        "CODECO",
    }
)


def _spans(text: str, hit: NameHit, support: _Support) -> Iterator[ActorSpan]:
    if hit.form == "actor":
        actor_id = support.choose(hit)
        if actor_id is not None:
            yield ActorSpan(hit.start, hit.end, actor_id, "alias" if _is_weak(hit) else "name")
    elif hit.country is not None:
        yield from _state_body(text, hit, f"state-{hit.country.lower()}")


def _state_body(text: str, hit: NameHit, state: str) -> Iterator[ActorSpan]:
    owns = hit.form == "capital" and text[hit.end : hit.end + 2] in {"'s", "\u2019s"}
    named = hit.form in {"country", "demonym"} or owns
    tail = _STATE_TAIL.match(text, hit.end) or _free_tail(text, hit) if named else None
    if tail is None and hit.form == "demonym" and (shared := _SHARED.match(text, hit.end)):
        yield ActorSpan(hit.start, hit.end, state + _branch(shared), "name")
        return
    if tail is not None:
        branch = "-armed-forces" if tail.re is _FREE_TAIL else _branch(tail)
        yield ActorSpan(
            hit.start, hit.end if tail["weapons"] else tail.end(), state + branch, "name"
        )
        return
    before = text[max(0, hit.start - 40) : hit.start]
    if hit.form == "country" and (body := _OF_COUNTRY.search(before)):
        yield ActorSpan(hit.start - len(body[0]), hit.end, state + _branch(body), "name")
    elif hit.form == "country" and (_ACTING.match(text, hit.end) or _ACTED_UPON.search(before)):
        yield ActorSpan(hit.start, hit.end, state, "name")
    elif hit.form == "capital" and _SPEAKING.match(text, hit.end):
        yield ActorSpan(hit.start, hit.end, state, "alias")


def _free_tail(text: str, hit: NameHit) -> re.Match[str] | None:
    """The plain forces that a people's or an owner's name stands before, two words at most away."""
    owner = text[hit.end : hit.end + 2] in {"'s", "\u2019s"} or hit.text.isupper()
    return _FREE_TAIL.match(text, hit.end) if hit.form == "demonym" or owner else None


def _branch(found: re.Match[str]) -> str:
    return "" if found["government"] else "-police" if found["police"] else "-armed-forces"
