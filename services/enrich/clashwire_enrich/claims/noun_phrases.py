"""Noun phrases: where a source's phrase begins and ends beside its cue, apposition included."""

from clashwire_enrich.claims.cues import ALSO_NOUNS, AUXILIARIES, BE_FORMS, FINITE
from clashwire_enrich.claims.voices import COLLECTIVES, PRONOUNS, ROLES
from clashwire_enrich.text.words import Word, word_set

MAX_PHRASE_WORDS = 45  # longer than any source with its apposition; keeps the scan bounded
DETERMINERS = word_set(
    "the a an another one two three four five several some many both each other his her "
    "its their this these those no any most all"
)
WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
TIME_WORDS = WEEKDAYS | word_set(
    "yesterday today overnight earlier later late early tonight afterwards afterward "
    "previously recently"
)
_CLAUSE_OPENERS = word_set(
    "after because although though while whereas when as but since before until so yet if "
    "whether despite amid following than nor then where hours days minutes moments"
)
_OPENING_PREPOSITIONS = word_set("on in at during from by with for through over")
_TIME_OPENERS = word_set("after before following since amid until")
_ARTICLES = word_set("the a an another his her its their")
_LINKING = word_set(
    "of for in at on from with to by near and or but outside inside within against among under over"
    " between into about like including via not"
)
_RELATIVES = word_set("who which that what whose whom")
_VERBISH = word_set(
    "killed wounded injured attacked captured seized took said began struck hit fired "
    "launched left destroyed lost died fled entered pushed repelled shot went came made "
    "got ran fell broke rose continued"
    " held drove kept won sent put led met set stood gave found brought built burnt dealt spread"
    " swept threw withdrew retook overran sank blew cut forced fought lost paid laid saw heard felt"
    " knew sought wanted wore tore rode flew threw grew drew swore bore chose froze spoke stole"
    " became hid slid bled fled sped clung flung hung swung dug stuck rang drank swam overcame"
    " forgave forbade ate slept wept lent bent spent taught caught bought sold understood"
    " withstood forgot sprang arose awoke overthrew shook shrank"
)
_NOT_VERBS = word_set("armed united allied besieged so-called")
_ADVERBS = word_set(
    "also however meanwhile still yet separately then instead indeed long already often always now"
    " even just first once again twice so far thus"
)
_MODAL_VERBS = word_set("will would could might must should shall")
LEADERS = word_set(
    "however meanwhile but and still yet also moreover separately nevertheless instead "
    "thus therefore later earlier then so indeed additionally furthermore afterwards"
)
_MARKS_OF_APPOSITION = word_set("( ) - \u2013 \u2014")


def is_verbish(word: Word) -> bool:
    """Whether a word is most likely a finite verb, by closed lists and the regular ending."""
    lower = word.lower
    if lower in AUXILIARIES or lower in BE_FORMS or lower in _VERBISH:
        return True
    if word.text in _MODAL_VERBS:
        return True
    if word.is_name:
        return False
    if lower in FINITE and lower not in ALSO_NOUNS:
        return True
    past = lower.endswith("ed") and len(lower) > 4 and "-" not in lower  # noqa: PLR2004
    return past and lower not in _NOT_VERBS


def has_verb(words: list[Word]) -> bool:
    """Whether a stretch of words holds a finite verb."""
    return any(is_verbish(word) for word in words)


def subject_end(words: list[Word], cue: int, floor: int) -> int:
    """A cue's index -> the index after its subject, past auxiliaries, adverbs and times."""
    index = cue
    while index > floor:
        before = words[index - 1].lower
        if (
            before in AUXILIARIES
            or before in TIME_WORDS
            or before in _ADVERBS
            or (before.endswith("ly") and not words[index - 1].is_name)
            or (before == "on" and index < cue and words[index].lower in TIME_WORDS)
        ):
            index -= 1
        else:
            break
    return index


def phrase_before(words: list[Word], end: int, floor: int) -> int | None:
    """The index after a source -> the index where its noun phrase begins, or None if none does."""
    floor = max(floor, end - MAX_PHRASE_WORDS)
    if end <= floor:
        return None
    if words[end - 1].lower in {",", ")", "\u2014", "\u2013"}:
        return _before_aside(words, end, floor)
    start = _segment_start(words, end, floor)
    start = _last_clause(words, start, end)
    if start >= end:
        return None
    with_role = any(word.lower in ROLES for word in words[start:end])
    return _with_name_before(words, start, floor) if with_role else start


def phrase_after(words: list[Word], start: int, beyond: int) -> int:
    """The index where a source begins -> the index after its noun phrase and apposition."""
    end = _segment_end(words, start, min(beyond, start + MAX_PHRASE_WORDS))
    while end < beyond and words[end].lower in {",", "("}:
        closing = _segment_end(words, end + 1, min(beyond, end + MAX_PHRASE_WORDS))
        if not _is_apposition(words, end + 1, closing, beyond):
            break
        closes = closing < beyond and words[closing].lower in {",", ")"}
        end = closing + 1 if closes else closing
    return end


def _before_aside(words: list[Word], end: int, floor: int) -> int | None:
    opening = end - 2
    while opening >= floor and words[opening].lower not in {",", "(", "\u2014", "\u2013"}:
        opening -= 1
    if opening < floor or opening == end - 2:
        return None
    start = phrase_before(words, opening, floor)
    if start is None or not _is_nominal(words[start:opening]):
        return None
    return start


def _is_nominal(words: list[Word]) -> bool:
    head = words[0]
    return head.is_name or head.lower in DETERMINERS | PRONOUNS or words[-1].lower in ROLES


def _segment_start(words: list[Word], end: int, floor: int) -> int:
    start = end
    while start > floor and not _ends_segment(words[start - 1]):
        start -= 1
    return start


def _ends_segment(word: Word) -> bool:
    return word.is_mark and word.text not in "&%$/'\u2019-"


def _last_clause(words: list[Word], start: int, end: int) -> int:
    for index in range(end - 1, start - 1, -1):
        lower = words[index].lower
        if lower in _CLAUSE_OPENERS and not (lower == "as" and words[index - 1].lower == "known"):
            second = _second_phrase(words, index + 1, end) if lower in _TIME_OPENERS else None
            return second or index + 1
        if lower in _RELATIVES and index + 1 < end and _opens_subject(words[index + 1]):
            return index + 1
        if lower == "and" and has_verb(words[start:index]):
            return index + 1
    return _after_adjunct(words, _after_leader(words, start, end), end)


def _after_adjunct(words: list[Word], start: int, end: int) -> int:
    """'On Tuesday the source', 'In it she', 'In Goma residents' -> where the subject begins."""
    if start >= end or words[start].lower not in _OPENING_PREPOSITIONS:
        return start
    return _second_phrase(words, start + 1, end) or start


def _second_phrase(words: list[Word], start: int, end: int) -> int | None:
    """The index where a second noun phrase begins right after a first one, or None."""
    for index in range(start + 1, end):
        before, word = words[index - 1], words[index]
        if before.is_mark or word.is_mark or before.lower in _LINKING | DETERMINERS:
            continue
        if word.lower in PRONOUNS | _ARTICLES:
            return index
        place = index == start + 1 and before.is_name
        if place and not word.is_name and word.lower in ROLES | COLLECTIVES:
            return index
    return None


def _after_leader(words: list[Word], start: int, end: int) -> int:
    while start < end and words[start].lower in LEADERS | {"that", "and"}:
        start += 1
    return start


def _opens_subject(word: Word) -> bool:
    lower = word.lower
    return word.is_name or lower in DETERMINERS | PRONOUNS | COLLECTIVES or lower in ROLES


def _with_name_before(words: list[Word], start: int, floor: int) -> int:
    """'Name, a spokesman for the army in Goma' -> the index of the name before the comma."""
    if start - 2 < floor or words[start - 1].lower != ",":
        return start
    if words[start].lower not in {"a", "an", "the", "another"}:
        return start
    before = _segment_start(words, start - 1, floor)
    name = words[before : start - 1]
    opens = before == floor or words[before - 1].lower in {",", ".", ";"}
    if not name or not opens or len(name) > 5 or not all(_in_name(word) for word in name):  # noqa: PLR2004
        return start
    return before


def _in_name(word: Word) -> bool:
    lower = word.lower
    if lower in LEADERS or lower in TIME_WORDS:
        return False
    return word.is_name or lower in {"al", "bin", "ibn", "de", "el", "van", "von", "abu", "-"}


def _segment_end(words: list[Word], start: int, beyond: int) -> int:
    for index in range(start, beyond):
        word = words[index]
        if _ends_segment(word) or (word.quoted and index > start):
            return index
        if index > start and _ends_phrase(words, index, start):
            return index
    return beyond


def _ends_phrase(words: list[Word], index: int, start: int) -> bool:
    word = words[index]
    lower = word.lower
    if lower in _CLAUSE_OPENERS or lower == "that" or lower in TIME_WORDS - {"late"}:
        return True
    if lower == "on" and index + 1 < len(words):
        return words[index + 1].lower in TIME_WORDS
    if lower in {"in", "via", "through"} and index + 1 < len(words):
        return words[index + 1].lower in {"a", "an", "remarks", "comments"}
    earlier = any(words[at].lower in _RELATIVES for at in range(start, index))
    return is_verbish(word) and not earlier and words[index - 1].lower not in {"of", "by"}


def _is_apposition(words: list[Word], start: int, end: int, beyond: int) -> bool:
    if end <= start:
        return False
    inside = words[start:end]
    if inside[0].lower in {"who", "whose", "which"} or inside[0].text.isdigit():
        return True
    if has_verb(inside) or (end < beyond and is_verbish(words[end])):
        return False
    if any(word.lower in ROLES for word in inside):
        return True
    return words[start - 1].lower == "("
