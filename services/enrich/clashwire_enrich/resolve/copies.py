"""Near-duplicate texts: two sketches -> is one article a copy of the other."""

import base64
import binascii
import operator
import struct
from functools import lru_cache

import msgspec

from clashwire_contracts.article import Sketch

MIN_JACCARD = 0.5  # shared share of all shingles: the same text with edits
MIN_CONTAINMENT = 0.7  # share of the shorter text found in the longer: a cut or padded copy
MIN_SHINGLES = 20  # shorter texts are alike by chance


class Digest(msgspec.Struct, frozen=True):
    """A sketch taken apart: its method, number of shingles and MinHash values."""

    method: str
    shingles: int
    values: tuple[int, ...]


@lru_cache(maxsize=20_000)
def read_digest(sketch: Sketch | None) -> Digest | None:
    """Sketch -> Digest; None when there is none, it is too short or it cannot be read."""
    if sketch is None or sketch.shingles < MIN_SHINGLES:
        return None
    try:
        packed = base64.b64decode(sketch.digest, validate=True)
        values = struct.unpack(f"<{len(packed) // 4}I", packed)
    except (binascii.Error, struct.error):
        return None
    return Digest(sketch.method, sketch.shingles, values) if values else None


def is_copy(one: Digest | None, other: Digest | None) -> bool:
    """Whether two texts are near-duplicates or one holds most of the other; symmetric."""
    if one is None or other is None:
        return False
    if one.method != other.method or len(one.values) != len(other.values):
        return False
    equal: int = sum(map(operator.eq, one.values, other.values))
    jaccard = equal / len(one.values)
    shared = jaccard / (1 + jaccard) * (one.shingles + other.shingles)
    containment = shared / min(one.shingles, other.shingles)
    return jaccard >= MIN_JACCARD or containment >= MIN_CONTAINMENT
