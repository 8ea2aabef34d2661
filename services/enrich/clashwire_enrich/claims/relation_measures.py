"""Relation measures: how alike two claims are: their words, stems, names, numbers, distance."""

import re
from functools import lru_cache

from clashwire_contracts.claim import ClaimNumber
from clashwire_enrich.claims.drafts import Draft
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range, word_set

OVERLAP = 0.5  # share of content words two claims of one party have in common to be the same
_MIN_STEM_LETTERS = 4  # shorter words tell nothing
_STOP = word_set(
    "the a an of to in on at and that this its their his her was were is are has have had "
    "be been by for with from it they he she as not did"
)
_ENDING = re.compile(r"(?:ting|ing|ies|es|ed|s)$")
_TELLS_NOTHING = word_set("report said people also other more")
_REMEMBERED = 1_024  # propositions: those of some articles
_CONTRAST = re.compile(
    r"\b(?:However|But|Yet|Meanwhile|In contrast|By contrast|On the other hand|Conversely|while"
    r"|whereas|although|but|disputed|contradicting|rejecting|countered|in turn|For its part)\b"
)


def common_share(first: Draft, second: Draft) -> float:
    """The share of the shorter claim's content words that the other one has too."""
    one, other = _content_words(first.words), _content_words(second.words)
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def stems(draft: Draft) -> frozenset[str]:
    """Content words cut to what their forms share: 'hitting' and 'hit', 'commanders'."""
    return _stems(draft.words)


# "five of the victims": a part of the toll that was given before
_PART = re.compile(
    r"^(?:\S+ ){0,2}of (?:the (?:\w+ )?(?:victims|dead|killed|wounded|men|bodies)|whom|them)\b",
    re.IGNORECASE,
)
_SAME_DEED = {
    "struck": "hit", "strike": "hit", "damag": "hit", "destroy": "hit", "targe": "hit",
    "shelled": "shell", "bombed": "bomb", "burnt": "burn", "burned": "burn", "ablaze": "burn",
    "killed": "kill", "slain": "kill", "dead": "kill", "death": "kill", "died": "kill",
    "shot": "shoot", "fired": "fire", "fallen": "fall", "fell": "fall",
}  # fmt: skip


def shared_stems(first: Draft, second: Draft) -> frozenset[str]:
    """Stems that two claims have in common, words for one kind of deed taken as one."""
    return _deeds(first.words) & _deeds(second.words)


def counts_a_part(draft: Draft) -> bool:
    """Whether its number is a share of a toll given before."""
    return _PART.search(draft.words) is not None


def in_order(first: Draft, second: Draft) -> tuple[Draft, Draft]:
    """Two claims -> the one that stands earlier, then the other; a title stands before the text."""
    if first.in_title != second.in_title:
        return (first, second) if first.in_title else (second, first)
    early, late = sorted((first, second), key=lambda one: one.attribution.cue.start)
    return early, late


def apart(first: Draft, second: Draft) -> int:
    """How many sentences lie between two claims; none between a title and the text."""
    return 0 if first.in_title != second.in_title else abs(first.sentence - second.sentence)


def names(draft: Draft) -> frozenset[str]:
    """Proper names in a proposition, its first word aside: the places it speaks of."""
    return frozenset(re.findall(r"(?<=[a-z,] )[A-Z][\w'\u2019-]+", draft.words))


def compatible(one: ClaimNumber | None, other: ClaimNumber | None) -> bool:
    """Whether two numbers can both be true of one thing; a missing or vague one always can."""
    if one is None or other is None:
        return True
    if one.kind != other.kind and "losses" not in {one.kind, other.kind}:
        return True
    low = max(one.low or 0, other.low or 0)
    high = min(
        one.high if one.high is not None else low, other.high if other.high is not None else low
    )
    vague = one.value is None or other.value is None
    return vague or low <= high


def one_happening(first: Draft, second: Draft) -> bool:
    """Whether two claims are linked to one event or told in much the same words."""
    return share_event(first, second) or common_share(first, second) >= OVERLAP


def share_event(first: Draft, second: Draft) -> bool:
    """Whether two claims are linked to one event."""
    return not set(first.event_ids).isdisjoint(second.event_ids)


def marker(document: Document, first: Draft, second: Draft) -> Range | None:
    """The contrasting word that opens the later claim's sentence, or joins two in one sentence."""
    if first.in_title or second.in_title:
        return None
    early, late = sorted((first, second), key=lambda draft: draft.content.start)
    sentence = document.sentences[late.sentence]
    floor = (
        max(sentence.start, early.content.end)
        if early.sentence == late.sentence
        else sentence.start
    )
    stop = max(floor, late.attribution.cue.end)
    found = _CONTRAST.search(document.text, floor, stop)
    return Range(*found.span()) if found else None


# A claim is compared with every other one: what its words are is worked out once.
@lru_cache(maxsize=_REMEMBERED)
def _content_words(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words.lower())) - _STOP


@lru_cache(maxsize=_REMEMBERED)
def _stems(words: str) -> frozenset[str]:
    return (
        frozenset(
            _ENDING.sub("", word)
            for word in _content_words(words)
            if len(word) >= _MIN_STEM_LETTERS
        )
        - _TELLS_NOTHING
    )


@lru_cache(maxsize=_REMEMBERED)
def _deeds(words: str) -> frozenset[str]:
    told = _stems(words) | (_content_words(words) & _SAME_DEED.keys())
    return frozenset(_SAME_DEED.get(stem, stem) for stem in told)
