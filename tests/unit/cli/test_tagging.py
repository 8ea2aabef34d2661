"""`clashwire tag`: lines in, lines out, whatever they hold; and the report for a person."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.console import Console

from clashwire_cli.tagging import Tagger, read_time
from clashwire_cli.tagging_report import explain_article
from clashwire_contracts.event import Fatalities

CLASHWIRE = str(Path(sys.executable).with_name("clashwire"))
STORY = (
    "Rebels of the Northern Front attacked an army post near Goma on Thursday. "
    'Army spokesman Jean Kabila said 12 rebels were killed. "We lost two fighters," '
    "Northern Front spokesman Paul Uwimana said. Neither figure could be verified."
)
FOUND = ("events", "claims", "claim_relations", "actors", "places")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "a", "text": STORY, **fields}).encode()


def answer(tagger: Tagger, given: bytes) -> dict[str, Any]:
    answered = tagger.answer_line(given)
    assert b"\n" not in answered
    told: dict[str, Any] = json.loads(answered)
    return told


def test_an_answer_is_the_id_and_the_enriched_article(tagger: Tagger) -> None:
    told = answer(tagger, line(title="Clash near Goma", published_at="2026-11-20T06:00:00Z"))
    assert list(told)[:2] == ["id", "article_id"]
    assert (told["id"], told["title"], told["text"]) == ("a", "Clash near Goma", STORY)
    assert told["published_at"] == "2026-11-20T06:00:00Z"
    assert told["relevant"] is True
    assert told["events"]
    assert told["claims"]


@pytest.mark.parametrize("identity", ["", "a b", "é\u2028", 0, -5, 10**30])
def test_the_id_comes_back_as_it_went_in(tagger: Tagger, identity: str | int) -> None:
    told = answer(tagger, line(id=identity, text="Nothing."))
    assert told["id"] == identity
    assert "error" not in told


@pytest.mark.parametrize("title", ["", None])
def test_a_title_may_be_empty_null_or_missing(tagger: Tagger, title: str | None) -> None:
    assert answer(tagger, line(title=title)) == answer(tagger, line())
    assert answer(tagger, line())["title"] == ""


def test_a_time_and_an_address_may_be_null_or_missing(tagger: Tagger) -> None:
    told = answer(tagger, line(published_at=None, url=None))
    assert told == answer(tagger, line())
    assert (told["published_at"], told["url"]) == (None, None)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-20T06:00:00Z", datetime(2026, 11, 20, 6, tzinfo=UTC)),
        ("2026-11-20T06:00:00", datetime(2026, 11, 20, 6, tzinfo=UTC)),
        ("2026-11-20T06:00:00+02:00", datetime(2026, 11, 20, 4, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        (None, None),
    ],
)
def test_a_time_without_a_zone_is_utc(written: str | None, read: datetime | None) -> None:
    assert read_time(written) == read


@pytest.mark.parametrize(
    ("bad", "identity"),
    [
        (b"", None),
        (b"  \n", None),
        (b"no json", None),
        (b"[1, 2]", None),
        (b'{"text": "no id"}', None),
        (b'{"id": true, "text": ""}', None),
        (b'{"id": 1.5, "text": ""}', None),
        (b'{"id": "b"}', "b"),
        (b'{"id": "b", "text": null}', "b"),
        (b'{"id": 7, "text": 5}', 7),
        (b'{"id": "b", "text": "x", "published_at": "yesterday"}', "b"),
        (b'{"id": "b", "text": "x", "published_at": "0001-01-01T00:00:00+23:00"}', "b"),
        (b'{"id": "b", "text": "bad \xff bytes"}', "b"),
        (b'{"id": "b", "text": "lone \\ud800 surrogate"}', "b"),
        (b'{"id": "\\ud800", "text": "x"}', None),
        (b'{"id": "b", "text": ' + b"[" * 100_000, None),
    ],
)
def test_a_bad_line_is_answered_with_its_id_and_the_error(
    tagger: Tagger, bad: bytes, identity: str | int | None
) -> None:
    told = answer(tagger, bad)
    assert list(told) == ["id", "error"]
    assert told["id"] == identity
    assert told["error"]


def test_a_byte_order_mark_and_a_carriage_return_are_no_part_of_a_line(tagger: Tagger) -> None:
    assert answer(tagger, b"\xef\xbb\xbf" + line() + b"\r\n") == answer(tagger, line())


def test_no_gate_runs_every_extractor_on_what_is_not_about_conflict(tagger: Tagger) -> None:
    plain = line(text="The mayor of Nairobi opened a new market on Friday, officials said.")
    gated, whole = answer(tagger, plain), answer(Tagger(gate=False), plain)
    assert gated["relevant"] is False
    assert [gated[name] for name in FOUND] == [[]] * len(FOUND)
    assert whole["relevant"] is False
    assert whole["places"]


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [CLASHWIRE, "tag", *arguments], input=given, capture_output=True, timeout=120, check=False
    )


def test_the_filter_answers_every_line_in_order_and_the_last_without_its_end() -> None:
    lines = [line(id=1), b"bad", b"", line(id=2, text="é" * 300_000), line(id=3)]
    done = run("--jsonl", given=b"\n".join(lines))
    assert (done.returncode, done.stderr) == (0, b"")
    told = [json.loads(answered) for answered in done.stdout.splitlines()]
    assert [one["id"] for one in told] == [1, None, None, 2, 3]
    assert ["error" in one for one in told] == [False, True, True, False, False]


def test_an_empty_text_is_an_article_in_which_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run(str(tmp_path / "empty.txt"))
    assert (done.returncode, done.stderr) == (0, b"")
    told = json.loads(done.stdout)
    assert (told["relevant"], told["relevance_reason"], told["text"]) == (None, "no_text", "")


def test_a_reader_that_leaves_ends_the_filter_quietly() -> None:
    process = subprocess.Popen(
        [CLASHWIRE, "tag", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(line(id=1) + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdout.close()
        process.stdin.write(line(id=2) + b"\n")
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_the_report_shows_each_finding_with_its_words_and_its_rule(tagger: Tagger) -> None:
    article = tagger.tag_text(STORY, datetime(2026, 11, 20, tzinfo=UTC))
    out = StringIO()
    explain_article(article, Console(file=out, width=120))
    shown = out.getvalue()
    assert STORY[:60] in shown
    assert "\x1b" not in shown
    for event in article.events:
        assert event.mention_id in shown
        assert event.sub_event_type in shown
    for claim in article.claims:
        assert claim.claim_id in shown
        for provenance in claim.provenance.values():
            assert provenance.rule in shown


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (None, None, None, "not told"),
        (7, 7, 7, "7"),
        (7, 7, 19, "7 (told: 7 to 19)"),
        (7, None, 19, "7 to 19, no best figure"),
        (7, None, None, "7 or more, no best figure"),
        (None, None, 19, "19 or fewer, no best figure"),
    ],
)
def test_a_toll_is_explained_in_words(
    tagger: Tagger, low: int | None, best: int | None, high: int | None, words: str
) -> None:
    article = tagger.tag_text(STORY, None)
    toll = Fatalities(low=low, best=best, high=high, claim_ids=())
    event = msgspec.structs.replace(article.events[0], fatalities=toll)
    out = StringIO()
    explain_article(msgspec.structs.replace(article, events=(event,)), Console(file=out, width=120))
    (line,) = (line for line in out.getvalue().splitlines() if line.startswith("killed     "))
    assert line.removeprefix("killed").strip() == words


def test_what_an_article_does_not_tell_is_said_in_words(tagger: Tagger) -> None:
    article = tagger.tag_text(STORY, None)
    event = article.events[0]
    nowhere = msgspec.structs.replace(
        event.place, name=None, admin1=None, country=None, precision="unknown"
    )
    never = msgspec.structs.replace(event.occurred, start=None, end=None, precision="unknown")
    bare = msgspec.structs.replace(event, place=nowhere, occurred=never, actors=())
    out = StringIO()
    explain_article(msgspec.structs.replace(article, events=(bare,)), Console(file=out, width=120))
    assert out.getvalue().count("not told") == 4 - bool(event.fatalities.low)
    assert "None" not in out.getvalue()
