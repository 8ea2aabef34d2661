"""How fast one core tags, by kind of article, and the memory that the run took at its peak."""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from statistics import median
from typing import NamedTuple

from bench.evaluation.ablation import left_out
from bench.evaluation.claim_rules import Family, Part
from bench.evaluation.gold import event_passages
from clashwire_cli.tagging import ArticleLine, to_raw
from clashwire_contracts.article import RawArticle
from clashwire_enrich import tag as tagging
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.ledger import ClaimLedger
from clashwire_enrich.tag import Resources, tag_article
from clashwire_enrich.text.document import MAX_READ_CHARACTERS

_ENOUGH_SECONDS = 1.0
_TURNS = 2
_IRRELEVANT_TO_ONE_RELEVANT = 19  # 5 % relevant
_NEWS_WORDS = 512
_HUGE_WORDS = 100_000
_MEGABYTE_BYTES = 1_000_000
_MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024
_NOTE = (
    "CPU time of this one run; nobody kept the machine quiet, so another run gives other figures.\n"
    "Irrelevant passages are negatives and traps, harder to drop than everyday news."
)


class Sample(NamedTuple):
    """Passages of one kind, as articles."""

    relevant: list[RawArticle]
    irrelevant: list[RawArticle]


def speed_table(resources: Resources) -> str:
    """Tag the passages, their mixture and long texts made of them -> lines: what, rate, aim."""

    def tag(article: RawArticle) -> bool:
        return tag_article(article, resources=resources).relevant is True

    sample = read_sample()
    dropped = [
        one for one in sample.irrelevant if not resources.gate.judge(one.title, one.text).relevant
    ]
    long = Sample(
        [joined(sample.relevant, _NEWS_WORDS)], [joined([one], _NEWS_WORDS) for one in dropped]
    )
    groups = (
        ("irrelevant passages", sample.irrelevant, "5,000"),
        ("irrelevant passages that the gate drops", dropped, "5,000"),
        ("the same, each repeated", long.irrelevant, "5,000"),
        ("relevant passages", sample.relevant, "15"),
        ("one article of relevant passages", long.relevant, "15"),
        ("stream of passages, 5 % relevant", stream(sample), "250"),
        ("stream of the long ones, 5 % relevant", stream(long), "250"),
    )
    told = [f"== speed and memory\n{_NOTE}", f"{'articles a CPU second':62}{'rate':>8}{'aim':>7}"]
    for name, articles, aim in groups:
        words = median(len(article.text.split()) for article in articles)
        label = f"{name} (median {words:.0f} words)"
        told.append(f"{label:62}{articles_per_second(articles, tag):8,.0f}{aim:>7}")
    seconds = 1 / articles_per_second([joined(sample.relevant, _HUGE_WORDS)], tag)
    name = f"CPU seconds for one of {_HUGE_WORDS:,} words, {MAX_READ_CHARACTERS:,} characters read"
    told.append(f"{name:62}{seconds:8.1f}")
    for name, articles, _ in groups[3:5]:
        label = f"what claims add to the time of {name}, in %"
        told.append(f"{label:62}{100 * claims_add(articles, tag):8,.0f}{'< 33':>7}")
    told.append(f"{'peak memory of this run so far, in MB':62}{peak_memory_mb():8,.0f}{'600':>7}")
    return "\n".join(told) + "\n"


def read_sample() -> Sample:
    """The event passages of both halves, parted by their gold relevance."""
    sample = Sample([], [])
    for passage in (*event_passages("open"), *event_passages("held")):
        line = ArticleLine(id=passage.id, title=passage.title, text=passage.text)
        kind = sample.relevant if passage.relevant else sample.irrelevant
        kind.append(to_raw(line, passage.published_at))
    return sample


def stream(sample: Sample) -> list[RawArticle]:
    """Every relevant passage, each behind nineteen irrelevant ones, which repeat."""
    others = cycle(sample.irrelevant)
    return [
        article
        for relevant in sample.relevant
        for article in (*islice(others, _IRRELEVANT_TO_ONE_RELEVANT), relevant)
    ]


def joined(articles: Sequence[RawArticle], words: int) -> RawArticle:
    """Articles one after the other, repeated as needed -> an article of so many words."""
    paragraphs: list[str] = []
    left = words
    for article in cycle(articles):
        told = article.text.split()[:left]
        paragraphs.append(" ".join(told))
        left -= len(told)
        if left <= 0:
            break
    first = articles[0]
    line = ArticleLine(id="joined", title=first.title, text="\n\n".join(paragraphs))
    return to_raw(line, first.published_at)


def articles_per_second(
    articles: Sequence[RawArticle], tag: Callable[[RawArticle], object]
) -> float:
    """Rate over whole rounds of at least one CPU second in all."""
    done, start = 0, time.process_time()
    while (spent := time.process_time() - start) < _ENOUGH_SECONDS:
        for article in articles:
            tag(article)
        done += len(articles)
    return done / spent


def claims_add(articles: Sequence[RawArticle], tag: Callable[[RawArticle], object]) -> float:
    """The time that finding claims adds to tagging, as a share of the time without it.

    The two are measured in turn, after a first round that fills what is remembered.
    """
    for article in articles:
        tag(article)
    whole, bare = 0.0, 0.0
    for _ in range(_TURNS):
        whole += 1 / articles_per_second(articles, tag)
        with left_out(_NO_CLAIMS):
            bare += 1 / articles_per_second(articles, tag)
    return whole / bare - 1


def _no_claims(_: object, __: object, actors: ActorIndex, *___: object, **____: object) -> object:
    return ClaimLedger((), (), actors.mentions)


def peak_memory_mb() -> float:
    """The largest resident size of this process so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * _MAXRSS_BYTES / _MEGABYTE_BYTES


_NO_CLAIMS = Family("claims", (Part(tagging, "find_claims", _no_claims),))
