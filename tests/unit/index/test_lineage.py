from datetime import timedelta

import msgspec
import pytest

from clashwire_contracts.model import Message
from clashwire_index.lineage import find_divergence
from tests.unit.index.messages import a_claim, a_delivery, an_article, an_event, to_bytes

LATER = timedelta(seconds=1)


def source(message: Message) -> dict[str, object]:
    decoded: dict[str, object] = msgspec.json.decode(to_bytes(message))
    return decoded


def test_an_older_version_of_the_same_history_is_no_divergence() -> None:
    assert (
        find_divergence("events", source(an_event(version=2)), source(an_event(version=5))) is None
    )


def test_a_version_told_differently_is_a_divergence() -> None:
    event = an_event(version=1)
    entry = msgspec.structs.replace(event.history[0], at=event.history[0].at + LATER)
    other = msgspec.structs.replace(event, history=(entry,))
    found = find_divergence("events", source(other), source(an_event(version=5)))
    assert found == "version 1 is stored as a different one"


@pytest.mark.parametrize("without", ["ours", "stored"])
def test_a_history_that_is_not_told_says_nothing(without: str) -> None:
    ours, stored = source(an_event(version=1)), source(an_event(version=5))
    (ours if without == "ours" else stored)["history"] = []
    assert find_divergence("events", ours, stored) is None


def test_a_lower_revision_fetched_later_is_a_divergence() -> None:
    stored = an_article(revision=3)
    earlier = msgspec.structs.replace(stored, revision=1, fetched_at=stored.fetched_at - LATER)
    later = msgspec.structs.replace(stored, revision=1, fetched_at=stored.fetched_at + LATER)
    assert find_divergence("articles", source(earlier), source(stored)) is None
    assert "later fetched_at" in (find_divergence("articles", source(later), source(stored)) or "")


def test_a_lower_version_of_a_delivery_updated_later_is_a_divergence() -> None:
    stored = a_delivery(version=3)
    later = msgspec.structs.replace(stored, version=1, updated_at=stored.updated_at + LATER)
    assert find_divergence("deliveries", source(later), source(stored))


def test_claims_tell_no_history() -> None:
    other = msgspec.structs.replace(a_claim(version=1), event_ids=("another",))
    assert find_divergence("claims", source(other), source(a_claim(version=9))) is None
