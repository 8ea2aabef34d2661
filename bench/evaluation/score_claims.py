"""Found claims against gold claims: one passage's comparison, added to the scores."""

from collections.abc import Mapping

from bench.evaluation.assign import best_assignment
from bench.evaluation.gold import ClaimPassage, GoldClaim, accepted
from bench.evaluation.locate import ClaimWords, Words, locate
from bench.evaluation.same_actor import accepts_none, same_actor
from bench.evaluation.score_relations import score_relations
from bench.evaluation.tally import Scores
from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.claim import Claim
from clashwire_contracts.span import Span

_ABOUT_TYPES = frozenset({"casualties", "equipment_loss", "accusation"})
"""Claims that concern someone; whom a claim to territory or a deed concerns is open to taste."""


def score_claims(passage: ClaimPassage, article: EnrichedArticle, scores: Scores) -> None:
    """Compare one passage's claims and relations with its gold, field by field."""
    wanted = [(claim, locate(passage, claim)) for claim in passage.claims]
    names = {actor.actor_id: actor.name for actor in article.actors}
    civilians = {actor.actor_id for actor in article.actors if actor.kind == "civilian"}
    pairs = best_assignment(wanted, article.claims, likeness)
    _score_spans(passage, article, pairs, scores)
    for row, (gold, _) in enumerate(wanted):
        if gold.optional:
            continue
        found = article.claims[pairs[row]] if row in pairs else None
        _score_recall(passage.id, gold, found, civilians, scores)
        _score_number(passage.id, gold, found, scores)
        if found is not None:
            _score_matched(passage.id, gold, found, civilians, scores)
            _score_about(passage.id, gold, found, names, scores)
    score_relations(passage, article, pairs, scores)


def likeness(gold: tuple[GoldClaim, ClaimWords], found: Claim) -> float:
    """Shared share of the contents; the party decides between claims of the same words."""
    claim, words = gold
    content = _words(found.content_span)
    shared = words.content.overlap(content)
    if not shared:
        return 0.0
    union = words.content.end - words.content.start + content.end - content.start - shared
    source = 0.2 * bool(words.source.overlap(_words(found.source_span)))
    return shared / union + 0.3 * right_party(claim, found, frozenset()) + source


def right_party(gold: GoldClaim, found: Claim, civilians: frozenset[str] | set[str]) -> bool:
    """Whether the affiliation is gold's party; civilians count as no party."""
    party = found.affiliation
    if party is None or party.actor_id in civilians:
        return accepts_none(gold.party)
    return gold.party is not None and same_actor(gold.party, party.name)


def right_speaker(gold: GoldClaim, found: Claim) -> bool:
    """Whether the speaker is the one gold names: their last name, or no name for a descriptor."""
    if gold.speaker is None:
        return found.speaker.name is None or bool(
            gold.party and same_actor(gold.party, found.speaker.name)
        )
    name = (found.speaker.name or "").casefold().split()
    return bool(name) and name[-1] == gold.speaker.casefold().split()[-1]


def _score_spans(
    passage: ClaimPassage, article: EnrichedArticle, pairs: Mapping[int, int], scores: Scores
) -> None:
    skipped = {
        pairs[row] for row, gold in enumerate(passage.claims) if gold.optional & (row in pairs)
    }
    found = [claim for column, claim in enumerate(article.claims) if column not in skipped]
    asked = [(row, gold) for row, gold in enumerate(passage.claims) if not gold.optional]
    for part in ("source", "cue", "content"):
        tally = scores.tallies[f"{part} span"]
        tally.gold += len(asked)
        tally.found += len(found)
    for row, gold in asked:
        if row in pairs:
            _score_overlap(passage, gold, article.claims[pairs[row]], scores)
        else:
            scores.note("claim missed", passage.id, f"{gold.source} ~ {gold.cue}", gold.content)
    _note_extra(passage, article, set(pairs.values()), scores)


def _note_extra(
    passage: ClaimPassage, article: EnrichedArticle, matched: set[int], scores: Scores
) -> None:
    kind = "with claims" if passage.claims else "without claims"
    scores.counts[f"passages {kind}"] += 1
    for column, claim in enumerate(article.claims):
        if column not in matched:
            scores.counts[f"extra claims in passages {kind}"] += 1
            told = f"{claim.source_span.text} ~ {claim.cue_span.text} ~ {claim.content_span.text}"
            scores.note("extra claim", passage.id, "-", told)


def _score_overlap(passage: ClaimPassage, gold: GoldClaim, found: Claim, scores: Scores) -> None:
    words = locate(passage, gold)
    answers = (
        ("source", words.source, gold.source, found.source_span),
        ("cue", words.cue, gold.cue, found.cue_span),
        ("content", words.content, gold.content, found.content_span),
    )
    for part, place, told, span in answers:
        if place.overlap(_words(span)):
            scores.tallies[f"{part} span"].right += 1
        else:
            scores.note(f"{part} span", passage.id, told, span.text)


def _score_recall(
    passage_id: str,
    gold: GoldClaim,
    found: Claim | None,
    civilians: set[str],
    scores: Scores,
) -> None:
    party = found is not None and right_party(gold, found, civilians)
    scores.tallies["party, end to end"].add(gold=True, found=found is not None, right=party)
    if not gold.outside:
        return
    whole = found is not None and party and right_speaker(gold, found)
    tally = scores.tallies["speaker outside the sentence"]
    tally.add(gold=True, found=found is not None, right=whole)
    if not whole:
        told = found and (found.speaker.name, found.affiliation and found.affiliation.name)
        scores.note("speaker outside the sentence", passage_id, (gold.speaker, gold.party), told)


def _score_matched(
    passage_id: str, gold: GoldClaim, found: Claim, civilians: set[str], scores: Scores
) -> None:
    party = found.affiliation.name if found.affiliation else None
    scores.judge(
        "party, of matched",
        passage_id,
        (gold.party, (party, found.source_span.text)),
        right=right_party(gold, found, civilians),
    )
    speaker = (gold.speaker or gold.descriptor, found.speaker.name or found.speaker.descriptor)
    scores.judge("speaker, of matched", passage_id, speaker, right=right_speaker(gold, found))
    fields = (
        ("claim type", gold.claim_type, found.claim_type),
        ("status", gold.status, found.status),
        ("mode", gold.mode, found.mode),
    )
    for name, answer, value in fields:
        scores.judge(name, passage_id, (answer, value), right=value in accepted(answer))
    if gold.reported_via is not None:
        right = any(same_actor(gold.reported_via, name) for name in found.reported_via)
        via = (gold.reported_via, found.reported_via)
        scores.judge("reported via", passage_id, via, right=right)


def _score_about(
    passage_id: str, gold: GoldClaim, found: Claim, names: Mapping[str, str], scores: Scores
) -> None:
    if gold.about is None or not _ABOUT_TYPES.intersection(accepted(gold.claim_type)):
        return
    name = names.get(found.about or "", "")
    right = same_actor(gold.about, name)
    scores.judge("about, of matched", passage_id, (gold.about, name or None), right=right)


def _score_number(passage_id: str, gold: GoldClaim, found: Claim | None, scores: Scores) -> None:
    number = found.number if found is not None else None
    right = number is not None and right_number(gold, found)
    scores.tallies["number"].add(
        gold=gold.number is not None, found=number is not None, right=right
    )
    if (gold.number is not None or number is not None) and not right:
        told = number and f"{number.kind} {number.value} {number.precision} [{number.text.text}]"
        scores.note("number", passage_id, gold.number, told)


def right_number(gold: GoldClaim, found: Claim | None) -> bool:
    """Whether kind and figure of the claimed number agree; any figure answers a vague gold."""
    if gold.number is None or found is None or found.number is None:
        return False
    if found.number.kind not in accepted(gold.number.kind):
        return False
    figures = {found.number.value, found.number.low, found.number.high}
    return gold.number.value is None or gold.number.value in figures


def _words(span: Span) -> Words:
    return Words(span.field, span.start, span.end)
