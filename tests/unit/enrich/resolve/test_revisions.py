"""Replays change nothing, revisions replace, and a crash in between repeats byte for byte."""

import msgspec
import pytest

from clashwire_contracts.codec import DecodeError
from clashwire_enrich.resolve.rows import JOURNAL_KEY
from clashwire_enrich.resolve.state import ResolveState
from clashwire_runtime.step import SetAside, attempt
from tests.unit.enrich.resolve.newsroom import (
    SPANS,
    Desk,
    article,
    loss_claim,
    mention,
    on,
    toll,
    town,
)

STORY = (
    article(
        "one", [mention("a", fatalities=toll(3))], [loss_claim("ca", "army", "front", 40, "a")]
    ),
    article(
        "two", [mention("b", fatalities=toll(5))], [loss_claim("cb", "front", "front", 4, "b")]
    ),
    article("three", [mention("c", place=town("Besh"))]),
    article("one", [mention("a", fatalities=toll(4))], revision=2),
    article("two", [], revision=2),
)


def test_a_known_article_and_revision_puts_out_nothing() -> None:
    desk = Desk()
    desk.read(*STORY)
    assert desk.read(*STORY) == []
    assert desk.restarted().read(*STORY) == []
    assert desk.step(desk.record(STORY[-1])) == [], "not even a row is written"


def test_a_restart_between_any_two_records_changes_no_byte() -> None:
    undisturbed = Desk()
    undisturbed.read(*STORY)
    for cut in range(len(STORY)):
        desk = Desk()
        first = desk.read(*STORY[:cut])
        assert first + desk.restarted().read(*STORY[cut:]) == undisturbed.put_out


def test_a_crash_after_the_outputs_repeats_them_byte_for_byte() -> None:
    desk = Desk()
    desk.read(*STORY[:2])
    record = desk.record(STORY[3])
    (resolution,) = desk.step(record)
    (again,) = desk.restarted().step(record)
    assert again.outputs == resolution.outputs
    assert again.rows == resolution.rows


def test_a_crash_between_the_rows_of_one_change_is_completed_at_the_start() -> None:
    desk = Desk()
    desk.read(STORY[0])
    (resolution,) = desk.step(desk.record(STORY[1]))
    assert len(resolution.rows) > 2
    for written in range(len(resolution.rows)):
        rows = dict(desk.rows)
        rows[JOURNAL_KEY] = resolution.journal[JOURNAL_KEY] or b""
        rows |= {k: v for k, v in list(resolution.rows.items())[:written] if v is not None}
        after = Desk(rows)
        assert after.read(STORY[1]) == []
        whole = desk.restarted()
        whole.read(STORY[1])
        # the next change replaces the journal: what it completed must be in the rows by then
        assert after.read(STORY[2]) == whole.read(STORY[2])
        assert after.restarted().read(*STORY[3:]) == whole.read(*STORY[3:])


def test_an_old_journal_does_not_undo_later_rows() -> None:
    desk = Desk()
    desk.read(STORY[0])
    old_journal = desk.rows[JOURNAL_KEY]
    desk.read(STORY[3])
    rows = {**desk.rows, JOURNAL_KEY: old_journal}
    row = ResolveState(rows, SPANS).article("article-one")
    assert row is not None
    assert row.mentions.revision == 2


def test_a_revision_replaces_the_whole_set_of_its_article() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a"), mention("a2", place=town("Besh"))]))
    desk.read(article("one", [mention("a", occurred=on(18))], revision=2))
    assert desk.grouping() == {frozenset({"a"})}
    assert desk.only().occurred.start == on(18).start
    assert (desk.only().version, desk.only().change) == (2, "updated")
    (gone,) = [event for event in desk.events.values() if event.status == "retracted"]
    assert (gone.version, gone.change) == (2, "retracted")


def test_an_older_revision_that_comes_late_is_ignored() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")], revision=2))
    assert desk.read(article("one", [], revision=1)) == []


def test_an_emptied_revision_of_an_article_never_heard_of_puts_out_nothing() -> None:
    assert Desk().read(article("one", [], revision=3)) == []


def test_a_retracted_event_told_again_goes_on_from_its_version() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")]), article("one", [], revision=2))
    desk.read(article("one", [mention("a")], revision=3))
    assert (desk.only().version, desk.only().change, desk.only().status) == (
        3,
        "reported",
        "reported",
    )
    assert [entry.change for entry in desk.only().history] == ["reported", "retracted", "reported"]


def test_a_claim_that_vanished_becomes_a_retracted_version() -> None:
    desk = Desk()
    desk.read(*STORY[:2])
    desk.read(article("two", [mention("b", fatalities=toll(5))], revision=2))
    gone = desk.claims["cb"]
    assert (gone.status, gone.version, gone.relations) == ("retracted", 2, ())
    assert "cb" not in desk.only().claim_ids
    assert desk.claims["ca"].relations == ()
    assert desk.claims["ca"].status == "unverified"
    assert desk.only().contested_fields == ()


def test_an_event_whose_other_article_is_emptied_loses_that_source() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")]), article("two", [mention("b")]))
    assert desk.only().status == "corroborated"
    desk.read(article("two", [], revision=2))
    assert (desk.only().status, desk.only().independent_sources) == ("reported", 1)
    assert [source.article_id for source in desk.only().sources] == ["article-one"]


def test_bytes_that_are_no_mentions_are_set_aside() -> None:
    desk = Desk()
    record = msgspec.structs.replace(desk.record(STORY[0]), value=b"{not json")
    with pytest.raises(DecodeError):
        desk.step(record)
    outcome = attempt(desk.step, record)
    assert isinstance(outcome, SetAside)
    assert outcome.kind == "undecodable"


def test_claims_without_an_event_are_kept_and_versioned() -> None:
    desk = Desk()
    desk.read(article("one", [], [loss_claim("ca", "army", "front", 40)]))
    assert desk.claims["ca"].event_ids == ()
    desk.read(article("one", [], [loss_claim("ca", "army", "front", 41)], revision=2))
    assert desk.claims["ca"].version == 2
