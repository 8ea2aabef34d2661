"""Whether an article tells of armed conflict or unrest: a fast weighted gate, before any rule."""

import math
from collections.abc import Iterable
from importlib.resources import files

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

_TITLE_FACTOR = 2.0
_READ_CHARACTERS = 4_000  # the inverted pyramid: what an article is about stands in its opening
_HEADING_CHARACTERS = 120
_THRESHOLD = 4.0  # weighted terms an article needs; measured on this project's own stories
_STEEPNESS = 0.6
_ACTOR_WEIGHT = 3.0  # an armed group in the news is seldom there for its football
_MIN_NAME = 4


class Relevance(msgspec.Struct, frozen=True):
    """The gate's decision: `score` 0..1, at least one half for what goes on to the rules."""

    relevant: bool
    score: float


class RelevanceGate:
    """Weighted terms in one automaton; terms of sport, film and markets count against."""

    def __init__(self, weights: dict[str, float]) -> None:
        """Lower-case term -> weight; negative weights speak against conflict."""
        self._terms = tuple(sorted(weights))
        self._weights = tuple(weights[term] for term in self._terms)
        self._automaton = AhoCorasick(self._terms, matchkind=MatchKind.LeftmostLongest)

    def judge(self, title: str, text: str) -> Relevance:
        """Title and text -> decision; each term counts once, the title's terms count double.

        An article without a title has its first words stand in for one.
        """
        heading = title or text[:_HEADING_CHARACTERS]
        total = _TITLE_FACTOR * self.weigh(heading) + self.weigh(text[:_READ_CHARACTERS])
        score = 1.0 / (1.0 + math.exp(-_STEEPNESS * (total - _THRESHOLD)))
        return Relevance(total >= _THRESHOLD, round(score, 3))

    def weigh(self, words: str) -> float:
        """Words -> the sum of their terms' weights, each term once."""
        lower = words.lower()
        seen = {
            index
            for index, start, end in self._automaton.find_matches_as_indexes(lower)
            if not (start and lower[start - 1].isalnum())
            and not (end < len(lower) and lower[end].isalnum())
        }
        return sum(self._weights[index] for index in sorted(seen))


def load_relevance_gate(actor_names: Iterable[str] = ()) -> RelevanceGate:
    """The packaged terms and known armed groups -> gate; ValueError on a malformed line."""
    listed = files("clashwire_enrich").joinpath("data/relevance_terms.txt")
    weights = {name.lower(): _ACTOR_WEIGHT for name in actor_names if len(name) >= _MIN_NAME}
    for line in listed.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            weight, _, terms = line.partition(" ")
            for term in terms.split(", "):
                weights[term] = float(weight)
    return RelevanceGate(weights)
