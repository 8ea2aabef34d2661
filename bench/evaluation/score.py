"""`make eval`: print how often each field is right, how fast that was, and the public sets."""

import argparse
import sys
import time
from collections.abc import Sequence
from itertools import product

from bench.evaluation.development import development_table
from bench.evaluation.gold import BATCHES, Batch, Half, Passage, claim_passages, event_passages
from bench.evaluation.report import failures, table
from bench.evaluation.score_claims import score_claims
from bench.evaluation.score_events import score_events
from bench.evaluation.speed import speed_table
from bench.evaluation.tally import Scores
from clashwire_cli.tagging import ArticleLine, to_raw
from clashwire_contracts.article import EnrichedArticle
from clashwire_enrich.tag import Resources, load_resources, tag_article


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables of the halves asked for; 0 when done, 2 for a use the rules forbid."""
    options = _parser().parse_args(arguments)
    halves: tuple[Half, ...] = ("open", "held") if options.set == "all" else (options.set,)
    batches: tuple[Batch, ...] = BATCHES if options.batch == "all" else (options.batch,)
    if options.failures and "open" not in halves:
        print("The held half shows totals only: ask for failures of --set open.", file=sys.stderr)
        return 2
    resources = load_resources(sentence_model=not options.rules_alone)
    for batch, half in product(batches, halves):
        scores = score_half(half, resources, batch=batch, gate=options.gate)
        print(table(heading(half, batch), scores))
        if options.failures and half == "open":
            print(failures(scores, options.field))
    if options.set == "all":
        print(speed_table(resources))
        print(development_table(resources))
    return 0


def heading(half: Half, batch: Batch) -> str:
    """What a section of the report is called: the first batch by its half alone."""
    return f"{half} half" if batch == "first" else f"{half} half, {batch} batch"


def score_half(
    half: Half, resources: Resources, *, batch: Batch = "first", gate: bool = True
) -> Scores:
    """Tag every passage of one half of a batch and compare it with its gold."""
    scores = Scores()

    def tag(passage: Passage, kind: str) -> EnrichedArticle:
        raw = to_raw(
            ArticleLine(id=passage.id, title=passage.title, text=passage.text),
            passage.published_at,
        )
        start = time.process_time()
        article = tag_article(raw, resources=resources, gate=gate)
        scores.seconds[kind] += time.process_time() - start
        scores.counts[f"articles {kind}"] += 1
        return article

    for event_passage in event_passages(half, batch):
        kind = "relevant" if event_passage.relevant else "irrelevant"
        score_events(event_passage, tag(event_passage, kind), scores)
    for claim_passage in claim_passages(half, batch):
        score_claims(claim_passage, tag(claim_passage, "claims"), scores)
    return scores


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.evaluation.score", description=__doc__)
    parser.add_argument("--set", choices=("open", "held", "all"), default="all")
    parser.add_argument("--batch", choices=(*BATCHES, "all"), default="all")
    parser.add_argument("--failures", action="store_true", help="list what the open half got wrong")
    parser.add_argument("--no-gate", dest="gate", action="store_false", help="tag every passage")
    parser.add_argument("--rules-alone", action="store_true", help="leave the sentence model out")
    parser.add_argument("--field", default="", help="only failures whose field starts with this")
    return parser


if __name__ == "__main__":
    sys.exit(main())
