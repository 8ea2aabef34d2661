"""Harm frames: what a sentence says happened to people it counts, from the words on both sides."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from clashwire_contracts.vocabulary import NumberKind
from clashwire_enrich.events.people_words import PERSON

Needs = Literal["", "people", "lives", "to_death", "captive", "hospital"]


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
_BODIES = (
    r"(?:bod(?:y|ies)|corpses?|remains) of|(?:result\w*|end\w*) in the (?:\w+ )?(?:deaths?|killing"
    r"s?) of|(?:led|leads?|leading) to the (?:\w+ )?(?:deaths?|killings?) of|caus\w+ the (?:\w+ )?"
    r"deaths? of|(?:takes?|took|taking|claim\w*|cost\w*) the li(?:fe|ves) of"
)
_BEFORE: tuple[tuple[NumberKind, Needs, str, str], ...] = (
    (
        "killed", "", "active_killed",
        (r"(?:killed (?:were|was|are|is)|(?:kill(?:ed|ing|s)?|massacr(?:ed|ing)|execut(?:ed|ing"
        r"|es)|behead(?:ed|ing|s)"
        r"|murder(?:ed|ing|s)|slaughter(?:ed|ing|s)|assassinat(?:ed|ing|es)|lynch(?:ed|ing)"
        r"|slain|slew|strangl(?:ed|ing)|eliminat(?:ed|ing|es)|neutrali[sz](?:ed|ing|es))[\"\u201d]?"
        r"|(?:shot|shoot|shooting|shoots) (?:dead|and kill(?:ed|ing|s)?|to death)"
        r"|(?:gunn?(?:ed|ing|s)|mow(?:ed|ing|s)|cut(?:ting)?) down|hacked to death"
        r"|beat to death|stabbed to death|burn(?:ed|t) alive|fatally (?:sho(?:t|oting)|stabb\w+"
        r"|wound\w+|injur\w+))"),
    ),
    ("killed", "", "bodies_of", rf"(?:{_BODIES}|slit(?:ting)? the throats? of|wip(?:ed|ing) out)"),
    ("killed", "people", "buried", r"(?:buried|burying|bury|buries)"),
    ("killed", "lives", "claimed_lives", r"(?:claim(?:ed|ing|s)?|costs?|costing|took|taking)"),
    (
        "killed", "to_death", "to_death",
        (r"(?:hack(?:ed|ing)|beat(?:ing|en)?|stabb(?:ed|ing)|burn(?:ed|ing|t)|ston(?:ed|ing)"
        r"|club(?:bed|bing)|knif(?:ed|ing)|batter(?:ed|ing)|crush(?:ed|ing)|starv(?:ed|ing)"
        r"|bludgeon(?:ed|ing)|shot|setting|set|trampl(?:ed|ing))"),
    ),
    (
        "wounded", "", "active_wounded",
        (r"(?:wound(?:ed|ing|s)|injur(?:ed|ing|es)|hurt(?:ing|s)?|maim(?:ed|ing|s)"
        r"|(?:injur(?:y|ies)|wounds) to)"),
    ),
    (
        "captured", "people", "active_captured",
        (r"(?:captur(?:ed|ing|es)|abduct(?:ed|ing|s)|kidnapp?(?:ed|ing|s)|seiz(?:ed|ing|es)"
        r"|snatch(?:ed|ing)|ma(?:de|king) off with|carried off|(?:took|taking|takes) hostage)"),
    ),
    ("captured", "captive", "active_captured", r"(?:took|taken|taking|takes|held|holding)"),
    ("wounded", "hospital", "sent_to_hospital", r"(?:sent|sending|put|treat(?:ed|ing|s))"),
    ("killed", "people", "loss_of", r"loss(?:es)? of"),
    ("losses", "people", "lost_members", r"(?:lost|losing|loses|lose)"),
)  # fmt: skip
BEFORE = tuple(
    (kind, needs, rule, re.compile(rf"(?<![\w-])(?P<verb>{words}){_LEAD}", re.IGNORECASE))
    for kind, needs, rule, words in _BEFORE
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
    r"\b(?:were|was|been|being|be|got)(?: \w+ly)? (?!\w+ing\b)[\w ]+$"
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
    r"|were|was|had|have|has|is|are)\b"
)
_FILLERS = rf"(?: (?!{_CLAUSE_WORDS})[\w'\u2019.-]+){{1,8}}?"
_POST = (
    rf"(?: (?:of|from|in|at|on|near|aboard|inside|outside|with|among|belonging|travell?ing|riding"
    rf"|working|aged|sleeping|praying|living|sheltering|waiting|fleeing|playing|standing"
    rf"|returning|guarding|manning|attending|fighting|loyal|accused|suspected|linked to){_FILLERS}"
    r"| aged [\w-]+(?:, [\w-]+)*(?:,? (?:and|to) [\w-]+)?"
    rf"| (?:hit|struck|caught|taken|trapped|held|pulled|admitted|brought|injured|wounded){_FILLERS}"
    rf"| who (?:was|were|had been|had|have been)?{_FILLERS}| on board| aboard)?"
)
_AUXILIARY = (
    r"(?P<aux>(?:,? (?:who|which|that)(?= ))?(?: (?:were|was|are|is|have|has|had|been|be|being|got"
    r"|get|reportedly|also|confirmed|reported|feared|believed|found|left|declared|later|then"
    r"|instantly|presumed|said|thought|understood|(?<=[dnt] )to (?:have been|have|be)(?= )|all"
    r"|both|alone|so far|since|already|now|lay"
    r"|lying|subsequently|eventually|themselves|himself|herself|either|pronounced|known|\w+ly"
    r")){0,6})"
)
_BY_FORCE = (
    r"(?:beaten|hacked|stabbed|stoned|clubbed|burn(?:ed|t)|shot|tortured|trampled|crushed|kicked"
    r"|bludgeoned|knifed|put|starved|battered)"
)
_AFTER: tuple[tuple[NumberKind, str, str], ...] = (
    (
        "killed", "died",
        (r"(?:died?|dies|dying|perish(?:ed|es)?|drowned|bled to death|succumb(?:ed|s)?|did not"
        r" survive|laid down (?:their|his|her) li(?:fe|ves)|passed away|(?:lost|lose"
        r"|losing) (?:his|her|their) li(?:fe|ves)|met (?:his|her"
        r"|their) deaths?|fell (?:in (?:the |that )?(?:battle|fighting|combat|action|clash\w*"
        r"|attack|assault|line)))"),
    ),
    (
        "killed", "counted_passive_killed",
        (r"[\"\u201c]?(?:killed|dead(?! (?:wrong|right|set|tired|end|heat|centre|center)\b)"
        r"|shot dead|slain|massacred|executed|beheaded|martyred|murdered"
        r"|lynched"
        r"|slaughtered|gunned down|mown down|mowed down|cut down|blown up|blown to pieces"
        r"|eliminated|neutrali[sz]ed|assassinated|strangled|electrocuted|incinerated|hanged"
        rf"|{_BY_FORCE} (?:to death|alive|and killed)|found with (?:their|his"
        rf"|her) throats? (?:cut|slit)|fatally \w+|mortally \w+|shot and killed"
        rf"|(?:rounded up|lined up|taken away|led out) and shot"
        r"|shot in the head)"),
    ),
    (
        "wounded", "counted_passive_wounded",
        (r"(?:(?:shot and )?(?:wounded|injured|hurt|maimed)|(?:suffered|sustained|suffering"
        r"|sustaining|with) (?:[\w-]+ ){0,3}?(?:injuries|wounds|burns|fractures|bruises)"
        r"|hospitali[sz]ed|(?:taken|rushed|brought|admitted|evacuated|sent) to (?:an? |the )?(?:\w+"
        r" )?(?:hospitals?|clinics?)|treated(?: in| at| for)(?! (?:covid|cholera|malnutrition))"
        r"|(?:needed|required) (?:\w+ )?treatment|burned|burnt|in (?:an? )?(?:critical|serious"
        r"|grave) condition)"),
    ),
    (
        "captured", "counted_passive_captured",
        (r"(?:captured|taken (?:prisoner|hostage|captive|away)|abducted|kidnapped|seized"
        r"|surrendered|held (?:hostage|captive)|being held|snatched|carried off|marched off"
        r"|led away|driven away)"),
    ),
    (
        "missing", "counted_missing",
        (r"(?:(?:remain(?:s|ed)?|still|went|go|gone|listed as) )*(?:missing|unaccounted for"
        r"|disappeared|vanished)"),
    ),
)  # fmt: skip
# What may follow a participle that tells what was done to people, not what they did.
_SUFFERED = re.compile(
    r"$|[,.;:!?)\"\u201d\u2019'\u2013\u2014]| [-\u2013\u2014]"
    r"| (?:and|or|in|by|when|as|after|on|at|near|during|while|since"
    r"|so far|overnight|yesterday|today|tonight|is|are|was|were|had|have|has|included?|from|with"
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
    for kind, rule, words in _AFTER
)
_OUTRIGHT = re.compile(
    r"\b(?:were|was|are|is|been|be|being|got|get|found|lay|lying)\b", re.IGNORECASE
)
_NEVER_ACTIVE = re.compile(
    r"(?:died?|dies|dying|perish\w*|drowned|bled|succumb\w*|did not|passed|los[et]|met|fell|dead"
    r"|shot dead|suffer\w*|sustain\w*|with|treated|missing|disappeared|vanished|surrendered)",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(rf" {PERSON}(?![\w-])", re.IGNORECASE)
TO_DEATH = re.compile(r" (?:to death|alive|on fire)\b", re.IGNORECASE)
THEIR_LIVES = re.compile(r" (?:their|his|her) li(?:fe|ves)\b", re.IGNORECASE)
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
