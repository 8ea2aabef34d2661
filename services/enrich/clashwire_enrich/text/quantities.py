"""Quantities as news writes them: digits, number words, bounds and vague amounts."""

import re

import msgspec

from clashwire_contracts.vocabulary import NumberPrecision

_ONES = (
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7),
    ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13),
    ("fourteen", 14), ("fifteen", 15), ("sixteen", 16), ("seventeen", 17), ("eighteen", 18),
    ("nineteen", 19),
)  # fmt: skip
_TENS = (
    ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70),
    ("eighty", 80), ("ninety", 90),
)  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1_000, "dozen": 12, "score": 20, "million": 1_000_000}
# Word amounts count at least this many (ACLED codebook: several 3, tens 10, dozens 12,
# hundreds 100).
_VAGUE_LOWS = {
    "several": 3, "a few": 3, "a couple": 2, "a couple of": 2, "a handful": 3, "many": 3,
    "numerous": 3, "multiple": 3, "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100,
    "thousands": 1_000, "tens of thousands": 10_000, "hundreds of thousands": 100_000,
}  # fmt: skip
_WORDS = dict(_ONES) | dict(_TENS)
_UNITS = "|".join(word for word, _ in _ONES)
_WORD_NUMBER = (
    rf"(?:(?:{'|'.join(word for word, _ in _TENS)})(?:[- ](?:{_UNITS}))?|(?:half )?a(?=[ -]dozen)"
    rf"|an?(?= (?:hundred|thousand|dozen)\b)|{_UNITS})"
)
_VAGUE = "|".join(sorted(_VAGUE_LOWS, key=lambda words: -len(words)))
_DIGITS = r"\d{1,3}(?:[,\u2009]\d{3})+|\d{1,7}"
ONE_NUMBER = (
    rf"(?:(?:{_DIGITS})(?: (?:hundred|thousand|million|dozen))?"
    rf"|{_WORD_NUMBER}(?:[ -](?:hundred|thousand|dozen|score)(?: and (?:{_WORD_NUMBER}))?)?"
    rf"|{_VAGUE})(?!\w)"
)
BOUND = (
    r"(?P<bound>at least|at the least|no (?:fewer|less) than|not less than|more than|over"
    r"|upwards? of"
    r"|a minimum of|as many as|up to|at most|no more than|fewer than|less than|a maximum of|about"
    r"|around|approximately|roughly|nearly|almost|close to|some|an estimated|an initial|between"
    r"|possibly|another|a further|a total of|the|all)"
)
QUANTITY = (
    rf"(?:{BOUND} )?(?P<low>{ONE_NUMBER})(?:(?: and (?=\S+(?: \S+){{0,2}} )| to | or |-|\u2013)"
    rf"(?P<high>{ONE_NUMBER}))?"
)
_MINIMA = re.compile(r"least|(?<!no )more than|over|upward|minimum|no fewer|no less|not less")
_MAXIMA = re.compile(r"as many|up to|at most|no more|fewer than|less than|maximum")
_ROUGHLY = re.compile(r"about|around|approx|rough|nearly|almost|close|some|estimated|possibly")


class Quantity(msgspec.Struct, frozen=True):
    """An amount: `value` is null when vague; a bound the text leaves open is null."""

    value: int | None
    low: int | None
    high: int | None
    precision: NumberPrecision


def read_quantity(low: str, high: str | None, bound: str | None) -> Quantity | None:
    """Matched words of QUANTITY -> Quantity, or None when they are no number after all."""
    first = read_number(low)
    last = read_number(high) if high else None
    words = (bound or "").casefold()
    if first is None:
        return _vague(low)
    if last is not None:
        return Quantity(None, min(first, last), max(first, last), "approx") if last else None
    if _MINIMA.search(words):
        return Quantity(first, first, None, "min")
    if _MAXIMA.search(words):
        return Quantity(first, None, first, "max")
    return Quantity(first, first, first, "approx" if _ROUGHLY.search(words) else "exact")


def read_number(words: str) -> int | None:
    """A numeral or number words -> the number; None for a vague amount."""
    total = current = 0
    for word in re.split(r"[ -]", re.sub(r"(?<=\d)[,\u2009](?=\d)", "", words.casefold())):
        if word.isascii() and word.isdigit():
            current += int(word)
        elif word in _WORDS:
            current += _WORDS[word]
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0
        elif word == "half":
            return 6
        elif word not in {"a", "an", "and"}:
            return None
    return total + current


def _vague(words: str) -> Quantity | None:
    low = _VAGUE_LOWS.get(words.casefold())
    return Quantity(None, low, None, "vague") if low is not None else None
