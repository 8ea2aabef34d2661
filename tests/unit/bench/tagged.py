"""Tagged articles that need no gazetteer: the contract's frozen examples, as a tagger's answers."""

from datetime import datetime
from pathlib import Path

from bench.evaluation.measure import TagText
from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.codec import decode

_EXAMPLES = Path(__file__).parents[3] / "services" / "contracts" / "examples"
_ENRICHED = _EXAMPLES / "clashwire.articles.enriched.v1"


def clash() -> EnrichedArticle:
    """Sudan's army and the Rapid Support Forces clash near El Obeid, at 13.18 N 30.22 E."""
    return decode(EnrichedArticle, (_ENRICHED / "clash-with-rival-claims.json").read_bytes())


def nothing() -> EnrichedArticle:
    """An article that is not relevant and has no event."""
    return decode(EnrichedArticle, (_ENRICHED / "not-relevant.json").read_bytes())


def answers(told: dict[str, EnrichedArticle]) -> TagText:
    """Text -> the article prepared for it, or one without any event."""

    def tag(text: str, _time: datetime | None) -> EnrichedArticle:
        return told.get(text, nothing())

    return tag
