"""Harm frames: what a sentence says happened to people it counts, from the words on both sides."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from clashwire_contracts.vocabulary import NumberKind
from clashwire_enrich.events.harm_verbs import AFTER_WORDS, BEFORE_WORDS, Needs
from clashwire_enrich.events.people_words import PERSON


class Before(NamedTuple):
    """What the words ahead of counted people say: the kind of harm, and what must follow it."""

    kind: NumberKind
    needs: Needs
    rule: str


class After(NamedTuple):
    """What the words behind counted people say; `near` when nothing stands between."""

    kind: NumberKind
    near: bool
    at: int
    rule: str


_GROUP_OF = (
    r"(?:(?:an?|the|one) (?:\w+ )?(?:family|group|crew|team|convoy|party|busload|squad|column"
    r"|band|gang|number) of )?"
)
_LEAD = (
    r" (?:(?:himself|herself|themselves|itself|him|her|them) and )?" + _GROUP_OF + r"(?:also |both"
    r" |all |its |their |his |her |the |our |some |another |a further |a total of |in total "
    r"|[\w-]+ing )?$"
)
BEFORE = tuple(
    (kind, needs, rule, re.compile(rf"(?<![\w-])(?P<verb>{words}){_LEAD}", re.IGNORECASE))
    for kind, needs, rule, words in BEFORE_WORDS
)
_EITHER_HARM = re.compile(
    r"\b(?:kill\w*|dead|wound\w*|injur\w*|hurt) (?:or|and/or|and) (?:kill\w*|wound\w*|injur\w*)"
    r"(?: [a-z]+)? $",
    re.IGNORECASE,
)
_NOT_SHOT = re.compile(r"\bshot (?:and|or) (?:kill|wound|injur)\w* $", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:(?P<killed>killed|dead|deaths?|fatalities|death toll)|(?P<wounded>wounded|injured"
    r"|injuries|hurt)|(?P<missing>missing)|(?P<captured>abducted|kidnapped|captured)) ?[:=] ?$",
    re.IGNORECASE,
)
# "were killed 40 ...": a passive has no object; what may, must or shall be done is not done.
_UNDONE = re.compile(
    r"\b(?:were|was|been|being|be|got)(?: \w+ly)? (?!\w+ing\b)"
    r"(?:(?!and\b|that\b|after\b|when\b|in\b|at\b|on\b|but\b|which\b|who\b)\w+ ){0,3}\w+$"
    r"|\b(?:to|could|would|may|might|will|can|must|shall|should|not|never|n't|cannot) (?:kill|burn"
    r"|cost|lose|shoot dead|hurt|bury)$",
    re.IGNORECASE,
)
LEFT_CHARACTERS = 90  # a verb and what stands between it and the people it harms

_ASIDES = (
    r"(?: ?\([^)]{1,60}\))?(?:, [^.;:\"\u201c]{1,110}?,| [-\u2013\u2014] [^.;:]{1,90}? [-\u2013"
    r"\u2014])?"
)
_CLAUSE_WORDS = (
    r"(?:kill\w*|dead|died|wound\w*|injur\w*|and|but|where|when|while|after|before|said|says|as"
    r"|were|was|had|have|has|is|are|leaving|leaves?|left|causing|then)\b"
)
_FILLERS = rf"(?: (?!{_CLAUSE_WORDS})[\w'\u2019.-]+){{1,8}}?"
_POST = (
    rf"(?: (?:of|from|in|at|on|near|aboard|inside|outside|with|among|belonging|travell?ing|riding"
    rf"|working|aged|sleeping|praying|living|sheltering|waiting|fleeing|playing|standing"
    rf"|returning|guarding|manning|attending|fighting|loyal|accused|suspected|linked to){_FILLERS}"
    r"| aged [\w-]+(?:, [\w-]+)*(?:,? (?:and|to) [\w-]+)?"
    rf"| (?:hit|struck|caught|taken|trapped|held|pulled|admitted|brought|injured|wounded){_FILLERS}"
    rf"|,? including [^.;:]{{2,70}}?(?= (?:were|was|are|have|had|died)\b)"
    rf"| (?!(?:kill|wound|injur|leav|captur|abduct|surrender|seiz)\w*|claiming|hurting)"
    rf"[a-z-]+ing{_FILLERS}(?= (?:were|was|are|have|had|died|perished|fell)\b)"
    rf"| (?:seized|used|kidnapped|abducted|accused|dragged|mistaken|suspected|detained|recruited"
    rf"|known|named|employed|posted|stationed|sent|deployed|tied|believed){_FILLERS}"
    rf"(?= (?:were|was|are|have|had|died|perished|fell)\b)"
    rf"| who (?:was|were|had been|had|have been)?{_FILLERS}| on board| aboard)?"
)
_AUXILIARY = (
    r"(?P<aux>(?:,? (?:who|which|that)(?= ))?(?: (?:were|was|are|is|have|has|had|been|be|being|got"
    r"|get|reportedly|also|confirmed|reported|feared|believed|found|left|declared|later|then"
    r"|instantly|presumed|said|thought|understood|(?<=[dnt] )to (?:have been|have|be)(?= )|all"
    r"|both|alone|so far|since|already|now|lay"
    r"|lying|subsequently|eventually|themselves|himself|herself|either|pronounced|known|brought"
    r"|carried out|pulled out|laid"
    r"|may|each|since|now|then|\w+ly"
    r")){0,6})"
)
# What may follow a participle that tells what was done to people, not what they did.
_SUFFERED = re.compile(
    r"$|[,.;:!?)\"\u201d\u2019'\u2013\u2014]| [-\u2013\u2014]"
    r"| (?:and|or|in|by|when|as|after|on|at|near|during|while|since"
    r"|so far|according|alone|nearby|immediately|elsewhere|under|because|overnight|yesterday"
    r"|today|tonight|is|are|was|were|had|have|has|included?|from|with"
    r"|outside|inside|there|here|that|this|last|for|across|along|around|among|before|between|every"
    r"|over|under|amid|early|late|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!\w)",
    re.IGNORECASE,
)
AFTER = tuple(
    (
        kind,
        rule,
        re.compile(
            rf"{_ASIDES}{_POST}{_ASIDES}{_AUXILIARY}(?: |, )(?P<did>{words})(?![\w-])"
            r"(?! or (?:wounded|injured|killed))(?! of (?:cancer|natural|old|covid|cholera))",
            re.IGNORECASE,
        ),
    )
    for kind, rule, words in AFTER_WORDS
)
_OUTRIGHT = re.compile(
    r"\b(?:were|was|are|is|been|be|being|got|get|found|lay|lying)\b", re.IGNORECASE
)
_NEVER_ACTIVE = re.compile(
    r"(?:died?|dies|dying|perish\w*|drowned|bled|succumb\w*|did not|never|could|expired"
    r"|(?:choked|burned|burnt|starved|froze|frozen) to|breathed|gave|sacrificed|laid|fallen"
    r"|deceased|lifeless|passed|los[et]|met|fell|dead"
    r"|shot dead|suffer\w*|sustain\w*|with|treated|missing|disappeared|vanished|surrendered)",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(rf" {PERSON}(?![\w-])", re.IGNORECASE)
TO_DEATH = re.compile(r" (?:to death|alive|on fire)\b", re.IGNORECASE)
THEIR_LIVES = re.compile(r" (?:their|his|her) li(?:fe|ves)\b", re.IGNORECASE)
ALONG = re.compile(
    r" (?:along |down |out )?with (?:him|her|them|it|himself|herself|themselves)\b| along\b",
    re.IGNORECASE,
)
HOSPITAL = re.compile(
    r" (?:to|in) (?:the )?hospital\b| for (?:[\w-]+ ){0,3}?(?:wounds|injuries|burns)\b"
    r"|,? (?:after|following|[\w-]+ of whom)\b",
    re.IGNORECASE,
)
CAPTIVE = re.compile(
    r" (?:prisoners?|hostages?|captives?|away|as (?:hostages|captives|prisoners)|to an? unknown)\b",
    re.IGNORECASE,
)


def said_before(text: str, start: int) -> Iterator[Before]:
    """Sentence and where counted people begin -> what verbs ahead may say, surest first."""
    left = text[max(0, start - LEFT_CHARACTERS) : start]
    if (label := _LABEL.search(left)) is not None:
        kinds: tuple[NumberKind, ...] = ("killed", "wounded", "missing", "captured")
        yield Before(next(kind for kind in kinds if label[kind]), "", "labelled")
    if _EITHER_HARM.search(left) and not _NOT_SHOT.search(left):
        return
    for kind, needs, rule, pattern in BEFORE:
        if (match := pattern.search(left)) and not _UNDONE.search(left[: match.end("verb")]):
            yield Before(kind, needs, rule)


def said_after(text: str, reach: int, *, bare: bool) -> After | None:
    """Sentence and where counted people end -> what is said of them; `bare` without a noun."""
    found: After | None = None
    for kind, rule, pattern in AFTER:
        match = pattern.match(text, reach)
        if match is None or (found is not None and match.start("did") >= found.at):
            continue
        outright = bool(_OUTRIGHT.search(match["aux"]))
        if not outright and _is_active(text, match, bare=bare):
            continue
        near = match.start("aux") == reach
        found = After(kind, near, match.start("did"), rule)
    return found


def _is_active(text: str, match: re.Match[str], *, bare: bool) -> bool:
    """Whether people counted are who did it: "two gunmen killed three guards"."""
    if _NEVER_ACTIVE.match(match["did"].lstrip('"\u201c')):
        return False
    if bare and _ATTRIBUTE.match(text, match.end()):
        return False  # "five wounded soldiers"
    return not _SUFFERED.match(text, match.end())
