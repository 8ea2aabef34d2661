"""A feed that edits its items in every way, over many polls: one article, one id, for good."""

import random
from collections.abc import Sequence
from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from clashwire_contracts.feed_state import KnownItem, NamingHabits
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.habits import learn_habits, naming_of
from clashwire_ingest.identity.identify import identify
from clashwire_ingest.polling.feed_memory import keep_items
from tests.unit.ingest.items import NOW, item
from tests.unit.ingest.test_sketch import STORY as TEXT

WORDS = TEXT.split()


class Story(msgspec.Struct):
    """One article as its publisher thinks of it; counts are how often a part was edited."""

    number: int
    guid: int = 0
    link: int = 0
    title: int = 0
    text: int = 0
    secure: bool = True

    def shown(self) -> ParsedItem:
        """The item in the feed today."""
        words = random.Random(self.number)  # noqa: S311  # the same words every time
        title = [words.choice(WORDS) for _ in range(5)]
        text = [words.choice(WORDS) for _ in range(40)]
        scheme = "https" if self.secure else "http"
        return item(
            guid=f"g{self.number}-{self.guid}",
            url=f"{scheme}://harbour.example/{self.number}/{self.link}",
            title=f"{' '.join(title)} {self.number} edit {self.title}",
            text=f"{' '.join(text)}. Edit {self.text} of story {self.number}.",
            published_at=NOW - timedelta(minutes=7 * self.number),
        )


# What one edit may change at once: one witness of five always stays.
EDITS: tuple[tuple[str, ...], ...] = (
    (),
    ("guid",),
    ("link",),
    ("title",),
    ("text",),
    ("guid", "link"),
    ("guid", "title"),
    ("link", "title"),
    ("guid", "text"),
    ("link", "text"),
    ("title", "text"),
    ("guid", "title", "text"),
    ("link", "title", "text"),
    ("guid", "link", "title"),
    ("guid", "link", "text"),
)
_OFTEN = 0.8
_STEP = st.tuples(
    st.lists(st.sampled_from(EDITS), min_size=6, max_size=6),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.randoms(use_true_random=False),
)


@settings(deadline=None)
@given(st.lists(_STEP, min_size=1, max_size=8))
def test_an_article_keeps_its_id_through_every_edit(
    steps: list[tuple[list[tuple[str, ...]], list[bool], random.Random]],
) -> None:
    stories = [Story(number=number) for number in range(1, 7)]
    known: Sequence[KnownItem] = ()
    habits: NamingHabits | None = None
    ids: dict[int, str] = {}
    revisions: set[tuple[str, int]] = set()
    ledger = ArticleLedger()
    for edits, present, chance in steps:
        shown = [story for story, is_there in zip(stories, present, strict=True) if is_there]
        for story in shown:
            story.secure = chance.random() < _OFTEN
            for part in edits[story.number - 1]:
                setattr(story, part, getattr(story, part) + 1)
        chance.shuffle(shown)
        items = [story.shown() for story in shown]
        found = identify(
            items,
            known,
            domain="harbour.example",
            now=NOW,
            ledger=ledger,
            naming=naming_of(habits, items),
        )
        assert len(found) == len(items)
        for story, one in zip(shown, found, strict=True):
            assert ids.setdefault(story.number, one.known.article_id) == one.known.article_id
            if one.verdict != "same":
                assert (one.known.article_id, one.known.revision) not in revisions
                revisions.add((one.known.article_id, one.known.revision))
        assert len(set(ids.values())) == len(ids)
        ledger.accept(one.known for one in found)
        known = keep_items([one.known for one in found], known)
        habits = learn_habits(habits, found)
