"""The trigger lexicon: packaged words and patterns -> one compiled pattern with a group a section.

`data/triggers.txt` explains how its lines are written.
"""

import re
from functools import cache
from importlib.resources import files

import msgspec

from clashwire_contracts.vocabulary import SubEventType

_SECTION = re.compile(
    r"\[(?P<rule>\w+)(?:\.(?P<kind>\w+))?\] (?P<sub_type>\w+) (?P<weight>[\d.]+)"
    r"(?: if=(?P<wanted>[\w,]+))?(?: unless=(?P<unwanted>[\w,]+))?(?: else=(?P<instead>\w+))?"
)
_DEFINED = re.compile(r"(?P<sign>[@?])(?P<name>\w+) (?P<pattern>.+)")
_USED = re.compile(r"<(\w+)>")
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
    """The lexicon compiled: a pattern with a group a section, rules by group, and contexts."""

    pattern: re.Pattern[str]
    rules: dict[str, TriggerRule]
    contexts: dict[str, re.Pattern[str]]

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
    words = "|".join(f"(?P<{group}>{'|'.join(patterns)})" for group, _, patterns in sections)
    compiled = re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)
    return TriggerLexicon(compiled, {group: rule for group, rule, _ in sections}, contexts)


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
