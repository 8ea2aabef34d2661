"""An item's words -> what is kept of them: to recognise it later, and to say what changed.

A text keeps one bit for each position of its MinHash (b-bit minwise hashing, Li and Koenig 2010,
b = 1), four bytes for each sentence, and its numbers with the words around them: some 300 bytes
for a text of any length.
"""

import base64
import re
import struct
from functools import lru_cache
from hashlib import sha256

import msgspec

from clashwire_contracts import ids
from clashwire_contracts.article import Sketch
from clashwire_contracts.feed_state import KnownItem, KnownWords
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.sketch import MAX_CHARACTERS, sketch_text

MAX_TITLE_CHARACTERS = 200
_MAX_CHARACTERS = 50_000  # of a text that is looked at sentence by sentence
_MAX_PHRASES = 100
_MAX_SENTENCES = 64
_MAX_NUMBERS = 12
_WORDS_BEFORE, _WORDS_AFTER = 2, 3
_MAX_PHRASE_CHARACTERS = 60
_SENTENCE_BYTES = 4
_SENTENCE_END = re.compile(r"(?<=[.!?\u2026\u061f\u0964])\s+|(?<=[\u3002\uff01\uff1f])|\n+")
_TOKEN = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?|[^\W\d_]+")


def content_hash(item: ParsedItem) -> str:
    """An item's words -> a hash that changes when title or text do, spacing aside."""
    words = "\n".join((one_line(item.title), one_line(item.text)))
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def one_line(text: str) -> str:
    """A text -> the same with its white space made single spaces."""
    return " ".join(text.split())


def known_words(title: str, text: str) -> KnownWords:
    """An item's title and text -> what is kept of them while it is in the feed."""
    parts = sentences(text)[:_MAX_SENTENCES]
    return KnownWords(
        title=one_line(title)[:MAX_TITLE_CHARACTERS],
        count=count_words(title, text),
        text_bits=text_bits(sketch_text(text)),
        sentences=base64.b64encode(b"".join(map(sentence_hash, parts))).decode(),
        numbers=tuple(number_phrases(text)[:_MAX_NUMBERS]),
    )


def without_detail(item: KnownItem) -> KnownItem:
    """A known item that left its feed -> the same with no more of its words than recognise it."""
    if item.words is None or not (item.words.numbers or item.words.text_bits):
        return item
    words = msgspec.structs.replace(item.words, numbers=(), text_bits=None)
    return msgspec.structs.replace(item, words=words)


def count_words(*texts: str) -> int:
    """How many words texts hold, a rough measure of how much they tell."""
    return sum(len(_TOKEN.findall(text[:MAX_CHARACTERS])) for text in texts)


def sentences(text: str) -> list[str]:
    """A text -> its sentences as far as punctuation tells, each on one line; a book's first."""
    parts = _SENTENCE_END.split(text[:_MAX_CHARACTERS])
    return [line for part in parts if (line := one_line(part))]


def sentence_hash(sentence: str) -> bytes:
    """A sentence -> four bytes that stay when only punctuation or case changes."""
    return sha256(ids.normalise(sentence).encode("utf-8", "surrogatepass")).digest()[
        :_SENTENCE_BYTES
    ]


def sentence_hashes(words: KnownWords) -> frozenset[bytes]:
    """Kept words -> the hashes of their sentences."""
    packed = base64.b64decode(words.sentences)
    return frozenset(
        packed[at : at + _SENTENCE_BYTES] for at in range(0, len(packed), _SENTENCE_BYTES)
    )


def number_phrases(text: str) -> list[str]:
    """A text -> its numbers with the words around them, in order, each phrase once, bounded."""
    found: dict[str, None] = {}
    for sentence in sentences(text):
        tokens = list(_TOKEN.finditer(sentence))
        for at, token in enumerate(tokens):
            if token[0][0].isdigit():
                first = tokens[max(0, at - _WORDS_BEFORE)]
                last = tokens[min(len(tokens) - 1, at + _WORDS_AFTER)]
                found[sentence[first.start() : last.end()][:_MAX_PHRASE_CHARACTERS]] = None
    return list(found)[:_MAX_PHRASES]


def text_bits(sketch: Sketch | None) -> str | None:
    """A sketch -> its values' lowest bits, packed; None for none."""
    if sketch is None:
        return None
    packed = base64.b64decode(sketch.digest)
    values = struct.unpack(f"<{len(packed) // 4}I", packed)
    bits = sum((value & 1) << place for place, value in enumerate(values))
    return base64.b64encode(bits.to_bytes(len(values) // 8, "little")).decode()


def resemblance(one: str | None, other: str | None) -> float | None:
    """Two texts' bits -> the Jaccard resemblance they estimate; None when a text was too short.

    Equal bits are half of the positions by chance, so resemblance is twice the share beyond it;
    the standard error is 0.09 for unlike texts, less for like ones.
    """
    if one is None or other is None or len(one) != len(other):
        return None
    left, right = _bits(one), _bits(other)
    positions = len(left[1]) * 8
    equal = positions - (left[0] ^ right[0]).bit_count()
    return max(0.0, 2 * equal / positions - 1)


@lru_cache(maxsize=4096)
def _bits(packed: str) -> tuple[int, bytes]:
    raw = base64.b64decode(packed)
    return int.from_bytes(raw, "little"), raw
