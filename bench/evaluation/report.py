"""Scores -> the table a person reads, and the list of failures of the open half."""

from bench.evaluation.tally import Scores, Tally

AIMS = {
    "relevance": 0.90,
    "sub-event type, weighted F1": 0.75,
    "place within 161 km, of matched": 0.85,
    "place, end to end": 0.75,
    "event day exact": 0.65,
    "death toll exact": 0.70,
    "source span": 0.80,
    "cue span": 0.85,
    "content span": 0.75,
    "party, of matched": 0.80,
    "speaker outside the sentence": 0.50,
    "status": 0.75,
}
"""The least figure each field is meant to reach; relevance to toll and spans by F1 or accuracy."""
_RATES = (
    ("extra events per irrelevant passage", "extra events in irrelevant", "irrelevant passages"),
    ("extra events per relevant passage", "extra events in relevant", "relevant passages"),
    (
        "extra claims per passage without claims",
        "extra claims in passages without claims",
        "passages without claims",
    ),
    (
        "extra claims per passage with claims",
        "extra claims in passages with claims",
        "passages with claims",
    ),
)


def table(heading: str, scores: Scores) -> str:
    """One half's scores as lines: field, precision, recall, F1, n, aim."""
    lines = [f"== {heading}", f"{'field':42}{'P':>7}{'R':>7}{'F1':>7}{'n':>6}{'aim':>7}"]
    weighted = "sub-event type, weighted F1"
    support = sum(tally.gold for tally in scores.classes.values())
    lines.append(_line(weighted, ("", "", _shown(scores.weighted_f1())), support))
    for name, tally in scores.tallies.items():
        lines.append(_line(name, _figures(tally), tally.gold))
    for name, extra, passages in _RATES:
        rate = scores.counts[extra] / scores.counts[passages] if scores.counts[passages] else 0.0
        lines.append(f"{name:56}{rate:7.3f}{scores.counts[passages]:6}")
    for kind, seconds in scores.seconds.items():
        count = scores.counts[f"articles {kind}"]
        lines.append(f"{'articles a CPU second, ' + kind:56}{count / (seconds or 1):7.0f}{count:6}")
    return "\n".join(lines) + "\n"


def failures(scores: Scores, field: str = "") -> str:
    """What went wrong, one line each, by field."""
    told = [failure for failure in scores.failures if failure.field.startswith(field)]
    told.sort(key=lambda failure: (failure.field, failure.passage_id))
    return "\n".join(
        f"{one.field} | {one.passage_id} | gold {one.gold} | found {one.found}" for one in told
    )


def _line(name: str, figures: tuple[str, str, str], count: int) -> str:
    aim = f"{AIMS[name]:7.2f}" if name in AIMS else ""
    precision, recall, f1 = figures
    return f"{name:42}{precision:>7}{recall:>7}{f1:>7}{count:6}{aim}"


def _figures(tally: Tally) -> tuple[str, str, str]:
    return _shown(tally.precision), _shown(tally.recall), _shown(tally.f1)


def _shown(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"
