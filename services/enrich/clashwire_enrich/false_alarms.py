"""False alarms: words of war about films, budgets, gas leaks and labour, and war long past."""

from collections.abc import Sequence

import msgspec

from clashwire_contracts.event_types import CLASH_TYPES
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.events.event_draft import Draft
from clashwire_enrich.other_news import (
    A_TURN,
    ARENA,
    CHANCE,
    CYBER,
    DISASTER,
    FICTION,
    IN_SPACE,
    LABOUR,
    LONG_PAST,
    MADE_SAFE,
    ORGANISED,
    PRIVATE,
    RECALLED,
    REHEARSED,
    SENTENCED,
    SHOWN,
    SPORT,
    UNRULY,
    WAR,
    WEAPONS,
    WENT_OFF,
)
from clashwire_enrich.text.document import Document

_ARMED = frozenset({"state", "rebel", "militia", "unknown"})
# Who carries no arms by name alone; words such as "gunmen" are weapons' own.
_UNARMED_IDS = frozenset(
    {"government", "civilians", "protesters", "rioters", "unidentified-armed-group"}
)
_WORDS_OF_STRIFE = frozenset({"clash", "attack", "capture", "retake", "strike", "massacre"})
_SEIZURES = frozenset({"abduct", "ied", "capture", "attack", "clash", "strike"})
_PEACETIME_RULES = frozenset({"talks", "group", "base", "handover", "agreement", "coup"})
_PRIVATE_TOO = frozenset({"arrest", "looting"})
_UNREST = frozenset({"protest", "riot"})
_DEADLY_ONLY = frozenset({"kill"})
_CHANCE_RULES = frozenset({"kill", "ied", "attack"})


def without_false_alarms(
    drafts: Sequence[Draft], document: Document, actors: ActorIndex
) -> tuple[Draft, ...]:
    """Drafts -> those that tell of real violence; what courts and memorials recall is set back."""
    if CYBER.search(_opening(document)):
        return tuple(d for d in drafts if d.trigger.rule not in _SEIZURES)
    if REHEARSED.search(_opening(document)) or _is_disaster(document):
        return tuple(d for d in drafts if d.trigger.event_type in _UNREST)
    if _is_fiction(document):
        return tuple(d for d in drafts if d.trigger.event_type not in CLASH_TYPES)
    violent = any(d.trigger.rule not in _CHANCE_RULES for d in drafts) or bool(
        WEAPONS.search(_opening(document))
    )
    return tuple(
        _recalled(draft, document)
        for draft in drafts
        if not _is_false(draft, document, actors, violent=violent)
        and not _is_on_trial(draft, document)
    )


def tells_of_something_else(words: str) -> bool:
    """Whether words of war stand beside those of film, sport, drills, mishaps or wars long past."""
    others = (FICTION, LONG_PAST, REHEARSED, LABOUR, A_TURN, ARENA, RECALLED, CHANCE)
    return any(other.search(words) for other in others)


def _opening(document: Document) -> str:
    told = [s.text for s in document.sentences if not s.heading][:2]
    told = [words for words in told if not LONG_PAST.search(words)]
    return " ".join((document.title, *told))


def _is_disaster(document: Document) -> bool:
    """Whether the opening tells of a storm, a sickness or a crash, and of nobody at war."""
    opening = _opening(document)
    return bool(DISASTER.search(opening)) and not WAR.search(opening)


def _is_fiction(document: Document) -> bool:
    opening = _opening(document)
    return bool(FICTION.search(opening) and SHOWN.search(opening))


def _is_false(draft: Draft, document: Document, actors: ActorIndex, *, violent: bool) -> bool:
    trigger = draft.trigger
    sentence = document.sentences[trigger.sentence]
    words, rule = sentence.text, trigger.rule
    if REHEARSED.search(words) or A_TURN.search(words):
        return True
    if trigger.event_type not in CLASH_TYPES:
        return _is_peacetime(draft, words) or (
            rule in _PRIVATE_TOO and _is_private(words, document)
        )
    at = trigger.start - sentence.start
    apart = words[:at] + words[at + len(trigger.text) :]
    armed = _has_armed(draft, actors)
    return bool(
        LONG_PAST.search(words)
        or _follows_the_long_past(draft, document)
        or (rule in {"shelling", "air", "hit"} and IN_SPACE.search(words))
        or (rule == "ied" and MADE_SAFE.search(apart) and not WENT_OFF.search(words))
        or (trigger.text.casefold().startswith("strike") and LABOUR.search(words))
        or (
            not armed and rule in _CHANCE_RULES and _is_chance(draft, words, apart, violent=violent)
        )
        or (not armed and _is_contest(rule, words, apart))
        or _is_private(words, document)
    )


def _is_contest(rule: str, words: str, apart: str) -> bool:
    """Whether parties, players or shops fight with no arms in sight."""
    if rule in _WORDS_OF_STRIFE and ARENA.search(words) and not WEAPONS.search(apart):
        return True
    return _is_played(rule, words)


def _is_played(rule: str, words: str) -> bool:
    """Whether players bombard a goal and fire shots."""
    shot = rule in _WORDS_OF_STRIFE or rule in {"shelling", "air", "hit", "kill"}
    return shot and bool(SPORT.search(words)) and not UNRULY.search(words.replace("fired", ""))


def _follows_the_long_past(draft: Draft, document: Document) -> bool:
    """Deaths told undated right after a war long past: "Some 56,000 people were killed there"."""
    number = draft.trigger.sentence
    if draft.trigger.rule not in _DEADLY_ONLY or draft.time is not None or number == 0:
        return False
    return bool(LONG_PAST.search(document.sentences[number - 1].text))


def _is_private(words: str, document: Document) -> bool:
    """Whether private people quarrel or steal, whatever weapon they use."""
    told = PRIVATE.search(f"{document.title} {words}") is not None
    return told and not ORGANISED.search(_opening(document) + words)


def _is_peacetime(draft: Draft, words: str) -> bool:
    """Steps and protests that are none: pitches, wars long past, elections won."""
    rule = draft.trigger.rule
    if rule == "disrupted" or draft.trigger.event_type == "strategic_development":
        return bool(LONG_PAST.search(words)) or (
            rule in _PEACETIME_RULES and bool(FICTION.search(words) or SPORT.search(words))
        )
    return bool(SPORT.search(words)) and not UNRULY.search(words)


def _is_chance(draft: Draft, words: str, apart: str, *, violent: bool) -> bool:
    """Deaths or a blast without anybody who meant it, told without anybody armed."""
    if WEAPONS.search(apart):
        return False
    if draft.trigger.rule in _DEADLY_ONLY and not violent:
        return not WEAPONS.search(draft.trigger.text)
    return draft.trigger.rule != "attack" and bool(CHANCE.search(words))


def _has_armed(draft: Draft, actors: ActorIndex) -> bool:
    found = (actors.get(actor) for actor, _ in draft.roles)
    return any(
        one is not None and one.kind in _ARMED and one.actor_id not in _UNARMED_IDS
        and not _is_government(one.actor_id)
        for one in found
    )  # fmt: skip


def _is_government(actor_id: str) -> bool:
    """Whether an actor is a state as a whole, not its forces: `state-ua`."""
    return actor_id.startswith("state-") and actor_id.count("-") == 1


def _is_on_trial(draft: Draft, document: Document) -> bool:
    """Whether a deed is what somebody was sentenced for: news of a court, not of the deed."""
    sentence = document.sentences[draft.trigger.sentence]
    judged = SENTENCED.search(document.text, sentence.start, draft.trigger.start)
    return judged is not None and draft.trigger.rule != "arrest"


def _recalled(draft: Draft, document: Document) -> Draft:
    sentence = document.sentences[draft.trigger.sentence]
    if draft.background or not RECALLED.search(document.text, sentence.start, draft.trigger.start):
        return draft
    return msgspec.structs.replace(draft, background=True, background_rule="recalled")
