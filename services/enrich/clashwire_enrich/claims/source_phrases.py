"""Source phrases: what a source's noun phrase says by itself: name, role, kind of voice."""

import re
from typing import Literal

import msgspec

from clashwire_enrich.claims.noun_phrases import DETERMINERS
from clashwire_enrich.claims.speakable import head_noun
from clashwire_enrich.claims.voices import (
    ANONYMOUS_HEADS,
    COLLECTIVES,
    DOCUMENT_HEADS,
    PRONOUNS_GROUP,
    PRONOUNS_PERSON,
    ROLES,
)
from clashwire_enrich.text.words import Range, Word, split_words, word_set

VoiceKind = Literal["person", "role", "collective", "pronoun_person", "pronoun_group", "document"]
_TITLES = word_set(
    "mr mrs ms dr gen lt col maj capt sgt cpl cmdr adm brig prof rev sen rep gov sir "
    "sheikh sheik president minister prime general colonel major captain lieutenant "
    "admiral brigadier marshal governor mayor ambassador secretary spokesman spokeswoman "
    "spokesperson senator judge vice commander commissioner secretary-general foreign "
    "defence defense interior health justice information deputy chief justice king queen "
    "prince pope archbishop bishop father pastor imam first second rear air marshal "
    "sergeant corporal inspector superintendent envoy special"
)
_PARTICLES = word_set(
    "dela dal ter ten den y bint ould ag zu al bin ibn de del della el van von der"
    " abu abd ul la le da dos di -"
)
_BODY_WORDS = word_set(
    "international watch rights nations red m\u00e9decins fronti\u00e8res borders children without "
    "world general-staff democratic republic people's liberation national united islamic "
    "civil front forces army party brigades fund programme program ministry department"
) | COLLECTIVES - {"house", "guard", "cross", "company"}
_OFFICES = word_set(
    "minister ministers president premier official officials ambassador envoy governor officer"
    " officers mayor mayors prefect prefects governors secretary general colonel captain major"
    " admiral"
    " brigadier marshal king queen chancellor prosecutor prosecutors deputy adviser advisor aide"
    " negotiator commissioner director administrator senator lawmaker mp spokespersons commanders"
    " commander spokesman spokeswoman spokesperson chief diplomat diplomats"
)
_ONE_FIGHTER = word_set("soldier fighter policeman militant insurgent guerrilla conscript gunner")
# Those who are told by whom they stand beside: "critics of President Tall".
_BESIDE = word_set(
    "critic critics supporter supporters opponent opponents ally allies adviser advisor aide aides"
    " spokesman spokeswoman spokesperson bodyguard relative relatives lawyer lawyers deputy rival"
    " rivals secretary representative envoy follower followers loyalist loyalists"
)
_MODIFYING_ROLES = word_set("rebel militant insurgent member members general deputy chief")
_ASIDE = re.compile(r", (?:however|meanwhile|too|in turn|for (?:its|their|his|her) part),?$")
# "a fighter who asked to be called only Farid", "a captain known as Wolf"
_SELF_NAMED = re.compile(
    r"\b(?:called|known|identified|quoted|(?:gave|gives|giving) (?:his|her|their) name"
    r"|(?:identified|identifies|introduced|introduces) (?:himself|herself))"
    r"(?: only| simply| just)*(?: by (?:his|her|the) (?:first|given|last|family) name,?)?"
    r"(?: only)?(?: as)?(?: only)? (?P<name>[A-Z][\w\u2019'-]+(?: [A-Z][\w\u2019'-]+)*)(?=,|$| )"
)
_ASIDES = word_set("in turn too also himself herself then later , again alone for his her part")
_NAME_LAST = re.compile(
    r"^\w+(?: [\w-]+)* who [^,]+, (?P<name>[A-Z][\w\u2019'-]+(?: [A-Z][\w\u2019'-]+)+)$"
)
_ARTICLE_IN_NAME = ("al-", "el-", "as-", "ash-", "an-", "at-", "ad-", "ar-", "az-")
_FEMALE = re.compile(
    r"\b(?:she|mrs|ms|spokeswoman|chairwoman|mother|woman|queen|daughter|sister|widow|wife"
    r"|grandmother|midwife|nun|girl|policewoman)\b|\bwho\b.*\bher\b"
)
_MALE = re.compile(
    r"\b(?:he|mr|spokesman|chairman|father|man|king|son|brother|grandfather|husband|uncle|monk"
    r"|policeman|fisherman|imam|priest|boy)\b|\bwho\b.*\bhis\b"
)


class SourcePhrase(msgspec.Struct, frozen=True):
    """A source as its own words tell it; `head` is the head noun in lower case.

    `definite`: "the spokesperson"; `other`: "another spokesperson"; `joined`: several speakers.
    """

    words: str
    kind: VoiceKind
    head: str
    name: str | None
    role: str | None
    gender: Literal["f", "m"] | None
    definite: bool
    other: bool

    @property
    def bare(self) -> str:
        """The words without article and possessive: a body's name as the text gives it."""
        bare = re.sub(r"(?i)^(?:the|an?) (?=\w)", "", self.words.split(",")[0])
        return re.sub(r"['\u2019]s?$", "", bare)


def read_source(text: str, source: Range, party_words: tuple[Range, ...]) -> SourcePhrase:
    """A source's range and the ranges in it that name actors -> its parts."""
    words = split_words(text, source.start, source.end)
    phrase = _ASIDE.sub("", text[source.start : source.end]).rstrip(" ,")
    head = head_noun(words)
    lower = (head.lower if head else "").removesuffix("'s")
    own = _SELF_NAMED.search(phrase) if lower not in COLLECTIVES else None
    own = own or _NAME_LAST.search(phrase)
    name = own["name"] if own else None
    hidden = _KIN_OF.match(phrase) is not None or "the initials" in phrase
    if own is None and not hidden:
        name = _person_name(words, party_words)
    named = any(_covers(held, source) for held in party_words)
    holds_office = lower in _ONE_FIGHTER or any(word.lower in _OFFICES for word in words)
    role = None if named and not holds_office else _role(words)
    first = words[0].lower if words else ""
    folded = phrase.lower()
    return SourcePhrase(
        words=phrase,
        kind=_kind(lower, name, role, words),
        head=lower,
        name=name,
        role=role,
        gender="f" if _FEMALE.search(folded) else "m" if _MALE.search(folded) else None,
        definite=first == "the",
        other=first in {"another", "other"} or _ORDINAL.match(folded) is not None,
    )


def _covers(held: Range, source: Range) -> bool:
    """Whether an actor's name is all there is to the source, its article aside."""
    return held.end >= source.end and held.start - source.start <= len("the ")


def _role(words: list[Word]) -> str | None:
    """The role that speaks: 'spokesman' of 'rebel spokesman', none of 'General Staff'."""
    found = [
        word.lower
        for word, following in zip(words, [*words[1:], None], strict=True)
        if word.lower in ROLES and not (following and following.lower in {"staff", "assembly"})
    ]
    speaking = [role for role in found if role not in _MODIFYING_ROLES]
    return next(iter(speaking or found), None)


def _kind(head: str, name: str | None, role: str | None, words: list[Word]) -> VoiceKind:
    if (len(words) <= 2 and head in PRONOUNS_PERSON) or _is_pronoun_with_aside(words):  # noqa: PLR2004 - "he", "he,"
        return "pronoun_person"
    if head in PRONOUNS_GROUP:
        return "pronoun_group"
    if head in DOCUMENT_HEADS and name is None:
        return "document"
    if head in COLLECTIVES and name is None:
        return "collective"
    if name is not None:
        return "person"
    return "role" if role is not None or head in ANONYMOUS_HEADS else "collective"


def _is_pronoun_with_aside(words: list[Word]) -> bool:
    """'She in turn', 'Of the court order he': a pronoun with what stands around it."""
    first, last = (words[0].lower, words[-1].lower) if words else ("", "")
    if first in PRONOUNS_PERSON - {"i"}:
        return all(word.lower in _ASIDES for word in words[1:])
    return first in {"of", "on", "about"} and last in PRONOUNS_PERSON


def _person_name(words: list[Word], party_words: tuple[Range, ...]) -> str | None:
    """The first run of capitals that is no actor, title or body: the person's name."""
    runs: list[list[Word]] = []
    run: list[Word] = []
    others = False  # "a former adviser to President Tall", "critics of the minister, Ali Omar"
    for index, word in enumerate(words):
        if word.lower in _NAMES_OTHERS:
            break  # "residents who spoke to Reuters": names from here on are not the speaker's
        others = word.text != "," and (others or _turns_to_others(words, index))
        if not others and _names_person(words, index, run, party_words):
            run.append(word)
        else:
            runs.append(run)
            run = []
    runs.append(run)
    names = [
        _joined(found)
        for found in runs
        if _is_person(found) and not (_opens(found, words) or _modifies(found, words))
    ]
    return next((name for name in names if " " in name), names[0] if names else None)


def _turns_to_others(words: list[Word], index: int) -> bool:
    """Whether a complement begins that names somebody by title: 'critics of President Tall'."""
    ahead = [word.lower for word in words[index + 1 : index + 4] if word.lower != "the"]
    titled = bool(ahead) and ahead[0] in _TITLES | _OFFICES
    beside = any(word.lower in _BESIDE for word in words[:index])
    return beside and words[index].lower in {"of", "to", "for"} and titled


def _opens(run: list[Word], words: list[Word]) -> bool:
    """Whether a single capital only begins its phrase: 'Critics of', 'Aid workers'."""
    following = words[1] if len(words) > 1 else None
    if len(run) > 1 or run[0] is not words[0] or following is None:
        return False
    return not (following.is_mark or following.is_name)


def _modifies(run: list[Word], words: list[Word]) -> bool:
    """'the French diplomat', 'the Karenni source': one capital before the noun it describes."""
    if len(run) > 1:
        return False
    following = next((word for word in words if word.start >= run[0].end), None)
    if following is None or following.is_mark or following.is_name:
        return False
    return following.lower not in _AFTER_NAME


def _names_person(
    words: list[Word], index: int, run: list[Word], party_words: tuple[Range, ...]
) -> bool:
    word = words[index]
    if word.lower in _PARTICLES and run and index + 1 < len(words):
        return words[index + 1].is_name
    named = word.is_name or (word.lower.startswith(_ARTICLE_IN_NAME) and bool(run))
    if word.is_mark or not named or word.lower in DETERMINERS:
        return False
    if any(held.start < word.end and word.start < held.end for held in party_words):
        return False
    if word.lower in _TITLES or word.lower in ROLES:
        return False
    return not (not run and index and words[index - 1].lower in _BEFORE_PLACES)


def _is_person(run: list[Word]) -> bool:
    if not run or any(word.lower.removesuffix("'s") in _BODY_WORDS for word in run):
        return False
    if run[-1].lower.endswith(("'s", "-based", "-backed", "-led", "-born", "-run")):
        return False
    if run[0].lower in _NOT_PERSONS:
        return False
    return not (len(run) == 1 and (run[0].text.isupper() or run[0].lower.endswith(("ian", "ese"))))


# "A cousin of the mate, Rodel Aquino,": the name is the mate's
_KIN_OF = re.compile(
    r"(?:an?|the|one) (?:\w+ )?(?:relative|cousin|brother|sister|mother|father|son|daughter|friend"
    r"|neighbou?r|lawyer|widow|wife|husband|uncle|aunt|colleague|supporter)s? of ",
    re.IGNORECASE,
)
_NAMES_OTHERS = word_set("who which whose led headed commanded founded known backed")
_ORDINAL = re.compile(r"(?:a|the) (?:second|third|fourth|different|separate|further)\b")
_AFTER_NAME = word_set("of from in at who and with for near on to by also later aged 's")
_BEFORE_PLACES = word_set("in of for from near at around outside with")
_NOT_PERSONS = word_set(
    "officials police residents witnesses authorities villagers locals sources hospital "
    "medics he she they it we i one two three four five some several many both another "
    "local state military government army rebels activists rescuers doctors human save "
    "relatives survivors islamist senior top security however meanwhile western eastern "
    "southern northern january february march april may june july august september october "
    "november december monday tuesday wednesday thursday friday saturday sunday"
)


def _joined(run: list[Word]) -> str:
    parts: list[str] = []
    for word in run:
        glued = parts and (word.text == "-" or parts[-1].endswith("-"))
        parts.append(word.text if glued or not parts else f" {word.text}")
    return "".join(parts)
