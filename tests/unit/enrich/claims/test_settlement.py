"""What the ledger makes of events: a belligerent's number is never a fact."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from clashwire_contracts.event import (
    EventActor,
    EventMention,
    Fatalities,
    Occurred,
    Place,
    Provenance,
)
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import ActorRole
from clashwire_enrich.claims.claims import ClaimLedger
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.events.settlement import settle_events

Ledger = Callable[..., ClaimLedger]
NOWHERE = Place(
    name=None,
    country=None,
    admin1=None,
    admin2=None,
    geonames_id=None,
    location=None,
    precision="unknown",
    text=None,
)


def _event(
    text: str, words: str, actors: dict[str, ActorRole], toll: int | None = None
) -> EventMention:
    start = text.index(words)
    span = Span(text=words, start=start, end=start + len(words))
    return EventMention(
        mention_id=f"event-at-{start}",
        event_type="battle",
        sub_event_type="armed_clash",
        realis="actual",
        claimed_by=None,
        background=False,
        occurred=Occurred(start=None, end=None, precision="unknown", text=None),
        place=NOWHERE,
        actors=tuple(
            EventActor(actor_id=actor, name=actor, role=role, kind="rebel", country=None)
            for actor, role in actors.items()
        ),
        fatalities=Fatalities(low=toll, best=toll, high=toll, claim_ids=()),
        evidence=(span,),
        confidence=0.8,
        provenance={"fatalities": Provenance(span=span, rule="toll.in_clause")},
    )


def _figures(event: EventMention) -> tuple[CasualtyFigure, ...]:
    toll, span = event.fatalities.best, event.evidence[0]
    if toll is None:
        return ()
    return (
        CasualtyFigure(
            kind="killed",
            value=toll,
            low=toll,
            high=toll,
            precision="exact",
            start=span.start,
            end=span.end,
            text=span.text,
            victim_actor_id=None,
            sentence=0,
            rule="toll.in_clause",
        ),
    )


def _settle(ledger: ClaimLedger, event: EventMention) -> EventMention:
    linked = tuple(
        replace(claim, event_ids=(event.mention_id,))
        if claim.content_span.start < event.evidence[0].end
        and event.evidence[0].start < claim.content_span.end
        else claim
        for claim in ledger.claims
    )
    (settled,) = settle_events(
        (event,),
        linked,
        ledger.relations,
        ledger.actors,
        figures={event.mention_id: _figures(event)},
    )
    return settled


def test_a_partys_toll_is_never_best_and_spans_low_and_high(ledger: Ledger) -> None:
    text = "M23 said it killed 40 soldiers in an ambush near Sake."
    event = _event(text, "killed 40 soldiers", {"m23": "source"}, toll=40)
    made = ledger(text)
    settled = _settle(made, event)
    assert (settled.fatalities.low, settled.fatalities.best, settled.fatalities.high) == (
        40,
        None,
        40,
    )
    assert settled.fatalities.claim_ids == (made.claims[0].claim_id,)


def test_an_event_only_a_party_tells_is_claimed_by_it(ledger: Ledger) -> None:
    text = "M23 said it killed 40 soldiers in an ambush near Sake."
    settled = _settle(ledger(text), _event(text, "killed 40 soldiers", {"m23": "source"}))
    assert (settled.realis, settled.claimed_by) == ("claimed", "m23")
    assert settled.provenance["realis"].rule == "settlement.only_a_party_says_so"


def test_an_event_the_narrator_tells_stays_actual(ledger: Ledger) -> None:
    text = "An ambush near Sake blocked the road. M23 said its men were safe."
    settled = _settle(ledger(text), _event(text, "An ambush near Sake", {"m23": "source"}))
    assert (settled.realis, settled.claimed_by) == ("actual", None)


@pytest.mark.parametrize("speaker", ["Doctors at the hospital", "A resident", "The UN"])
def test_a_toll_from_outside_the_fight_can_be_best(ledger: Ledger, speaker: str) -> None:
    text = f"{speaker} said 12 people were killed in the attack on the market."
    event = _event(text, "12 people were killed", {"m23": "source"}, toll=12)
    settled = _settle(ledger(text), event)
    assert settled.fatalities.best == 12
    assert settled.realis == "actual"


def test_rival_tolls_leave_no_best_and_widen_the_range(ledger: Ledger) -> None:
    text = (
        "Al-Shabaab said 23 Somali soldiers were killed. Doctors said 9 Somali soldiers were"
        " killed."
    )
    made = ledger(text)
    event = _event(text, "23 Somali soldiers were killed", {"al-shabaab": "source"}, toll=23)
    linked = tuple(replace(claim, event_ids=(event.mention_id,)) for claim in made.claims)
    (settled,) = settle_events((event,), linked, made.relations)
    assert (settled.fatalities.low, settled.fatalities.high) == (9, 23)
    assert settled.fatalities.best is None
    assert len(settled.fatalities.claim_ids) == 2


def test_a_speaker_of_unknown_standing_makes_no_number_a_fact(ledger: Ledger) -> None:
    text = "A caller said 12 people were killed in the attack on the market."
    event = _event(text, "12 people were killed", {"m23": "source"}, toll=12)
    assert _settle(ledger(text), event).fatalities.best is None


def test_a_number_that_a_side_claims_too_is_no_fact(ledger: Ledger) -> None:
    text = "Doctors said 12 soldiers were killed near Sake. M23 said it killed 12 soldiers there."
    assert _best(ledger(text), text) is None


def test_a_sum_with_a_number_that_a_side_claims_is_no_fact(ledger: Ledger) -> None:
    text = "Five soldiers and seven villagers died near Sake. M23 said it killed five soldiers."
    event = _event(text, "Five soldiers and seven villagers died", {"m23": "source"}, toll=5)
    (soldiers,) = _figures(event)
    villagers = replace(soldiers, value=7, low=7, high=7)
    made = ledger(text)
    (settled,) = settle_events(
        (event,),
        made.claims,
        made.relations,
        made.actors,
        figures={event.mention_id: (soldiers, villagers)},
    )
    assert settled.fatalities.best is None


def test_a_dispute_leaves_no_best_even_where_a_side_counts_fewer(ledger: Ledger) -> None:
    text = (
        "Doctors said 9 Somali soldiers were killed. Al-Shabaab said 3 Somali soldiers were killed."
    )
    made = ledger(text)
    assert [(tie.relation, tie.axis) for tie in made.relations] == [("contradicts", "casualties")]
    assert _best(made, text) is None


def test_a_count_that_nobody_disputes_stands(ledger: Ledger) -> None:
    text = "Doctors said 9 Somali soldiers were killed. Al-Shabaab said it had left the town."
    assert _best(ledger(text), text) == 9


def _best(made: ClaimLedger, text: str) -> int | None:
    """The toll that stands when every claim of a text is about the one event it tells."""
    event = _event(text, text.split(" said ")[1].split(".", maxsplit=1)[0], {"m23": "source"})
    linked = tuple(replace(claim, event_ids=(event.mention_id,)) for claim in made.claims)
    (settled,) = settle_events((event,), linked, made.relations, made.actors)
    return settled.fatalities.best


def test_an_event_without_claims_keeps_its_narrated_toll(ledger: Ledger) -> None:
    text = "Twelve people were killed in the attack on the market."
    event = _event(text, "Twelve people were killed", {"m23": "source"}, toll=12)
    assert _settle(ledger(text), event) == event


def test_lost_vehicles_are_no_deaths(ledger: Ledger) -> None:
    text = "M23 said it destroyed 14 Congolese tanks in an ambush near Sake."
    event = _event(text, "destroyed 14 Congolese tanks", {"m23": "source"})
    assert _settle(ledger(text), event).fatalities.claim_ids == ()
