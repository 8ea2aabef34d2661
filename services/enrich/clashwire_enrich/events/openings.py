"""Openings: how a pattern can begin, so that most patterns are never tried at most words.

Reads the regular expressions of the trigger lexicon: groups, classes of characters, quantifiers
and looks around. Where a pattern can go on with anything, its opening ends in `*`.
"""

from itertools import pairwise

OPENING_CHARACTERS = 4  # four tell most words apart; more would only make the look-up larger
_ANYTHING = "*"
_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")


def openings(pattern: str) -> frozenset[str]:
    """A pattern -> every way it can begin, in lower case, OPENING_CHARACTERS at most.

    `*` at the end stands for anything; the empty opening for a pattern that can be left out.
    """
    found: set[str] = set()
    for alternative in _alternatives(pattern):
        found |= _of_sequence(alternative)
    return frozenset(found)


def can_begin(opening: str, key: str) -> bool:
    """Whether text that begins with `key` can match a pattern with this opening."""
    known = opening.removesuffix(_ANYTHING)
    return key.startswith(known) or (known != opening and known.startswith(key))


def _of_sequence(pattern: str) -> set[str]:
    told = {""}
    position = 0
    while position < len(pattern):
        end = _end_of_atom(pattern, position)
        atom, beyond = pattern[position:end], _end_of_quantifier(pattern, end)
        parts = _quantified(_of_atom(atom), pattern[end:beyond])
        told = {longer for one in told for longer in _continued(one, parts)}
        position = beyond
        if all(_is_done(one) for one in told):
            break
    return told


def _continued(opening: str, parts: frozenset[str]) -> set[str]:
    if _is_done(opening):
        return {opening}
    return {_cut(opening + part) for part in parts}


def _is_done(opening: str) -> bool:
    return opening.endswith(_ANYTHING) or len(opening) >= OPENING_CHARACTERS


def _cut(opening: str) -> str:
    known, *beyond = opening.split(_ANYTHING, 1)
    if len(known) >= OPENING_CHARACTERS:
        return known[:OPENING_CHARACTERS]
    return known + _ANYTHING if beyond else known


def _quantified(parts: frozenset[str], quantifier: str) -> frozenset[str]:
    if quantifier.startswith("?"):
        return parts | {""}
    if quantifier.startswith(("*", "{0")):
        return frozenset({""} | {_cut(part + _ANYTHING) for part in parts})
    if quantifier.startswith(("+", "{")):
        return frozenset(_cut(part + _ANYTHING) for part in parts)
    return parts


def _of_atom(atom: str) -> frozenset[str]:
    if atom.startswith(_ZERO_WIDTH) or atom == r"\b":
        return frozenset({""})
    if atom.startswith("("):
        return openings(atom[atom.index(":") + 1 : -1] if atom.startswith("(?") else atom[1:-1])
    if atom.startswith("["):
        return _of_class(atom[1:-1])
    if atom == "." or (atom.startswith("\\") and atom[1].isalnum()):
        return frozenset({_ANYTHING})
    return frozenset({atom[-1].lower()})


def _of_class(characters: str) -> frozenset[str]:
    if characters.startswith("^") or "\\" in characters:
        return frozenset({_ANYTHING})
    lower = characters.lower()
    found = set(lower[:1] + lower[-1:]) | set(lower.replace("-", ""))
    for before, after in pairwise(lower.split("-")):
        if before and after:
            found |= {chr(code) for code in range(ord(before[-1]), ord(after[0]) + 1)}
    return frozenset(found)


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
    end = position
    if pattern.startswith("{", end):
        end = pattern.index("}", end) + 1
    elif end < len(pattern) and pattern[end] in "?*+":
        end += 1
    return end + 1 if end > position and pattern.startswith("?", end) else end
