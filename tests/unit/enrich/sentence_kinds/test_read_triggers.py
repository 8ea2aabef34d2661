"""What a reading does to the lexicon's triggers: refuse, retype, add, or let be."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest

from clashwire_contracts.vocabulary import SubEventType
from clashwire_enrich.events.read_triggers import SentenceReading, with_readings
from clashwire_enrich.events.triggers import Trigger, find_triggers
from clashwire_enrich.sentence_kinds.reader import Reading
from clashwire_enrich.text.document import Document, read_document

ATTACK = "Gunmen attacked a village near Bukavu on Friday."
NO_WORD = "Fishermen hauled twelve bodies riddled with holes from the lake."


class Told:
    """A reader that was told what to read of sentences, and of the opening as a whole."""

    models: Mapping[str, str] = {}

    def __init__(self, opening: float = 1.0, **kinds: float) -> None:
        self._kinds: dict[SubEventType, float] = kinds  # type: ignore[assignment]
        self._opening = opening
        self.asked: list[str] = []

    def read(self, sentences: Sequence[str]) -> Sequence[Reading | None]:
        if len(sentences) == 1 and sentences[0].startswith(" "):  # after no title, the opening
            return [Reading({"attack": self._opening})]
        self.asked += sentences
        return [Reading(self._kinds) for _ in sentences]

    def telling_word(self, text: str, kind: str) -> tuple[int, int] | None:  # noqa: ARG002
        start = text.find("hauled")
        return (start, start + len("hauled")) if start >= 0 else None


def document(*sentences: str) -> Document:
    return read_document("", " ".join(sentences), datetime(2026, 5, 1, tzinfo=UTC))


def triggers(text: Document) -> tuple[Trigger, ...]:
    return tuple(find_triggers(text))


def read_with(
    text: Document, given: Sequence[Trigger], reader: Told, *, is_doubtful: bool = False
) -> tuple[Trigger, ...]:
    return with_readings(text, given, SentenceReading(reader, is_doubtful))


def test_without_a_model_the_lexicon_stands() -> None:
    text = document(ATTACK)

    assert with_readings(text, triggers(text)) == triggers(text) != ()


def test_a_loose_word_in_a_sentence_of_no_happening_tells_of_nothing() -> None:
    text = document(ATTACK)

    assert read_with(text, triggers(text), Told(attack=0.2)) == ()
    assert read_with(text, triggers(text), Told(attack=0.5)) == triggers(text)


def test_a_sure_word_yields_to_a_very_sure_reading_alone() -> None:
    text = document("Fierce clashes between the army and rebels shook Bukavu on Friday.")
    (sure,) = triggers(text)

    assert sure.weight >= 0.85
    assert read_with(text, (sure,), Told(armed_clash=0.15)) == (sure,)
    assert read_with(text, (sure,), Told(armed_clash=0.05)) == ()


def test_a_loose_word_takes_the_type_that_the_reading_is_sure_of() -> None:
    text = document(ATTACK)

    (retyped,) = read_with(
        text,
        triggers(text),
        Told(looting_property_destruction=0.6, attack=0.05),
    )

    assert retyped.sub_event_type == "looting_property_destruction"
    assert retyped.rule == "looting"
    assert (retyped.start, retyped.end) == (triggers(text)[0].start, triggers(text)[0].end)


@pytest.mark.parametrize(("kinds", "found"), [({"attack": 0.9}, 1), ({"attack": 0.7}, 0)])
def test_a_happening_without_a_known_word_is_added_when_the_reading_is_sure(
    kinds: dict[str, float], found: int
) -> None:
    text = document(NO_WORD)

    added = read_with(text, (), Told(**kinds))

    assert len(added) == found
    assert all(text.text[one.start : one.end] == one.text == "hauled" for one in added)


def test_an_opening_without_any_news_leaves_no_trigger() -> None:
    text = document(ATTACK)

    assert read_with(text, triggers(text), Told(opening=0.4, attack=0.9)) == ()
    assert read_with(text, triggers(text), Told(opening=0.6, attack=0.9)) == triggers(text)
    assert read_with(document(NO_WORD), (), Told(opening=0.7, attack=0.9)) == ()


def test_a_long_article_costs_a_bounded_number_of_readings() -> None:
    text = document(*[f"Troops fought rebels near Bukavu for day {n}." for n in range(90)])
    reader = Told(armed_clash=0.9)

    read_with(text, triggers(text), reader)

    assert len(reader.asked) == 30


def test_far_down_only_sentences_with_a_known_word_are_read() -> None:
    text = document(*["The market was open as usual that day."] * 20, ATTACK)
    reader = Told(attack=0.9)

    read_with(text, triggers(text), reader)

    assert len(reader.asked) == 13
    assert reader.asked[-1] == ATTACK


def test_where_the_gate_is_in_doubt_the_opening_must_be_sure_to_have_news() -> None:
    text = document(ATTACK)
    unsure, sure = Told(opening=0.75, attack=0.9), Told(opening=0.95, attack=0.9)

    assert read_with(text, triggers(text), unsure) == triggers(text)
    assert read_with(text, triggers(text), unsure, is_doubtful=True) == ()
    assert read_with(text, triggers(text), sure, is_doubtful=True) == triggers(text)
