"""What the record must be: the pure steps over what the topics hold, in this process."""

import msgspec

from clashwire_contracts.article import EnrichedArticle, RawArticle
from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import decode
from clashwire_contracts.event import Event
from clashwire_contracts.topics import EVENTS, MENTIONS, RAW_ARTICLES
from clashwire_enrich.tag import load_resources, tag_article
from tests.conformance.steps import fresh_resolve
from tests.e2e.topics import read_topic


class Resolved(msgspec.Struct, frozen=True):
    """The latest version of every event and claim by id."""

    events: dict[str, Event]
    claims: dict[str, Claim]


def tag_undisturbed(kafka: str) -> dict[str, EnrichedArticle]:
    """The raw topic -> the latest revision of every article, tagged, by article_id."""
    resources = load_resources()
    latest: dict[str, RawArticle] = {}
    for record in read_topic(kafka, RAW_ARTICLES):
        article = decode(RawArticle, record.value)
        known = latest.get(article.article_id)
        if known is None or known.revision <= article.revision:
            latest[article.article_id] = article
    return {key: tag_article(article, resources=resources) for key, article in latest.items()}


def resolve_undisturbed(kafka: str) -> Resolved:
    """The mentions topic, taken through a fresh resolve step -> what it comes to."""
    step, state = fresh_resolve()
    found = Resolved({}, {})
    for record in read_topic(kafka, MENTIONS):
        for resolution in step(record):
            for output in resolution.outputs:
                if output.topic == EVENTS.name:
                    event = decode(Event, output.value)
                    found.events[event.event_id] = event
                else:
                    claim = decode(Claim, output.value)
                    found.claims[claim.claim_id] = claim
            state.apply(resolution.change, resolution.rows)
    return found
