"""Where the words of a gold claim stand; refuses words the passage lacks."""

import re

import msgspec

from bench.evaluation.gold import GoldClaim, Passage


class Words(msgspec.Struct, frozen=True):
    """A stretch of a passage's text or title, in code points."""

    field: str
    start: int
    end: int

    def overlap(self, other: "Words") -> int:
        """Code points that both cover."""
        if self.field != other.field:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


class ClaimWords(msgspec.Struct, frozen=True):
    """Where a gold claim's source, cue and content stand."""

    source: Words
    cue: Words
    content: Words


def locate(passage: Passage, claim: GoldClaim) -> ClaimWords:
    """Gold words -> offsets: the cue nearest to the content, the source nearest to the cue."""
    field = "text" if claim.content in passage.text else "title"
    body = passage.text if field == "text" else passage.title
    start = body.find(claim.content)
    if start < 0:
        raise ValueError(f"{passage.id} lacks the words of its gold content: {claim.content}")
    content = Words(field, start, start + len(claim.content))
    cue = _nearest(passage, body, claim.cue, content)
    return ClaimWords(_nearest(passage, body, claim.source, cue), cue, content)


def _nearest(passage: Passage, body: str, words: str, anchor: Words) -> Words:
    found = [
        Words(anchor.field, match.start(), match.end())
        for match in re.finditer(_whole(words), body)
    ]
    if not found:
        raise ValueError(f"{passage.id} lacks the words of its gold: {words}")
    return min(found, key=lambda span: _distance(span, anchor))


def _whole(words: str) -> str:
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return before + re.escape(words) + after


def _distance(one: Words, other: Words) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
