"""The golden path: a published story, and what a deployment must hold once it has arrived."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
import yaml

from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event, Happening
from tests.e2e import record
from tests.e2e.deployment import Deployment
from tests.e2e.newsroom import Newsroom, Story
from tests.e2e.patience import eventually

H = TypeVar("H", bound=Happening)
REPOSITORY = Path(__file__).parents[2]
SHARED_STORY = REPOSITORY / ".." / "shared" / "golden" / "panjshir.txt"
OWN_STORY = REPOSITORY / "tests" / "data" / "golden" / "golis.txt"


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What must be found of a story: the clash, and the claim of one speaker about its toll."""

    places: frozenset[str]
    not_places: frozenset[str]
    country: str
    start: date
    parties: frozenset[str]
    speaker: str
    speaker_party: str
    about: str
    toll: int
    statuses: frozenset[str]


class Golden(msgspec.Struct, frozen=True, kw_only=True):
    """A story and what must be found of it."""

    story: Story
    expected: Expected


def panjshir() -> Golden:
    """The shared story; read it only where `SHARED_STORY` exists."""
    return Golden(
        story=Story(
            slug="2021/09/03/panjshir",
            publisher="harbour",
            title="Fighting in the Panjshir Valley",
            text=SHARED_STORY.read_text("utf-8"),
            published_at=datetime(2021, 9, 3, tzinfo=UTC),
        ),
        expected=Expected(
            places=frozenset({"Panjshir", "Panjshir Valley", "Panjshir Province"}),
            not_places=frozenset({"Kabul"}),
            country="AF",
            start=date(2021, 9, 2),
            parties=frozenset({"Taliban", "National Resistance Front"}),
            speaker="Fahim Dashti",
            speaker_party="National Resistance Front",
            about="taliban",
            toll=40,
            statuses=frozenset({"contested"}),
        ),
    )


def golis() -> Golden:
    """Our own story of the same shape, from its text and its gold file."""
    gold = yaml.safe_load(OWN_STORY.with_suffix(".gold.yaml").read_text("utf-8"))
    place = gold["main_event"]["place"]
    return Golden(
        story=Story(
            slug="2024/05/16/golis",
            publisher="lantern",
            title=gold["title"],
            text=OWN_STORY.read_text("utf-8"),
            published_at=gold["published_at"],
        ),
        expected=Expected(
            places=frozenset(place["name"]),
            not_places=frozenset(place["not_name"]),
            country=place["country"],
            start=gold["main_event"]["occurred"]["start"],
            parties=frozenset({"Golis Resistance Front", "al-Shabaab"}),
            speaker="Mahad Jibril",
            speaker_party="Golis Resistance Front",
            about="al-shabaab",
            toll=35,
            statuses=frozenset({"contested", "no_evidence"}),
        ),
    )


GOLDEN_STORIES = (
    pytest.param(
        panjshir,
        marks=pytest.mark.skipif(
            not SHARED_STORY.exists(), reason="no ../shared/golden/panjshir.txt beside us"
        ),
        id="panjshir",
    ),
    pytest.param(golis, id="golis"),
)


def find_clash(found: Iterable[H], expected: Expected) -> H:
    """One article's events -> its clash, as it must be; AssertionError saying what is not so."""
    clashes = [
        event
        for event in found
        if (event.event_type, event.sub_event_type) == ("battle", "armed_clash")
        and not event.background
        and event.realis == "actual"
        and event.occurred.start == expected.start
    ]
    assert len(clashes) == 1, f"{len(clashes)} armed clashes on {expected.start}"
    (clash,) = clashes
    assert clash.place.country == expected.country
    assert {clash.place.name, clash.place.admin1} & expected.places, clash.place
    assert clash.place.name not in expected.not_places
    actors = {actor.name.casefold() for actor in clash.actors}
    assert {party.casefold() for party in expected.parties} <= actors, actors
    assert clash.fatalities.best is None
    return clash


def find_toll(found: Iterable[Claim], expected: Expected) -> Claim:
    """One article's claims -> the speaker's claim about the toll, as it must be."""
    tolls = [
        claim
        for claim in found
        if claim.claim_type == "casualties" and claim.speaker.name == expected.speaker
    ]
    assert len(tolls) == 1, f"{len(tolls)} claims of a toll by {expected.speaker}"
    (toll,) = tolls
    assert toll.affiliation is not None, "no party"
    assert toll.affiliation.name == expected.speaker_party, toll.affiliation
    assert toll.about == expected.about, toll.about
    assert toll.number is not None, "no number"
    assert toll.number.value == expected.toll, toll.number
    assert toll.status in expected.statuses, toll.status
    return toll


def clash_in(deployment: Deployment, golden: Golden) -> Event:
    """Wait for the story's clash to stand in a deployment as it must be -> it."""
    return eventually(lambda: find_clash(_events_of(deployment, golden), golden.expected))


def toll_in(deployment: Deployment, golden: Golden) -> Claim:
    """Wait for the story's toll claim to stand in a deployment as it must be -> it."""
    return eventually(lambda: find_toll(_claims_of(deployment, golden), golden.expected))


def pages(newsroom: Newsroom, event: Event) -> list[str]:
    """The webhook-ids received about an event, repeats included, every one verified."""
    receipts = [
        receipt
        for receipt in newsroom.sink.receipts
        if receipt.alert["thread_id"] == event.event_id
    ]
    assert all(receipt.verified for receipt in receipts)
    assert {receipt.kind for receipt in receipts} <= {"clash.reported"}
    return [receipt.webhook_id for receipt in receipts]


def _events_of(deployment: Deployment, golden: Golden) -> list[Event]:
    article_id = golden.story.article_id
    return [
        event
        for event in record.events(deployment)
        if article_id in {source.article_id for source in event.sources}
    ]


def _claims_of(deployment: Deployment, golden: Golden) -> list[Claim]:
    article_id = golden.story.article_id
    return [claim for claim in record.claims(deployment) if claim.article_id == article_id]
