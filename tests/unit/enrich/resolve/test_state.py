"""What resolve remembers, for how long by message time, and what a clock gone wrong can do."""

from datetime import timedelta

import msgspec

from clashwire_enrich.resolve.rows import JOURNAL_KEY
from clashwire_enrich.resolve.state import Spans
from tests.unit.enrich.resolve.newsroom import NOON, Desk, article, loss_claim, mention, town


def days(count: int) -> timedelta:
    return timedelta(days=count)


def test_an_inactive_article_is_still_known_but_no_longer_matched() -> None:
    desk = Desk()
    first = article("one", [mention("a")])
    desk.read(first)
    desk.read(article("two", [mention("b")], fetched_at=NOON + days(20)))
    assert desk.grouping() == {frozenset({"a"}), frozenset({"b"})}
    assert desk.read(first) == []


def test_what_is_long_past_is_forgotten_by_message_time_and_stays_so_after_a_restart() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")]))
    for day in (61, 62):
        far = article(f"day{day}", [mention(f"m{day}")], fetched_at=NOON + days(day))
        desk.read(far)
    kept = {key for key in desk.rows if key != JOURNAL_KEY}
    assert len(kept) == 3  # two articles and the event both tell of
    assert not any(b"one" in key for key in kept)
    assert {key for key in desk.restarted().rows if key != JOURNAL_KEY} == kept


def test_an_article_stays_known_as_long_as_its_event_is_told() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")]))
    for day in (12, 24, 36, 48, 60, 72):
        desk.read(article(f"day{day}", [mention(f"m{day}")], fetched_at=NOON + days(day)))
    assert len(desk.only().mention_ids) == 7
    assert desk.read(article("one", [mention("a")])) == []


def test_a_fetch_time_in_the_future_forgets_nothing() -> None:
    desk = Desk()
    first = article("one", [mention("a")])
    desk.read(first)
    ahead = article("two", [mention("b", place=town("Besh"))], fetched_at=NOON + days(4000))
    record = msgspec.structs.replace(desk.record(ahead), timestamp=NOON + days(1))
    (resolution,) = desk.step(record)
    desk.state.apply(resolution.change, resolution.rows)
    desk.read(article("three", [mention("c", place=town("Besh"))], fetched_at=NOON + days(1)))
    assert desk.read(first) == []


def test_forgetting_is_spread_over_later_changes() -> None:
    desk = Desk(spans=Spans(active_for=days(14), remember_for=days(60)))
    for number in range(40):
        desk.read(article(f"n{number}", [mention(f"m{number}", place=town(f"T{number}"))]))
    sizes = []
    for step in range(4):
        desk.read(article(f"far{step}", [mention(f"f{step}")], fetched_at=NOON + days(100 + step)))
        sizes.append(len(desk.rows))
    assert sizes == [83, 34, 5, 6]


def test_claims_of_a_forgotten_article_do_not_trouble_a_late_revision() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")], [loss_claim("ca", "army", "front", 40, "a")]))
    for day in (61, 62):
        desk.read(article(f"day{day}", [mention(f"m{day}")], fetched_at=NOON + days(day)))
    desk.read(article("one", [mention("a")], revision=2, fetched_at=NOON + days(63)))
    assert any(event.mention_ids == ("a",) for event in desk.standing)
