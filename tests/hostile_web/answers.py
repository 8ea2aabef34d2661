"""Answers that the tests of HTTP give and get: two states of one feed, pages that are none."""

from datetime import timedelta

from tests.hostile_web.hostile_web import response
from tests.unit.ingest.documents import rss, rss_item

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ONE = rss(rss_item(1)).encode()
TWO = rss(rss_item(2), rss_item(1)).encode()
FIRST, SECOND = (f"https://harbour.example/world/{number}" for number in (1, 2))
NOT_MODIFIED = response(b"", status="304 Not Modified")
CHALLENGE = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    b"<script>window._cf_chl_opt={cType: 'managed'}</script></body></html>"
)
APOLOGY = b"<html><body><h1>We will be back soon</h1></body></html>"
