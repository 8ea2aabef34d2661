"""Tagging the demo's stories: articles a second on one core, with and without the gate."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from clashwire_cli.demo.story import read_world, render
from clashwire_cli.tagging import ArticleLine, to_raw
from clashwire_contracts.article import EnrichedArticle, RawArticle
from clashwire_enrich.tag import load_resources, tag_article

_ROUNDS = 3
_START = datetime(2026, 11, 22, 12, tzinfo=UTC)


def stories() -> list[RawArticle]:
    """The demo's stories as raw articles."""
    world = read_world()
    items = [render(world, story, _START) for story in world.stories]
    return [
        to_raw(
            ArticleLine(
                id=item.story_id,
                title=item.title,
                text="\n\n".join(item.paragraphs) or item.title,
            ),
            item.published_at,
        )
        for item in items
    ]


def articles_per_second(
    articles: Sequence[RawArticle], tag: Callable[[RawArticle], EnrichedArticle]
) -> float:
    """CPU rate of one core: the best of a few rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        for article in articles:
            tag(article)
        best = min(best, time.process_time() - start)
    return len(articles) / best


def rows() -> list[tuple[str, str, str]]:
    """(which articles, articles a second, ratio to the relevant ones)."""
    resources = load_resources()

    def gated(article: RawArticle) -> EnrichedArticle:
        return tag_article(article, resources=resources)

    def ungated(article: RawArticle) -> EnrichedArticle:
        return tag_article(article, resources=resources, gate=False)

    told = stories()
    relevant = [article for article in told if gated(article).relevant]
    others = [article for article in told if gated(article).relevant is False]
    rates = {
        f"relevant ({len(relevant)} stories)": articles_per_second(relevant, gated),
        f"not relevant ({len(others)} stories)": articles_per_second(others, gated),
        "not relevant, gate off": articles_per_second(others, ungated),
    }
    first = next(iter(rates.values()))
    return [(name, f"{rate:,.0f}", f"{rate / first:.1f}") for name, rate in rates.items()]
