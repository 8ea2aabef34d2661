import pytest
from aiokafka import TopicPartition

from clashwire_cli.demo.settling import Look, Settling, progress_line
from clashwire_cli.lag import PartLag, part_lag

P0, P1 = TopicPartition("t", 0), TopicPartition("t", 1)


def look(
    *,
    raw: int = 5,
    enriched: int = 5,
    behind: int = 0,
    untold: int = 0,
    webhooks: int = 0,
    pending: int | None = 0,
) -> Look:
    return Look(
        feeds_untold=untold,
        webhooks_received=webhooks,
        alerts_pending=pending,
        lags=(
            PartLag(part="tag", topic="clashwire.articles.raw.v1", records=raw, behind=behind),
            PartLag(
                part="index", topic="clashwire.articles.enriched.v1", records=enriched, behind=0
            ),
        ),
    )


def settles(*looks: Look) -> bool:
    settling = Settling()
    return [settling.observe(one) for one in looks][-1]


def test_lag_counts_what_is_not_committed() -> None:
    lag = part_lag("tag", "t", {P0: 3, P1: 10}, {P0: 0, P1: 0}, {P0: 5, P1: 10})
    assert (lag.records, lag.behind) == (15, 2)


def test_a_partition_never_committed_counts_from_its_start() -> None:
    lag = part_lag("tag", "t", {}, {P0: 100}, {P0: 104})
    assert (lag.records, lag.behind) == (4, 4)


def test_it_settles_once_two_looks_found_nothing_moved() -> None:
    assert not settles(look(), look())
    assert settles(look(), look(), look())


def test_it_does_not_settle_while_a_feed_is_untold() -> None:
    assert not settles(*[look(untold=1)] * 9)


def test_it_does_not_settle_while_a_part_is_behind() -> None:
    assert not settles(*[look(behind=1)] * 9)


def test_it_does_not_settle_before_every_article_is_tagged() -> None:
    assert not settles(*[look(raw=5, enriched=4)] * 9)
    assert not settles(*[look(raw=0, enriched=0)] * 9)


def test_it_does_not_settle_while_an_alert_is_on_its_way() -> None:
    assert not settles(*[look(pending=1)] * 9)
    assert not settles(*[look(pending=None)] * 9)


def test_a_late_webhook_starts_the_quiet_anew() -> None:
    assert not settles(look(), look(), look(webhooks=1), look(webhooks=1))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (look(behind=3, untold=1), "; 3 waiting"),
        (look(untold=2), "; 2 feeds to read again"),
        (look(pending=4), "; 4 alerts to deliver"),
        (look(), "; nothing waiting"),
    ],
)
def test_the_progress_line_says_what_it_waits_for(found: Look, words: str) -> None:
    line = progress_line(found)
    assert line.startswith("5 of 5 revisions tagged")
    assert line.endswith(words)
