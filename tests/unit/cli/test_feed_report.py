from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from clashwire_cli.feed_report import health_table
from clashwire_contracts.codec import decode
from clashwire_contracts.feed_state import FeedState
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
