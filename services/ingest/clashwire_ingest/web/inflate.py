"""Compressed response bytes -> plain bytes, never more than a limit of them in memory.

gzip and deflate only: they are all that Accept-Encoding offers.
"""

import zlib

ACCEPT_ENCODING = "gzip, deflate"
_GZIP_MAGIC = b"\x1f\x8b"
_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS


class TooLargeError(ValueError):
    """A body over the limit, as received or as inflated."""


class DamagedError(ValueError):
    """Bytes that are not in the encoding they were declared in."""


class BoundedBody:
    """Collects a body chunk by chunk, inflating as it comes; stops at the limit.

    Goes by the bytes rather than the header: plain bytes declared as gzip stay plain, and gzip
    bytes declared as nothing are inflated, for both are common among feeds.
    """

    def __init__(self, encoding: str, max_bytes: int) -> None:
        self._encoding = encoding.strip().lower()
        self._max_bytes = max_bytes
        self._received = 0
        self._size = 0
        self._parts: list[bytes] = []
        self._head = b""
        self._inflate: zlib._Decompress | None = None
        self._decided = False

    def add(self, chunk: bytes) -> None:
        """Take the next bytes off the wire; raises TooLargeError or DamagedError."""
        self._received += len(chunk)
        if self._received > self._max_bytes:
            raise TooLargeError(f"more than {self._max_bytes} bytes")
        if not self._decided:
            self._head += chunk
            if len(self._head) < len(_GZIP_MAGIC):
                return
            chunk, self._head = self._head, b""
            self._decide(chunk)
        self._take(chunk)

    def finish(self) -> bytes:
        """The end of the body -> all of it."""
        if self._inflate is not None and not self._inflate.eof:
            # a stream cut short still holds the items before the cut
            self._keep(self._inflate.flush())
        return b"".join([*self._parts, self._head])

    def _decide(self, head: bytes) -> None:
        self._decided = True
        if head.startswith(_GZIP_MAGIC):
            self._inflate = zlib.decompressobj(_ZLIB_OR_GZIP)
        elif self._encoding == "deflate":
            is_zlib = head[0] & 0x0F == zlib.DEFLATED and int.from_bytes(head[:2]) % 31 == 0
            self._inflate = zlib.decompressobj(_ZLIB_OR_GZIP if is_zlib else _RAW_DEFLATE)

    def _take(self, chunk: bytes) -> None:
        if self._inflate is None:
            self._keep(chunk)
            return
        try:
            # one byte over the limit is enough to know it is too large
            self._keep(self._inflate.decompress(chunk, self._max_bytes - self._size + 1))
        except zlib.error as error:
            raise DamagedError(
                f"not the {self._encoding or 'gzip'} it should be: {error}"
            ) from error

    def _keep(self, plain: bytes) -> None:
        self._size += len(plain)
        if self._size > self._max_bytes:
            raise TooLargeError(f"inflates to more than {self._max_bytes} bytes")
        self._parts.append(plain)
