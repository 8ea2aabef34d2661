"""Language by rules: which script most letters are of, and whose little words stand between them.

The fallback where no model is installed, and the check on a model that is: it answers for texts of
a line, where one Arabic name outweighs an English headline.
"""

import re
import unicodedata
from collections import Counter

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = "LATIN"
# Unicode's name of a script -> the language that news in it is most often in.
_BY_SCRIPT = {
    "ARABIC": "ar", "CYRILLIC": "ru", "HEBREW": "he", "GREEK": "el", "CJK": "zh", "HIRAGANA": "ja",
    "KATAKANA": "ja", "HANGUL": "ko", "DEVANAGARI": "hi", "BENGALI": "bn", "THAI": "th",
    "ETHIOPIC": "am", "MYANMAR": "my", "GEORGIAN": "ka", "ARMENIAN": "hy", "TAMIL": "ta",
    "KHMER": "km", "SINHALA": "si",
}  # fmt: skip
_LATIN_LANGUAGES = frozenset(
    {"en", "fr", "es", "pt", "de", "it", "nl", "tr", "id", "ms", "sw", "so", "ha", "vi", "pl", "ro"}
    | {"cs", "sk", "sl", "hr", "bs", "sq", "hu", "fi", "sv", "no", "da", "et", "lv", "lt", "ca"}
    | {"gl", "eu", "ga", "cy", "is", "mt", "af", "tl", "ceb", "jv", "su", "az", "uz", "tk", "ku"}
    | {"la", "eo", "lb", "oc", "br", "gd", "zu", "xh", "rw", "ln", "yo", "ig", "mg", "ht", "nn"}
    | {"vec", "war", "pms", "nds", "min", "io", "ia", "vo", "an", "ast", "co", "fy", "gn", "qu"}
    | {"sc", "scn", "lmo", "nap", "eml", "frr", "ilo", "pam", "bcl", "li", "wa", "vls", "rm", "sh"}
)
_LITTLE_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        {"the", "of", "in", "on", "at", "by", "for", "from", "with", "near", "after", "as", "to"}
        | {"and", "is", "are", "was", "were", "has", "have", "say", "says", "said", "over", "an"}
        | {"kills", "killed", "attack", "attacks", "army", "lost", "south", "north", "east", "west"}
    ),
    "fr": frozenset(
        {"le", "la", "les", "des", "du", "et", "dans", "une", "sur", "au", "aux", "est"}
    ),
    "es": frozenset({"el", "los", "las", "del", "en", "una", "por", "con", "se", "su", "al", "y"}),
    "pt": frozenset({"o", "os", "do", "da", "dos", "em", "uma", "por", "com", "no", "na", "ao"}),
    "de": frozenset({"der", "die", "das", "und", "im", "von", "mit", "ein", "auf", "den", "bei"}),
    "it": frozenset({"il", "gli", "della", "nel", "di", "un", "per", "che", "sono", "alla", "dei"}),
    "nl": frozenset({"de", "het", "een", "van", "op", "met", "voor", "bij", "zijn", "aan"}),
    "tr": frozenset({"ve", "bir", "bu", "için", "ile", "da", "de", "olarak", "sonra"}),
    "id": frozenset({"yang", "di", "dan", "dari", "untuk", "dengan", "pada", "ini", "itu", "ke"}),
    "sw": frozenset({"ya", "wa", "na", "kwa", "za", "katika", "ni", "la", "kuwa", "huko"}),
}
_SURE_LEAD = 2  # little words of one language more than of any other


def language_by_rules(text: str) -> str | None:
    """Text -> ISO 639-1 code by script and little words, or None where they leave it open."""
    script = main_script(text)
    if script is None or script == _LATIN:
        return _by_little_words(text)
    return _BY_SCRIPT.get(script)


def main_script(text: str) -> str | None:
    """Text -> the script of most of its letters, by Unicode's name; None without letters."""
    scripts = Counter(
        unicodedata.name(letter, "UNKNOWN").partition(" ")[0] for letter in _LETTER.findall(text)
    )
    return min(scripts, key=lambda name: (-scripts[name], name)) if scripts else None


def fits_script(language: str, text: str) -> bool:
    """Whether a language is written in the script of most of a text's letters."""
    script = main_script(text)
    if script == _LATIN:
        return language in _LATIN_LANGUAGES
    return script is None or language not in _LATIN_LANGUAGES


def _by_little_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text.casefold()))
    heard = {
        language: sum(words[word] for word in sorted(little))
        for language, little in _LITTLE_WORDS.items()
    }
    ranked = sorted(heard, key=lambda language: (-heard[language], language))
    first, second = ranked[:2]
    sure = heard[first] >= _SURE_LEAD and heard[first] > heard[second]
    return first if sure else None
