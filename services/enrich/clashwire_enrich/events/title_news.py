"""Title news: a feed item that tells its news in the title alone."""

from typing import TypeVar

import msgspec

from clashwire_contracts.article import EnrichedArticle, RawArticle
from clashwire_contracts.span import Span
from clashwire_enrich.false_alarms import tells_of_something_else

T = TypeVar("T")
MAX_BARE_CHARACTERS = 120  # a text below this is a teaser, a credit line or nothing at all
_TOLD = ("events", "claims", "claim_relations", "actors", "places")


def title_as_text(article: RawArticle) -> RawArticle | None:
    """An article -> the same with its title for a text; None where the text tells by itself."""
    text = article.text.strip()
    if not article.title.strip() or len(text) > MAX_BARE_CHARACTERS:
        return None
    if text == article.title.strip() or tells_of_something_else(f"{article.title} {text}"):
        return None
    return msgspec.structs.replace(article, title="", text=article.title)


def with_title_news(found: EnrichedArticle, told: EnrichedArticle) -> EnrichedArticle:
    """What the text gave and what the title gave -> the title's news, its spans in the title.

    A text that makes an event or a claim of its own is left as it is.
    """
    said = any(claim.content_span.field == "text" for claim in found.claims)
    if found.events or said or not told.events:
        return found
    moved = {name: _in_title(getattr(told, name)) for name in _TOLD}
    if found.claims and not told.claims:  # "Army: 20 killed" claims as a headline only
        moved |= {"claims": found.claims, "claim_relations": found.claim_relations}
        own = {actor.actor_id for actor in told.actors}
        kept = tuple(actor for actor in found.actors if actor.actor_id not in own)
        moved["actors"] = (*moved["actors"], *kept)
    return msgspec.structs.replace(found, relevant=told.relevant, relevance=told.relevance, **moved)


def _in_title(value: T) -> T:
    if isinstance(value, Span):
        moved: object = msgspec.structs.replace(value, field="title")
    elif isinstance(value, msgspec.Struct):
        held = {name: _in_title(getattr(value, name)) for name in value.__struct_fields__}
        moved = msgspec.structs.replace(value, **held)
    elif isinstance(value, tuple):
        moved = tuple(_in_title(item) for item in value)
    elif isinstance(value, dict):
        moved = {key: _in_title(item) for key, item in value.items()}
    else:
        return value
    return moved  # type: ignore[return-value]
