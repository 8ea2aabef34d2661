"""Invented articles as enrich would tag them, and a desk that reads them one by one."""

import base64
import itertools
import struct
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

import msgspec

from clashwire_contracts.article import ArticleMentions, EnrichVersion, Publisher, Sketch
from clashwire_contracts.claim import Affiliation, Claim, ClaimNumber, Speaker
from clashwire_contracts.codec import decode, encode
from clashwire_contracts.event import Event, EventActor, EventMention, Fatalities, Occurred, Place
from clashwire_contracts.mention import Location
from clashwire_contracts.span import Span
from clashwire_contracts.topics import CLAIMS, EVENTS, MENTIONS
from clashwire_enrich.resolve.compose import Composer
from clashwire_enrich.resolve.state import ResolveState, Spans
from clashwire_enrich.resolve.step import ResolveStep
from clashwire_runtime.step import Outgoing, Record

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SPANS = Spans(active_for=timedelta(days=14), remember_for=timedelta(days=60))
TOWNS = {"Kuma": (12.0, 24.0), "Besh": (13.5, 25.5), "Near Kuma": (12.05, 24.05)}
KINDS = {"army": "state", "front": "rebel", "villagers": "civilian"}


def actor(name: str) -> EventActor:
    """A party of the invented conflict."""
    return EventActor(
        actor_id=name,
        name=name.title(),
        role="affected" if name == "villagers" else "participant",
        kind=KINDS.get(name, "unknown"),  # type: ignore[arg-type]
        country="SD" if name == "army" else None,
    )


def mention(mention_id: str, **changes: object) -> EventMention:
    """A clash at Kuma on 19 November, but for the changes."""
    plain = EventMention(
        mention_id=mention_id,
        event_type="battle",
        sub_event_type="armed_clash",
        realis="actual",
        claimed_by=None,
        background=False,
        occurred=on(19),
        place=town("Kuma"),
        actors=(actor("army"), actor("front")),
        fatalities=toll(None),
        evidence=(Span(text=f"words of {mention_id}", start=0, end=9),),
        confidence=0.8,
        provenance={},
    )
    return msgspec.structs.replace(plain, **changes)


def on(day: int) -> Occurred:
    """A day of November 2026."""
    when = date(2026, 11, day)
    return Occurred(start=when, end=when, precision="day", text=None)


def town(name: str) -> Place:
    """An invented town, placed if it is in the table."""
    found = TOWNS.get(name)
    return Place(
        name=name,
        country="SD",
        admin1=None,
        admin2=None,
        geonames_id=None,
        location=Location(lat=found[0], lon=found[1]) if found else None,
        precision="town",
        text=None,
    )


def toll(best: int | None, *claim_ids: str) -> Fatalities:
    """A toll as an article gives it."""
    return Fatalities(low=best, best=None if claim_ids else best, high=best, claim_ids=claim_ids)


def loss_claim(claim_id: str, party: str, about: str, killed: int | None, *told: str) -> Claim:
    """A party's claim of the other's dead; without a number it says only that there were some."""
    words = Span(text="they lost many", start=0, end=14)
    number = ClaimNumber(
        kind="killed", value=killed, low=None, high=None, precision="exact", text=words
    )
    return Claim(
        claim_id=claim_id,
        version=1,
        article_id="",
        url=None,
        publisher="",
        published_at=None,
        event_ids=told,
        speaker=Speaker(name=None, role="spokesman", descriptor=None, anonymous=True),
        affiliation=Affiliation(actor_id=party, name=party.title(), how="role"),
        source_span=words,
        cue_span=words,
        content_span=words,
        mode="indirect",
        medium=None,
        said_on=None,
        reported_via=(),
        claim_type="casualties",
        about=about,
        number=number if killed is not None else None,
        status="unverified",
        status_span=None,
        relations=(),
        confidence=0.7,
        provenance={},
    )


def sketch(seed: int, kept: int = 64) -> Sketch:
    """A sketch of 64 values, of which the first `kept` are those of its seed."""
    values = [seed * 1000 + n if n < kept else 9_000_000 + seed * 31 + n for n in range(64)]
    packed = struct.pack("<64I", *values)
    return Sketch(method="test-64", shingles=120, digest=base64.b64encode(packed).decode())


def article(
    name: str,
    events: Iterable[EventMention] = (),
    claims: Iterable[Claim] = (),
    **changes: object,
) -> ArticleMentions:
    """An article of the publisher of the same name, fetched at noon, but for the changes."""
    url = f"https://{name}.example/story"
    plain = ArticleMentions(
        article_id=f"article-{name}",
        revision=1,
        feed_id="feed",
        publisher=Publisher(name=name.title(), domain=f"{name}.example"),
        url=url,
        canonical_url=url,
        guid=None,
        title="Fighting",
        summary=None,
        text_source="feed",
        language="en",
        authors=(),
        published_at=NOON,
        first_published_at=NOON,
        updated_at=None,
        fetched_at=NOON,
        content_hash=f"hash of {name}",
        sketch=None,
        relevant=True,
        relevance_reason=None,
        relevance=1.0,
        events=tuple(events),
        claims=tuple(
            msgspec.structs.replace(claim, article_id=f"article-{name}") for claim in claims
        ),
        claim_relations=(),
        actors=(),
        places=(),
        enrich_version=EnrichVersion(code="1", models={}, gazetteer="g"),
    )
    return msgspec.structs.replace(plain, **changes)


class Desk:
    """Reads articles through the step, keeps the latest versions and all that was put out."""

    def __init__(self, rows: dict[bytes, bytes] | None = None, spans: Spans = SPANS) -> None:
        self.rows = dict(rows or {})
        self.spans = spans
        self.state = ResolveState(self.rows, spans)
        self._write(self.state.completed)
        composer = Composer(country_names={"SD": "Sudan"}, backfill_after=timedelta(days=7))
        self.step = ResolveStep(self.state, composer)
        self.events: dict[str, Event] = {}
        self.claims: dict[str, Claim] = {}
        self.put_out: list[Outgoing] = []
        self._offsets = itertools.count()

    def read(self, *articles: ArticleMentions) -> list[Outgoing]:
        """Take articles in order -> what they put out, together."""
        put_out: list[Outgoing] = []
        for one in articles:
            for resolution in self.step(self.record(one)):
                put_out += resolution.outputs
                self._write(resolution.journal)
                self._write(resolution.rows)
                self.state.apply(resolution.change, resolution.rows)
        for output in put_out:
            self._keep(output)
        self.put_out += put_out
        return put_out

    def record(self, one: ArticleMentions) -> Record:
        """An article as the record that carries it."""
        return Record(
            topic=MENTIONS.name,
            partition=0,
            offset=next(self._offsets),
            key=one.article_id.encode(),
            value=encode(one),
            timestamp=max(one.fetched_at, NOON),
        )

    def restarted(self) -> "Desk":
        """The same desk after a restart on its rows."""
        again = Desk(self.rows, self.spans)
        again.events, again.claims = dict(self.events), dict(self.claims)
        return again

    @property
    def standing(self) -> list[Event]:
        """Events that were neither merged away nor retracted."""
        return [e for e in self.events.values() if e.status not in ("merged", "retracted")]

    def only(self) -> Event:
        """The one standing event."""
        (event,) = self.standing
        return event

    def grouping(self) -> set[frozenset[str]]:
        """Which mentions are together, whatever their event is called."""
        return {frozenset(event.mention_ids) for event in self.standing}

    def _write(self, rows: Mapping[bytes, bytes | None]) -> None:
        for key, row in rows.items():
            if row is None:
                self.rows.pop(key, None)
            else:
                self.rows[key] = row

    def _keep(self, output: Outgoing) -> None:
        if output.topic == EVENTS.name:
            event = decode(Event, output.value)
            self.events[event.event_id] = event
        elif output.topic == CLAIMS.name:
            claim = decode(Claim, output.value)
            self.claims[claim.claim_id] = claim
