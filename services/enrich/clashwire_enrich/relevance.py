"""Whether an article may tell of armed conflict or unrest: a fast weighted gate, before any rule.

Weights are hundredths of log odds, learnt by `clashwire_enrich.relevance_training`; whole numbers,
so that a sum is the same in whatever order its terms come.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import pairwise

import msgspec

WEIGHTS = "data/relevance_weights.txt"
BIAS, THRESHOLD, ARMED_GROUP = "(bias)", "(threshold)", "(armed group)"
_BEGINNINGS = (4, 5, 6)  # letters that words of one family share: "protesters", "protested"
_READ_CHARACTERS = 1_500  # the inverted pyramid: what an article is about stands in its opening
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?][\"\u201d\u2019')]*\s+|\n\s*")
_MOST_WORDS = 100_000  # words whose weight is remembered; noise must not fill the memory
_STEEPNESS = 0.005  # half of the weights' own scale, log odds
_MOST = 5_000  # hundredths, where a share is 0 or 1


class Relevance(msgspec.Struct, frozen=True):
    """The gate's decision: `score` 0..1, at least one half for what goes on to the rules."""

    relevant: bool
    score: float


class _WordWeights(dict[str, int]):
    """Lower-case word -> its own weight and its beginning's, worked out at the first question."""

    def __init__(self, terms: Mapping[str, int]) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        weight = self[word] = sum(self._terms.get(term, 0) for term in word_terms(word))
        return weight


class RelevanceGate:
    """Weighted words, beginnings of words ("prote*") and pairs of words ("opened fire")."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        """Lower-case term -> weight; negative weights speak against conflict."""
        self._words = _WordWeights({t: w for t, w in weights.items() if " " not in t})
        self._pairs = {tuple(t.split(" ")): w for t, w in weights.items() if " " in t}
        self._bias = weights.get(BIAS, 0)
        self._threshold = weights.get(THRESHOLD, 0)

    def judge(self, title: str, text: str) -> Relevance:
        """Title and text -> decision."""
        total = self.weigh_article(title, text) - self._threshold
        share = 1.0 / (1.0 + math.exp(-_STEEPNESS * max(-_MOST, min(_MOST, total))))
        return Relevance(total >= 0, round(share, 3))

    def weigh_article(self, title: str, text: str) -> float:
        """Title and text -> the mean weight of the title and of the most telling sentence.

        An article without a title has its first sentence stand in for one.
        """
        sentences = [self.weigh(one) for one in _opening(text)]
        heading = self.weigh(title) if title.strip() else next(iter(sentences), self._bias)
        return (heading + max(sentences, default=heading)) / 2

    def weigh(self, words: str) -> int:
        """One passage -> hundredths of log odds that it tells of conflict."""
        found = words_of(words)
        pairs = map(self._pairs.get, pairwise(found))
        return self._bias + sum(map(self._words.__getitem__, found)) + sum(filter(None, pairs))


def words_of(passage: str) -> list[str]:
    """A passage -> its words in lower case, in order."""
    return _WORD.findall(passage.lower().replace("\u2019", "'"))


def word_terms(word: str) -> tuple[str, ...]:
    """A word -> the terms that it brings: itself and, of a longer one, its beginnings."""
    return (word, *(f"{word[:letters]}*" for letters in _BEGINNINGS if len(word) >= letters))


def _opening(text: str) -> list[str]:
    """The first sentences of a text, without one that the end of reading cuts in two."""
    read = list(passages(text[:_READ_CHARACTERS]))
    return read[:-1] if len(text) > _READ_CHARACTERS and len(read) > 1 else read


def passages(text: str) -> Iterator[str]:
    """A text -> its sentences and lines, roughly, without empty ones."""
    return (one for one in _SENTENCE_END.split(text) if one and not one.isspace())


def read_weights(listed: str) -> dict[str, int]:
    """Lines of a weight and its terms -> term -> weight; ValueError on a malformed line."""
    weights: dict[str, int] = {}
    for line in listed.splitlines():
        if line and not line.startswith("#"):
            weight, _, terms = line.partition("\t")
            weights.update(dict.fromkeys(terms.split(", "), int(weight)))
    return weights


def load_relevance_gate(actor_names: Iterable[str] = ()) -> RelevanceGate:
    """The packaged terms and known armed groups -> gate; ValueError on a malformed line."""
    weights = read_weights(files("clashwire_enrich").joinpath(WEIGHTS).read_text(encoding="utf-8"))
    for name in actor_names:
        words = words_of(name)
        if len(words) in {1, 2}:
            weights.setdefault(" ".join(words), weights[ARMED_GROUP])
    return RelevanceGate(weights)
