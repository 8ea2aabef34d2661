"""Found ties between claims against gold ties, in either direction."""

from collections.abc import Mapping

from bench.evaluation.gold import ClaimPassage, accepted
from bench.evaluation.tally import Scores
from clashwire_contracts.article import EnrichedArticle


def score_relations(
    passage: ClaimPassage, article: EnrichedArticle, pairs: Mapping[int, int], scores: Scores
) -> None:
    """Compare one passage's ties with its gold; `pairs` is gold claim -> found claim, from 0."""
    row_of = {article.claims[column].claim_id: row + 1 for row, column in pairs.items()}
    found = {
        frozenset((row_of.get(tie.from_, 0), row_of.get(tie.to, 0))): tie
        for tie in article.claim_relations
    }
    tally = scores.tallies["relations"]
    tally.gold += len(passage.relations)
    tally.found += len(article.claim_relations)
    wanted = {frozenset((tie.from_, tie.to)) for tie in passage.relations}
    for tie in passage.relations:
        answer = found.get(frozenset((tie.from_, tie.to)))
        right = answer is not None and answer.relation in accepted(tie.relation)
        tally.right += right
        if answer is None or not right:
            told = answer and f"{answer.relation} {answer.axis}"
            scores.note("relations", passage.id, tie, told)
            continue
        axes = (tie.axis, answer.axis)
        scores.judge("relation axis", passage.id, axes, right=answer.axis in accepted(tie.axis))
    for ends, extra in found.items():
        if ends not in wanted:
            scores.note("relations", passage.id, "-", f"{extra.relation} {extra.axis} {set(ends)}")
