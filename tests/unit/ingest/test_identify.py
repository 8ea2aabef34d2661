import time
from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from clashwire_contracts import ids
from clashwire_contracts.feed_state import KnownItem
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.identify import Identified, identify
from clashwire_ingest.identity.keys import guid_key
from clashwire_ingest.identity.words import content_hash
from tests.unit.ingest.items import NOW, item

URL = "https://harbour.example/world/1"
OTHER_URL = "https://harbour.example/world/2"


def decide(
    items: Sequence[ParsedItem],
    known: Sequence[KnownItem] = (),
    ledger: ArticleLedger | None = None,
) -> tuple[Identified, ...]:
    return identify(
        items, known, domain="harbour.example", now=NOW, ledger=ledger or ArticleLedger()
    )


def known_after(*items: ParsedItem, before: Sequence[KnownItem] = ()) -> list[KnownItem]:
    return [one.known for one in decide(items, before)]


def test_a_first_sight_is_new_and_minted_from_its_canonical_url() -> None:
    (one,) = decide([item(url=URL + "?utm_source=rss#top")])

    assert one.verdict == "new"
    assert one.known.article_id == ids.article_id(URL)
    assert one.known.revision == 1


def test_a_second_sight_is_the_same() -> None:
    (one,) = decide([item()], known_after(item()))

    assert (one.verdict, one.known.revision) == ("same", 1)


def test_spacing_alone_is_no_revision() -> None:
    (one,) = decide([item(text=item().text.replace(" ", "  ") + "\n")], known_after(item()))

    assert one.verdict == "same"


def test_changed_words_are_a_revision_of_the_same_article() -> None:
    before = known_after(item())

    (one,) = decide([item(text="Now five people are said to be hurt.")], before)

    assert (one.verdict, one.known.revision) == ("revised", 2)
    assert one.known.article_id == before[0].article_id


def test_a_title_edit_is_a_revision() -> None:
    (one,) = decide([item(title="Shells fall on Tarrin again")], known_after(item()))

    assert one.verdict == "revised"


def test_a_change_back_is_another_revision() -> None:
    first = known_after(item())
    second = known_after(item(title="Another"), before=first)

    (one,) = decide([item()], second)

    assert (one.verdict, one.known.revision) == ("revised", 3)


def test_an_edited_guid_is_the_same_article() -> None:
    (one,) = decide([item(guid="tag:harbour.example,2026:renamed")], known_after(item()))

    assert one.verdict == "same"


def test_an_edited_link_is_the_same_article_with_its_old_id() -> None:
    (one,) = decide([item(url=OTHER_URL)], known_after(item()))

    assert one.verdict == "same"
    assert one.known.article_id == ids.article_id(URL)


def test_https_instead_of_http_is_the_same_article() -> None:
    before = known_after(item(guid=None, url="http://harbour.example/world/1"))

    (one,) = decide([item(guid=None, url=URL)], before)

    assert one.verdict == "same"
    assert one.known.article_id == before[0].article_id


def test_tracking_parameters_make_no_second_article() -> None:
    before = known_after(item(guid=None, url=URL + "?utm_campaign=a"))

    (one,) = decide([item(guid=None, url=URL + "?utm_campaign=b&fbclid=c")], before)

    assert one.verdict == "same"


def test_a_token_in_the_link_is_outweighed_by_the_guid() -> None:
    before = known_after(item(url=URL + "?session=a"))

    (one,) = decide([item(url=URL + "?session=b")], before)

    assert one.verdict == "same"


def test_an_item_without_a_link_is_minted_from_domain_and_guid() -> None:
    (one,) = decide([item(url=None)])

    assert one.known.article_id == ids.article_id_from_guid("harbour.example", item().guid or "")
    assert decide([item(url=None)], [one.known])[0].verdict == "same"


def test_an_item_with_neither_is_known_by_its_title() -> None:
    bare = item(guid=None, url=None)
    before = known_after(bare)

    assert decide([bare], before)[0].verdict == "same"
    revised = decide([item(guid=None, url=None, text="Other words.")], before)[0]
    assert (revised.verdict, revised.known.article_id) == ("revised", before[0].article_id)


def test_items_that_all_share_one_guid_are_told_apart_by_their_links() -> None:
    shared = [item(guid="feed", url=f"{URL}{number}", title=f"Story {number}") for number in "abc"]
    before = known_after(*shared)

    assert len({known.article_id for known in before}) == 3
    assert [one.verdict for one in decide(shared, before)] == ["same"] * 3
    # and one alone, later, is still itself
    assert [one.known.article_id for one in decide(shared[1:2], before)] == [before[1].article_id]


def test_items_that_all_link_to_one_page_are_told_apart_by_their_guids() -> None:
    shared = [item(guid=f"g{number}", url=URL, title=f"Story {number}") for number in "abc"]
    before = known_after(*shared)

    assert len({known.article_id for known in before}) == 3
    assert [one.verdict for one in decide(shared, before)] == ["same"] * 3
    assert decide(shared[2:], before)[0].known.article_id == before[2].article_id


def test_items_that_share_both_are_told_apart_by_their_titles() -> None:
    shared = [item(guid="feed", url=URL, title=f"Story {number}") for number in "abc"]
    before = known_after(*shared)

    assert len({known.article_id for known in before}) == 3
    assert [one.verdict for one in decide(shared, before)] == ["same"] * 3


def test_a_link_to_the_home_page_tells_nothing() -> None:
    home = [
        item(guid=f"g{n}", url="https://harbour.example/", title=f"T{n}", text=f"Words of {n}.")
        for n in "ab"
    ]
    before = known_after(home[0])

    assert decide(home[1:], before)[0].verdict == "new"


def test_an_item_listed_twice_counts_once() -> None:
    assert len(decide([item(), item(), item(text="The same, cut short.")])) == 1


def test_an_item_that_vanished_and_came_back_is_the_same() -> None:
    before = known_after(item())
    without = known_after(item(guid="g2", url=OTHER_URL, title="Another"), before=before)

    assert decide([item()], [*without, *before])[0].verdict == "same"


def test_an_article_that_another_feed_brought_is_the_same() -> None:
    ledger = ArticleLedger()
    ledger.accept(known_after(item()))

    (one,) = decide([item(text="A summary only.")], ledger=ledger)

    assert (one.verdict, one.known.revision) == ("same", 1)
    assert decide([item(text="A summary only.")], [one.known], ledger)[0].verdict == "same"


def test_a_revision_is_numbered_over_all_feeds() -> None:
    ledger = ArticleLedger()
    first = known_after(item())[0]
    ledger.accept([msgspec.structs.replace(first, revision=4)])

    (one,) = decide([item(title="Edited")], [first], ledger)

    assert (one.verdict, one.known.revision) == ("revised", 5)


def test_an_article_that_another_feed_has_not_got_through_yet_is_not_left_to_it() -> None:
    ledger = ArticleLedger()
    ledger.give_out(known_after(item()))

    (one,) = decide([item()], ledger=ledger)

    assert (one.verdict, one.known.revision) == ("new", 1)  # a repeat, not a second revision


def test_the_first_publication_date_stays_through_revisions() -> None:
    later = NOW.replace(hour=23)

    (one,) = decide([item(title="Edited", published_at=later)], known_after(item()))

    assert one.known.first_published_at == item().published_at


def test_a_guid_of_any_length_is_remembered_in_little() -> None:
    long = item(guid="x" * 1_000_000, url=None)
    (known,) = known_after(long)

    assert len(known.guid or "") < 100
    assert decide([long], [known])[0].verdict == "same"
    assert guid_key("short") == "short"


def test_a_very_long_link_is_recognised_though_not_remembered() -> None:
    long = item(guid=None, url=URL + "?q=" + "x" * 3000)
    (known,) = known_after(long)

    assert known.canonical_url is None
    assert decide([long], [known])[0].verdict == "same"


_ITEMS = st.lists(
    st.builds(
        item,
        guid=st.sampled_from([None, "a", "b", "c"]),
        url=st.sampled_from([None, URL, OTHER_URL, "https://harbour.example/"]),
        title=st.sampled_from(["", "One", "Two"]),
        text=st.sampled_from(["x", "y"]),
    ),
    max_size=6,
)


@given(_ITEMS)
def test_a_document_seen_twice_publishes_nothing_the_second_time(items: list[ParsedItem]) -> None:
    first = decide(items)
    second = decide(items, [one.known for one in first])

    assert [one.verdict for one in second] == ["same"] * len(second)
    assert {one.known.article_id for one in second} == {one.known.article_id for one in first}


@given(_ITEMS, _ITEMS)
def test_a_document_never_holds_an_article_twice(
    before: list[ParsedItem], items: list[ParsedItem]
) -> None:
    found = decide(items, [one.known for one in decide(before)])

    assert len({one.known.article_id for one in found}) == len(found)
    assert all(one.known.content_hash == content_hash(one.item) for one in found)


def test_a_book_in_an_item_is_decided_in_little_time() -> None:
    book = [item(text=f"{number} people were hurt, 1,1 " * 400_000) for number in (12, 31)]
    before = time.process_time()

    (one,) = decide(book[1:], known_after(book[0]))

    assert one.verdict == "revised"
    assert time.process_time() - before < 10
