"""Speakable: whether a noun phrase can be the source of a claim at all."""

import re

from clashwire_enrich.claims.cues import NEEDS_SPEAKER, CueVerb
from clashwire_enrich.claims.noun_phrases import TIME_WORDS, is_verbish
from clashwire_enrich.claims.voices import (
    COLLECTIVES,
    DOCUMENT_HEADS,
    INANIMATE_HEADS,
    PRONOUNS,
    ROLES,
    is_person_noun,
)
from clashwire_enrich.text.words import Word, word_set

_ARTICLE_NAME = re.compile(r"[a-z]{2,3}[-\u2011][A-Z]")
_AFTER_HEAD = word_set("of for in at from with who which that on near to inside within by")
_ISSUED = word_set("report study survey dossier")  # "a report by the Lake Watch says"
_NOBODY = word_set("no nobody none neither nothing anyone everyone there this what")
_PLURALS = word_set("they we i you people police sides both men women military witnesses")


def head_noun(words: list[Word]) -> Word | None:
    """A noun phrase -> its head: the last word before a complement, a relative or a mark."""
    head: Word | None = None
    for index, word in enumerate(words):
        if head is not None and (word.lower in _AFTER_HEAD or word.text in ",("):
            break
        if head is not None and _modifies(words, index):
            break
        if not word.is_mark and word.lower not in TIME_WORDS:
            head = word
    return head


def _modifies(words: list[Word], index: int) -> bool:
    """'a leaflet left at the camp', 'a survivor identified only by ...': past the head noun."""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    return following in _AFTER_HEAD | {"only", "to", "as"} and is_verbish(words[index])


def can_speak(words: list[Word], verb: CueVerb) -> bool:
    """Whether the phrase can be this cue's source; unknown things may only "say" or "tell"."""
    head = head_noun(words)
    if head is None or words[0].lower in _NOBODY:
        return False
    if head.text[0].isdigit():
        return head.lower.endswith("-year-old")
    lower = head.lower.removesuffix("'s")
    if head.text[0].isdigit():
        return lower.endswith("-year-old")
    issued = lower in _ISSUED and any(word.is_name for word in words[1:])
    if lower in INANIMATE_HEADS and not (_has_role(words) or issued):
        return False
    if lower in PRONOUNS:
        return lower != "it" or verb.lemma not in NEEDS_SPEAKER
    known = lower in DOCUMENT_HEADS or _has_role(words) or _is_name(head) or is_person_noun(lower)
    return known or (verb.family in {"say", "tell"} and verb.lemma not in NEEDS_SPEAKER)


def is_plural(words: list[Word]) -> bool:
    """Whether a base form ("say") agrees with the phrase."""
    head = head_noun(words)
    if head is None:
        return False
    joined = any(word.lower == "and" for word in words)
    return joined or head.lower in _PLURALS or (head.lower.endswith("s") and "'" not in head.lower)


def _is_name(word: Word) -> bool:
    """'Army', and 'al-Sham' of 'Ahrar al-Sham'."""
    return word.is_name or _ARTICLE_NAME.match(word.text) is not None


def _has_role(words: list[Word]) -> bool:
    return any(word.lower.removesuffix("'s") in ROLES | COLLECTIVES for word in words)
