"""Propositions: the single statements in what one cue hands over; each becomes a claim."""

import re
from collections.abc import Iterator

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.cues import AUXILIARIES, BE_FORMS
from clashwire_enrich.claims.noun_phrases import DETERMINERS, has_verb, is_verbish
from clashwire_enrich.claims.voices import PRONOUNS
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range, Word, covered, split_words, word_set

MAX_PROPOSITIONS = 12  # of one cue; the rest of a long speech is not a ledger entry
_JOINTS = word_set("and but while whereas ;")
_TOLL_VERBS = re.compile(
    r"(?:kill|wound|injur|captur|destroy|damag|arrest|detain|abduct|shot|neutrali[sz]|down|seiz"
    r"|displac|intercept|evacuat|rescu|freed|freeing|releas|recover|burn|sank|sunk|sinking|dismantl"
    r"|retook|repel|defus|hurt|missing|carried|maim|behead|execut|burnt|taken|rescu|freed)\w*$"
)
_COUNT = re.compile(
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores"
    r"|hundreds|thousands|several|many|another|others|more)$"
)
_WITHHOLDING = word_set("gave declined refused offered provided put did")
_ASSERTED = word_set("figure claim toll number charge allegation account version report assertion")
_UNCHECKED = word_set("could cannot can has have was were is")
_CHECKED = word_set("not be independently verified confirmed")
_MAX_SUBJECT_WORDS = 9
_MIN_WORDS = 2
MIN_CLAUSE_WORDS = 3


def split_propositions(
    document: Document, attribution: Attribution, actors: ActorIndex
) -> list[Range]:
    """An attribution -> the statements in its content; questions and interjections drop out."""
    content = attribution.content
    least = (
        1
        if attribution.verb.family in {"accuse", "blame", "claim", "deny", "intend"}
        else _MIN_WORDS
    )
    made: list[Range] = []
    for part in _sentences(document, content):
        words = _without_cue(split_words(document.text, part.start, part.end), attribution)
        if sum(not word.is_mark for word in words) < least or words[-1].text == "?":
            continue
        made.extend(_conjuncts(words, actors))
    return made[:MAX_PROPOSITIONS]


def _without_cue(words: list[Word], attribution: Attribution) -> list[Word]:
    """'The strike, Moscow said, hit a depot': the words of the source join nothing."""
    if not attribution.rule.endswith(".inside"):
        return words
    start = min(attribution.source.start, attribution.cue.start)
    end = max(attribution.source.end, attribution.cue.end, attribution.circumstances_end)
    return [word for word in words if word.end <= start or word.start >= end]


def _sentences(document: Document, content: Range) -> Iterator[Range]:
    index = document.sentence_at(content.start)
    while index is not None and index < len(document.sentences):
        sentence = document.sentences[index]
        if sentence.start >= content.end:
            return
        yield Range(max(content.start, sentence.start), min(content.end, sentence.end))
        index += 1


def _conjuncts(words: list[Word], actors: ActorIndex) -> Iterator[Range]:
    first = 0
    for index in range(1, len(words) - 1):
        if index > first and _comments(words, index):
            yield _range(words, first, index)
            return
        if index <= first or not _is_joint(words, index):
            continue
        if _withholds(words[index:]):  # "but gave no number" is the narrator's, to its end
            yield _range(words, first, index)
            return
        right = index + 1
        while right < len(words) and words[right].lower in {"and", "also", "but", "then", "that"}:
            right += 1
        another = words[right - 1].lower == "that" and len(words) - right >= MIN_CLAUSE_WORDS
        if another or _splits(words[first:index], words[right:], actors):
            yield _range(words, first, index)
            first = right
    yield _range(words, first, len(words))


def _comments(words: list[Word], index: int) -> bool:
    """', a figure that could not be verified', ', which has not been confirmed': the narrator's."""
    if words[index].text != "," or words[index].quoted:
        return False
    after = [word.lower for word in words[index + 1 : index + 5]]
    if after[:1] == ["which"]:
        return after[1:2] != [] and after[1] in _UNCHECKED and not _CHECKED.isdisjoint(after[2:])
    return after[:1] in (["a"], ["an"]) and len(after) > 1 and after[1] in _ASSERTED


def _withholds(words: list[Word]) -> bool:
    """'but gave no number', 'but declined to say more', 'without giving details'."""
    following = words[1].lower if len(words) > 1 else ""
    if words[0].lower == "without":
        return following in {"giving", "providing", "elaborating", "offering"}
    return words[0].lower == "but" and following in _WITHHOLDING


def _is_joint(words: list[Word], index: int) -> bool:
    if words[index].lower in _JOINTS:
        return True
    return words[index].text == "," and _TOLL_VERBS.match(words[index + 1].lower) is not None


def _splits(left: list[Word], right: list[Word], actors: ActorIndex) -> bool:
    """Whether the right conjunct states something of its own, with a name or a number in it."""
    if not right or not has_verb(left) or left[-1].lower == "both":
        return False
    if any(word.lower == "between" for word in left[-6:]):
        return False
    clause = _clause(right)
    if _counts_toll(clause):
        return True
    if not _names_something(clause, actors):
        return False
    return _starts_with_verb(clause) or _has_own_subject(clause)


def _clause(words: list[Word]) -> list[Word]:
    for index, word in enumerate(words):
        if index and word.lower in _JOINTS:
            return words[:index]
    return words


def _counts_toll(words: list[Word]) -> bool:
    """'wounded 30', 'wounding 15', '30 wounded', 'another 11 were injured'."""
    near = words[:6]
    counts = any(_COUNT.match(word.lower) for word in near)
    return counts and any(_TOLL_VERBS.match(word.lower) for word in near)


def _names_something(words: list[Word], actors: ActorIndex) -> bool:
    if any(word.text[0].isdigit() or _COUNT.match(word.lower) for word in words):
        return True
    span = covered(words, 0, len(words))
    found = actors.at(span.start, span.end)
    opens = bool(found) and found[0].start - span.start <= len("the ")
    named = any(one.how != "anaphor" for one in found) or opens
    return named or any(word.is_name for word in words[1:])


def _starts_with_verb(words: list[Word]) -> bool:
    index = 0
    while index < len(words) - 1 and words[index].lower.endswith("ly"):
        index += 1
    word = words[index]
    return word.lower in AUXILIARIES | BE_FORMS or (is_verbish(word) and not word.is_name)


_SUBJECTS = DETERMINERS | PRONOUNS | word_set("nothing nobody everything everyone there none")


def _has_own_subject(words: list[Word]) -> bool:
    first = words[0]
    opens = first.is_name or first.lower in _SUBJECTS or first.text[0].isdigit()
    return opens and any(is_verbish(word) for word in words[1:_MAX_SUBJECT_WORDS])


def _range(words: list[Word], first: int, beyond: int) -> Range:
    while beyond - 1 > first and (words[beyond - 1].text in ",;" or _reopens(words[first:beyond])):
        beyond -= 1
    return covered(words, first, beyond)


def _reopens(words: list[Word]) -> bool:
    """'"It was meant for us," he said, "': a mark that opens the next part of a quotation."""
    marks = [word for word in words if word.text == '"']
    return words[-1].text == "\u201c" or (words[-1].text == '"' and len(marks) % 2 == 1)
