import gzip
import hashlib
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd

from clashwire_ingest.web.inflate import BoundedBody, DamagedError, TooLargeError

TEXT = b"<rss>" + b"words " * 500 + b"</rss>"
RAW_DEFLATE = zlib.compressobj(wbits=-15)
RAW = RAW_DEFLATE.compress(TEXT) + RAW_DEFLATE.flush()


def collect(data: bytes, encoding: str = "", max_bytes: int = 10_000, step: int = 7) -> bytes:
    body = BoundedBody(encoding, max_bytes)
    for at in range(0, len(data), step):
        body.add(data[at : at + step])
    return body.finish()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT, ""),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), "x-gzip"),
        (gzip.compress(TEXT), ""),
        (TEXT, "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (RAW, "deflate"),
        (TEXT, "deflate"),
        (TEXT, "br"),
        (b"\xef\xbb\xbf" + TEXT, "br"),
        (TEXT, "utf-8"),
        (brotli.compress(TEXT), "br"),
        (brotli.compress(TEXT), " BR "),
        (zstd.compress(TEXT), "zstd"),
        (zstd.compress(TEXT), ""),
        (gzip.compress(TEXT[:900]) + gzip.compress(TEXT[900:]), "gzip"),
        (zstd.compress(TEXT[:900]) + zstd.compress(TEXT[900:]), "zstd"),
        (gzip.compress(TEXT) + bytes(20), "gzip"),
        (zstd.compress(TEXT) + bytes(20), "zstd"),
        (gzip.compress(gzip.compress(TEXT)), "gzip"),
        (brotli.compress(gzip.compress(TEXT)), "br"),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_the_body_is_what_its_bytes_say(data: bytes, encoding: str, step: int) -> None:
    assert collect(data, encoding, step=step).removeprefix(b"\xef\xbb\xbf") == TEXT


@pytest.mark.parametrize("data", [b"", b"<"])
def test_a_body_of_a_byte_or_none_is_kept(data: bytes) -> None:
    assert collect(data, "gzip") == data


def test_a_plain_body_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="more than 100 bytes"):
        collect(TEXT, max_bytes=100)


def test_a_body_of_just_the_limit_is_kept() -> None:
    assert collect(TEXT, max_bytes=len(TEXT)) == TEXT
    assert collect(gzip.compress(TEXT), "gzip", max_bytes=len(TEXT)) == TEXT


@pytest.mark.parametrize(
    ("bomb", "encoding"),
    [
        (gzip.compress(bytes(200_000_000), compresslevel=9), "gzip"),
        (gzip.compress(bytes(900_000)) * 200, "gzip"),
        (gzip.compress(gzip.compress(bytes(200_000_000), compresslevel=9)), "gzip"),
        (brotli.compress(bytes(200_000_000), quality=5), "br"),
        (zstd.compress(bytes(200_000_000)), "zstd"),
        (zstd.compress(bytes(900_000)) * 200, "zstd"),
    ],
    ids=["gzip", "gzip members", "gzip in gzip", "br", "zstd", "zstd frames"],
)
def test_a_bomb_is_refused_before_it_is_inflated(bomb: bytes, encoding: str) -> None:
    assert len(bomb) < 300_000
    tracemalloc.start()

    with pytest.raises(TooLargeError, match="inflates to more than 1000000 bytes"):
        collect(bomb, encoding, max_bytes=1_000_000, step=65_536)

    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 10_000_000


def test_a_window_over_eight_megabytes_is_refused() -> None:
    options: dict[int, int] = {
        zstd.CompressionParameter.window_log: 27,
        zstd.CompressionParameter.enable_long_distance_matching: 1,
    }
    compressor = zstd.ZstdCompressor(options=options)
    packed = compressor.compress(TEXT) + compressor.flush()

    with pytest.raises(DamagedError, match="zstd"):
        collect(packed, "zstd")


@pytest.mark.parametrize(
    ("pack", "encoding"),
    [(gzip.compress, "gzip"), (brotli.compress, "br"), (zlib.compress, "deflate")],
)
def test_a_stream_cut_short_keeps_what_came(pack: Callable[[bytes], bytes], encoding: str) -> None:
    plain = hashlib.shake_256(b"seed").hexdigest(60_000).encode()
    packed = pack(plain)

    kept = collect(packed[: len(packed) // 2], encoding, max_bytes=200_000)

    assert kept
    assert plain.startswith(kept)


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(TEXT), "gzip"),
        (zstd.compress(TEXT), "zstd"),
        (brotli.compress(TEXT), "br"),
        (zlib.compress(TEXT), "deflate"),
    ],
    ids=["gzip", "zstd", "br", "deflate"],
)
def test_bytes_that_are_not_their_encoding_are_damage(packed: bytes, encoding: str) -> None:
    kept = 2 if encoding == "deflate" else 10  # the header
    broken = packed[:kept] + b"\xff" * len(packed)

    with pytest.raises(DamagedError, match=f"not the {encoding} it should be"):
        collect(broken, encoding)
