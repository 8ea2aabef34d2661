"""Compressed response bytes -> plain bytes, never more than a limit of them in memory.

gzip, deflate, br and zstd: they are all that Accept-Encoding offers.
"""

from clashwire_ingest.web.decoders import Damaged, Decoder, choose_decoder

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
_GZIP_MAGIC = b"\x1f\x8b"
_HEAD_BYTES = 8  # enough to know gzip, zstd and `<?xml`, after a byte order mark too


class TooLargeError(ValueError):
    """A body over the limit, as received or as inflated."""


class DamagedError(ValueError):
    """Bytes that are not in the encoding they were declared in."""


class BoundedBody:
    """Collects a body chunk by chunk, inflating as it comes; stops at the limit.

    Goes by the bytes rather than the header: plain bytes declared as compressed stay plain, and
    compressed bytes declared as nothing are inflated, for both are common among feeds.
    """

    def __init__(self, encoding: str, max_bytes: int, *, layers: int = 2) -> None:
        self._layers = layers
        self._encoding = encoding.strip().lower()
        self._max_bytes = max_bytes
        self._received = 0
        self._size = 0
        self._parts: list[bytes] = []
        self._head = b""
        self._decoder: Decoder | None = None

    @property
    def received_bytes(self) -> int:
        """How many bytes came off the wire."""
        return self._received

    def add(self, chunk: bytes) -> None:
        """Take the next bytes off the wire; raises TooLargeError or DamagedError."""
        self._received += len(chunk)
        if self._received > self._max_bytes:
            raise TooLargeError(f"more than {self._max_bytes} bytes")
        if self._decoder is None:
            self._head += chunk
            if len(self._head) < _HEAD_BYTES:
                return
            chunk, self._head = self._head, b""
            self._decoder = choose_decoder(self._encoding, chunk)
        self._take(self._decoder, chunk)

    def so_far(self) -> bytes:
        """What was inflated by now, a byte or so over the limit where that was reached."""
        return b"".join(self._parts)

    def finish(self) -> bytes:
        """The end of the body -> all of it; a stream cut short still holds what came."""
        if self._head:
            self._decoder = choose_decoder(self._encoding, self._head)
            self._take(self._decoder, self._head)
            self._head = b""
        if self._decoder is not None:
            self._keep(self._decoder.flush())
        plain = b"".join(self._parts)
        if not plain.startswith(_GZIP_MAGIC) or self._layers == 1:
            return plain
        # a .gz file, sent in a compressed answer or as what it is
        inner = BoundedBody("", self._max_bytes, layers=self._layers - 1)
        inner.add(plain)
        return inner.finish()

    def _take(self, decoder: Decoder, chunk: bytes) -> None:
        try:
            # one byte over the limit is enough to know it is too large
            self._keep(decoder.decode(chunk, self._max_bytes - self._size + 1))
        except Damaged as error:
            raise DamagedError(f"not the {decoder.name} it should be: {error}") from error

    def _keep(self, plain: bytes) -> None:
        self._size += len(plain)
        self._parts.append(plain)
        if self._size > self._max_bytes:
            raise TooLargeError(f"inflates to more than {self._max_bytes} bytes")
