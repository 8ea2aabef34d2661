from collections.abc import Sequence

from clashwire_contracts.feed_state import KnownItem, NamingHabits
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.habits import learn_habits, naming_of
from clashwire_ingest.identity.identify import Identified, identify
from tests.unit.ingest.items import NOW, item

LONG = "The {0} front said its fighters had taken the {0} bridge on Sunday and held it since noon."


class Feed:
    """A feed polled again and again by identity alone, its habits carried on."""

    def __init__(self) -> None:
        self.habits: NamingHabits | None = None
        self._known: Sequence[KnownItem] = ()

    def poll(self, *items: ParsedItem) -> tuple[Identified, ...]:
        """Decide on a document's items, remember them and learn."""
        found = identify(
            items,
            self._known,
            domain="harbour.example",
            now=NOW,
            ledger=ArticleLedger(),
            naming=naming_of(self.habits, items),
        )
        self.habits = learn_habits(self.habits, found)
        self._known = [one.known for one in found]
        return found


def named(number: int, url: str, guid: str | None = None) -> ParsedItem:
    return item(guid=guid, url=url, title=f"Bridge {number} taken", text=LONG.format(f"no{number}"))


def test_a_plain_feed_teaches_nothing_but_that_guids_stay() -> None:
    feed = Feed()
    for _ in range(3):
        feed.poll(item())

    assert feed.habits == NamingHabits(guid_kept=2)


def test_a_parameter_made_for_each_request_is_left_out_once_seen_in_three_polls() -> None:
    feed, url = Feed(), "https://harbour.example/a?id={}&tk={}".format
    for request in "abcd":
        feed.poll(*(named(n, url(n, request)) for n in range(3)))

    assert feed.habits is not None
    assert feed.habits.tokens == {"query:tk": 3}
    items = [named(n, url(n, "e")) for n in range(3)]
    assert naming_of(feed.habits, items).tokens == ("query:tk",)
    assert [one.verdict for one in feed.poll(*items)] == ["same"] * 3


def test_a_parameter_that_names_the_article_is_never_left_out() -> None:
    habits = NamingHabits(tokens={"query:id": 9})
    items = [named(n, f"https://harbour.example/a?id={n}") for n in range(3)]

    assert naming_of(habits, items).tokens == ()


def test_an_edited_slug_is_no_token() -> None:
    feed, url = Feed(), "https://harbour.example/world/{}".format
    for slug in "abcde":
        feed.poll(named(1, url(slug), guid="g1"), named(2, url("other"), guid="g2"))

    assert feed.habits is not None
    both = [named(1, url("x")), named(2, url("y"))]
    assert naming_of(feed.habits, both).tokens == ()


def test_guids_that_come_on_other_articles_are_no_longer_trusted() -> None:
    feed = Feed()
    for first in range(1, 6):
        feed.poll(
            *(
                named(n, f"https://harbour.example/{n}", guid=str(place))
                for place, n in enumerate(range(first + 2, first - 1, -1))
            )
        )

    assert feed.habits is not None
    assert feed.habits.guid_reused >= 3
    assert not naming_of(feed.habits, []).trusts_guids


def test_what_a_feed_did_long_ago_fades() -> None:
    habits = learn_habits(NamingHabits(guid_reused=999, guid_kept=999), Feed().poll(item()))
    feed = Feed()
    feed.poll(item())

    faded = learn_habits(NamingHabits(guid_reused=999, guid_kept=999), feed.poll(item()))

    assert habits == NamingHabits(guid_reused=999, guid_kept=999)
    assert faded == NamingHabits(guid_reused=499, guid_kept=500)
