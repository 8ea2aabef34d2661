"""What was hit, as outlets name it: words -> the kinds of places and people among them.

Two outlets that differ in the place, the count or the name of the attackers both say that it was
a church. The kinds are those that humanitarian incident lists keep apart (health, schools,
worship, aid, transport, markets), in the words of news agencies; a word that also means something
else (West Bank, Port-au-Prince, a mass grave) is left out.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_WORDS: Mapping[str, str] = {
    "aid": r"aid (?:workers?|convoys?)|humanitarian workers?|food distributions?|soup kitchens?",
    "airport": r"airports?|airfields?|air ?bases?|airstrips?",
    "bridge": r"bridges?",
    "bus": r"bus|buses|coaches|minibus|minibuses",
    "camp": r"(?:refugee|displaced|displacement|idp) (?:persons |people s )?camps?"
    r"|camps? for (?:the )?(?:displaced|refugees)",
    "checkpoint": r"checkpoints?|roadblocks?",
    "church": r"church|churches|chapels?|cathedrals?|monaster(?:y|ies)|congregations?|choirs?",
    "convoy": r"convoys?|motorcades?",
    "farm": r"farmers?|farm ?workers?|farms|farmland|herders?|herdsmen|livestock|cattle",
    "ferry": r"ferr(?:y|ies)|boats?|ships?|vessels?|tankers?|fishermen",
    "funeral": r"mourners|funeral processions?|(?:at|hit|struck|bombed) (?:a|the) funeral",
    "home": r"(?:apartment|residential|housing) (?:blocks?|buildings?|estates?)",
    "hospital": r"hospitals?|clinics?|health cent(?:er|re)s?|maternity|ambulances?|patients",
    "hotel": r"hotels?|resorts?|guesthouses?",
    "journalist": r"journalists?|television crews?|cameram[ae]n",
    "market": r"markets?|marketplaces?|bazaars?|vendors?|shoppers|shopping cent(?:er|re)s?",
    "merriment": r"weddings?|concerts?|festivals?|nightclubs?|cafes?|restaurants?",
    "military post": r"(?:military|army|border|forward) (?:bases?|camps?|posts?|positions?)"
    r"|barracks|garrisons?|outposts?",
    "mine": r"gold mines?|mining (?:sites?|camps?)|miners?|quarr(?:y|ies)|coal mines?",
    "mosque": r"mosques?|madrasas?|imams?|friday prayers?|shrines?",
    "oil": r"refiner(?:y|ies)|(?:oil|fuel) (?:depots?|fields?|terminals?)|pipelines?",
    "peacekeeper": r"peacekeepers?|blue helmets?",
    "police post": r"police (?:stations?|posts?|headquarters|academ(?:y|ies))",
    "power": r"power (?:plants?|stations?|grid|lines?)|substations?|dams?",
    "prison": r"prisons?|jails?|detention cent(?:er|re)s?|inmates",
    "school": r"schools?|pupils?|students?|schoolchildren|kindergartens?|universit(?:y|ies)"
    r"|colleges?|dormitor(?:y|ies)",
    "temple": r"temples?|synagogues?|pagodas?|gurdwaras?",
    "train": r"trains?|railways?|locomotives?|rail ?lines?|(?:train|metro) stations?",
    "truck": r"truck drivers?|lorr(?:y|ies)|fuel trucks?|truckers?",
}
_KINDS = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _WORDS.items())
_NOT_WORDS = re.compile(r"[^\w]+")


def scenes_of(texts: Iterable[str]) -> frozenset[str]:
    """Title and clauses -> the kinds of places and people that they say were hit."""
    return frozenset[str]().union(*map(_scenes_in, texts))


@lru_cache(maxsize=4_096)
def _scenes_in(text: str) -> frozenset[str]:
    words = _NOT_WORDS.sub(" ", text.casefold())
    return frozenset(kind for kind, pattern in _KINDS if pattern.search(words))
