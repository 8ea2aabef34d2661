"""The trigger lexicon: its lines, its contexts, and the letters its patterns begin with."""

import re

import pytest

from clashwire_enrich.events.openings import can_begin, openings
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
    ("pattern", "begins"),
    [
        ("(?:hand )?grenades?", {"hand", "gren"}),
        (r"\bIEDs?\b", {"ied", "ieds"}),
        ("[a-c]x|z", {"ax", "bx", "cx", "z"}),
        ("(?<=forces )advance", {"adva"}),
        ("(?:a|b)?c", {"c", "ac", "bc"}),
        ("re-?(?:took)", {"re-t", "reto"}),
        (r"raid(?= \w+)", {"raid"}),
        (r"cut \w+", {"cut "}),
        (r"at\w*", {"at", "at*"}),
        (r"\w+ dead", {"*"}),
        ("[^a]b", {"*"}),
        (".x", {"*"}),
    ],
)
def test_openings_are_the_ways_a_pattern_can_begin(pattern: str, begins: set[str]) -> None:
    assert openings(pattern) == begins


@pytest.mark.parametrize(
    ("opening", "key", "can"),
    [
        ("gren", "gren", True),
        ("z", "z pa", True),
        ("at*", "atta", True),
        ("*", "anyt", True),
        ("gren", "grea", False),
        ("at*", "a", True),
        ("adva", "adv", False),
    ],
)
def test_a_pattern_is_tried_where_a_word_begins_like_it(
    opening: str, key: str, *, can: bool
) -> None:
    assert can_begin(opening, key) is can


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


def test_trying_patterns_by_how_words_begin_misses_none() -> None:
    lexicon = trigger_lexicon()
    everything = lexicon._compile(tuple(range(len(lexicon._patterns))))
    for line in LINES[::5]:
        text = line["text"]
        wanted: list[tuple[int, int]] = []
        for word in re.finditer(r"(?<![\w-])[^\W\d_]", text):
            found = everything.match(text, word.start())
            if found is not None and (not wanted or word.start() >= wanted[-1][1]):
                wanted.append(found.span())
        assert [match.span() for match in lexicon.find(text)] == wanted
