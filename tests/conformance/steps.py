"""Every step of the services, how a fresh one is built, and what its outputs are as messages.

Run as a module it prints a digest of all that every step makes of every example, so that two
interpreters can be compared.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import msgspec

from clashwire_contracts.codec import encode
from clashwire_contracts.event import Event
from clashwire_contracts.topics import (
    EVENTS,
    MENTIONS,
    MESSAGE_TOPICS,
    RAW_ARTICLES,
    Topic,
)
from clashwire_enrich.resolve.compose import Composer
from clashwire_enrich.resolve.rows import JOURNAL_KEY, Journal
from clashwire_enrich.resolve.state import BEGINNING, ResolveState, Spans
from clashwire_enrich.resolve.step import Resolution, ResolveStep
from clashwire_enrich.settings import EnrichSettings
from clashwire_enrich.tag import load_resources, tag_article, to_mentions
from clashwire_enrich.text.countries import load_countries
from clashwire_enrich.worker.tag_step import TagStep
from clashwire_index.alerts.alerting import ReadEvent
from clashwire_index.documents import Document, IndexStep
from clashwire_index.indices import ALL_INDICES
from clashwire_runtime.step import Outgoing, Record, Step

REPOSITORY = Path(__file__).parents[2]
EXAMPLES = REPOSITORY / "services" / "contracts" / "examples"
STORIES = REPOSITORY / "tests" / "data" / "golden"
BY_NAME = {topic.name: topic for topic in MESSAGE_TOPICS}
TOPIC_OF_ALIAS = {index.alias: index.topic for index in ALL_INDICES}
_AT = datetime(2026, 11, 20, 6, 5, tzinfo=UTC)


class Produced(msgspec.Struct, frozen=True):
    """An output as what it is on the wire or in an index: topic, key, message bytes."""

    topic: Topic
    key: bytes
    value: bytes


class StepCase(msgspec.Struct, frozen=True):
    """A step class, the topics it reads, and how a fresh one is built.

    `publishes` tells a step whose outputs are messages from one whose outputs are read further.
    """

    kind: type
    reads: tuple[Topic, ...]
    build: Callable[[], Step[object]]
    publishes: bool

    @property
    def name(self) -> str:
        """The step's own name."""
        return str(self.kind.name)  # type: ignore[attr-defined]  # every step class has one


def _tag() -> Step[object]:
    return TagStep(partial(tag_article, resources=_resources()), to_mentions)


_resources = cache(load_resources)


def fresh_resolve() -> tuple[ResolveStep, ResolveState]:
    """A resolve step that has seen nothing, and the state it reads."""
    settings = EnrichSettings()
    begun = {JOURNAL_KEY: encode(Journal(sequence=0, at=BEGINNING, rows={}))}
    state = ResolveState(begun, Spans(settings.active_for, settings.remember_for))
    composer = Composer(
        country_names={country.code: country.name for country in load_countries()},
        backfill_after=settings.backfill_after,
    )
    return ResolveStep(state, composer), state


def _resolve() -> Step[object]:
    return fresh_resolve()[0]


STEPS = (
    StepCase(TagStep, (RAW_ARTICLES,), _tag, publishes=True),
    StepCase(ResolveStep, (MENTIONS,), _resolve, publishes=True),
    StepCase(IndexStep, tuple(TOPIC_OF_ALIAS.values()), IndexStep, publishes=False),
    StepCase(ReadEvent, (EVENTS,), ReadEvent, publishes=False),
)


def examples(topic: Topic) -> list[bytes]:
    """Every committed example message of a topic, and the golden story as a raw article."""
    found = [path.read_bytes() for path in sorted((EXAMPLES / topic.name).glob("*.json"))]
    return [*found, _golden_story()] if topic is RAW_ARTICLES else found


def record(topic: Topic, value: bytes | None, key: bytes = b"key") -> Record:
    """Bytes -> a record of a topic, at a fixed place and time."""
    return Record(topic=topic.name, partition=0, offset=7, key=key, value=value, timestamp=_AT)


def produced(outputs: Sequence[object]) -> list[Produced]:
    """What a step gave -> messages; TypeError on an output this suite does not know."""
    return [message for output in outputs for message in _messages(output)]


def _messages(output: object) -> list[Produced]:
    match output:
        case Outgoing():
            return [Produced(BY_NAME[output.topic], output.key, output.value or b"")]
        case Resolution():
            return produced(output.outputs)
        case Document():
            return [Produced(TOPIC_OF_ALIAS[output.index], output.id.encode(), output.body)]
        case Event():
            return [Produced(EVENTS, output.event_id.encode(), encode(output))]
    raise TypeError(f"{type(output).__name__} is an output that the conformance suite cannot read")


def outcome_digest() -> str:
    """A sha256 over all outputs of every step on every example of its topics."""
    digest = hashlib.sha256()
    for case in STEPS:
        for topic in case.reads:
            for value in examples(topic):
                outputs = case.build()(record(topic, value))
                digest.update(repr(outputs).encode())
    return digest.hexdigest()


def _golden_story() -> bytes:
    """Our own hard story in the envelope of the plain example."""
    envelope = json.loads((EXAMPLES / RAW_ARTICLES.name / "plain.json").read_bytes())
    published = datetime(2024, 5, 16, 6, tzinfo=UTC)
    return json.dumps(
        envelope
        | {
            "title": "Fighters battle for mountain passes",
            "text": (STORIES / "golis.txt").read_text("utf-8"),
            "published_at": published.isoformat(),
            "fetched_at": (published + timedelta(minutes=5)).isoformat(),
        }
    ).encode()


if __name__ == "__main__":
    print(outcome_digest())  # noqa: T201  # read by the test that compares interpreters
