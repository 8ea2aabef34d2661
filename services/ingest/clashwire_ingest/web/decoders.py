"""Content codings, each behind the same bound: so many bytes out and no more.

| coding | known by | source |
|---|---|---|
| gzip | 1f 8b, whatever was declared; members may follow each other | RFC 1952 |
| zstd | 28 b5 2f fd, whatever was declared; a window of 8 MB at most | RFC 8878, RFC 9659 |
| br | being declared, and not beginning like a document | RFC 7932 |
| deflate | being declared; with or without zlib's header | RFC 9110 8.4.1.2 |
"""

import zlib
from typing import Protocol

import brotli
from backports import zstd

_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS
_ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
_DOCUMENT_STARTS = (b"<?xml", b"<rss", b"<feed", b"<rdf", b"<!doc", b"<html", b"<urls")
_UTF8_BOM = b"\xef\xbb\xbf"
Damaged = (zlib.error, brotli.error, zstd.ZstdError)


class Decoder(Protocol):
    """Inflates a stream piece by piece."""

    name: str

    def decode(self, data: bytes, max_bytes: int) -> bytes:
        """The next bytes -> plain bytes, about `max_bytes` at most; raises one of `Damaged`."""
        ...

    def flush(self) -> bytes:
        """What is left at the end of the stream, which may have been cut short."""
        ...


class PlainDecoder:
    """Bytes as they are."""

    name = "plain"

    def decode(self, data: bytes, max_bytes: int) -> bytes:  # noqa: ARG002  # nothing grows
        """The same bytes."""
        return data

    def flush(self) -> bytes:
        """Nothing."""
        return b""


class ZlibDecoder:
    """gzip and deflate; gzip members that follow each other are one document."""

    def __init__(self, name: str, window_bits: int) -> None:
        self.name = name
        self._window_bits = window_bits
        self._inflate = zlib.decompressobj(window_bits)

    def decode(self, data: bytes, max_bytes: int) -> bytes:
        """The next bytes, inflated."""
        parts = [self._inflate.decompress(data, max_bytes)]
        size = len(parts[0])
        while self._inflate.eof and self._inflate.unused_data.startswith(_GZIP_MAGIC):
            rest = self._inflate.unused_data
            self._inflate = zlib.decompressobj(self._window_bits)
            parts.append(self._inflate.decompress(rest, max(max_bytes - size, 1)))
            size += len(parts[-1])
            if size >= max_bytes:
                break
        return b"".join(parts)

    def flush(self) -> bytes:
        """What zlib still holds back."""
        return b"" if self._inflate.eof else self._inflate.flush()


class BrotliDecoder:
    """br."""

    name = "br"

    def __init__(self) -> None:
        self._inflate = brotli.Decompressor()

    def decode(self, data: bytes, max_bytes: int) -> bytes:
        """The next bytes, inflated."""
        if self._inflate.is_finished():
            return b""
        return bytes(self._inflate.process(data, output_buffer_limit=max_bytes))

    def flush(self) -> bytes:
        """Nothing: brotli gives all that it can at once."""
        return b""


class ZstdDecoder:
    """zstd; frames that follow each other are one document."""

    name = "zstd"

    def __init__(self) -> None:
        self._inflate = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)
        self._rest = b""

    def decode(self, data: bytes, max_bytes: int) -> bytes:
        """The next bytes, inflated; what follows the last frame and is none is left out."""
        parts, size = [], 0
        rest = self._rest + data
        while rest and size < max_bytes:
            if self._inflate.eof:
                if not rest.startswith(_ZSTD_MAGIC):
                    break
                self._inflate = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)
            parts.append(self._inflate.decompress(rest, max_bytes - size))
            size += len(parts[-1])
            rest = self._inflate.unused_data
        self._rest = rest[: len(_ZSTD_MAGIC)] if self._inflate.eof else b""
        return b"".join(parts)

    def flush(self) -> bytes:
        """Nothing: zstd gives all that it can at once."""
        return b""


def choose_decoder(encoding: str, head: bytes) -> Decoder:
    """Content-Encoding and the first bytes -> the decoder they need; the bytes have the say."""
    if head.startswith(_GZIP_MAGIC):
        return ZlibDecoder("gzip", _ZLIB_OR_GZIP)
    if head.startswith(_ZSTD_MAGIC):
        return ZstdDecoder()
    is_document = head.removeprefix(_UTF8_BOM).lstrip().lower().startswith(_DOCUMENT_STARTS)
    if encoding == "br" and not is_document:
        return BrotliDecoder()
    if encoding == "deflate" and not is_document:
        is_zlib = head[0] & 0x0F == zlib.DEFLATED and int.from_bytes(head[:2]) % 31 == 0
        return ZlibDecoder("deflate", _ZLIB_OR_GZIP if is_zlib else _RAW_DEFLATE)
    return PlainDecoder()
