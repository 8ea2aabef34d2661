from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from clashwire_cli.feed_report import health_table
from clashwire_contracts.codec import decode
from clashwire_contracts.feed_state import FeedGap, FeedState, ValidatorDistrust
from clashwire_contracts.vocabulary import SubscriptionStatus
from tests.unit.ingest.items import FEED

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[3] / "services" / "contracts" / "examples"
SILENT = EXAMPLES / "clashwire.feeds.state.v1" / "subscribed-at-a-silent-hub.json"


def shown(state: FeedState) -> str:
    console = Console(width=200)
    with console.capture() as captured:
        console.print(health_table([(FEED, state)], NOW))
    return captured.get()


@pytest.mark.parametrize("status", ["silent", "denied", "failed", "requested"])
def test_a_hub_that_does_not_work_is_said_under_its_feed(status: SubscriptionStatus) -> None:
    state = decode(FeedState, SILENT.read_bytes())
    assert state.subscription is not None
    hub = msgspec.structs.replace(state.subscription, status=status)

    text = shown(msgspec.structs.replace(state, subscription=hub))

    assert f"hub {status}: 3 polls in a row found news that the hub had not told of" in text


def test_a_working_hub_is_no_matter() -> None:
    state = decode(FeedState, SILENT.read_bytes())
    assert state.subscription is not None
    hub = msgspec.structs.replace(state.subscription, status="active", reason=None)

    assert "hub " not in shown(msgspec.structs.replace(state, subscription=hub))


def test_failures_moves_gaps_and_distrust_are_said_under_the_feed() -> None:
    state = msgspec.structs.replace(
        decode(FeedState, SILENT.read_bytes()),
        health="http_503",
        health_reason="https://feeds.example.org/a answered 503",
        consecutive_failures=4,
        failing_since=NOW - timedelta(hours=3),
        succeeded_at=NOW - timedelta(hours=4),
        moved_url="https://new.example.org/a",
        gap=FeedGap(found_at=NOW, since=NOW - timedelta(minutes=90), until=NOW, closed=False),
        distrust=ValidatorDistrust(
            etag_until=NOW + timedelta(days=9), last_modified_until=NOW - timedelta(days=1)
        ),
        asked_until=NOW + timedelta(hours=2),
    )

    text = shown(state)

    for sentence in (
        "failing for 3 h, 4 polls in a row; last read 2026-11-22 06:30Z",
        "moved: it is asked for at https://new.example.org/a; correct the file",
        "90 minutes may be lost between 2026-11-22 09:00 and 2026-11-22 10:30 UTC",
        "its ETag stayed while items changed; it is not sent until 2026-12-01",
        "its server asks not to be polled before 2026-11-22 12:30Z",
    ):
        assert sentence in text
    assert "Last-Modified" not in text
