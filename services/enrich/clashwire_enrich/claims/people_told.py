"""People told of: persons a document names without an office: subjects, ages, kin, 'named X'."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.noun_phrases import has_verb, is_verbish
from clashwire_enrich.claims.person_words import DOING, NO_PERSONS, NOT_FIRST
from clashwire_enrich.claims.voices import PRONOUNS
from clashwire_enrich.text.document import Document, Sentence
from clashwire_enrich.text.words import Range, split_words, word_set

_CAPITALISED = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f\u2019'-]{0,30}[\w\u00c0-\u024f]"
_PARTICLE = r"(?:(?:al|el|bin|ibn|bint|ould|ag|de|del|dos|da|van|von|abu|[A-Z]\.) )"
_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Father|Sister|Brother|Mother|Pastor|Imam|Sheikh|Dona|Don|Daw|Ko|Saw|Sai"
    r"|Nang|Mama|Haji|Ustad|Mullah|Professor|Prof)\.? "
)
_FULL = rf"{_CAPITALISED} (?:{_PARTICLE})?{_CAPITALISED}(?: (?:{_PARTICLE})?{_CAPITALISED}){{0,2}}"
_NAME = re.compile(rf"(?<![\w'\u2019-])(?:{_TITLE})?(?:{_FULL})|\b{_TITLE}{_CAPITALISED}")
# "His sister, Najma,": one name is enough where kinship tells that it is a person's
_KIN_NAMED = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ww]hose) (?:[\w-]+ )?(?P<kin>brother|sister|mother|father|son"
    r"|daughter|uncle|aunt|cousin|wife|husband|widow|neighbou?r|nephew|niece|grandmother"
    rf"|grandfather|friend|colleague),? (?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{0,2}})(?=,| )"
)
_CALLED = re.compile(
    r"\b(?:named|called|known as|by the name of|nicknamed|introduced as|only as|himself as"
    r"|herself as|alias) (?:only (?:as )?|simply )?$"
)
_STANDS_BY = re.compile(r"\b(?:sat|sits|stood|stands|lay|lives|lived|waits|waited|works|worked) $")
_PLACED = re.compile(
    r"(?:\b|(?=['\u2019]))(?:in|near|at|outside|inside|around|from|to|into|towards?|of|off|against|between"
    r"|['\u2019]s|and|the|over|on|via|through|by|for|were|are|was|is) $",
    re.IGNORECASE,
)
_AGE = re.compile(
    r" ?(?:, |\()(?:\d\d|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)(?=[,)])"
)
_APPOSITION = re.compile(r", [a-z][^.;:\"\u201c]{2,110}")
_SEGMENT = re.compile(r", ([^,]+)")
_NEXT_WORD = re.compile(r"(?:, [^.;:]{2,90},|,)? ([a-z][\w'\u2019-]+)")
_POSSESSIVE = re.compile(r"\b(?:(?P<m>his|himself)|(?P<f>herself|her(?= \w)))\b")
_DEAD = re.compile(
    r"(?:, [^.;:]{2,60},)? (?:who )?(?:(?:was|is|had been|has been|were) (?:\w+ )?(?:killed|dead"
    r"|buried|murdered|executed|assassinated|slain|shot|laid to rest)|(?:had )?died)\b"
    r"|['\u2019]s? (?:body|death|killing|coffin|funeral|murder|corpse|remains)\b"
)
_OF_DEAD = re.compile(
    r"\b(?:body|death|killing|murder|funeral|coffin|grave|corpse|assassination|arrest|memory) of"
    r" (?:[\w-]+ ){0,3}$|\b(?:killed|killing|murdered|shot|buried|executed) (?:[\w-]+ ){0,2}$"
)
# What a two-word name is when it is a place, a body or a thing.
_THING = re.compile(
    r", (?:an?|the|once an?|now an?) [^,]{0,60}?\b(?:town|village|city|district|region|province"
    r"|capital|port|island|mountain|river|group|organi[sz]ation|militia|party|agency|company"
    r"|newspaper|station|neighbou?rhood|camp|base|stronghold|market|school|hospital|ship|missile"
    r"|suburb|hamlet|settlement|county|state|country|area|movement|network|charity|monitor"
    r"|programme|cartel|gang|faction|front|daily|weekly|website|broadcaster|wing|unit|hub)\b"
)
_WEAK_VERBS = word_set("is was were are be been has had have fell lies borders remained remains")
# "Baga Sola was shelled", "Abu Kershola is a town" tell of places.
_OF_PLACES = re.compile(
    r" (?:is|was|has|had|were|have)(?: been| also| again| once)* (?:an?|the|under|quiet|calm|empty"
    r"|in|home|burning|shelled|captured|retaken|recaptured|hit|bombed|besieged|seized|surrounded|taken"
    r"|struck|attacked|overrun|cut|fallen|lost|changed|become|seen|close|without|among|where)\b"
)
# "the house of Oksana Leshchenko", "the hands of Ali Omar"
_POSSESSED = re.compile(
    r"\b(?:house|home|hut|life|lives|face|hands?|name|voice|story|wife|husband|sons?|daughters?"
    r"|mother|father|family|brother|sister|shop|stall|farm|field|courtyard|kitchen|room) of $"
)
# "Marisol lives with her two sons": one name is enough with "his" or "her" behind its verb
_ONE_NAME = re.compile(
    rf"(?P<name>{_CAPITALISED}) (?P<verb>[a-z]+)\b(?= [^.;:]{{0,80}}?\b(?:his|her) [a-z])"
)
_TOLD_ABOUT = re.compile(r" it (?:is|was|has|had|took|meant)\b")  # "For Mary Nyakong it was"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WOMEN = word_set("sister mother daughter aunt wife widow niece grandmother")
_MEN = word_set("brother father son uncle husband nephew grandfather")
_DOING_REACH = 90  # characters after a name in which its own verb stands
_LOOK_BACK = 40
_ASIDE_REACH = 120


class PersonTold(msgspec.Struct, frozen=True):
    """A person as the text names them: `phrase` is the name with its apposition.

    `words` describe them, in lower case; `subject`: what the sentence is about; `dead` ones
    say nothing later.
    """

    name: Range
    phrase: Range
    sentence: Sentence
    subject: bool
    gender: str | None
    words: frozenset[str]
    dead: bool


def find_people_told(
    document: Document, actors: ActorIndex, quoted: Sequence[Range], places: Sequence[Range]
) -> Iterator[PersonTold]:
    """Document, its actors, quotations and places -> the persons it tells of, in text order."""
    taken = (*quoted, *places)
    for sentence in document.sentences:
        if sentence.heading:
            continue
        text = document.text
        named = sorted({*_kin(text, sentence), *_one_name(text, sentence), *_names(text, sentence)})
        for index, name in enumerate(named):
            free = not any(held.start < name.end and name.start < held.end for held in taken)
            if free and not actors.at(*name):
                beyond = named[index + 1].start if index + 1 < len(named) else sentence.end
                told = _told(text, sentence, name, max(beyond, name.end))
                if told is not None:
                    yield told


def _kin(text: str, sentence: Sentence) -> list[Range]:
    return [
        Range(*found.span("name"))
        for found in _KIN_NAMED.finditer(text, sentence.start, sentence.end)
        if " " not in found["name"]
    ]


def _one_name(text: str, sentence: Sentence) -> list[Range]:
    found = _ONE_NAME.match(text, sentence.start, sentence.end)
    if found is None or found["name"].lower() in NOT_FIRST | NO_PERSONS:
        return []
    verb = split_words(text, *found.span("verb"))
    acts = found["verb"].endswith("s") or is_verbish(verb[0])
    return [Range(*found.span("name"))] if acts else []


def _names(text: str, sentence: Sentence) -> Iterator[Range]:
    position = sentence.start
    while (found := _NAME.search(text, position, sentence.end)) is not None:
        words = found[0].split()
        if words[0].lower() in NOT_FIRST:
            position = found.start() + len(words[0])
            continue
        name = re.sub(r"['\u2019]s?$", "", found[0])
        position = found.end()
        plain = {word.lower().removesuffix("'s").removesuffix("\u2019s") for word in words}
        if not plain & NO_PERSONS:
            yield Range(found.start(), found.start() + len(name))


def _told(text: str, sentence: Sentence, name: Range, beyond: int) -> PersonTold | None:
    before = text[max(sentence.start, name.start - _LOOK_BACK) : name.start]
    apposition = _apposition(text, sentence, name)
    aged = _AGE.match(text, name.end, sentence.end) is not None
    own = _POSSESSIVE.search(text, name.end, beyond)
    verb = _verb_after(text, sentence, name)
    kin = _KIN_NAMED.search(text, max(sentence.start, name.start - _LOOK_BACK), beyond + 1)
    of_kin = kin is not None and kin.start("name") == name.start
    called = _CALLED.search(before) is not None
    weak = verb in _WEAK_VERBS and (
        _OF_PLACES.match(text, name.end) is not None or verb in {"fell", "lies", "borders"}
    )
    acting = verb is not None and (not weak or own is not None)
    about = _TOLD_ABOUT.match(text, name.end) is not None
    inverted = _STANDS_BY.search(before) is not None
    owns = _POSSESSED.search(before) is not None
    placed = _PLACED.search(before) is not None
    titled = re.match(_TITLE, text[name.start : name.end]) is not None
    shown = aged or called or of_kin or titled or inverted or about or owns
    if not shown and (placed or not (acting or apposition is not None or own is not None)):
        return None
    opening = split_words(text, sentence.start, name.start)
    phrase = Range(name.start, apposition.end if apposition else name.end)
    return PersonTold(
        name=name,
        phrase=phrase,
        sentence=sentence,
        subject=inverted or about or (not placed and not has_verb(opening)),
        gender=_gender(text, name, own, kin["kin"] if kin is not None and of_kin else ""),
        words=_describing(text, phrase, sentence),
        dead=_is_dead(text, sentence, name),
    )


def _apposition(text: str, sentence: Sentence, name: Range) -> Range | None:
    found = _APPOSITION.match(text, name.end, min(sentence.end, name.end + _ASIDE_REACH))
    aged = _AGE.match(text, name.end, sentence.end)
    if aged is not None:
        found = _APPOSITION.match(text, aged.end(), min(sentence.end, aged.end() + _ASIDE_REACH))
    if found is None or _THING.match(text, found.start(), found.end()):
        return None
    end = found.start()
    for segment in _SEGMENT.finditer(text, found.start(), found.end()):
        first = split_words(text, *segment.span(1))
        if first and (is_verbish(first[0]) or first[0].lower in PRONOUNS):
            break
        end = segment.end()
    return Range(found.start(), end) if end > found.start() else None


def _verb_after(text: str, sentence: Sentence, name: Range) -> str | None:
    """The verb right after a name or its apposition; what ends in -s and is no noun counts."""
    found = _NEXT_WORD.match(text, name.end, sentence.end)
    if found is None:
        return None
    words = split_words(text, *found.span(1))
    present = found[1].endswith("s") and not found[1].endswith(("ss", "us"))
    return found[1] if words and (is_verbish(words[0]) or present) else None


def _gender(text: str, name: Range, own: re.Match[str] | None, kin: str) -> str | None:
    if kin in _WOMEN | _MEN:
        return "f" if kin in _WOMEN else "m"
    if own is not None:
        return "m" if own["m"] else "f"
    title = text[name.start : name.end].split(maxsplit=1)[0].rstrip(".")
    if title in {"Mr", "Father", "Brother", "Pastor", "Imam", "Sheikh", "Don", "Ko", "Mullah"}:
        return "m"
    return "f" if title in {"Mrs", "Ms", "Sister", "Mother", "Dona", "Daw", "Mama"} else None


def _describing(text: str, phrase: Range, sentence: Sentence) -> frozenset[str]:
    words = [word.lower() for word in _WORD.findall(text[phrase.start : phrase.end])]
    reach = text[phrase.start : min(sentence.end, phrase.end + _DOING_REACH)]
    done = {DOING[word] for word in _WORD.findall(reach) if word in DOING}
    return frozenset(words) | done


def _is_dead(text: str, sentence: Sentence, name: Range) -> bool:
    before = text[max(sentence.start, name.start - _LOOK_BACK) : name.start]
    after = _DEAD.match(text, name.end, sentence.end)
    return after is not None or _OF_DEAD.search(before) is not None
