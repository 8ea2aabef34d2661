"""`clashwire feeds check` on real documents: whole, by their own base, with a feed's auth."""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from clashwire_cli.main import run_command

ATOM = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Tarn</title>
<link rel="alternate" href="https://tarn.example/blog/"/><entry><title>One</title>
<link rel="alternate" href="one.html"/><id>tag:tarn.example,2026:1</id></entry></feed>"""
RSS = """<rss version="0.91"><channel><title>Fen</title><link>https://fen.example/news/</link>
<item><title>Ferry halted</title><link>2026/ferry</link></item></channel></rss>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Heath",
"home_page_url": "https://heath.example/", "items": [{"id": "1", "url": "/a", "title": "A"}]}"""
HUBBED = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Hub</title>
<link>https://h.example/</link><ttl>45</ttl><atom:link rel="hub" href="https://hub.example/"/>
<atom:link rel="self" href="https://h.example/feed"/><item><title>A</title><guid>1</guid>
<pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://dale.example/s1.xml</loc></sitemap></sitemapindex>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://dale.example/x</loc>
<news:news><news:title>Bridge hit</news:title></news:news></url></urlset>"""
MEMBER = "desk:a-quiet-word"
ITEMS = 1_500  # more than a poll keeps


class Members(BaseHTTPRequestHandler):
    """Serves a feed to those who send the right secret."""

    def do_GET(self) -> None:
        is_member = self.headers.get("Authorization") == "Basic ZGVzazphLXF1aWV0LXdvcmQ="
        self.send_response(200 if is_member else 401)
        self.end_headers()
        self.wfile.write(RSS.encode() if is_member else b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


class Busy(BaseHTTPRequestHandler):
    """Answers that it is asked too often."""

    def do_GET(self) -> None:
        self.send_response(429)
        self.send_header("Retry-After", "600")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A handler -> the URL of a feed that it answers for."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/feed"
        server.shutdown()
        thread.join()


@pytest.fixture
def members_url() -> Iterator[str]:
    with serving(Members) as url:
        yield url


@pytest.mark.parametrize(
    ("document", "url"),
    [
        (RSS.encode(), "https://fen.example/news/2026/ferry"),
        (gzip.compress(RSS.encode()), "https://fen.example/news/2026/ferry"),
        (ATOM.encode(), "https://tarn.example/blog/one.html"),
        (JSON_FEED.encode(), "https://heath.example/a"),
    ],
)
def test_a_files_relative_links_are_relative_to_what_it_says_of_itself(
    document: bytes, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "feed").write_bytes(document)

    assert run_command(["feeds", "check", "--json", str(tmp_path / "feed")]) == 0

    assert [item["url"] for item in json.loads(capsys.readouterr().out)["items"]] == [url]


def test_every_item_is_listed_also_those_that_a_poll_leaves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = "".join(f"<item><title>Report {n}</title></item>" for n in range(ITEMS))
    (tmp_path / "feed").write_text(f"<rss version='2.0'><channel>{items}</channel></rss>", "utf-8")

    assert run_command(["feeds", "check", "--json", str(tmp_path / "feed")]) == 0

    told = json.loads(capsys.readouterr().out)
    assert [item["title"] for item in told["items"]] == [f"Report {n}" for n in range(ITEMS)]
    assert f"it holds {ITEMS} items, of which a poll takes the newest 1000" in told["problems"]


@pytest.mark.parametrize(
    ("document", "words", "not_words"),
    [
        (HUBBED, ["https://hub.example/ (WebSub)", "https://h.example/feed", "45 min apart"], []),
        (INDEX, ["sitemap index", "1 sitemap", "https://dale.example/s1.xml"], ["0 items"]),
        (NEWS, ["news sitemap", "Bridge hit"], ["no guid"]),
    ],
)
def test_what_a_document_says_of_itself_is_on_the_screen(
    document: str,
    words: list[str],
    not_words: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "feed").write_text(document, "utf-8")

    assert run_command(["feeds", "check", str(tmp_path / "feed")]) == 0

    screen = capsys.readouterr().out
    assert [word for word in words if word not in screen] == []
    assert [word for word in not_words if word in screen] == []


def test_a_configured_feed_is_asked_for_with_its_secret_which_is_not_shown(
    members_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CLASHWIRE_ALLOW_CIDRS", "127.0.0.0/8")
    monkeypatch.delenv("CLASHWIRE_FEEDS", raising=False)
    (tmp_path / "secret").write_text(MEMBER, "utf-8")
    feeds = tmp_path / "feeds.yaml"
    feeds.write_text(
        f"feeds:\n  - url: {members_url}\n    publisher: {{name: Fen, domain: fen.example}}\n"
        f"    auth: {{scheme: basic, secret_file: {tmp_path / 'secret'}}}\n",
        "utf-8",
    )

    assert run_command(["feeds", "check", "--json", members_url]) == 1
    assert run_command(["feeds", "check", "--json", "--feeds", str(feeds), members_url]) == 0

    out, said = capsys.readouterr()
    refused, read = map(json.loads, out.splitlines())
    assert (refused["status"], read["status"]) == ("http_401", "ok")
    assert "a-quiet-word" not in out + said


def test_how_long_a_busy_server_asks_to_be_left_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLASHWIRE_ALLOW_CIDRS", "127.0.0.0/8")
    with serving(Busy) as url:
        assert run_command(["feeds", "check", "--json", url]) == 1

    told = json.loads(capsys.readouterr().out)
    assert told["status"] == "http_429"
    assert "the server asks to be left alone: Retry-After 600" in told["problems"]
