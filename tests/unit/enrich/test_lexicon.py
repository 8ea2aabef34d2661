"""The trigger lexicon: its lines, its contexts, and the letters its patterns begin with."""

import re

import pytest

from clashwire_enrich.events.openings import LETTERS, openings
from clashwire_enrich.events.trigger_lexicon import read_lexicon, trigger_lexicon
from tests.unit.enrich.test_wordings import LINES

SMALL = """
# a remark
@beasts (?:dogs|cats)
?night night|dark
?play game

[bite] attack 0.8 if=night unless=play else=bark
<beasts> bit
[bark] other 0.5
<beasts> barked
[bark.loud] other 0.6
howl(?:ed|s)
"""


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("(?:hand )?grenades?", "gh"),
        (r"\bIEDs?\b", "i"),
        ("[a-c]x|z", "abcz"),
        ("(?<=forces )advance", "a"),
        ("(?:a|b)?c", "abc"),
        ("re-?(?:took)", "r"),
    ],
)
def test_openings_are_the_letters_a_pattern_can_begin_with(pattern: str, letters: str) -> None:
    assert openings(pattern) == frozenset(letters)


@pytest.mark.parametrize("pattern", [r"\w+ dead", "[^a]b", ".x", "(?:a )?"])
def test_a_pattern_that_can_begin_with_anything_is_tried_everywhere(pattern: str) -> None:
    assert openings(pattern) == LETTERS


def test_a_section_holds_in_its_contexts_and_leaves_the_rest_to_another() -> None:
    lexicon = read_lexicon(SMALL)
    (match,) = lexicon.find("At night the dogs bit.")
    assert match[0] == "dogs bit"
    rule = lexicon.rule_of(match.lastgroup or "", "At night the dogs bit.")
    assert rule is not None
    assert rule.name == "bite"
    for elsewhere in ("The dogs bit.", "At night the dogs bit in a game."):
        instead = lexicon.rule_of("bite", elsewhere)
        assert instead is not None
        assert instead.name == "bark"
    assert {rule.name for rule in lexicon.rules.values()} == {"bite", "bark"}


def test_matches_are_leftmost_whole_words_and_never_overlap() -> None:
    lexicon = read_lexicon(SMALL)
    assert [
        m[0] for m in lexicon.find("Cats barked, dogs bit dogs bitten; a non-howls howls.")
    ] == [
        "Cats barked",
        "dogs bit",
        "howls",
    ]


@pytest.mark.parametrize(
    "listed",
    ["[a] no_such_type 0.5\nx", "lost", "[a] attack 0.5\n<nobody> x", "@a <b>\n@b <a>"],
)
def test_a_line_that_cannot_be_read_is_refused(listed: str) -> None:
    with pytest.raises(ValueError, match=r"lexicon|Invalid"):
        read_lexicon(listed)


def test_trying_patterns_by_their_letter_misses_none() -> None:
    patterns = trigger_lexicon().patterns
    for line in LINES[::7]:
        text = line["text"]
        for word in re.finditer(r"(?<![\w-])[^\W\d_]", text):
            own = patterns.get(word[0].lower())
            tried = own is not None and own.match(text, word.start()) is not None
            assert tried == any(p.match(text, word.start()) for p in patterns.values())
