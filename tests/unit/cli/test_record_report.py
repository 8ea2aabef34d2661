"""What a person reads in a terminal: every fact is there, no party's number becomes one."""

from io import StringIO

import msgspec
import pytest
from rich.console import Console

from clashwire_cli.demo.outcome import DemoNumbers, ReceivedAlert
from clashwire_cli.demo.report import alert_line, reading_order, summary
from clashwire_cli.record_report import (
    claim_text,
    dispute_panel,
    event_text,
    show_articles,
    show_claims,
    show_dispute,
    show_events,
)
from clashwire_contracts.claim import Claim
from clashwire_contracts.span import Span
from clashwire_index.results import ArticleHit, EventWithClaims, Found, Fragment
from tests.unit.index.messages import a_claim, a_delivery, an_article, an_event


def shown(show: object, *given: object, width: int = 120) -> str:
    out = StringIO()
    console = Console(file=out, width=width, soft_wrap=True, highlight=False)
    assert callable(show)
    show(console, *given)
    return out.getvalue()


def said_by(party: str, claim_id: str, **changes: object) -> Claim:
    claim = a_claim(claim_id)
    assert claim.affiliation is not None
    affiliation = msgspec.structs.replace(claim.affiliation, name=party)
    return msgspec.structs.replace(claim, affiliation=affiliation, **changes)


def test_an_event_shows_its_headline_standing_day_place_and_sources() -> None:
    event = an_event("1234567890")
    text = event_text(event).plain
    assert text.startswith(f"12345678  {event.headline}\n")
    assert event.status in text
    assert event.place.name
    assert event.place.name in text
    assert "1 independent source" in text


def test_copies_do_not_count_as_sources() -> None:
    event = msgspec.structs.replace(an_event(), sources=an_event().sources * 3)
    assert "1 independent source in 3 articles" in event_text(event).plain


def test_a_background_event_says_so() -> None:
    event = msgspec.structs.replace(an_event(), background=True)
    assert "background" in event_text(event).plain
    assert "background" not in event_text(an_event()).plain


def test_a_claim_shows_who_for_whom_what_and_its_standing() -> None:
    claim = a_claim()
    text = claim_text(claim).plain
    assert claim.speaker.name
    assert claim.affiliation
    for fact in (claim.speaker.name, claim.affiliation.name, claim.content_span.text, claim.status):
        assert fact in text


def test_a_number_stands_in_brackets_beside_the_words_that_claim_it() -> None:
    claim = a_claim()
    assert claim.number is not None
    assert f"{claim.number.value} {claim.number.kind}] “" in claim_text(claim).plain


def test_an_unnamed_source_is_called_that() -> None:
    claim = a_claim()
    speaker = msgspec.structs.replace(claim.speaker, name=None, descriptor=None)
    claim = msgspec.structs.replace(claim, speaker=speaker, affiliation=None)
    assert claim_text(claim).plain.startswith("An unnamed source ")


def test_parties_stand_side_by_side_on_a_wide_terminal_and_below_on_a_narrow_one() -> None:
    claims = (said_by("North", "c-1"), said_by("South", "c-2"))
    told = EventWithClaims(event=an_event(), claims=claims)
    wide = shown(lambda console: console.print(dispute_panel(told, 120), soft_wrap=False))
    narrow = shown(
        lambda console: console.print(dispute_panel(told, 40), soft_wrap=False), width=40
    )
    assert any("North" in line and "South" in line for line in wide.splitlines())
    assert not any("North" in line and "South" in line for line in narrow.splitlines())
    assert "North" in narrow
    assert "South" in narrow
    assert max(map(len, narrow.splitlines())) <= 40


def test_of_contested_claims_the_undisputed_are_left_out_while_two_parties_remain() -> None:
    plain = said_by("West", "c-3", status="attributed", relations=())
    pair = (said_by("North", "c-1"), said_by("South", "c-2"))
    both = EventWithClaims(event=an_event(), claims=(*pair, plain))
    alone = EventWithClaims(event=an_event(), claims=(pair[0], plain))

    def panel(told: EventWithClaims) -> str:
        disputed = dispute_panel(told, 120, only_contested=True)
        return shown(lambda console: console.print(disputed, soft_wrap=False))

    assert "West" not in panel(both)
    assert "West" in panel(alone), "one party alone shows no dispute"


def test_a_statement_that_several_articles_carry_is_told_once() -> None:
    told = EventWithClaims(event=an_event(), claims=(said_by("N", "c-1"), said_by("N", "c-2")))
    text = shown(show_dispute, told)
    assert text.count("“") == 1
    assert "in 2 articles" in text


def test_one_event_shows_every_claim_and_those_taken_back_last() -> None:
    words = [f"claim number {number}" for number in range(9)]
    claims = [
        said_by("N", f"c-{number}", content_span=Span(text=word, start=0, end=len(word)))
        for number, word in enumerate(words)
    ]
    claims[0] = msgspec.structs.replace(claims[0], status="retracted")
    text = shown(show_dispute, EventWithClaims(event=an_event(), claims=tuple(claims)))
    assert all(word in text for word in words)
    assert "more" not in text
    assert text.index(words[0]) > text.index(words[8])


def test_one_event_shows_its_articles_and_its_alerts() -> None:
    delivery = a_delivery()
    told = EventWithClaims(event=an_event(), claims=(), deliveries=(delivery,))
    text = shown(show_dispute, told)
    assert f"{delivery.alert.kind} pending to {delivery.endpoint}" in text
    for source in an_event().sources:
        assert (source.url or source.article_id) in text


def test_lists_say_how_many_there_are_in_all() -> None:
    events = Found(total=30, items=(an_event(), an_event("e-2")))
    claims = Found(total=1, items=(a_claim(),))
    assert shown(show_events, events).endswith("2 of 30 events\n")
    assert shown(show_claims, claims).endswith("\n1 claim\n")
    assert shown(show_events, Found(total=0, items=())) == "0 events\n"


def test_an_article_shows_its_passages_on_one_line_each() -> None:
    article = an_article()
    hit = ArticleHit(
        article_id="a-1",
        title=(Fragment(article.title, matched=False),),
        publisher="Example News",
        url="https://example.org/1",
        published_at=None,
        fetched_at=article.fetched_at,
        relevant=True,
        event_count=1,
        claim_count=2,
        passages=((Fragment("some\n", matched=False), Fragment("shelling", matched=True)),),
    )
    text = shown(show_articles, Found(total=1, items=(hit,)), width=30)
    assert f"\n  {'…'} some shelling\n" in text
    assert "1 event, 2 claims" in text
    assert "https://example.org/1" in text


@pytest.mark.parametrize(("verified", "verdict"), [(True, "verified"), (False, "REFUSED")])
def test_an_alert_shows_the_verdict_on_its_signature(verified: bool, verdict: str) -> None:
    alert = ReceivedAlert(
        webhook_id="0123456789",
        kind="clash.reported",
        headline="Clash in Goma",
        received_at=an_event().last_updated_at,
        verified=verified,
    )
    line = alert_line(alert).plain
    assert verdict in line
    assert line.startswith("01234567 ")
    assert line.endswith("clash.reported  Clash in Goma")


def test_the_summary_holds_every_number() -> None:
    counts = {name: 101 + place for place, name in enumerate(DemoNumbers.__struct_fields__[:-1])}
    text = summary(DemoNumbers(**counts, seconds=33.21))
    assert "33.2 s" in text
    for count in counts.values():
        assert str(count) in text


def test_clashes_come_before_other_events_and_background_last() -> None:
    clash = an_event()
    other = msgspec.structs.replace(clash, event_type="strategic_development")
    background = msgspec.structs.replace(clash, background=True)
    assert sorted([background, other, clash], key=reading_order) == [clash, other, background]
