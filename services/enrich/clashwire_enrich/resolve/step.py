"""The resolve step: one article's mentions -> new versions of events and claims, and rows.

Pure over the state it was given: `ResolveState.apply` follows once the outputs and the rows are
acknowledged. After a crash in between, the same record gives the same versions, byte for byte.
"""

from collections.abc import Sequence

import msgspec

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import MAX_DEAD_LETTER_BYTES, decode, encode
from clashwire_contracts.event import Event
from clashwire_contracts.topics import CLAIMS, EVENTS
from clashwire_enrich.resolve.compose import Composer
from clashwire_enrich.resolve.settle import Settlement
from clashwire_enrich.resolve.state import Change, ResolveState
from clashwire_runtime.errors import InvalidRecord
from clashwire_runtime.step import Outgoing, Record, refuse_too_large


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """What one record leads to: outputs to publish, then journal and rows to write, then apply."""

    outputs: tuple[Outgoing, ...]
    changes: tuple[str, ...]
    change: Change
    journal: dict[bytes, bytes | None]
    rows: dict[bytes, bytes | None]


class ResolveStep:
    """ArticleMentions bytes -> at most one Resolution; none for a known or emptier record."""

    name = "resolve"

    def __init__(self, state: ResolveState, composer: Composer) -> None:
        self._state = state
        self._composer = composer

    def __call__(self, record: Record) -> Sequence[Resolution]:
        """One mentions record -> what follows; raises DecodeError or InvalidRecord (too large)."""
        article = _slim(decode(ArticleMentions, record.value))
        known = self._state.article(article.article_id)
        if known is None and not article.events and not article.claims:
            return []
        if known is not None and known.mentions.revision >= article.revision:
            return []
        settlement = Settlement(self._state, self._composer, article)
        events, claims = settlement.settle()
        change = Change(at=min(article.fetched_at, record.timestamp), rows=settlement.rows)
        journal, rows = self._state.encode(change)
        resolution = Resolution(
            outputs=(*map(_claim_output, claims), *map(_event_output, events)),
            changes=tuple(event.change for event in events),
            change=change,
            journal=journal,
            rows=rows,
        )
        _refuse_too_large(resolution)
        return [resolution]


def _slim(article: ArticleMentions) -> ArticleMentions:
    """An article without what resolve never looks at, so that rows stay small."""
    return msgspec.structs.replace(article, actors=(), places=(), summary=None, authors=())


def _event_output(event: Event) -> Outgoing:
    return Outgoing(topic=EVENTS.name, key=event.event_id.encode(), value=encode(event))


def _claim_output(claim: Claim) -> Outgoing:
    return Outgoing(topic=CLAIMS.name, key=claim.claim_id.encode(), value=encode(claim))


def _refuse_too_large(resolution: Resolution) -> None:
    for output in resolution.outputs:
        refuse_too_large(output)
    size = sum(len(row or b"") for row in resolution.journal.values())
    if size > MAX_DEAD_LETTER_BYTES:
        raise InvalidRecord("too_large", f"the change would be {size} bytes of rows")
