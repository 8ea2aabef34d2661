import pytest

from clashwire_ingest.pages.boilerplate import BOILERPLATE, boilerplate_reason, strip_boilerplate

NOTICES = {
    "points to another article": [
        "READ MORE: What we know of the Tarrin front",
        "Related: Five years of the Orven dam",
        "Watch: The bridge, one year on",
        "You may also like",
        "Lire aussi : Le marché de Tarrin",
        "Читайте також: Що відомо про фронт",
    ],
    "asks to subscribe": [
        "Sign up for our newsletter to get the world in your inbox every morning.",
        "Subscribe to our channel",
        "Get the day's news in your inbox",
    ],
    "asks to follow": ["Follow us on Telegram and X.", "Join us on WhatsApp"],
    "a share bar": ["Share", "Share on Facebook", "Share this article", "Copy link", "Поділитися"],
    "an advertisement's place": ["Advertisement", "ADVERTISEMENT", "Story continues below"],
    "a picture's credit": [
        "Image source, Harbour Post / B. Lens",
        "Photo: The dam in January (River Gazette)",
        "Picture credit: B. Lens",
    ],
    "a copyright notice": ["© 2026 River Gazette", "River Gazette. All rights reserved."],
    "a reading time": ["4 min read"],
    "a count of comments": ["12 comments"],
    "tags": ["Tags: drone, Sellin"],
    "a click": ["Click here for the map"],
    "asks for money": ["Support our journalism with a gift today", "Donate to us"],
    "nothing but signs": ["* * *", "—"],
}
PROSE = [
    "Related attacks were reported in two villages nearby.",
    "Pictures, which could not be verified, showed smoke over the bay.",
    "Advertisement boards along the road were burnt, police said.",
    "Watch posts on the ridge were shelled for a third night.",
    "Share prices of the port company fell by a tenth.",
    "Follow us or stay and die, the fighters told the villagers.",
    "Register for the evacuation by noon, the governor told residents.",
    "Comments by the general were not published.",
    "Support us now or we shall lose the town, the mayor begged.",
    "Save this town, the mayor asked both commands.",
    "Copyright law was no excuse, the judge said.",
    "“Read more into it if you like,” the speaker said: “it was not us.”",
    "12 dead were counted by the hospital.",
    "Photographs taken on Sunday show two craters.",
    "Read more slowly, the censor told the reporter.",
]


@pytest.mark.parametrize(
    ("reason", "line"), [(reason, line) for reason, lines in NOTICES.items() for line in lines]
)
def test_a_notice_is_dropped_and_says_why(reason: str, line: str) -> None:
    assert boilerplate_reason(line) == reason


@pytest.mark.parametrize("line", PROSE)
def test_a_sentence_that_begins_like_a_notice_stays(line: str) -> None:
    assert boilerplate_reason(line) is None


def test_every_kind_of_notice_has_an_example() -> None:
    assert {kind.reason for kind in BOILERPLATE} <= NOTICES.keys()


def test_a_long_line_is_prose_whatever_it_begins_with() -> None:
    assert boilerplate_reason("Related: " + "the army said so, " * 20) is None


def test_what_stands_before_the_first_sentence_goes() -> None:
    text = "Front page\nShells on Tarrin\nBy A. Writer\n2 March 2026\nTwo people were hurt.\nA line"

    assert strip_boilerplate(text, "Shells on Tarrin") == "Two people were hurt.\n\nA line"


def test_the_title_is_not_repeated_in_the_text() -> None:
    text = "Two people were hurt.\nShells on Tarrin\nThe mayor said so."

    assert strip_boilerplate(text, "Shells on Tarrin") == (
        "Two people were hurt.\n\nThe mayor said so."
    )


def test_a_text_without_any_sentence_is_kept() -> None:
    assert strip_boilerplate("Rocket danger\nAll clear") == "Rocket danger\n\nAll clear"
