"""What is told to whom, decided from one event version and what was told before."""

from collections.abc import Sequence
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event, Fatalities, HistoryEntry
from clashwire_contracts.vocabulary import AlertKind
from clashwire_index.alerts.decide import decide, may_alert
from clashwire_index.alerts.rules import Rule, rules_by_endpoint
from clashwire_index.alerts.snapshot import AlertInput, make_alert
from clashwire_index.alerts.told import Told, casualties_state, told_by
from tests.unit.alerts.happenings import NOW, a_claim_of, a_clash, a_rule

EVERY_KIND: tuple[AlertKind, ...] = get_args(AlertKind)
ALL = a_rule(*EVERY_KIND, name="everything")
CONTESTED: dict[str, Any] = {"status": "contested", "contested_fields": ("fatalities",)}


class Desk:
    """Endpoints with their rules, who are told of event versions one after the other."""

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules_by_endpoint(rules)
        self.thread: tuple[Told, ...] = ()

    def hear(self, event: Event, claims: Sequence[Claim] = ()) -> list[AlertKind]:
        """The kinds of the alerts that this version makes; they are then told."""
        state = casualties_state(event, claims)
        kinds: list[AlertKind] = []
        for due in decide(event, state, self.thread, self.rules):
            alert = make_alert(AlertInput(event, claims, state), due, self.thread, NOW)
            self.thread = (*self.thread, told_by(alert, due.rules))
            kinds.append(alert.kind)
        return kinds


def test_the_first_version_of_a_clash_is_reported() -> None:
    assert Desk(ALL).hear(a_clash()) == ["clash.reported"]


@pytest.mark.parametrize(
    "fields",
    [CONTESTED, {"status": "corroborated", "independent_sources": 2}],
    ids=["contested", "corroborated"],
)
def test_a_clash_born_contested_or_corroborated_is_one_report_and_its_state_counts_as_told(
    fields: dict[str, Any],
) -> None:
    desk = Desk(ALL)
    assert desk.hear(a_clash(version=1, **fields)) == ["clash.reported"]
    assert desk.hear(a_clash(version=2, **fields)) == []


@pytest.mark.parametrize("version", [1, 2])
def test_the_same_or_an_older_version_tells_nothing_again(version: int) -> None:
    desk = Desk(ALL)
    desk.hear(a_clash(version=2))
    assert desk.hear(a_clash(version=version, **CONTESTED)) == []


def test_skipped_versions_do_not_matter() -> None:
    desk = Desk(ALL)
    assert desk.hear(a_clash(version=4)) == ["clash.reported"]
    assert desk.hear(a_clash(version=9, **CONTESTED)) == ["clash.contested"]


def test_an_update_without_news_tells_nothing() -> None:
    desk = Desk(ALL)
    desk.hear(a_clash(version=1))
    assert desk.hear(a_clash(version=2, change="updated", headline="Said in other words")) == []


def test_a_backfilled_event_pages_nobody() -> None:
    desk = Desk(ALL)
    assert desk.hear(a_clash(version=1, backfill=True)) == []
    assert desk.hear(a_clash(version=2, backfill=True, **CONTESTED)) == []


@pytest.mark.parametrize("status", ["merged", "retracted"])
def test_a_closed_event_that_was_never_told_stays_untold(status: str) -> None:
    assert Desk(ALL).hear(a_clash(version=3, status=status)) == []


@pytest.mark.parametrize(
    ("status", "kind"), [("merged", "clash.merged"), ("retracted", "clash.retracted")]
)
def test_closing_is_told_once_even_of_an_event_that_no_longer_looks_like_a_clash(
    status: str, kind: AlertKind
) -> None:
    desk = Desk(ALL)
    desk.hear(a_clash(version=1))
    gone: dict[str, Any] = {"status": status, "realis": "denied", "independent_sources": 0}
    assert desk.hear(a_clash(version=2, **gone)) == [kind]
    assert desk.hear(a_clash(version=3, **gone)) == []


def test_corroboration_is_told_once() -> None:
    desk = Desk(ALL)
    desk.hear(a_clash(version=1))
    assert desk.hear(a_clash(version=2, status="corroborated")) == ["clash.corroborated"]
    assert desk.hear(a_clash(version=3, status="reported")) == []
    assert desk.hear(a_clash(version=4, status="corroborated")) == []


def test_each_distinct_dispute_is_told_once() -> None:
    desk = Desk(ALL)
    desk.hear(a_clash(version=1))
    place: dict[str, Any] = {"status": "contested", "contested_fields": ("place", "fatalities")}
    same: dict[str, Any] = {"status": "contested", "contested_fields": ("fatalities", "place")}
    assert desk.hear(a_clash(version=2, **CONTESTED)) == ["clash.contested"]
    assert desk.hear(a_clash(version=3, **CONTESTED)) == []
    assert desk.hear(a_clash(version=4, **place)) == ["clash.contested"]
    assert desk.hear(a_clash(version=5, **same)) == []
    assert desk.hear(a_clash(version=6, **CONTESTED)) == []


def test_each_distinct_toll_is_told_once_whoever_repeats_it() -> None:
    desk = Desk(ALL)
    army = a_claim_of("e-1", "army", 25)
    again = a_claim_of("e-1", "army", 25, claim_id="copied", publisher="Another")
    rebels = a_claim_of("e-1", "rebels", 2)
    assert desk.hear(a_clash(version=1, claims=[army]), [army]) == ["clash.reported"]
    assert desk.hear(a_clash(version=2, claims=[army, again]), [army, again]) == []
    both = [army, again, rebels]
    assert desk.hear(a_clash(version=3, claims=both), both) == ["clash.casualties_changed"]
    assert desk.hear(a_clash(version=4, claims=both), both) == []
    assert desk.hear(a_clash(version=5, claims=[army]), [army]) == []


def test_a_number_taken_back_is_a_changed_toll_once() -> None:
    desk = Desk(ALL)
    army, rebels = a_claim_of("e-1", "army", 25), a_claim_of("e-1", "rebels", 2)
    back = a_claim_of("e-1", "rebels", 2, version=2, status="retracted")
    desk.hear(a_clash(version=1, claims=[army, rebels]), [army, rebels])
    assert desk.hear(a_clash(version=2, claims=[army, rebels]), [army, back]) == [
        "clash.casualties_changed"
    ]
    assert desk.hear(a_clash(version=3, claims=[army]), [army]) == []


def test_a_changed_toll_without_a_claim_is_told() -> None:
    desk = Desk(ALL)
    desk.hear(a_clash(version=1))
    toll = Fatalities(low=3, best=3, high=3, claim_ids=())
    assert desk.hear(a_clash(version=2, fatalities=toll)) == ["clash.casualties_changed"]


def test_a_new_dispute_over_a_new_toll_is_one_alert() -> None:
    desk = Desk(ALL)
    army, rebels = a_claim_of("e-1", "army", 25), a_claim_of("e-1", "rebels", 2)
    desk.hear(a_clash(version=1, claims=[army]), [army])
    disputed = a_clash(version=2, claims=[army, rebels], **CONTESTED)
    assert desk.hear(disputed, [army, rebels]) == ["clash.contested"]
    assert desk.hear(a_clash(version=3, claims=[army, rebels], **CONTESTED), [army, rebels]) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"background": True},
        {"realis": "denied"},
        {"realis": "planned"},
        {"realis": "hypothetical"},
        {"event_type": "protest", "sub_event_type": "peaceful_protest"},
        {"event_type": "strategic_development", "sub_event_type": "agreement"},
    ],
    ids=str,
)
def test_what_is_no_clash_is_not_told(fields: dict[str, Any]) -> None:
    assert Desk(ALL).hear(a_clash(**fields)) == []


def test_a_rule_widens_by_event_type() -> None:
    wide = a_rule(event_types=frozenset({"protest"}))
    assert Desk(wide).hear(a_clash(event_type="protest")) == ["clash.reported"]
    assert Desk(wide).hear(a_clash(event_type="battle")) == []


def test_filters_by_country_and_by_independent_sources() -> None:
    assert Desk(a_rule(countries=frozenset({"SD"}))).hear(a_clash()) == ["clash.reported"]
    assert Desk(a_rule(countries=frozenset({"ML"}))).hear(a_clash()) == []
    desk = Desk(a_rule(min_independent_sources=2))
    assert desk.hear(a_clash(version=1)) == []
    assert desk.hear(a_clash(version=2, independent_sources=2)) == ["clash.reported"]


def test_a_rule_without_reports_hears_of_the_state_it_asked_for() -> None:
    assert Desk(a_rule("clash.contested")).hear(a_clash(**CONTESTED)) == ["clash.contested"]
    assert Desk(a_rule("clash.corroborated")).hear(a_clash(status="corroborated")) == [
        "clash.corroborated"
    ]
    changed = HistoryEntry(version=2, change="casualties_changed", at=NOW, article_id="a")
    tolls = Desk(a_rule("clash.casualties_changed"))
    assert tolls.hear(a_clash(version=1)) == []
    assert tolls.hear(a_clash(version=2, history=(changed,))) == ["clash.casualties_changed"]


def test_two_endpoints_share_one_alert_and_have_threads_of_their_own() -> None:
    desk = Desk(a_rule(name="a", endpoint="desk"), a_rule(name="b", endpoint="field"))
    due = decide(a_clash(), "s", (), desk.rules)
    assert [(d.kind, d.rules) for d in due] == [("clash.reported", {"desk": "a", "field": "b"})]
    late = Desk(a_rule(endpoint="desk"), a_rule(endpoint="field", min_independent_sources=2))
    assert late.hear(a_clash(version=1)) == ["clash.reported"]
    assert late.hear(a_clash(version=2, independent_sources=2)) == ["clash.reported"]
    assert [told.endpoints for told in late.thread] == [{"desk"}, {"field"}]
    assert [told.seq for told in late.thread] == [1, 2]


def test_a_follow_up_stays_with_the_rule_that_covered_the_event() -> None:
    sudan = a_rule("clash.reported", countries=frozenset({"SD"}))
    mali = a_rule("clash.contested", name="mali", countries=frozenset({"ML"}))
    desk = Desk(sudan, mali)
    assert desk.hear(a_clash(version=1)) == ["clash.reported"]
    assert desk.hear(a_clash(version=2, **CONTESTED)) == []


def test_without_rules_nothing_may_alert() -> None:
    assert not may_alert(a_clash(), (), {})
    assert not may_alert(a_clash(background=True), (), rules_by_endpoint([ALL]))
    assert may_alert(a_clash(), (), rules_by_endpoint([ALL]))


STATES = st.sampled_from(
    [
        {},
        CONTESTED,
        {"status": "contested", "contested_fields": ("place",)},
        {"status": "corroborated"},
        {"status": "merged"},
        {"status": "retracted"},
        {"fatalities": Fatalities(low=1, best=1, high=1, claim_ids=())},
        {"fatalities": Fatalities(low=1, best=None, high=9, claim_ids=())},
    ]
)


@given(st.lists(st.tuples(st.integers(1, 9), STATES), max_size=20))
def test_in_any_order_of_versions_each_kind_keeps_its_number(
    versions: list[tuple[int, dict[str, Any]]],
) -> None:
    desk = Desk(ALL)
    for version, fields in versions:
        assert len(desk.hear(a_clash(version=version, **fields))) <= 1
    kinds = [told.kind for told in desk.thread]
    assert all(kinds.count(once) <= 1 for once in EVERY_KIND if once not in TOLD_PER_STATE)
    assert kinds[:1] in ([], ["clash.reported"])
    assert [told.version for told in desk.thread] == sorted({t.version for t in desk.thread})
    disputes = [told.contested for told in desk.thread if told.kind == "clash.contested"]
    tolls = [t.casualties_state for t in desk.thread if t.kind == "clash.casualties_changed"]
    assert len(disputes) == len(set(disputes))
    assert len(tolls) == len(set(tolls))


TOLD_PER_STATE = {"clash.contested", "clash.casualties_changed"}
