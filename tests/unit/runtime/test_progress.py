from datetime import UTC, datetime, timedelta

from clashwire_runtime.clock import ManualClock
from clashwire_runtime.progress import ProgressWatch

PARTITION = ("clashwire.articles.raw.v1", 0)


def watch_and_clock() -> tuple[ProgressWatch, ManualClock]:
    clock = ManualClock(datetime(2026, 11, 20, tzinfo=UTC))
    watch = ProgressWatch(clock, timedelta(seconds=60))
    watch.start()
    return watch, clock


def test_not_ready_before_the_start() -> None:
    clock = ManualClock(datetime(2026, 11, 20, tzinfo=UTC))
    assert not ProgressWatch(clock, timedelta(seconds=60)).verdict().ready


def test_ready_when_caught_up_for_however_long() -> None:
    watch, clock = watch_and_clock()
    watch.observe(PARTITION, committed=5, end=5)
    clock.advance(3600)
    watch.observe(PARTITION, committed=5, end=5)
    assert watch.verdict().ready


def test_a_new_record_after_a_long_quiet_gets_its_full_time() -> None:
    watch, clock = watch_and_clock()
    watch.observe(PARTITION, committed=5, end=5)
    clock.advance(3600)
    watch.observe(PARTITION, committed=5, end=6)
    clock.advance(59)
    assert watch.verdict().ready


def test_a_frozen_commit_is_not_ready_and_says_how_far_behind() -> None:
    watch, clock = watch_and_clock()
    watch.observe(PARTITION, committed=5, end=9)
    clock.advance(61)
    watch.observe(PARTITION, committed=5, end=12)
    assert "is 7 behind" in watch.verdict().reason
    assert not watch.verdict().ready


def test_behind_but_moving_is_ready() -> None:
    watch, clock = watch_and_clock()
    for committed in range(10):
        watch.observe(PARTITION, committed=committed, end=1000)
        clock.advance(30)
    assert watch.verdict().ready


def test_a_lost_partition_no_longer_counts() -> None:
    watch, clock = watch_and_clock()
    watch.observe(PARTITION, committed=5, end=9)
    clock.advance(61)
    watch.assign(frozenset())
    assert watch.verdict().ready


def test_a_named_cause_blocks_until_it_is_taken_back() -> None:
    watch, _ = watch_and_clock()
    watch.block("elasticsearch", "Elasticsearch does not answer")
    assert watch.verdict().reason == "Elasticsearch does not answer"
    watch.unblock("elasticsearch")
    assert watch.verdict().ready


def test_a_remark_is_said_beside_readiness_and_taken_back() -> None:
    watch, _ = watch_and_clock()
    watch.remark("our_network", "no server can be reached")
    assert watch.verdict().ready
    assert watch.verdict().reason == "ready; no server can be reached"

    watch.take_back("our_network")
    assert watch.verdict().reason == "ready"
