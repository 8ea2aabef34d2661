"""Spellings: one sound key for the many ways news writes a name from another script.

"Deir Ezzor", "Deir ez-Zor" and "Dayr az Zawr" are one town. Vowels and articles vary most, so
the key keeps the consonants; whoever looks up compares the whole names as well.
"""

import re
from difflib import SequenceMatcher

# Where names come to English from other scripts: Arabic, Persian, Cyrillic, Ethiopic, Burmese ...
TRANSLITERATED = frozenset(
    {
        "AE", "AF", "AM", "AZ", "BH", "BY", "DJ", "DZ", "EG", "ER", "ET", "GE", "IL", "IQ", "IR",
        "JO", "KG", "KW", "KZ", "LB", "LY", "MA", "ML", "MM", "MR", "NE", "OM", "PK", "PS", "QA",
        "RU", "SA", "SD", "SO", "SY", "TD", "TJ", "TM", "TN", "UA", "UZ", "YE",
    }
)  # fmt: skip
_ARTICLES = frozenset(
    {"al", "el", "ul", "ad", "adh", "an", "ar", "as", "ash", "at", "ath", "az"}
    | {"ed", "en", "er", "es", "esh", "et", "ez", "ol", "ur", "us"}
)
_SOUNDS = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("zh", "z"), ("dj", "j"),
    ("ph", "f"), ("ch", "c"), ("ck", "k"), ("q", "k"), ("v", "w"),
)  # fmt: skip
_UNHEARD = re.compile(r"(?<!^)[aeiouywh]")
_TWICE = re.compile(r"(.)\1+")
_FEWEST_SOUNDS = 4  # fewer consonants are shared by too many names
_ALIKE = 0.62  # of two names with one key; found on pairs of spellings and of strangers


def sound_key(folded: str) -> str | None:
    """A folded name -> its sound key, or None when too little of it is heard."""
    words = folded.split()
    told = [word for word in words if word not in _ARTICLES] or words
    heard = "".join(told)
    for written, spoken in _SOUNDS:
        heard = heard.replace(written, spoken)
    first = "a" if heard[:1] in {"a", "e", "i", "o", "u"} else heard[:1]
    key = _TWICE.sub(r"\1", _UNHEARD.sub("", first + heard[1:]))
    return key if len(key) >= _FEWEST_SOUNDS else None


def are_alike(one: str, other: str) -> bool:
    """Whether two folded names of one key are written alike enough to be one."""
    return likeness(one, other) >= _ALIKE


def likeness(one: str, other: str) -> float:
    """Two folded names -> how much of them is the same, 0 to 1, word breaks apart."""
    first, second = one.replace(" ", ""), other.replace(" ", "")
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
