"""Whether two names mean one actor: wording, demonyms and acronyms aside."""

import re
import unicodedata

from bench.evaluation.demonyms import is_country_key, with_country_keys

_GENERIC_WORDS = """
    the of a an and al el in for to s military army armed forces force police security government
    troops soldiers fighters rebels rebel militia militias militants group movement republic
    democratic regime junta ministry defence defense health interior air navy service general
    staff coast guard border guards authorities islamist insurgents party national federal
    gang gangs cartel alliance coalition faction
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_ONE_ACTOR = {
    "ansar allah": "houthis",
    "houthi": "houthis",
    "march 23 movement": "m23",
    "afghan taliban": "taliban",
    "islamic emirate of afghanistan": "taliban",
    "kurdish-led syrian democratic forces": "syrian democratic forces",
    "revolutionary armed forces of colombia dissidents": "farc dissidents",
    "spla-io": "sudan people's liberation movement-in-opposition",
    "dissidents of the farc": "farc dissidents",
}
_NEVER_ALONE = frozenset({"taliban", "islamic", "liberation", "resistance"})
_MIN_LETTERS_ALONE = 5
_MIN_LETTERS_ACRONYM = 2


def same_actor(gold: str, *found: str) -> bool:
    """Whether any of the names in `found` is one that `gold` lists, separated by ` / `."""
    names = [name for name in gold.split(" / ") if name != "-"]
    return any(_same(name, other) for name in names for other in found)


def accepts_none(gold: str | None) -> bool:
    """Whether gold has no party or accepts that none is found."""
    return gold is None or "-" in gold.split(" / ")


def _same(one: str, other: str) -> bool:
    one, other = _plain(one), _plain(other)
    if one == other or _acronym(one) == other or _acronym(other) == one:
        return True
    first, second = _tokens(one), _tokens(other)
    if not first or not second:
        return False
    return first == second or _contains(first, second) or _contains(second, first)


def _contains(large: frozenset[str], small: frozenset[str]) -> bool:
    if not small < large:
        return False
    if len(small) > 1:
        return True
    (only,) = small
    known = is_country_key(only) or only in _NEVER_ALONE
    return not known and len(only) >= _MIN_LETTERS_ALONE


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    bare = re.sub(r"\s*\([^)]*\)", "", bare).casefold().replace("\u2019", "'").strip()
    return _ONE_ACTOR.get(bare, bare)


def _tokens(name: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9]+", with_country_keys(name))
    return frozenset(word for word in words if word not in _GENERIC)


def _acronym(name: str) -> str | None:
    words = [word for word in re.findall(r"[a-z0-9]+", name) if word not in {"of", "the", "and"}]
    return "".join(word[0] for word in words) if len(words) >= _MIN_LETTERS_ACRONYM else None
