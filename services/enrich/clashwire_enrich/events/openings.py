"""Openings: the letters a pattern can begin with, so that most patterns are never tried.

Reads the regular expressions of the trigger lexicon: groups, classes of characters, quantifiers
and looks around. Where a pattern can begin with anything, every letter is one of its openings.
"""

import string

LETTERS = frozenset(string.ascii_lowercase)
_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
_OPTIONAL = ("?", "*", "{0,")


def openings(pattern: str) -> frozenset[str]:
    """A pattern -> the lower-case letters it can begin with; never fewer than it does."""
    found: frozenset[str] = frozenset()
    for alternative in _alternatives(pattern):
        found |= _of_sequence(alternative)
    return found


def _of_sequence(pattern: str) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    position = 0
    while position < len(pattern):
        end = _end_of_atom(pattern, position)
        atom = pattern[position:end]
        optional = pattern.startswith(_OPTIONAL, end)
        end = _end_of_quantifier(pattern, end)
        position = end
        if atom.startswith(_ZERO_WIDTH) or atom == r"\b":
            continue
        found |= _of_atom(atom)
        if not optional:
            return found
    return LETTERS  # everything in it may be left out


def _of_atom(atom: str) -> frozenset[str]:
    if atom.startswith("("):
        inner = atom[atom.index(":") + 1 : -1] if atom.startswith("(?") else atom[1:-1]
        return openings(inner)
    if atom.startswith("["):
        return _of_class(atom[1:-1])
    if atom.startswith("\\") or atom == ".":
        return LETTERS
    return frozenset(atom.lower()) & LETTERS


def _of_class(characters: str) -> frozenset[str]:
    if characters.startswith("^") or "\\" in characters:
        return LETTERS
    lower = characters.lower()
    found = set(lower)
    for index in range(1, len(lower) - 1):
        if lower[index] == "-":
            first, last = ord(lower[index - 1]), ord(lower[index + 1])
            found |= {chr(code) for code in range(first, last + 1)}
    return frozenset(found) & LETTERS


def _alternatives(pattern: str) -> list[str]:
    parts, position, start = [], 0, 0
    while position < len(pattern):
        if pattern[position] == "|":
            parts.append(pattern[start:position])
            start = position + 1
            position += 1
        else:
            position = _end_of_atom(pattern, position)
    return [*parts, pattern[start:]]


def _end_of_atom(pattern: str, position: int) -> int:
    character = pattern[position]
    if character == "\\":
        return position + 2
    if character == "[":
        return pattern.index("]", position + 2) + 1
    if character != "(":
        return position + 1
    position += 1
    while pattern[position] != ")":
        position = _end_of_atom(pattern, position)
    return position + 1


def _end_of_quantifier(pattern: str, position: int) -> int:
    if pattern.startswith("{", position):
        position = pattern.index("}", position) + 1
    elif position < len(pattern) and pattern[position] in "?*+":
        position += 1
    return position + 1 if pattern.startswith("?", position) else position
