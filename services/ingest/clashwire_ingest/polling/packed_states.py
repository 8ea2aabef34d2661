"""Feed states between polls, encoded and compressed: a tenth of the memory of live objects.

Known items are packed apart from the rest, because they stay as they are from one unchanged poll
to the next: ten thousand feeds polled then leave memory as it was, and not in pieces.
"""

import cramjam
import msgspec

from clashwire_contracts.codec import decode, encode
from clashwire_contracts.feed_state import FeedState, KnownItem

Packed = tuple[bytes, bytes]
_ZSTD_LEVEL = 1  # 2 and 3 take longer and make states no smaller
_ITEMS = msgspec.json.Decoder(tuple[KnownItem, ...])


def pack(state: FeedState) -> Packed:
    """A state -> its fields without items, and its items compressed."""
    items = cramjam.zstd.compress(msgspec.json.encode(state.items), _ZSTD_LEVEL)
    return encode(msgspec.structs.replace(state, items=())), bytes(items)


def unpack(packed: Packed) -> FeedState:
    """What `pack` gave -> the state."""
    fields, items = packed
    known = _ITEMS.decode(bytes(cramjam.zstd.decompress(items)))
    return msgspec.structs.replace(decode(FeedState, fields), items=known)


class PackedStates:
    """States by feed_id; what is put in is what is got out."""

    def __init__(self) -> None:
        self._packed: dict[str, Packed] = {}

    def get(self, feed_id: str) -> FeedState | None:
        """A feed's state, or None when nothing is remembered of it."""
        packed = self._packed.get(feed_id)
        return None if packed is None else unpack(packed)

    def put(self, state: FeedState) -> None:
        """Remember a state in place of the feed's former one."""
        fields, items = pack(state)
        before = self._packed.get(state.feed_id)
        self._packed[state.feed_id] = (
            fields,
            before[1] if before is not None and before[1] == items else items,
        )

    def adopt(self, feed_id: str, packed: Packed) -> FeedState:
        """Remember a state packed already -> the same unpacked."""
        self._packed[feed_id] = packed
        return unpack(packed)

    def pop(self, feed_id: str) -> FeedState | None:
        """Forget a feed -> what was remembered of it."""
        state = self.get(feed_id)
        self._packed.pop(feed_id, None)
        return state
