"""The trigger lexicon: packaged words and patterns, tried at words that they can begin with.

`data/triggers.txt` explains how its lines are written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from clashwire_contracts.vocabulary import SubEventType
from clashwire_enrich.events.openings import OPENING_CHARACTERS, can_begin, openings

_SECTION = re.compile(
    r"\[(?P<rule>\w+)(?:\.(?P<kind>\w+))?\] (?P<sub_type>\w+) (?P<weight>[\d.]+)"
    r"(?: if=(?P<wanted>[\w,]+))?(?: unless=(?P<unwanted>[\w,]+))?(?: else=(?P<instead>\w+))?"
)
_DEFINED = re.compile(r"(?P<sign>[@?])(?P<name>\w+) (?P<pattern>.+)")
_USED = re.compile(r"<(\w+)>")
_WORD_START = re.compile(rf"(?<![\w-])(?=([^\W\d_].{{0,{OPENING_CHARACTERS - 1}}}))", re.DOTALL)
_MOST_KEYS = 100_000  # ways words begin, kept; a stream of noise must not fill the memory
_NESTING = 4  # classes of words that stand in classes of words


class TriggerRule(msgspec.Struct, frozen=True):
    """One section: its patterns tell of one sub-event type, this surely, in these contexts."""

    name: str
    sub_event_type: SubEventType
    weight: float
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    instead: str | None = None


class Section(NamedTuple):
    """A section as it is matched: its group's name, its rule and its patterns."""

    group: str
    rule: TriggerRule
    patterns: list[str]


class TriggerLexicon:
    """Sections and contexts, compiled as they are needed: the same words always give the same."""

    def __init__(
        self, sections: Sequence[Section], contexts: Mapping[str, re.Pattern[str]]
    ) -> None:
        """Sections in order and contexts by name; what stands first takes its words."""
        self.rules = {section.group: section.rule for section in sections}
        self._contexts = contexts
        self._patterns = [
            (section.group, pattern, openings(pattern))
            for section in sections
            for pattern in section.patterns
        ]
        self._by_key: dict[str, re.Pattern[str] | None] = {}
        self._compiled: dict[tuple[int, ...], re.Pattern[str] | None] = {(): None}

    def find(self, sentence: str) -> Iterator[re.Match[str]]:
        """A sentence -> the matches at its words, leftmost first, without overlaps."""
        position = 0
        for word in _WORD_START.finditer(sentence):
            if word.start() < position:
                continue
            pattern = self._pattern_at(word[1].lower())
            found = pattern.match(sentence, word.start()) if pattern is not None else None
            if found is not None:
                position = found.end()
                yield found

    def rule_of(self, group: str, sentence: str) -> TriggerRule | None:
        """The group that matched and its sentence -> the rule that holds there, or None."""
        rule = self.rules[group]
        apart = any(not self._contexts[name].search(sentence) for name in rule.wanted)
        if not apart and not any(self._contexts[name].search(sentence) for name in rule.unwanted):
            return rule
        return self.rules[rule.instead] if rule.instead is not None else None

    def _pattern_at(self, key: str) -> re.Pattern[str] | None:
        """How a word begins -> the patterns that can begin so, as one; None when there are none."""
        if key not in self._by_key:
            if len(self._by_key) >= _MOST_KEYS:
                self._by_key.clear()
            fitting = tuple(
                number
                for number, (_, _, begins) in enumerate(self._patterns)
                if any(can_begin(opening, key) for opening in begins)
            )
            if fitting not in self._compiled:
                self._compiled[fitting] = self._compile(fitting)
            self._by_key[key] = self._compiled[fitting]
        return self._by_key[key]

    def _compile(self, numbers: tuple[int, ...]) -> re.Pattern[str]:
        groups: dict[str, list[str]] = {}
        for number in numbers:
            group, pattern, _ = self._patterns[number]
            groups.setdefault(group, []).append(pattern)
        words = "|".join(f"(?P<{group}>{'|'.join(told)})" for group, told in groups.items())
        return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)


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
    sections: list[Section] = []
    for line in lines:
        if (head := _SECTION.fullmatch(line)) is not None:
            group = "__".join(filter(None, (head["rule"], head["kind"])))
            sections.append(Section(group, _rule(head), []))
        elif (defined := _DEFINED.fullmatch(line)) is not None:
            pattern = _spelled_out(defined["pattern"], classes)
            if defined["sign"] == "@":
                classes[defined["name"]] = pattern
            else:
                contexts[defined["name"]] = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
        elif sections:
            sections[-1].patterns.append(_spelled_out(line, classes))
        else:
            raise ValueError(f"the trigger lexicon has a pattern outside a section: {line!r}")
    return TriggerLexicon(sections, contexts)


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
