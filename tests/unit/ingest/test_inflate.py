import gzip
import zlib

import pytest

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
    ],
)
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_the_body_is_what_its_bytes_say(data: bytes, encoding: str, step: int) -> None:
    assert collect(data, encoding, step=step) == TEXT


@pytest.mark.parametrize("data", [b"", b"<"])
def test_a_body_of_a_byte_or_none_is_kept(data: bytes) -> None:
    assert collect(data, "gzip") == data


def test_a_plain_body_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="more than 100 bytes"):
        collect(TEXT, max_bytes=100)


def test_a_body_of_just_the_limit_is_kept() -> None:
    assert collect(TEXT, max_bytes=len(TEXT)) == TEXT
    assert collect(gzip.compress(TEXT), "gzip", max_bytes=len(TEXT)) == TEXT


def test_a_bomb_is_refused_before_it_is_inflated() -> None:
    bomb = gzip.compress(bytes(200_000_000), compresslevel=9)
    assert len(bomb) < 200_000

    with pytest.raises(TooLargeError, match="inflates to more than 1000000 bytes"):
        collect(bomb, "gzip", max_bytes=1_000_000, step=65_536)


def test_a_stream_cut_short_keeps_what_came() -> None:
    plain = bytes(range(256)) * 40
    packed = gzip.compress(plain)

    kept = collect(packed[: len(packed) // 2], "gzip", max_bytes=100_000)

    assert kept
    assert plain.startswith(kept)


def test_bytes_that_are_not_their_encoding_are_damage() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[12:40] = b"\xff" * 28

    with pytest.raises(DamagedError, match="not the gzip it should be"):
        collect(bytes(packed), "gzip")
