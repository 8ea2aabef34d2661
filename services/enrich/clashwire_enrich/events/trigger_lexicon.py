"""The trigger lexicon: packaged words and patterns, compiled by the letter they begin with.

`data/triggers.txt` explains how its lines are written.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from clashwire_contracts.vocabulary import SubEventType
from clashwire_enrich.events.openings import LETTERS, openings

_SECTION = re.compile(
    r"\[(?P<rule>\w+)(?:\.(?P<kind>\w+))?\] (?P<sub_type>\w+) (?P<weight>[\d.]+)"
    r"(?: if=(?P<wanted>[\w,]+))?(?: unless=(?P<unwanted>[\w,]+))?(?: else=(?P<instead>\w+))?"
)
_DEFINED = re.compile(r"(?P<sign>[@?])(?P<name>\w+) (?P<pattern>.+)")
_USED = re.compile(r"<(\w+)>")
_WORD_START = re.compile(r"(?<![\w-])[^\W\d_]")
_NESTING = 4  # classes of words that stand in classes of words


class TriggerRule(msgspec.Struct, frozen=True):
    """One section: its patterns tell of one sub-event type, this surely, in these contexts."""

    name: str
    sub_event_type: SubEventType
    weight: float
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    instead: str | None = None


class TriggerLexicon(msgspec.Struct, frozen=True):
    """The lexicon compiled: patterns by first letter with a group a section, rules, contexts."""

    patterns: dict[str, re.Pattern[str]]
    rules: dict[str, TriggerRule]
    contexts: dict[str, re.Pattern[str]]

    def find(self, sentence: str) -> Iterator[re.Match[str]]:
        """A sentence -> the matches at its words, leftmost first, without overlaps."""
        position = 0
        for word in _WORD_START.finditer(sentence):
            if word.start() < position:
                continue
            pattern = self.patterns.get(word[0].lower())
            found = pattern.match(sentence, word.start()) if pattern is not None else None
            if found is not None:
                position = found.end()
                yield found

    def rule_of(self, group: str, sentence: str) -> TriggerRule | None:
        """The group that matched and its sentence -> the rule that holds there, or None."""
        rule = self.rules[group]
        apart = any(not self.contexts[name].search(sentence) for name in rule.wanted)
        if not apart and not any(self.contexts[name].search(sentence) for name in rule.unwanted):
            return rule
        return self.rules[rule.instead] if rule.instead is not None else None


@cache
def trigger_lexicon() -> TriggerLexicon:
    """The packaged lexicon; ValueError names a line that cannot be read."""
    listed = files("clashwire_enrich").joinpath("data/triggers.txt").read_text(encoding="utf-8")
    return read_lexicon(listed)


def read_lexicon(listed: str) -> TriggerLexicon:
    """The lexicon's lines -> lexicon; ValueError on a sub-event type the contract lacks."""
    lines = [line for line in listed.splitlines() if line and not line.startswith("#")]
    classes: dict[str, str] = {}
    contexts: dict[str, re.Pattern[str]] = {}
    sections: list[tuple[str, TriggerRule, list[str]]] = []
    for line in lines:
        if (head := _SECTION.fullmatch(line)) is not None:
            group = "__".join(filter(None, (head["rule"], head["kind"])))
            sections.append((group, _rule(head), []))
        elif (defined := _DEFINED.fullmatch(line)) is not None:
            pattern = _spelled_out(defined["pattern"], classes)
            if defined["sign"] == "@":
                classes[defined["name"]] = pattern
            else:
                contexts[defined["name"]] = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
        elif sections:
            sections[-1][2].append(_spelled_out(line, classes))
        else:
            raise ValueError(f"the trigger lexicon has a pattern outside a section: {line!r}")
    return TriggerLexicon(
        {letter: compiled for letter in LETTERS if (compiled := _compiled(sections, letter))},
        {group: rule for group, rule, _ in sections},
        contexts,
    )


def _compiled(
    sections: Sequence[tuple[str, TriggerRule, list[str]]], letter: str
) -> re.Pattern[str] | None:
    """Sections in order -> the patterns among them that can begin with a letter, as one."""
    groups: list[str] = []
    for group, _, patterns in sections:
        fitting = [pattern for pattern in patterns if letter in openings(pattern)]
        if fitting:
            groups.append(f"(?P<{group}>{'|'.join(fitting)})")
    return re.compile(rf"(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE) if groups else None


def _rule(head: re.Match[str]) -> TriggerRule:
    return TriggerRule(
        name=head["rule"],
        sub_event_type=msgspec.convert(head["sub_type"], SubEventType),
        weight=float(head["weight"]),
        wanted=_names(head["wanted"]),
        unwanted=_names(head["unwanted"]),
        instead=head["instead"],
    )


def _names(listed: str | None) -> tuple[str, ...]:
    return tuple(listed.split(",")) if listed else ()


def _spelled_out(pattern: str, classes: dict[str, str]) -> str:
    """A pattern -> the same with its classes of words put in; ValueError on an unknown one."""
    for _ in range(_NESTING):
        names = [name for name in _USED.findall(pattern) if f"(?P<{name}>" not in pattern]
        if not names:
            return pattern
        for name in names:
            if name not in classes:
                raise ValueError(f"the trigger lexicon has no class <{name}>: {pattern!r}")
            pattern = pattern.replace(f"<{name}>", classes[name])
    raise ValueError(f"classes of the trigger lexicon stand in each other: {pattern!r}")
