"""Object words: what tells a claim about harm or blame from 'spoke of her childhood'."""

from clashwire_enrich.claims.deed_words import is_deed
from clashwire_enrich.claims.heads import ARMED_NOUNS, SLURS
from clashwire_enrich.text.quantities import read_number
from clashwire_enrich.text.words import Word, word_set

_CURRENCY = word_set(
    "dollars dollar euros euro pounds pound francs rupees rubles roubles naira shillings percent"
    " cent per degrees metres kilometres km miles points yuan yen lira hryvnia birr"
)
COUNTED = word_set(
    "toll tolls number numbers figure figures total count tally losses casualties dead deaths"
    " victims wounded injured missing killed displaced homeless bodies fatalities arrested detained"
    " strength ranks families villagers homes houses people refugees hostages prisoners"
)
CULPRITS = word_set(
    "author authors perpetrator perpetrators culprit culprits attacker attackers killer killers"
    " suspect suspects mastermind masterminds responsible gunman gunmen bomber bombers assailant"
    " assailants ringleader organiser organisers instigator instigators source member members"
)
_ROUGH = word_set(
    "about around nearly almost over more least at some roughly fewer up to just under close"
    " dozens scores hundreds thousands between"
)


def is_count(word: Word) -> bool:
    """Whether a word is a number or opens a rough one."""
    return word.text[0].isdigit() or word.lower in _ROUGH or read_number(word.lower) is not None


def tells(words: list[Word]) -> bool:
    """Whether an object says something a ledger keeps: a number of harm, a deed, own words."""
    if not words:
        return False
    return any(word.quoted for word in words[:4]) or any(is_deed(word) for word in words)


def counts_people(words: list[Word], at: int) -> bool:
    """Whether a number of people, not of money or measure, stands at an index."""
    if at >= len(words) or not is_count(words[at]):
        return False
    near = {word.lower for word in words[at : at + 6]}
    money = any(word.text in "$\u20ac\u00a3%" for word in words[max(0, at - 1) : at + 4])
    return not (near & _CURRENCY or money)


def names_side(words: list[Word]) -> bool:
    """Whether an object begins with a name, own words or an armed group."""
    if not words:
        return False
    first = words[0]
    armed = any(word.lower in ARMED_NOUNS for word in words[:6])
    return first.is_name or first.text in "\"\u201c'\u2018" or armed


def is_epithet(words: list[Word]) -> bool:
    """Whether a predicate judges: quoted, a slur, or told of force."""
    return any(word.quoted or word.lower in SLURS or is_deed(word) for word in words)
