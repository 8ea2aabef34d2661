from clashwire_contracts.article import FieldChange
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.changes import MAX_CHANGES, what_changed
from clashwire_ingest.identity.words import without_detail
from tests.unit.ingest.items import item
from tests.unit.ingest.test_identify import known_after

URL = "https://harbour.example/world/1"


def changed(before: ParsedItem, now: ParsedItem, url: str = URL) -> tuple[FieldChange, ...]:
    return what_changed(known_after(before)[0], now, url)


def texts(*changes: FieldChange) -> list[tuple[str | None, str | None]]:
    return [(change.before, change.after) for change in changes if change.field == "text"]


def test_a_rising_toll_is_told_as_a_pair_and_as_its_sentence() -> None:
    before = item(text="A shell hit the market. At least 12 people were killed, the mayor said.")
    now = item(text="A shell hit the market. At least 31 people were killed, the mayor said.")

    assert texts(*changed(before, now)) == [
        ("At least 12 people were killed", "At least 31 people were killed"),
        (None, "At least 31 people were killed, the mayor said."),
    ]


def test_each_number_finds_its_own_successor() -> None:
    before = item(text="The army said 5 soldiers were wounded and 40 rebels were killed there.")
    now = item(text="The army said 7 soldiers were wounded and 44 rebels were killed there.")

    pairs = [pair for pair in texts(*changed(before, now)) if pair[0]]
    assert [(b.split()[2], a.split()[2]) for b, a in pairs if b and a] == [("5", "7"), ("40", "44")]


def test_a_number_that_is_gone_is_told() -> None:
    before = item(text="A shell hit the market. Some 12 people were killed.")
    now = item(text="A shell hit the market. The mayor withdrew what he had said.")

    assert texts(*changed(before, now))[0] == ("Some 12 people were killed", None)


def test_words_taken_out_are_told_as_a_change_of_the_text() -> None:
    before = item(text="A shell hit the market. The army denied it.")

    assert texts(*changed(before, item(text="A shell hit the market."))) == [(None, None)]


def test_a_change_of_punctuation_is_told_as_a_change_of_the_text() -> None:
    before = item(text="A shell hit the market. The army denied it.")

    assert texts(*changed(before, item(text="A shell hit the market; the army denied it."))) != []
    assert texts(*changed(before, item(text="A shell hit the market! The army denied it."))) == [
        (None, None)
    ]


def test_a_title_is_told_with_what_it_was() -> None:
    (change,) = changed(item(title="Shells fall"), item(title="Shells fall again"))

    assert (change.field, change.before, change.after) == (
        "title",
        "Shells fall",
        "Shells fall again",
    )


def test_numbers_in_text_without_spaces_are_told() -> None:
    before = item(text="\u519b\u65b9\u79f0\u81f3\u5c1112\u4eba\u6b7b\u4ea1\u3002")
    now = item(text="\u519b\u65b9\u79f0\u81f3\u5c1131\u4eba\u6b7b\u4ea1\u3002")

    assert "31" in str(texts(*changed(before, now))[-1])


def test_what_is_told_is_bounded() -> None:
    before = item(text=" ".join(f"Unit {n} lost {n} men." for n in range(500)))
    now = item(text=" ".join(f"Unit {n} lost {n + 1} men {'x' * 900}." for n in range(500)))

    found = changed(before, now)

    assert len(found) <= MAX_CHANGES
    assert all(len(change.after or "") <= 300 for change in found)


def test_an_item_that_was_away_is_compared_by_its_sentences() -> None:
    known = without_detail(known_after(item(text="A shell hit the market. Some 12 died."))[0])

    found = what_changed(known, item(text="A shell hit the market. Some 31 died."), URL)

    assert texts(*found) == [(None, "Some 31 died.")]


def test_nothing_is_told_of_words_that_were_not_kept() -> None:
    (known,) = known_after(item())
    bare = type(known)(**{name: getattr(known, name) for name in known.__struct_fields__[:-1]})

    assert what_changed(bare, item(title="Other"), URL) == ()
