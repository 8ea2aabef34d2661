"""The alert on the wire: its place in the thread, its claims, its size, its reason."""

from typing import Any

import msgspec
import pytest

from clashwire_contracts.alert import Alert
from clashwire_contracts.codec import encode
from clashwire_contracts.event import Event
from clashwire_contracts.ids import alert_id
from clashwire_index.alerts.decide import Due
from clashwire_index.alerts.snapshot import AlertInput, by_turns, make_alert
from clashwire_index.alerts.told import casualties_state, told_by
from clashwire_index.alerts.webhook import MAX_BODY_BYTES, encode_body
from clashwire_runtime.errors import InvalidRecord
from tests.unit.alerts.happenings import NOW, a_claim_of, a_clash

REPORTED = Due(kind="clash.reported", rules={"desk": "new clashes"})
CONTESTED = Due(kind="clash.contested", rules={"desk": "new clashes", "field": "disputes"})


def alert_of(event: Event, claims: Any = (), due: Due = REPORTED, thread: Any = ()) -> Alert:
    given = AlertInput(event, claims, casualties_state(event, claims))
    return make_alert(given, due, thread, NOW)


def test_an_alert_carries_its_event_and_claims_and_its_place_in_the_thread() -> None:
    claims = [a_claim_of("e-1", "army", 25), a_claim_of("e-1", "rebels", 2)]
    first = alert_of(a_clash(claims=claims), claims)
    thread = (told_by(first, ["desk"]),)
    second = alert_of(a_clash(version=2, claims=claims), claims, CONTESTED, thread)
    assert first.alert_id == alert_id("e-1", "clash.reported", 1)
    assert (first.seq, first.supersedes, first.thread_id) == (1, None, "e-1")
    assert (second.seq, second.supersedes, second.thread_id) == (2, first.alert_id, "e-1")
    assert first.claims_left_out == 0
    assert {claim.claim_id for claim in first.claims} == {claim.claim_id for claim in claims}
    assert first.event.history


def test_an_alert_made_again_keeps_its_place() -> None:
    event = a_clash()
    first = alert_of(event)
    later = alert_of(a_clash(version=2), (), CONTESTED, (told_by(first, ["desk"]),))
    thread = (told_by(first, ["desk"]), told_by(later, ["desk"]))
    assert alert_of(event, (), REPORTED, thread) == first


def test_the_body_stays_under_20_kb_and_says_how_many_claims_are_left_out() -> None:
    claims = [a_claim_of("e-1", f"party-{n % 7}", n) for n in range(200)]
    alert = alert_of(a_clash(claims=claims), claims)
    body = encode_body(alert)
    assert MAX_BODY_BYTES - 3000 < len(body) < MAX_BODY_BYTES
    assert 3 < len(alert.claims) < 200
    assert len(alert.claims) + alert.claims_left_out == 200


def test_claims_not_known_count_as_left_out() -> None:
    claims = [a_claim_of("e-1", "army", 25), a_claim_of("e-1", "rebels", 2)]
    alert = alert_of(a_clash(claims=claims), claims[:1])
    assert (len(alert.claims), alert.claims_left_out) == (1, 1)


def test_trimming_leaves_every_side_a_word() -> None:
    claims = [a_claim_of("e-1", "army", n) for n in range(60)]
    claims.append(a_claim_of("e-1", "zeta-rebels", 2))
    alert = alert_of(a_clash(claims=claims), claims)
    sides = {claim.affiliation.actor_id for claim in alert.claims if claim.affiliation}
    assert sides == {"army", "zeta-rebels"}


def test_each_party_in_turn_the_disputed_first_and_the_retracted_last() -> None:
    retracted = a_claim_of("e-1", "army", 1, status="retracted")
    plain = a_claim_of("e-1", "army", 2, status="attributed", number=None)
    counted = a_claim_of("e-1", "army", 3, status="attributed")
    disputed = a_claim_of("e-1", "army", 4, status="contested")
    other = a_claim_of("e-1", "rebels", 5, status="attributed")
    ordered = by_turns([retracted, plain, counted, disputed, other])
    assert ordered == [disputed, other, counted, plain, retracted]


def test_an_event_of_many_sources_is_shortened_before_its_claims_are() -> None:
    event = a_clash()
    claims = [a_claim_of("e-1", "army", 25)]
    many = msgspec.structs.replace(
        a_clash(claims=claims),
        sources=event.sources * 200,
        evidence=event.evidence * 200,
        history=a_clash(version=2).history * 200,
    )
    alert = alert_of(many, claims)
    assert len(encode(many)) > 100_000
    assert len(encode_body(alert)) < MAX_BODY_BYTES
    assert len(alert.claims) == 1
    assert alert.event.event_id == "e-1"


def test_an_event_that_cannot_fit_is_refused_as_too_large() -> None:
    with pytest.raises(InvalidRecord, match="does not fit") as refused:
        alert_of(a_clash(headline="x" * 30_000))
    assert refused.value.kind == "too_large"


@pytest.mark.parametrize(
    ("due", "fields", "expected"),
    [
        (REPORTED, {}, "First report of this event; told by Harbour Wire; by rule 'new clashes'."),
        (
            CONTESTED,
            {"contested_fields": ("fatalities", "place")},
            (
                "Sources dispute fatalities, place; told by Harbour Wire; "
                "by rule 'new clashes' and 'disputes'."
            ),
        ),
        (
            Due(kind="clash.retracted", rules={"desk": "all"}),
            {"sources": ()},
            "Its sources took it back; no source stands behind it now; by rule 'all'.",
        ),
    ],
)
def test_why_names_the_news_the_sources_and_the_rules(
    due: Due, fields: dict[str, Any], expected: str
) -> None:
    assert alert_of(a_clash(**fields), (), due).why == expected
