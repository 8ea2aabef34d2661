"""Found events against gold events: one passage's comparison, added to the scores."""

from datetime import timedelta

from bench.evaluation.assign import best_assignment
from bench.evaluation.distance import NEAR_KM, distance_km
from bench.evaluation.gold import EventPassage, GoldEvent, GoldPlace, GoldToll
from bench.evaluation.same_actor import same_actor
from bench.evaluation.tally import Scores
from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.event import EventActor, EventMention, Fatalities, Occurred, Place
from clashwire_enrich.text.countries import country_names

_ONE_DAY = timedelta(days=1)
_GENERIC_KINDS = frozenset({"civilian", "unknown"})


def score_events(passage: EventPassage, article: EnrichedArticle, scores: Scores) -> None:
    """Compare one passage's events with its gold, field by field."""
    _score_relevance(passage, article, scores)
    pairs = best_assignment(passage.events, article.events, likeness)
    _score_presence(passage, article, pairs, scores)
    for row, gold in enumerate(passage.events):
        found = article.events[pairs[row]] if row in pairs else None
        _score_type(passage.id, gold, found, scores)
        _score_toll(passage.id, gold, found, scores)
        scores.tallies["place, end to end"].add(
            gold=True,
            found=found is not None and found.place.location is not None,
            right=found is not None and near(gold.place, found.place),
        )
        if found is not None:
            _score_matched(passage.id, gold, found, scores)
            _score_actors(passage.id, gold, found, article, scores)


def likeness(gold: GoldEvent, found: EventMention) -> float:
    """How well a found event answers a gold one; 0 for events of another kind and place."""
    same_type = found.event_type == gold.event_type
    placed = near(gold.place, found.place)
    if not (same_type or right_type(gold, found) or (placed and same_days(gold, found.occurred))):
        return 0.0
    parts = (right_type(gold, found), same_type, placed, same_days(gold, found.occurred))
    return 0.1 + sum(weight for weight, holds in zip((4, 2, 3, 2), parts, strict=True) if holds)


def right_type(gold: GoldEvent, found: EventMention) -> bool:
    """Whether the sub-event type is gold's or one that gold also accepts."""
    return found.sub_event_type in {gold.sub_event_type, *gold.also_accept}


def near(gold: GoldPlace, found: Place) -> bool:
    """Whether the place lies within 161 km; for a country, whether it is that country."""
    if gold.precision == "country":
        return found.country == gold.country
    if found.location is None:
        return False
    point = (found.location.lat, found.location.lon)
    return distance_km((gold.lat, gold.lon), point) <= NEAR_KM


def same_days(gold: GoldEvent, found: Occurred) -> bool:
    """Whether both dates agree; a night may end on its first day or the next.

    Where gold has no first day, none may be invented, and a last day that gold has must agree.
    """
    if gold.start is None or gold.end is None:
        return found.start is None and gold.end in {None, found.end}
    if found.start != gold.start or found.end is None:
        return False
    slack = gold.start + _ONE_DAY
    return found.end == gold.end or (found.end <= slack and gold.end <= slack)


def figure(toll: GoldToll | Fatalities | None) -> int | None:
    """The one number a toll stands for: its best, else its low."""
    if toll is None:
        return None
    return toll.best if toll.best is not None else toll.low


def _score_relevance(passage: EventPassage, article: EnrichedArticle, scores: Scores) -> None:
    found = article.relevant is True
    right = passage.relevant and found
    scores.tallies["relevance"].add(gold=passage.relevant, found=found, right=right)
    if passage.relevant != found:
        scores.note("relevance", passage.id, passage.relevant, article.relevant)


def _score_presence(
    passage: EventPassage, article: EnrichedArticle, pairs: dict[int, int], scores: Scores
) -> None:
    kind = "relevant" if passage.relevant else "irrelevant"
    scores.counts[f"{kind} passages"] += 1
    matched = set(pairs.values())
    scores.tallies["event found"].gold += len(passage.events)
    scores.tallies["event found"].found += len(article.events)
    scores.tallies["event found"].right += len(matched)
    for column, extra in enumerate(article.events):
        if column not in matched:
            scores.counts[f"extra events in {kind}"] += 1
            scores.classes[extra.sub_event_type].found += 1
            words = extra.evidence[0].text if extra.evidence else ""
            scores.note(f"extra event in {kind}", passage.id, "-", _tell(extra) + f" [{words}]")


def _score_type(
    passage_id: str, gold: GoldEvent, found: EventMention | None, scores: Scores
) -> None:
    if found is None:
        scores.classes[gold.sub_event_type].gold += 1
        scores.note("event missed", passage_id, gold.sub_event_type, "-")
        return
    right = right_type(gold, found)
    answer = found.sub_event_type if right else gold.sub_event_type
    scores.classes[answer].add(gold=True, found=right, right=right)
    if not right:
        scores.classes[found.sub_event_type].found += 1
    pair = (gold.sub_event_type, found.sub_event_type)
    scores.judge("sub-event type, of matched", passage_id, pair, right=right)


def _score_toll(
    passage_id: str, gold: GoldEvent, found: EventMention | None, scores: Scores
) -> None:
    answer = figure(found.fatalities) if found is not None else None
    expected = figure(gold.killed)
    vague = gold.killed is not None and gold.killed.best is None and gold.killed.high is None
    if vague:
        kept = found is not None and found.fatalities.low is not None
        scores.tallies["death toll in vague words"].add(
            gold=True,
            found=kept,
            right=kept and found is not None and found.fatalities.best is None,
        )
        return
    scores.tallies["death toll exact"].add(
        gold=expected is not None,
        found=answer is not None,
        right=expected is not None and answer == expected,
    )
    if answer != expected:
        scores.note("death toll exact", passage_id, gold.killed, answer)
    if gold.killed is not None and gold.killed.best is None and found is not None:
        scores.judge(
            "disputed or party toll kept out of best",
            passage_id,
            (gold.killed, found.fatalities.best),
            right=found.fatalities.best is None,
        )


def _score_matched(passage_id: str, gold: GoldEvent, found: EventMention, scores: Scores) -> None:
    scores.judge(
        "realis", passage_id, (gold.realis, found.realis), right=gold.realis == found.realis
    )
    background = (gold.background, found.background)
    scores.judge("background", passage_id, background, right=gold.background == found.background)
    scores.judge(
        "place within 161 km, of matched",
        passage_id,
        (gold.place.name, (found.place.name, found.place.country, found.place.precision)),
        right=near(gold.place, found.place),
    )
    dates = (f"{gold.start}..{gold.end}", f"{found.occurred.start}..{found.occurred.end}")
    right = same_days(gold, found.occurred)
    if gold.start is None:
        scores.judge("no date invented", passage_id, dates, right=right)
    elif gold.start == gold.end:
        scores.judge("event day exact", passage_id, dates, right=right)
    else:
        scores.judge("event interval exact", passage_id, dates, right=right)


def _score_actors(
    passage_id: str, gold: GoldEvent, found: EventMention, article: EnrichedArticle, scores: Scores
) -> None:
    """Compare who takes part, by an actor's name or by the words that stand for it in the text.

    Gold has the words of the text: "UPC" is right where the tagger ties these words to the actor;
    a country is right for its forces, and a second body of a side that gold names is no error.
    """
    words = {one.actor_id: tuple(span.text for span in one.spans) for one in article.actors}
    named = [(actor.name, *words.get(actor.actor_id, ()), *_state(actor)) for actor in found.actors]
    pairs = best_assignment(gold.actors, named, lambda name, other: float(same_actor(name, *other)))
    matched = set(pairs.values())
    extra = [
        actor.name
        for column, actor in enumerate(found.actors)
        if column not in matched
        and actor.kind not in _GENERIC_KINDS
        and not any(same_actor(name, *named[column]) for name in gold.actors)
    ]
    tally = scores.tallies["actors, of matched"]
    tally.gold += len(gold.actors)
    tally.found += len(matched) + len(extra)
    tally.right += len(matched)
    missed = [name for row, name in enumerate(gold.actors) if row not in pairs]
    if missed:
        scores.note("actors missed", passage_id, missed, [actor.name for actor in found.actors])
    if extra:
        scores.note("actors extra", passage_id, gold.actors, extra)


def _state(actor: EventActor) -> tuple[str, ...]:
    """The country whose body an actor is, by name."""
    country = country_names().get(actor.country or "") if actor.kind == "state" else None
    return (country,) if country else ()


def _tell(event: EventMention) -> str:
    return f"{event.sub_event_type} {event.realis} {event.place.name} {event.occurred.start}"
