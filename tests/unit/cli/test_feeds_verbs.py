"""`clashwire feeds`: one look at a feed, lists in and out, as an operator types them."""

import json
from pathlib import Path

import pytest

from clashwire_cli.main import run_command
from clashwire_ingest.feeds.feeds_file import read_feeds_file

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Upland Wire</title>
<item><title>Shelling near the bridge</title><link>https://upland.example/a</link>
 <guid>1</guid><pubDate>Sun, 15 Nov 2026 10:00:00 GMT</pubDate>
 <description>Short</description></item>
<item><title>Talks, and then tea</title><link>https://upland.example/b</link>
 <guid>1</guid><description>Short too</description></item>
</channel></rss>"""
OPML = """<opml version="2.0"><body><outline text="Dune Daily" xmlUrl="https://dune.example/rss"/>
<outline text="mail" xmlUrl="mailto:desk@dune.example"/></body></opml>"""
KEYS = ["format", "title", "status", "items", "problems"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLASHWIRE_FEEDS", raising=False)
    (tmp_path / "good.xml").write_text(RSS, "utf-8")
    (tmp_path / "page.html").write_text("<html><body>Log in</body></html>", "utf-8")
    (tmp_path / "list.opml").write_text(OPML, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_check_prints_one_object_a_source_in_order_broken_ones_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sources = ["page.html", "good.xml", "nowhere.xml", "http://127.0.0.1:1/feed"]

    assert run_command(["feeds", "check", "--json", *sources]) == 1

    page, good, nowhere, guarded = map(json.loads, capsys.readouterr().out.splitlines())
    assert [list(one) for one in (page, good, nowhere, guarded)] == [KEYS] * 4
    assert (page["status"], page["items"]) == ("html_page", [])
    assert (good["format"], good["title"], good["status"]) == ("rss20", "Upland Wire", "ok")
    assert good["items"][0] == {
        "guid": "1",
        "url": "https://upland.example/a",
        "title": "Shelling near the bridge",
        "published_at": "2026-11-15T10:00:00Z",
    }
    assert "1 of 2 items has no date" in good["problems"]
    assert "2 of 2 items share a guid with another" in good["problems"]
    assert nowhere["status"] == "unreadable_file"
    assert guarded["status"] == "forbidden_address"
    assert "CLASHWIRE_ALLOW_CIDRS" in guarded["problems"][0]


@pytest.mark.usefixtures("folder")
def test_check_shows_a_person_one_screen_and_succeeds_for_a_feed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_command(["feeds", "check", "good.xml"]) == 0

    shown = capsys.readouterr().out
    assert len(shown.splitlines()) < 24
    for words in ("RSS 2.0, 'Upland Wire'", "2 items", "share a guid", "2026-11-15 10:00Z"):
        assert words in shown
    assert "\x1b" not in shown


def test_an_imported_list_becomes_a_feeds_file_and_says_what_it_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["feeds", "import", "list.opml", "--into", "feeds.yaml"]) == 0
    assert run_command(["feeds", "import", "list.opml", "--into", "feeds.yaml"]) == 0

    out, said = capsys.readouterr()
    assert out.splitlines() == [
        "1 feed added to feeds.yaml, 0 there already",
        "0 feeds added to feeds.yaml, 1 there already",
    ]
    assert said.startswith("list.opml:2: 'mailto:desk@dune.example' should start with")
    assert [f.publisher.name for f in read_feeds_file(folder / "feeds.yaml")] == ["Dune Daily"]


def test_an_export_can_be_imported_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["feeds", "import", "list.opml", "--into", "feeds.yaml"]) == 0
    assert run_command(["feeds", "export", "--feeds", "feeds.yaml", "--out", "out.opml"]) == 0
    assert run_command(["feeds", "import", "out.opml", "--into", "again.yaml"]) == 0

    assert "1 feed written to out.opml" in capsys.readouterr().out
    assert read_feeds_file(folder / "again.yaml") == read_feeds_file(folder / "feeds.yaml")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "nowhere.opml"], "name an OPML file"),
        (["import", "page.html"], "not OPML"),
        (["export", "--feeds", "nowhere.yaml"], "cannot be read"),
        (["list", "--feeds", "nowhere.yaml"], "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["feeds", *arguments]) == 2

    out, said = capsys.readouterr()
    assert out == ""
    assert words in said
