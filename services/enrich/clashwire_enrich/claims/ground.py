"""Ground: propositions about territory taken, held or lost, and who has it by them."""

import re
from functools import lru_cache

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.concerns import is_armed, same_side
from clashwire_enrich.text.words import Range

_TERRITORY = re.compile(
    r"\b(?:(?:tak|took|regain|seiz|los|hold|held|retak|retook|assum|gain|wrest)\w* (?:\w+ ){0,3}"
    r"control|(?:under|in) (?:\w+ ){0,3}control|control(?:s|led|ling)?|captur\w+|recaptur\w+"
    r"|liberat\w+|seiz\w+|overr[au]n|retak\w+|retook|reclaim\w+|re-?enter\w*|enter(?:s|ed|ing)?"
    r"|advanced|advancing|withdr\w+|retreat\w*|push(?:ed|ing)? (?:\w+ )?back"
    r"|dr(?:ove|iven) (?:\w+ ){1,4}out"
    r"|repel\w*"
    r"|repuls\w+|encircl\w+|besieg\w+|surround\w*|stationed|stationing|foothold|frontline"
    r"|front line"
    r"|raised (?:\w+ ){1,3}flag|fell to|fallen to|ceded|pulled out|pull(?:ed|ing)? back"
    r"|clear(?:ed|ing)|hold(?:s|ing)?|held|took|taken|patroll\w+)\b",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"\b(?:districts?|cit(?:y|ies)|towns?|villages?|bases?|areas?|regions?|provinces?|territor\w+"
    r"|positions?|airports?|bridges?|pass(?:es)?|camps?|outposts?|settlements?|neighbou?rhoods?"
    r"|valleys?|hills?|hilltops?|capital|border|strongholds?|front|lines?|highway|road|port"
    r"|islands?"
    r"|barracks|headquarters|enclave|ground|defen[cs]es?|control|wards?|quarters?|suburbs?"
    r"|stations?"
    r"|crossings?|compound|complex|posts?"
    r"|plants?|factor(?:y|ies)|works|mines?|refiner(?:y|ies)|dams?|airfields?|airbases?|depots?"
    r"|markets?|garrisons?|checkpoints?|trenches"
    r"|universit(?:y|ies)|palace|prisons?|terminals?|mountains?|heights|ridges?|square|summits?)\b",
    re.IGNORECASE,
)
_PLACE_NAME = re.compile(
    r"\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)[A-Z]\w+"
)
# "the plant north of the town had fallen"; "fell ill", "fell to 12", "fell in love" are no ground
_FELL = re.compile(
    r"(?:\b(?:has|have|had)(?: not)? fallen|\bfell)\b"
    r"(?! (?:ill|in love|silent|apart|asleep|short|from|off"
    r"|on|by|into|over|to (?:\d|about|nearly|his|her|their|its death)))"
)
_BEFORE_FELL = 80  # characters
# "the town was retaken", "has come within 300 km of the capital"
_TAKEN = re.compile(
    rf"{_GROUND.pattern}(?: [\w'\u2019-]+){{0,2}}?"
    r" (?:was |were |is |are |(?:has |have |had )?been )?"
    r"(?:retaken|recaptured|captured|seized|liberated|overrun|encircled|besieged|surrounded"
    r"|cut off)\b"
    rf"|\blost (?:(?:the|a|its|their|control of) )?(?:[\w'\u2019-]+ )?{_GROUND.pattern}"
    r"|\bwithin \d+ ?(?:km|kilomet\w+|miles?) of\b"
    r"|\bsurrounded (?:on|from) (?:all|\w+) sides?\b",
    re.IGNORECASE,
)
_HELD_IT = re.compile(
    r"\b(?:controll?\w*|captured|seized|retaken|retook|liberated|held|holds?|lost|taken|took) it\b"
    r"(?! (?:away|to|for|as))|\bhold everything\b",
    re.IGNORECASE,
)
# "the base remains ours", "withdrew of its own accord", "a tactical repositioning"
_KEPT = re.compile(
    rf"{_GROUND.pattern} (?:remains?|stays?|is|are|was) (?:still |firmly )?[\"\u201c\u2018']?"
    r"(?:ours|theirs|in (?:our|its|their|his) hands)\b"
    r"|\b[\"\u201c]?remains? ours\b"
    r"|\bnever left\b|\bno (?:ground|territory|positions?)\b",
    re.IGNORECASE,
)
_WITHDREW = re.compile(
    r"\b(?:withdrew|withdrawn|withdrawing|pulled (?:out|back)"
    r"|retreated) (?:\w+ ){0,2}?(?:of its own"
    r"|of their own|voluntar|in good order|tactical|to spare|as planned)"
    r"|\b(?:tactical|planned|orderly) (?:repositioning|withdrawal|retreat|redeployment)\b",
    re.IGNORECASE,
)
_REPELS = re.compile(
    r"\b(?:repel\w*|repuls\w*|thwart\w*|foil\w*|beat(?:en)? back|push(?:ed|ing)? back|drove back"
    r"|fought off|held off|fended off|hold(?:s|ing)? their ground|were stopped|was stopped"
    r"|halted)\b",
    re.IGNORECASE,
)
_OF_OWN_WILL = re.compile(
    r"\b(?:withdr[ae]w\w*|retreat\w*|pull(?:ed|ing)? (?:out|back)|left"
    r"|leave)\b.{0,30}\b(?:of its own"
    r"|of their own|voluntar\w+|as planned|by choice|unforced)",
    re.IGNORECASE,
)
_GAINED = re.compile(
    r"\b(?:tak(?:e|es|en|ing)|took|captur\w+|recaptur\w+|seiz\w+|overr[au]n|ret[ao]\w*k\w*"
    r"|liberat\w+"
    r"|enter(?:s|ed|ing)?|controls?|controll\w+|hold(?:s|ing)?|held|in control|patroll\w+|regain\w*"
    r"|advanc\w+|surround\w*|encircl\w+|within \d+|drove|routed)\b",
    re.IGNORECASE,
)
_LOST = re.compile(r"\b(?:lost|fallen|fell|loses?|losing)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:no|not|never|n't|nothing|none)\b|n['\u2019]t\b", re.IGNORECASE)
_REMEMBERED = 1_024  # propositions: those of some articles
_REACH = 60  # characters between what is done to ground and the ground


# Every pair of claims asks; what a claim says of ground is worked out once.
@lru_cache(maxsize=_REMEMBERED)
def is_ground(words: str) -> bool:
    """Whether words tell of ground taken, held or lost."""
    fell = _FELL.search(words)
    if fell and _GROUND.search(words, max(0, fell.start() - _BEFORE_FELL), fell.start()):
        return True
    if _TAKEN.search(words) or _KEPT.search(words) or _WITHDREW.search(words):
        return True
    return _HELD_IT.search(words) is not None or any(
        _GROUND.search(words, found.start(), found.end() + _REACH)
        or _PLACE_NAME.search(words, found.end(), found.end() + _REACH)
        for found in _TERRITORY.finditer(words)
    )


@lru_cache(maxsize=_REMEMBERED)
def repels(words: str) -> bool:
    """Whether words tell of an assault thrown back."""
    return _REPELS.search(words) is not None


def fell(words: str) -> bool:
    """Whether words tell of ground that fell or was taken, with no word of who has it."""
    return _FELL.search(words) is not None or _TAKEN.search(words) is not None


def left_unforced(words: str) -> bool:
    """Whether words tell of a side that gave ground up by its own will."""
    return _OF_OWN_WILL.search(words) is not None


def gains(words: str) -> bool:
    """Whether words tell of ground that somebody takes or has."""
    return _GAINED.search(words) is not None


def holder(text: str, content: Range, party: str | None, actors: ActorIndex) -> str | None:
    """A proposition about ground -> the actor_id that has it in the end, None where open.

    Who takes or holds has it; who lost it has not; ground not lost, and assaults thrown back,
    leave it with the speaker's side.
    """
    words = text[content.start : content.end]
    others = [
        span
        for span in actors.at(*content)
        if not same_side(span.actor_id, party) and is_armed(actors, span.actor_id)
    ]
    if repels(words) or (_LOST.search(words) and _NOT.search(words)):
        return party
    if _WITHDREW.search(words):
        return None
    gained = _GAINED.search(words)
    if gained is not None and not _NOT.search(words[: gained.end()]):
        ahead = [span for span in others if span.end <= content.start + gained.start()]
        return ahead[-1].actor_id if ahead else party
    lost = _LOST.search(words) and not _KEPT.search(words)
    return None if lost else party
