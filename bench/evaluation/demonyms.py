"""Words for a country and its people -> one key, so that their spellings compare equal."""

import re
from functools import cache

from clashwire_enrich.text.countries import load_countries

_KEY = "country"  # no name of an actor holds this word before a code
# What the packaged table of countries has no row or no spelling for.
_FURTHER = {
    "bissau-guinean": "gw",
    "iraqis": "iq",
    "ivoirian": "ci",
    "kurdish": "kurdistan",
    "kurdistan": "kurdistan",
    "kurds": "kurdistan",
    "papua": "papua",
    "papuan": "papua",
}


def with_country_keys(name: str) -> str:
    """Name in lower case -> the same with each country or people in it as one word."""
    keys = _keys()
    return _pattern().sub(lambda found: f"{_KEY}{keys[found[0]]}", name)


def is_country_key(word: str) -> bool:
    """Whether a word stands for a country."""
    return word.startswith(_KEY) and len(word) > len(_KEY)


@cache
def _keys() -> dict[str, str]:
    keys = {
        word.casefold(): country.code.lower()
        for country in load_countries()
        for word in (*country.names, *country.demonyms)
    }
    return keys | _FURTHER


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_keys(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
