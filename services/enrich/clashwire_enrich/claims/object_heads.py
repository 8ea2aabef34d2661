"""Object heads: verbs that hand over a thing said, not a clause: 'spoke of six dead'."""

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.heads import Head
from clashwire_enrich.claims.noun_phrases import DETERMINERS, phrase_after
from clashwire_enrich.claims.object_frames import BASES, FRAMES
from clashwire_enrich.claims.speakable import can_speak, is_plural
from clashwire_enrich.claims.speaking_subjects import opening, subject_of
from clashwire_enrich.text.words import Word, word_set

_OBJECT_WORDS = 26
_AFTER_VERB = word_set("already also again since only first initially even now openly publicly")


def object_head(words: list[Word], index: int, floor: int, last: Head | None) -> Head | None:
    """A verb that may take a thing said as its object -> its head, or None."""
    at = index + 1
    while at < len(words) and (words[at].lower in _AFTER_VERB or words[at].lower.endswith("ly")):
        at += 1
    if at >= len(words) or _is_thing(words, index):
        return None
    ahead = _clause(words, at)
    if not ahead:
        return None
    for verb, frame in FRAMES[words[index].lower]:
        offset = frame(ahead)
        if offset is None:
            continue
        subject = _subject(words, index, floor, last)
        if subject is None or (
            words[index].lower in BASES and not is_plural(words[subject[0] : subject[1]])
        ):
            return None
        carried = last is not None and subject == (last.source_start, last.source_end)
        after = Circumstances(at + offset)
        cue_end = index + 2 if verb is cues.SPOKE_OF and offset == 1 else 0
        return Head(index, verb, *subject, after, "before", carried=carried, cue_end=cue_end)
    return None


def _is_thing(words: list[Word], index: int) -> bool:
    """'the report', 'its claim', "the army's count": a noun, no verb."""
    before = words[index - 1].lower if index else ""
    lower = words[index].lower
    noun = before in DETERMINERS - {"each", "both", "all"} or before.endswith(("'s", "s'"))
    return not index or (noun and not lower.endswith("ing"))


def _clause(words: list[Word], at: int) -> list[Word]:
    limit = min(len(words), at + _OBJECT_WORDS)
    for index in range(at, limit):
        if words[index].text in ".;" and not words[index].quoted:
            return words[at:index]
    return words[at:limit]


def _subject(
    words: list[Word], index: int, floor: int, last: Head | None
) -> tuple[int, int] | None:
    if words[index].lower.endswith("ing"):
        start = opening(words, floor)
        end = phrase_after(words, start, index)
        speaks = end > start and can_speak(words[start:end], cues.PUT_AT)
        return (start, end) if speaks and end < index else None
    joined = index > 0 and words[index - 1].lower in {"and", "but"}
    if joined and last is not None and last.position == "before":
        return last.source_start, last.source_end
    return subject_of(words, index, floor)
