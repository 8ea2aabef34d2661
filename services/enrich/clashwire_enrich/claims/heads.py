"""Heads: a cue with its source and its position, before contents are cut."""

from typing import Literal

import msgspec

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.deed_words import is_deed
from clashwire_enrich.claims.noun_phrases import DETERMINERS, has_verb, is_verbish
from clashwire_enrich.claims.voices import PRONOUNS
from clashwire_enrich.text.quantities import read_number
from clashwire_enrich.text.words import Word, word_set

Position = Literal["before", "after", "inside", "passive"]
MIN_CONTENT_WORDS = 3
_OPENERS = frozenset(("when", "that", "because", "while", "and", "but", "where", "since", "until"))
_MAX_CULPRIT_WORDS = 5
_MAX_BARE_CHARGE = 3  # words of "accused Iran" and no charge
_MAX_CULPRIT_REACH = 10
# "called this a lie": a denial in one word, with no quotation
SLURS = word_set(
    "lie lies fabrication provocation propaganda massacre crime genocide hoax nonsense false"
    " coup betrayal disaster farce charade scandal barbarism attack insult trap"
    " falsehood terrorism terrorists murder atrocity escalation aggression slander invention"
    " traitor traitors murderer murderers criminal criminals mercenaries bandits thieves liar liars"
    " occupier occupiers assassins killers butchers invaders invader aggressor aggressors puppet"
    " puppets spies collaborators cowardly barbaric illegal heinous sham trick bloodbath"
    " catastrophe tragedy accident mistake error success victory defeat rumour rumours fiction"
    " fable fantasy pretext slaughter theft robbery carnage humiliation invasion encounter"
    " operation"
)
_LABELS = frozenset(("describe", "call", "suspect"))
_THINKING = word_set("suggest indicate maintain argue believe conclude reckon fear")
_OF_DOING = word_set("boast complain warn")
_OWNERS = word_set("his her its their our my")
# "denied its men leave", "denied entry to": what is withheld is no charge
_WITHHELD = word_set(
    "leave access entry permission visa visas bail asylum passage entrance accreditation parole"
    " treatment burial citizenship food water medicine"
)
ARMED_NOUNS = word_set(
    "rebels militants insurgents guerrillas dissidents separatists jihadists gunmen bandits gangs"
    " militia militias militiamen fighters terrorists extremists soldiers troops forces army police"
    " cartel cartels group groups faction factions remnants paramilitaries settlers gang drone"
    " drones herders"
)
OPENING_MARKS = "\"\u201c\u2018'"
CLOSING_MARKS = "\"\u201d\u2019'\u00bb"
# What may follow a source that comes after its content: ", police said after the blast".
TRAILING = word_set(
    "after as at amid when while during in following before without of from since because though"
    " although despite on under with"
)
MANNERS = TRAILING | word_set(
    "into through over across down up out outside inside by at to as near beside beneath below"
    " behind about of for among between towards softly again"
)
DENIABLE = word_set(
    "accusation accusations claim claims allegation allegations report reports charge charges"
    " suggestion suggestions statement account accounts responsibility that figure"
    " figures toll tolls number numbers version"
)
DENIED_BRIEFLY = word_set("this it that involvement responsibility wrongdoing them")
# "reported for duty", "warned off a dog": no clause begins so.
_ASTRAY = word_set("for off out up down onto")
_OF_DEEDS = frozenset(("confirm", "deny", "report", "intend"))
_SAID_NOTHING = word_set(
    "of about to on more when in at for since until during after before and but"
)
_NOT_CLAIMED = word_set("to whether how why goodbye nothing so yes no sorry if what")
# What a count counts where no verb tells of harm: "documented 60 deaths".
HARM_NOUNS = word_set(
    "deaths killings casualties victims wounded injuries attacks strikes airstrikes raids cases"
    " violations abuses incidents abductions kidnappings arrests executions disappearances clashes"
    " graves bodies fatalities rapes killed dead injured"
)


class Head(msgspec.Struct, frozen=True):
    """A cue at word `cue`; its source is words[source_start:source_end].

    `position` says where the source stands to the content: before it, after it, inside it, or
    the cue is passive. `after` holds what follows the cue; `carried`: the source spoke before.
    `cue_end`: the index after a cue of several words, 0 for a single one.
    """

    cue: int
    verb: CueVerb
    source_start: int
    source_end: int
    after: Circumstances
    position: Position
    carried: bool = False
    cue_end: int = 0


def position_of(words: list[Word], start: int, floor: int, after: Circumstances) -> Position | None:
    """Where a source at `start` stands to its content, or None when it has none."""
    preceded = _content_before(words, start, floor)
    at = after.end
    if at >= len(words) or _ends(words[at]):
        return "after" if preceded else None
    if words[at].lower == "," and not after.that:
        return _around_comma(words, start, floor, at) if preceded else "before"
    if preceded and not after.that and words[at].lower in TRAILING:
        return "after"
    if preceded and words[start - 1].text in CLOSING_MARKS and words[at].lower in MANNERS:
        return "after"  # '"...," a colonel shouted into his phone'
    return "before"


def hands_over(words: list[Word], after: Circumstances, verb: CueVerb, position: Position) -> bool:
    """Whether what follows (or precedes) a cue can be its content."""
    if position != "before":
        return verb.family not in {"accuse", "blame", "estimate"}
    content = words[after.end :]
    if _is_brief(content, verb):
        return True
    least = 1 if verb.family in {"intend", "blame", "accuse"} else MIN_CONTENT_WORDS - 1
    if sum(not word.is_mark for word in content) < least:
        return False
    return _opens_clause(content, after, verb) and _object_fits(content, after, verb)


def _opens_clause(content: list[Word], after: Circumstances, verb: CueVerb) -> bool:
    first = content[0]
    if after.that or first.text in OPENING_MARKS + ":," or verb.lemma in _LABELS:
        return True
    if _strays(content, verb):
        return False
    counted = verb.lemma in cues.COUNTS_WITHOUT_THAT and _counts_harm(content)
    if counted or _states_plainly(content, verb):
        return True
    if verb.lemma in cues.NEEDS_THAT or (verb.family == "tell" and first.lower == "to"):
        return False
    if first.lower in {"no", "nothing"}:
        return _states_none(content)
    return not (verb.family == "say" and first.lower in _NOT_CLAIMED)


def _states_none(content: list[Word]) -> bool:
    """'said no civilians died', 'says nothing stands in their way', but not 'said no to talks'."""
    following = content[1].lower if len(content) > 1 else ""
    if content[0].lower == "no":
        return has_verb(content[1:]) and following not in _NOT_CLAIMED
    return len(content) > MIN_CONTENT_WORDS and following not in _SAID_NOTHING


def _strays(content: list[Word], verb: CueVerb) -> bool:
    """'reported for duty', 'confirmed each application with a stamp': no claim follows."""
    following = content[1].lower if len(content) > 1 else ""
    astray = content[0].lower in _ASTRAY and following != "to"  # "said up to 50 died"
    return astray or (verb.family in _OF_DEEDS and _is_idle_thing(content, verb))


def _is_idle_thing(content: list[Word], verb: CueVerb) -> bool:
    """'confirmed each application with a stamp', 'denied his son the keys': no word of conflict."""
    if verb.lemma in {"acknowledge", "concede", "recognise"} or content[0].lower in PRONOUNS:
        return False
    plain = [word for word in content if not word.is_mark]
    telling = any(word.is_name or word.text[0].isdigit() or word.quoted for word in plain)
    known = any(_tells_of(word) for word in plain)
    named = content[0].lower in DETERMINERS
    return named and not (telling or known or has_verb(content))


def _tells_of(word: Word) -> bool:
    return word.lower in DENIABLE | DENIED_BRIEFLY or is_deed(word)


def _states_plainly(content: list[Word], verb: CueVerb) -> bool:
    """'maintains it is innocent', 'suggest the raiders wore masks', 'boasts of having won'."""
    first = content[0].lower
    if first in PRONOUNS and verb.lemma in cues.NEEDS_THAT:
        return has_verb(content[1:4])
    if verb.lemma in _OF_DOING and first == "of":
        return len(content) > 1 and content[1].lower.endswith("ing")
    return verb.lemma in _THINKING and has_verb(content[1:6])


def _counts_harm(content: list[Word]) -> bool:
    """'documented 60 deaths in custody', 'verified the killing of four men'."""
    near = [word.lower for word in content[:9]]
    counted = any(word[0].isdigit() or read_number(word) is not None for word in near)
    return counted and not HARM_NOUNS.isdisjoint(near)


def _is_brief(content: list[Word], verb: CueVerb) -> bool:
    near = [word.lower for word in content[:3]]
    if verb.lemma == "claim" and near[:1] == ["responsibility"]:
        return True
    return verb.lemma == "deny" and bool(set(near) & DENIED_BRIEFLY)


def _object_fits(content: list[Word], after: Circumstances, verb: CueVerb) -> bool:
    near = [word.lower for word in content[:15]]
    match verb.lemma:
        case "suspect":
            return near[:1] == ["that"] or _names_culprit(content)
        case "claim":
            taken = near[:2] == ["responsibility", "for"]  # read with its noun, as one cue
            owned = not after.that and near[0] in _OWNERS and not has_verb(content)
            return not (taken or owned) and "lives" not in near[:5] and "life" not in near[:4]
        case "deny":
            return after.that or not _WITHHELD.intersection(near[:7])
        case "reject" | "dismiss" | "dispute" | "refute":
            return bool(set(near) & DENIABLE)
        case _:
            return _words_fit(content, near, after, verb)


def _words_fit(content: list[Word], near: list[str], after: Circumstances, verb: CueVerb) -> bool:
    """'described the raid as ...', 'called it a "massacre"', 'declared the hill was theirs'."""
    match verb.lemma:
        case "describe" | "call":
            return _labels(content, near, verb)
        case "declare":
            return has_verb(content)
        case "post" | "read":
            return after.that or content[0].text in OPENING_MARKS + ":"
        case _:
            return _charge_fits(content, near, verb)


def _charge_fits(content: list[Word], near: list[str], verb: CueVerb) -> bool:
    """'accused X of ...', 'blamed X', 'attributed the blast to a bomb'."""
    if verb.family == "accuse":
        ends = any(word.text in ".;" for word in content[1:4]) or len(content) <= _MAX_BARE_CHARGE
        return "of" in near[1:] or (content[0].is_name and ends)
    if verb.lemma == "attribute":
        return "to" in near[1:]
    if verb.lemma == "hold":
        return "responsible" in near[1:8] or "accountable" in near[1:8]
    if verb.lemma == "point":
        return near[:1] in (["the"], ["a"]) and near[1] in {"finger", "fingers"}
    if verb.family == "blame":
        return bool({"for", "on"} & set(near[1:])) or _names_culprit(content)
    return True


def _names_culprit(content: list[Word]) -> bool:
    """'blamed Israel', 'blamed the army.': a name, or a short phrase and nothing more."""
    if content[0].text in OPENING_MARKS:
        content = content[1:]
    end = next((at for at, word in enumerate(content) if word.text in ".;"), len(content))
    if content[0].is_name or (content[0].lower == "the" and end <= _MAX_CULPRIT_WORDS):
        return True
    culprit = content[: min(end, _MAX_CULPRIT_REACH)]
    armed = any(word.lower in ARMED_NOUNS for word in culprit)
    return armed and not has_verb(culprit)


def _labels(content: list[Word], near: list[str], verb: CueVerb) -> bool:
    """'described the raid as ...', 'called it a "massacre"', but not 'called for calm'."""
    if verb.lemma == "describe":
        return "as" in near or near[0].endswith("ing")
    quoted = any(word.quoted for word in content[:12])
    quoted = quoted or not SLURS.isdisjoint(near[:6])
    return quoted and near[0] not in {"for", "on", "off", "up", "in", "upon"}


def _around_comma(words: list[Word], start: int, floor: int, at: int) -> Position:
    """'Two died, the army said, and ...' -> whether the words after the comma are content too."""
    left = words[floor : start - 1]
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None:
        return "after"
    if left[-1].quoted or left[-1].text in CLOSING_MARKS:
        resumes = following.text in OPENING_MARKS or _goes_on(words, at + 1)
        return "inside" if resumes else "after"
    if left[-1].lower in _OPENERS:
        return "before"  # "when, Armenia says, rockets fell": what follows is the content
    if not has_verb(left) or (is_verbish(following) and not following.lower.endswith("ing")):
        return "inside"
    return "inside" if _goes_on(words, at + 1) else "after"


def _goes_on(words: list[Word], at: int) -> bool:
    """', and 11 others were wounded': a second count or clause without a speaker of its own."""
    rest = words[at:]
    if rest[0].lower in {"killing", "wounding", "injuring", "leaving", "destroying"}:
        return True
    speaks = any(word.lower in cues.FINITE or word.lower == "according" for word in rest)
    return rest[0].lower == "and" and not speaks and has_verb(rest)


def _content_before(words: list[Word], start: int, floor: int) -> bool:
    if start - floor < MIN_CONTENT_WORDS:
        return False
    mark = words[start - 1]
    left = words[floor : start - 1]
    if mark.text in CLOSING_MARKS + "\u2014\u2013":
        return True
    return mark.text == "," and (has_verb(left) or left[0].lower not in TRAILING | {"late"})


def _ends(word: Word) -> bool:
    return word.text in ".;!?)\u2014\u2013" and not word.quoted
