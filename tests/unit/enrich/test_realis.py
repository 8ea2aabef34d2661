"""Whether a happening is told as fact, as one side's word, as planned or as old."""

from datetime import date

import pytest

from tests.enriching import tagged

PUBLISHED = date(2025, 6, 12)


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("A silent march will be held in Cali, Colombia, on Friday.", "planned"),
        ("Egypt has put forward a truce in Gaza; nobody has accepted it.", "hypothetical"),
        (
            (
                "Gunmen took a post in Cabaret, Haiti, on Sunday. The next day they burned a clinic"
                " in Arcahaie."
            ),
            "actual",
        ),
        (
            (
                "Three policemen were killed in a clash in Nusaybin, Turkey, on Monday, the Turkish"
                " interior ministry said."
            ),
            "actual",
        ),
        (
            (
                "The ELN says it killed nine soldiers in an ambush near Saravena on Monday. The"
                " army says there was no such attack."
            ),
            "claimed",
        ),
    ],
)
def test_realis_follows_who_tells_it_and_on_what_it_depends(text: str, realis: str) -> None:
    events = tagged(text, published=PUBLISHED, gate=False).events
    assert {event.realis for event in events} == {realis}


def test_what_an_opponent_alone_says_of_burned_houses_is_its_claim() -> None:
    text = (
        "Soldiers set fire to 80 houses in Pale, Myanmar, on Saturday, according to the local"
        " People's Defence Force."
    )
    (event,) = tagged(text, published=PUBLISHED, gate=False).events
    assert (event.realis, event.claimed_by) == ("claimed", "peoples-defence-force")


def test_accounts_of_some_weeks_ago_are_the_news_of_an_article_without_newer() -> None:
    text = (
        "Soldiers raped women in Khor Abeche, South Darfur, on the night of May 20, eleven"
        " residents told this paper."
    )
    (event,) = tagged(text, published=PUBLISHED, gate=False).events
    assert not event.background


def test_old_happenings_stay_background_beside_the_news() -> None:
    text = (
        "A bomb killed four people in Mora, Cameroon, on Monday. On April 3 gunmen killed nine"
        " people in Kolofata."
    )
    events = tagged(text, published=PUBLISHED, gate=False).events
    assert [event.background for event in events] == [False, True]
