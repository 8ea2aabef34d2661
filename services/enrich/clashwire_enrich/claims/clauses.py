"""Clauses: the words each head hands over, cut from its unit, and the spans they stand in."""

from msgspec import structs

from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.circumstances import Circumstances, circumstances_before
from clashwire_enrich.claims.cues import AUXILIARIES, BE_FORMS, CITING, RESPONSIBILITY
from clashwire_enrich.claims.heads import Head
from clashwire_enrich.claims.noun_phrases import has_verb
from clashwire_enrich.claims.outlets import outlet_in
from clashwire_enrich.claims.responsibility_heads import deed_end
from clashwire_enrich.text.units import Unit
from clashwire_enrich.text.words import Range, Word, covered, word_set

_OBJECTS = {"attribute": {"to"}, "point": {"at"}, "hold": {"responsible", "accountable"}}
_JOINTS = word_set("and but while whereas with although though even meanwhile as after amid when")
_OPEN_MARKS = "\"\u201c\u2018'\u201e\u00ab"
_CLOSE_MARKS = "\"\u201d\u2019'\u00bb"
_DOUBLE_MARKS = '"\u201c\u201d'
_TRIM_MARKS = ",;:.\u2014\u2013-"


def cut_clauses(text: str, unit: Unit, words: list[Word], heads: list[Head]) -> list[Attribution]:
    """A unit's heads -> attributions with their content; a head without content is left out."""
    made: list[Attribution] = []
    floor = 0
    for number, head in enumerate(heads):
        following = heads[number + 1] if number + 1 < len(heads) else None
        if head.cue < floor:  # stands inside the words another cue already handed over
            continue
        first, beyond = _content(words, head, following, floor)
        first, beyond = _trim(words, first, beyond)
        if beyond > first:
            made.append(_attribution(text, unit, words, head, (first, beyond), floor))
        elif made and head.position == "after":
            made.append(_tag(text, unit, words, head, made[-1]))
        else:
            continue
        carries = head.position == "before" and outlet_in(_words_of_source(text, words, head))
        floor = max(floor, head.after.end if carries or head.position != "before" else beyond)
    return made


def _words_of_source(text: str, words: list[Word], head: Head) -> str:
    return text[words[head.source_start].start : words[head.source_end - 1].end]


def _tag(text: str, unit: Unit, words: list[Word], head: Head, before: Attribution) -> Attribution:
    """'..., she said, Reuters reported': a second source over the same words."""
    last = len(words)
    made = _attribution(text, unit, words, head, (min(head.cue, last - 1), last), head.cue)
    rule = "deny.tag" if head.verb.family == "deny" else "tag"
    if head.verb is CITING and outlet_in(text[before.source.start : before.source.end].rstrip(",")):
        rule = "citing.tag"  # "..., Reuters reported, citing police": the police say it
    return structs.replace(made, content=before.content, rule=rule)


def _content(words: list[Word], head: Head, following: Head | None, floor: int) -> tuple[int, int]:
    match head.position:
        case "before":
            return _after_head(words, head, following)
        case "inside":
            return _leading_joint(words, floor), _sentence_beyond(words, head.after.end)
        case "passive":
            return _leading_joint(words, floor), _before_be(words, head)
        case _:
            first, beyond = _leading_joint(words, floor), _before_source(head)
            if head.verb.family == "deny" and words[first].lower in {"a", "an", "which"}:
                return beyond, beyond  # ", a claim Israel rejects": the words before it
            return first, beyond


def _before_source(head: Head) -> int:
    return min(head.source_start, head.cue)


def _before_be(words: list[Word], head: Head) -> int:
    """'They were accused by X of looting' -> all; 'The raid was claimed by X' -> 'The raid'."""
    beyond = head.after.end
    if beyond < len(words) and words[beyond].lower in {"of", "for", "over", "to", "as"}:
        return _sentence_beyond(words, beyond)
    end = head.cue
    while end and words[end - 1].lower in BE_FORMS | AUXILIARIES:
        end -= 1
    return end if end > 1 else head.source_start - 1  # "Order was declared restored by X"


def _after_head(words: list[Word], head: Head, following: Head | None) -> tuple[int, int]:
    first = head.after.end
    while first < len(words) and words[first].text in ",:":
        first += 1
    beyond = _sentence_beyond(words, first)
    if head.source_start > 1 and words[head.source_start - 1].lower in {"which", "who", "whom"}:
        ends = (at for at in range(first, beyond) if words[at].text == "," and not words[at].quoted)
        beyond = next(ends, beyond)  # ", which the police say was a shell, woke the town"
    if head.verb is RESPONSIBILITY:
        return first, min(beyond, deed_end(words, first))
    if following is None:
        return first, beyond
    if following.position == "before":
        cut = _joint_before(words, following, first)
        return first, beyond if cut is None else cut
    end = min(following.source_start, following.cue)
    if following.verb.family == "deny":
        commas = [at for at in range(first, end) if words[at].text == ","]
        end = commas[-1] if commas else end
    return first, end if end > first else beyond


def _joint_before(words: list[Word], following: Head, first: int) -> int | None:
    """Where the next head's own clause begins, or None when it is part of this content."""
    start = following.cue if following.carried else following.source_start
    if words[start - 1].lower == "that":
        return None
    if words[start - 1].lower in {"which", "who"} and words[start - 2].text == ",":
        return start - 2  # ", which she said had taken place"
    at = start
    while at > first and words[at - 1].lower in _JOINTS | {",", ";"}:
        at -= 1
    separated = any(words[index].text in ",;" for index in range(at, start))
    joined = any(
        words[index].lower in {"and", "but", "while", "whereas"} for index in range(at, start)
    )
    if following.carried:
        return at if separated or joined else None
    long_enough = start - first > 3  # noqa: PLR2004 - a clause of its own stands before
    return at if (separated and joined) or (separated and long_enough) else None


def _sentence_beyond(words: list[Word], first: int) -> int:
    """The index after the content: its sentence's end, or its quotation's when that is longer."""
    for index in range(first + 1, len(words)):
        if not words[index].quoted and (words[index].text in ".!?" or _turns(words, index)):
            return index
    return len(words)


def _turns(words: list[Word], index: int) -> bool:
    """'; the army ...' and ', but the army ...': the narrator's own turn, unless "that" resumes."""
    following = [word.lower for word in words[index + 1 : index + 4]]
    if words[index].text == ";":
        return "that" not in following[:2]
    but = words[index].text == "," and following[:1] == ["but"]
    return but and "that" not in following and has_verb(words[index + 2 :])


def _leading_joint(words: list[Word], first: int) -> int:
    while first < len(words) and (
        words[first].lower in {"and", "but"} or words[first].text in ",;."
    ):
        first += 1
    return first


def _trim(words: list[Word], first: int, beyond: int) -> tuple[int, int]:
    while first < beyond and (words[first].text in _TRIM_MARKS or words[first].lower == "that"):
        first += 1
    while first < beyond and words[beyond - 1].text in _TRIM_MARKS:
        beyond -= 1
    if first < beyond and not has_verb(words[first:beyond]) and words[beyond - 1].lower in _JOINTS:
        beyond -= 1
    return first, beyond


def _attribution(
    text: str, unit: Unit, words: list[Word], head: Head, content: tuple[int, int], floor: int
) -> Attribution:
    lead = _lead(text, words, head, floor)
    return Attribution(
        source=_source(words, head),
        cue=covered(words, head.cue, _cue_beyond(head)),
        verb=head.verb,
        content=without_marks(text, covered(words, *content)),
        circumstances=_joined(head.after, lead),
        rule=f"{head.verb.family}.{head.position}",
        paragraph=unit.paragraph,
        heading=unit.heading,
        target=_target(words, head, content),
        circumstances_end=words[min(head.after.end, len(words)) - 1].end,
    )


def _cue_beyond(head: Head) -> int:
    """The index after the cue: "claimed responsibility" is one cue, up to its "for"."""
    if head.verb is RESPONSIBILITY:
        return head.after.end - 1
    return head.cue_end or head.cue + 1


def _lead(text: str, words: list[Word], head: Head, floor: int) -> Circumstances:
    """'On Monday, ...', 'In a statement, ...': what stands before a source that comes first."""
    start = _leading_joint(words, floor)
    while start < head.source_start and words[start].lower in {"however", "meanwhile", ","}:
        start += 1
    if head.position != "before" or head.source_start <= start:
        return Circumstances(0)
    return circumstances_before(text, words, start, head.source_start)


def _joined(after: Circumstances, lead: Circumstances) -> Circumstances:
    return Circumstances(
        after.end,
        after.said_on or lead.said_on,
        after.medium or lead.medium,
        (*lead.outlets, *after.outlets),
        after.that,
    )


def _source(words: list[Word], head: Head) -> Range:
    beyond = head.source_end
    if beyond < len(words) and words[beyond].text == "," and beyond < head.cue:
        beyond += 1
    return covered(words, head.source_start, beyond)


def _target(words: list[Word], head: Head, content: tuple[int, int]) -> Range | None:
    first, beyond = content
    if head.verb.family not in {"accuse", "blame"}:
        return None
    if head.position == "passive":
        return covered(words, first, max(first + 1, head.cue - 1))
    near = range(first + 1, min(beyond, first + 15))
    prepositions = {"of"} if head.verb.family == "accuse" else {"for", "on"}
    prepositions = _OBJECTS.get(head.verb.lemma, prepositions)
    split = next((at for at in near if words[at].lower in prepositions), None)
    if split is None:
        return covered(words, first, min(beyond, first + 4))
    if words[split].lower in {"on", "to", "at"} and split + 1 < beyond:
        return covered(words, split + 1, min(beyond, split + 7))
    return covered(words, first, split)


def without_marks(text: str, content: Range) -> Range:
    """A range -> the same without the quotation marks that enclose the whole of it."""
    start, end = content
    while end > start and text[end - 1] in " ,":
        end -= 1
    if end - start < 2:  # noqa: PLR2004 - nothing can be enclosed
        return Range(start, end)
    opens, closes = text[start] in _OPEN_MARKS, text[end - 1] in _CLOSE_MARKS
    inner = text[start + 1 : end - 1]
    if opens and (closes or not any(mark in inner for mark in _DOUBLE_MARKS)):
        start += 1
    if closes and (opens or _stray_close(text[end - 1], inner)):
        end -= 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    return Range(start, max(start, end))


def _stray_close(mark: str, inner: str) -> bool:
    return mark in _DOUBLE_MARKS and not any(other in inner for other in _DOUBLE_MARKS)
