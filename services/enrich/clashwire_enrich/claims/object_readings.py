"""Object readings: where the thing said begins in what follows a verb, or that there is none."""

from collections.abc import Callable

from clashwire_enrich.claims.deed_words import is_deed
from clashwire_enrich.claims.heads import DENIABLE, DENIED_BRIEFLY, SLURS
from clashwire_enrich.claims.noun_phrases import DETERMINERS, has_verb
from clashwire_enrich.claims.object_words import (
    COUNTED,
    CULPRITS,
    counts_people,
    is_count,
    is_epithet,
    names_side,
    tells,
)
from clashwire_enrich.claims.voices import PRONOUNS
from clashwire_enrich.text.words import Word, word_set

Reading = Callable[[list[Word]], int | None]
_NEAR = 9
_OF_WORDS = 7
_SELF = word_set("itself himself herself themselves")
_THEM = word_set("it this that them him her us me each you")
_PREPOSITIONS = word_set(
    "for from to in on at with off back out up down over into after before by as of against about"
)


def of(words: list[Word]) -> int | None:
    """'spoke of six dead', 'complained about nightly raids'."""
    if words[0].lower not in {"of", "about", "against"}:
        return None
    return 1 if tells(words[1:_NEAR]) or _counts(words[1:4]) else None


def of_later(words: list[Word]) -> int | None:
    """'informed the monitors of fifteen dead'."""
    near = range(1, min(len(words) - 1, _OF_WORDS))
    at = next((at for at in near if words[at].lower in {"of", "about"}), None)
    return at + 1 if at is not None and of(words[at:]) else None


def to(words: list[Word]) -> int | None:
    """'admits to nine casualties', 'confessed to the burning', 'owned up to the raid'."""
    at = 1 if words[0].lower == "up" else 0
    if words[at].lower != "to" or at + 1 >= len(words):
        return None
    brief = words[at + 1].lower in {"none", "nothing", "this", "it"}
    return at + 1 if brief or tells(words[at + 1 : at + _NEAR]) else None


def count(words: list[Word]) -> int | None:
    """'put the number of dead at 12', 'gave the toll as nine', 'gave a toll of 17 dead'."""
    if words[0].lower in _PREPOSITIONS:
        return None
    for at in range(1, len(words) - 1):
        of_toll = words[at].lower == "of" and words[at - 1].lower in COUNTED
        if (words[at].lower in {"at", "as", "to"} or of_toll) and counts_people(words, at + 1):
            return 0 if any(word.lower in COUNTED for word in words[:at]) else None
    return None


def harm(words: list[Word]) -> int | None:
    """'reported hours of mortar fire', 'mentioned in passing 54 dead', 'reported no losses'."""
    start = 2 if [word.lower for word in words[:2]] == ["in", "passing"] else 0
    if start and words[start].text == ",":
        closing = next((at for at in range(3, len(words)) if words[at].text == ","), 2)
        start = closing + 1
    if start >= len(words) or words[start].lower in _PREPOSITIONS | _SELF:
        return None
    return start if tells(words[start : start + _NEAR]) else None


def counted_harm(words: list[Word]) -> int | None:
    """'recorded 32 homicides', 'logged no strikes', 'counts eleven burnt villages'."""
    numbered = _counts(words[:3]) or words[0].lower == "no"
    return 0 if numbered and tells(words[:_NEAR]) else None


def _counts(words: list[Word]) -> bool:
    return any(is_count(word) and not word.lower.startswith("at") for word in words)


def as_something(words: list[Word]) -> int | None:
    """'hailed the operation as a success', 'listed 24 of the dead as "suspects"'."""
    at = _goal(words, {"as"})
    if at is None or words[0].lower in _PREPOSITIONS | _SELF:
        return None
    return 0 if is_epithet(words[:at]) or is_epithet(words[at:]) else None


def culprit(words: list[Word]) -> int | None:
    """'named the 28th Front as the author', 'identified the attackers as members of ...'."""
    at = _goal(words, {"as", "behind"})
    if at is None:
        return None
    near = {word.lower for word in words[: at + 6]}
    return 0 if near & CULPRITS or (names_side(words[at + 1 :]) and tells(words[:at])) else None


def label(words: list[Word]) -> int | None:
    """'branded the villagers terrorists', 'called it a murder', 'dubbed the truce a trick'."""
    if words[0].lower in _PREPOSITIONS:
        return None
    if words[0].lower in _THEM and len(words) > 1 and words[1].lower in {"a", "an"}:
        return 0
    predicate = next(
        (at for at in range(2, min(6, len(words))) if words[at].lower in {"a", "an"}), 0
    )
    if predicate and words[0].lower in DETERMINERS and is_epithet(words[predicate:_NEAR]):
        return 0
    return 0 if any(w.quoted or w.lower in SLURS for w in words[1:_NEAR]) else None


def laid(words: list[Word]) -> int | None:
    """'put the blame squarely on the gunners', 'laid the killing at the door of the front'."""
    lowers = [word.lower for word in words]
    near = range(min(4, len(lowers)))
    at = next((at for at in near if lowers[at] in {"blame", "responsibility"}), None)
    if at is not None:
        place = next(
            (to for to in range(at + 1, min(at + 4, len(lowers))) if lowers[to] == "on"), -1
        )
        return place + 1 if 0 < place < len(lowers) - 1 else None
    door = next((to for to in range(1, len(lowers) - 2) if lowers[to] in {"door", "feet"}), None)
    return 0 if door is not None and lowers[door - 2] == "at" else None


def linked(words: list[Word]) -> int | None:
    """'traced the shell to an army base', 'linked the bombing to a gang', 'pinned it on rebels'."""
    at = _goal(words, {"to", "on", "with", "for"})
    if at is None or words[0].lower in _PREPOSITIONS:
        return None
    tied = words[0].lower in _THEM or any(is_deed(word) for word in words[:at] + words[at + 1 :])
    human = any(word.lower in {"round", "shell", "mortar", "bullet"} for word in words[:at])
    return 0 if tied or human else None


def pointed(words: list[Word]) -> int | None:
    """'points at Moscow', 'pointed to "foreign herders"', 'pointed the finger at the army'."""
    if words[0].lower in {"at", "to", "towards"}:
        return 1 if names_side(words[1:]) else None
    at = _goal(words[:6], {"at"})
    finger = any(word.lower in {"finger", "fingers"} for word in words[:3])
    return at + 1 if at is not None and finger else None


def suspected(words: list[Word]) -> int | None:
    """'suspects rebels from across the border', 'suspect "bandits"'."""
    return 0 if names_side(words) or words[0].lower in _THEM else None


def hand(words: list[Word]) -> int | None:
    """'see the hand of the secret police behind the abduction'."""
    return 0 if [w.lower for w in words[1:3]] in (["hand", "of"], ["hands", "of"]) else None


def denied(words: list[Word]) -> int | None:
    """'rejected any role', 'dispute this', 'questioned the figure'."""
    first = words[0].lower
    if first in _SELF | _PREPOSITIONS:
        return None
    near = [word.lower for word in words[:6]]
    deniable = first in DENIED_BRIEFLY | {"any"} or not DENIABLE.isdisjoint(near)
    return 0 if deniable or any(is_deed(word) for word in words[:5]) else None


def doubted(words: list[Word]) -> int | None:
    """'doubted there were mortars in the town', 'doubts the figure'."""
    if words[0].lower in _SELF | {"if", "whether"}:
        return None
    clause = words[0].lower in PRONOUNS | {"there", "that"} or has_verb(words[1:7])
    return 0 if clause else denied(words)


def away(*particles: str) -> Reading:
    """'brushed aside the accusation', 'waved the charge away'."""

    def read(words: list[Word]) -> int | None:
        if words[0].lower in particles:
            return 1 if len(words) > 1 and denied(words[1:]) is not None else None
        if words[0].lower == "that":  # "played that down" has no words to hand over
            return None
        apart = next(
            (at for at in range(1, min(7, len(words))) if words[at].lower in particles), None
        )
        return 0 if apart is not None and denied(words[:apart]) is not None else None

    return read


def leading(*opening_words: str) -> Reading:
    """'distanced itself from the bombing', 'cast doubt on the figure'."""

    def read(words: list[Word]) -> int | None:
        width = len(opening_words)
        leads = tuple(word.lower for word in words[:width]) == opening_words
        return width if leads and len(words) > width and denied(words[width:]) is not None else None

    return read


def _goal(words: list[Word], goals: set[str]) -> int | None:
    near = range(1, len(words) - 1)
    return next((at for at in near if words[at].lower in goals and not words[at].quoted), None)
