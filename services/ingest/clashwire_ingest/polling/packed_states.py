"""Feed states between polls, encoded and compressed: a tenth of the memory of live objects."""

import cramjam

from clashwire_contracts.codec import decode, encode
from clashwire_contracts.feed_state import FeedState

_ZSTD_LEVEL = 1  # 2 and 3 take longer and make states no smaller


def pack(encoded: bytes) -> bytes:
    """A state as encoded for its topic -> the same, compressed."""
    return bytes(cramjam.zstd.compress(encoded, _ZSTD_LEVEL))


def unpack(packed: bytes) -> FeedState:
    """What `pack` gave -> the state; raises DecodeError when it is none."""
    return decode(FeedState, bytes(cramjam.zstd.decompress(packed)))


class PackedStates:
    """States by feed_id; what is put in is what is got out."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def get(self, feed_id: str) -> FeedState | None:
        """A feed's state, or None when nothing is remembered of it."""
        packed = self._packed.get(feed_id)
        return None if packed is None else unpack(packed)

    def put(self, state: FeedState) -> None:
        """Remember a state in place of the feed's former one."""
        self._packed[state.feed_id] = pack(encode(state))

    def adopt(self, feed_id: str, packed: bytes) -> FeedState:
        """Remember a state packed already -> the same unpacked; raises DecodeError."""
        state = unpack(packed)
        self._packed[feed_id] = packed
        return state

    def pop(self, feed_id: str) -> FeedState | None:
        """Forget a feed -> what was remembered of it."""
        state = self.get(feed_id)
        self._packed.pop(feed_id, None)
        return state
