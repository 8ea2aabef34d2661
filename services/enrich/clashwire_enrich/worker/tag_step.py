"""The tag step: one raw article -> its enriched article, and its mentions when resolve needs them.

Pure and stateless, so it scales with the raw topic's partitions. It blocks the loop while it
works; heartbeats leave from faust's consumer thread, so a slow article delays its own partition
and the health answers, never the group.
"""

from collections.abc import Callable, Sequence

import msgspec

from clashwire_contracts.article import ArticleMentions, EnrichedArticle, RawArticle
from clashwire_contracts.codec import decode, encode
from clashwire_contracts.topics import ENRICHED_ARTICLES, MENTIONS
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.step import Done, Outgoing, Record, SetAside

TagArticle = Callable[[RawArticle], EnrichedArticle]
ToMentions = Callable[[EnrichedArticle], ArticleMentions]


class TaggedOutgoing(Outgoing, frozen=True, kw_only=True):
    """An enriched article to produce; `relevance` is how metrics count it."""

    relevance: str


class TagStep:
    """RawArticle bytes -> EnrichedArticle and, where resolve needs them, ArticleMentions."""

    name = "tag"

    def __init__(self, tag: TagArticle, to_mentions: ToMentions) -> None:
        self._tag = tag
        self._to_mentions = to_mentions

    def __call__(self, record: Record) -> Sequence[Outgoing]:
        """One raw record -> one or two outputs; raises DecodeError on bytes that are no article."""
        article = self._tag(decode(RawArticle, record.value))
        key = article.article_id.encode()
        enriched = TaggedOutgoing(
            topic=ENRICHED_ARTICLES.name,
            key=key,
            value=encode(article),
            relevance=_relevance(article),
        )
        if not concerns_resolve(article):
            return [enriched]
        mentions = encode(self._to_mentions(article))
        return [enriched, Outgoing(topic=MENTIONS.name, key=key, value=mentions)]


def concerns_resolve(article: EnrichedArticle) -> bool:
    """Whether resolve must see it: it has events or claims, or an earlier revision may have had.

    A revision replaces its article's whole set, so an emptied one must reach resolve too.
    """
    return bool(article.events or article.claims or article.revision > 1)


class PublishSink:
    """Writes a step's outputs to their topics, acknowledged."""

    def __init__(self, publisher: Publisher, metrics: Metrics) -> None:
        self._publisher = publisher
        self._metrics = metrics

    async def write(self, done: Sequence[Done]) -> Sequence[SetAside]:
        """Publish all outputs, in order -> nothing refused; what cannot fit was refused before."""
        outputs = [output for one in done for output in one.outputs]
        await self._publisher.publish([o for o in outputs if isinstance(o, Outgoing)])
        for output in outputs:
            if isinstance(output, TaggedOutgoing):
                self._metrics.count("clashwire_articles_tagged_total", relevant=output.relevance)
        return ()


def _relevance(article: EnrichedArticle) -> str:
    if article.relevant is None:
        return article.relevance_reason or "unknown"
    return msgspec.json.encode(article.relevant).decode()
