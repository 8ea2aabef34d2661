"""Feed states as ingest last wrote them, read from their compacted topic."""

from typing import TYPE_CHECKING

import msgspec

from clashwire_contracts.codec import DecodeError, decode
from clashwire_contracts.feed_state import FeedState
from clashwire_contracts.topics import FEEDS_STATE
from clashwire_runtime.compacted import read_latest
from clashwire_runtime.settings import ServiceSettings

if TYPE_CHECKING:
    from clashwire_ingest.feeds.feed_config import FeedConfig


async def read_states(kafka: str) -> dict[str, FeedState]:
    """Where Kafka is -> the states by feed_id; one that cannot be read is left out."""
    states: dict[str, FeedState] = {}
    settings = ServiceSettings(kafka_bootstrap=kafka)
    for record in (await read_latest(settings, FEEDS_STATE.name)).values():
        try:
            state = decode(FeedState, record.value)
        except DecodeError:
            continue  # ingest says so when it starts; the feed shows as not polled
        states[state.feed_id] = state
    return states


def health_row(feed: "FeedConfig", state: FeedState | None) -> dict[str, object]:
    """A feed and its state -> what `--json` prints of it; the state's items as a count."""
    told = {} if state is None else msgspec.structs.asdict(state)
    told["items"] = len(state.items) if state else 0
    configured = {
        "feed_id": feed.feed_id,
        "url": feed.url,
        "publisher": feed.publisher,
        "tags": feed.tags,
    }
    return {"health": None, **told, **configured}
