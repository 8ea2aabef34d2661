import pytest

from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.sketch import sketch_text
from clashwire_ingest.identity.words import resemblance, text_bits
from tests.unit.ingest.items import NOW, item
from tests.unit.ingest.test_identify import decide, known_after
from tests.unit.ingest.test_sketch import LONG, OTHER, STORY, lightly_edited

LATER = NOW.replace(hour=11, minute=40)


def renamed(**changes: object) -> ParsedItem:
    """The item under another guid and another link."""
    return item(guid="other", url="https://harbour.example/other", **changes)


def test_every_key_changed_and_the_words_stayed() -> None:
    (one,) = decide([renamed()], known_after(item()))

    assert (one.verdict, one.witness) == ("same", "words")


def test_every_key_and_the_title_changed_and_the_text_stayed() -> None:
    before = known_after(item(text=STORY))

    (one,) = decide([renamed(title="Two villages hit", text=STORY)], before)

    assert (one.verdict, one.witness) == ("revised", "text")
    assert one.known.article_id == before[0].article_id


def test_every_key_and_the_text_changed_and_title_and_date_stayed() -> None:
    (one,) = decide([renamed(text=STORY)], known_after(item()))

    assert (one.verdict, one.witness) == ("revised", "title")


@pytest.mark.parametrize(
    "other",
    [
        renamed(published_at=LATER),
        renamed(title="Another place", published_at=LATER),
        renamed(title="Another place", text="Other words of the mayor about the market."),
        renamed(text=STORY, published_at=LATER),
        renamed(title="Two villages hit", text=OTHER),
        renamed(text=STORY, published_at=None),
    ],
)
def test_what_another_date_or_other_words_speak_against_is_new(other: ParsedItem) -> None:
    (one,) = decide([other], known_after(item()))

    assert (one.verdict, one.known.revision) == ("new", 1)


@pytest.mark.parametrize("title", ["Shells fall on Tarrin", "Two villages hit"])
def test_a_long_text_is_known_under_another_date_too(title: str) -> None:
    before = known_after(item(text=STORY))

    (one,) = decide([renamed(title=title, text=STORY, published_at=LATER)], before)

    assert one.known.article_id == before[0].article_id
    assert one.known.first_published_at == item().published_at


def test_words_of_an_item_that_is_still_here_are_no_witness() -> None:
    before = known_after(item())

    here, other = decide([item(), renamed()], before)

    assert (here.verdict, other.verdict) == ("same", "new")


def test_notices_that_share_a_text_are_not_one() -> None:
    notices = [
        item(guid=f"g{n}", url=f"https://harbour.example/{n}", title=f"Notice {n}", text=STORY)
        for n in range(4)
    ]

    found = decide(notices[2:], known_after(*notices[:2]))

    assert [one.verdict for one in found] == ["new", "new"]


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [(LONG, LONG, 1, 1), (LONG, lightly_edited(LONG), 0.6, 1), (STORY, OTHER, 0, 0.3)],
)
def test_bits_of_texts_estimate_their_resemblance(
    one: str, other: str, low: float, high: float
) -> None:
    found = resemblance(text_bits(sketch_text(one)), text_bits(sketch_text(other)))

    assert found is not None
    assert low <= found <= high


def test_headlines_have_no_resemblance() -> None:
    assert resemblance(text_bits(sketch_text("Shells fall")), text_bits(sketch_text(STORY))) is None
