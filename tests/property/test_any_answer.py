"""Whatever a server sends: headers are read within bounds, bodies within memory, and no fault."""

import gzip
import zlib
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from clashwire_ingest.web.answer import Answer, kept_headers
from clashwire_ingest.web.bot_wall import wall_by_headers, wall_by_page
from clashwire_ingest.web.freshness import LONGEST_HINT, SHORTEST_HINT, freshness_hint
from clashwire_ingest.web.inflate import BoundedBody, DamagedError, TooLargeError
from clashwire_ingest.web.rate_limit_headers import LONGEST_WAIT, asked_wait, is_exhausted
from clashwire_ingest.web.rate_limits import RateLimits
from clashwire_ingest.web.sites import host_of, registrable_domain, shown

unhurried = settings(deadline=None)  # a busy machine is no fault of the code
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MAX_BYTES = 10_000
DATES = st.sampled_from(
    ["Sun, 01 Mar 2026 12:30:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00"]
)
VALUES = st.text(max_size=40) | st.integers().map(str) | st.floats().map(str) | DATES
LIMITS = st.sampled_from(
    ["retry-after", "x-ratelimit-reset", "ratelimit-reset", "ratelimit", "x-ratelimit-remaining"]
)
DIRECTIVES = st.builds("{}={}".format, st.sampled_from(["max-age", "no-cache", "s-maxage"]), VALUES)
FRESHNESS = st.fixed_dictionaries(
    {},
    optional={
        "cache-control": DIRECTIVES | VALUES,
        "expires": VALUES,
        "date": VALUES,
        "age": VALUES,
    },
)
URLS = st.from_regex(
    r"https?://[a-z]([a-z.]{0,19})(:\d{1,4})?(/[a-z@:]{0,9})?(\?[a-z]*)?", fullmatch=True
)
CODINGS = st.sampled_from(["", "gzip", "deflate", "br", "zstd", "compress"])
PACKERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@given(FRESHNESS, st.none() | st.floats(), st.text(max_size=10), st.none() | st.floats())
@unhurried
def test_a_hint_is_within_its_bounds(
    headers: dict[str, str], ttl: float | None, period: str, frequency: float | None
) -> None:
    hint = freshness_hint(headers, ttl, period, frequency, NOW)

    assert hint is None or SHORTEST_HINT <= hint <= LONGEST_HINT


@given(st.dictionaries(LIMITS, VALUES))
@unhurried
def test_a_wait_is_within_a_day(headers: dict[str, str]) -> None:
    wait = asked_wait(headers, NOW)

    assert wait is None or timedelta(0) < wait <= LONGEST_WAIT
    assert is_exhausted(headers) in (True, False)


@given(st.dictionaries(LIMITS, VALUES), st.integers(min_value=100, max_value=599))
@unhurried
def test_a_refusal_is_over_within_a_day(headers: dict[str, str], status: int) -> None:
    limits = RateLimits()
    limit = limits.told("https://a.example/", Answer(url="", status=status, headers=headers), NOW)

    until = limits.wait_until("https://a.example/")
    assert until == (limit.until if limit else None)
    assert until is None or NOW < until <= NOW + LONGEST_WAIT


@given(st.lists(st.tuples(st.binary(max_size=30), st.binary(max_size=30))))
@unhurried
def test_any_headers_are_kept_as_they_came(raw: list[tuple[bytes, bytes]]) -> None:
    kept = kept_headers([*raw, (b"ETag", b'"\xff"')])

    assert kept["etag"].encode("latin-1").endswith(b'"\xff"')


@given(st.integers(min_value=100, max_value=599), st.binary(max_size=300))
@unhurried
def test_any_page_may_be_looked_at(status: int, page: bytes) -> None:
    assert wall_by_page(status, page) is None or b"<" in page
    assert wall_by_headers(Answer(url="", status=status)) is None


@given(st.lists(st.binary(max_size=200)), CODINGS)
@unhurried
def test_any_body_is_bounded(chunks: list[bytes], coding: str) -> None:
    body = BoundedBody(coding, MAX_BYTES)
    try:
        for chunk in chunks:
            body.add(chunk)
        found = body.finish()
    except (DamagedError, TooLargeError):
        return
    assert len(found) <= MAX_BYTES


@pytest.mark.parametrize("coding", sorted(PACKERS))
@given(plain=st.binary(max_size=3000), step=st.integers(min_value=1, max_value=100))
@unhurried
def test_a_packed_body_comes_out_whole(coding: str, plain: bytes, step: int) -> None:
    packed = PACKERS[coding](b"<rss>" + plain)
    body = BoundedBody(coding, MAX_BYTES)
    for at in range(0, len(packed), step):
        body.add(packed[at : at + step])

    assert body.finish() == b"<rss>" + plain


@given(URLS)
@unhurried
def test_any_host_ends_in_its_site(url: str) -> None:
    host = host_of(url).partition(":")[0].rstrip(".")

    assert host.endswith(registrable_domain(url))
    assert "?" not in shown(url)
