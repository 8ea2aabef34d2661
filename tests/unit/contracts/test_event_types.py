from typing import get_args

import pytest

from clashwire_contracts.event_types import BY_SLUG, SUB_EVENT_TYPES, is_clash
from clashwire_contracts.vocabulary import EventType, SubEventType


def test_the_table_holds_each_of_acleds_25_sub_types_once() -> None:
    assert len(SUB_EVENT_TYPES) == 25
    assert {entry.slug for entry in SUB_EVENT_TYPES} == set(get_args(SubEventType))
    assert {entry.event_type for entry in SUB_EVENT_TYPES} == set(get_args(EventType))


def test_every_entry_maps_to_a_plover_type_and_a_cameo_root() -> None:
    for entry in BY_SLUG.values():
        assert entry.plover.isupper()
        assert 1 <= int(entry.cameo_root) <= 20


@pytest.mark.parametrize(
    ("event_type", "realis", "background", "expected"),
    [
        ("battle", "actual", False, True),
        ("violence_against_civilians", "claimed", False, True),
        ("battle", "actual", True, False),
        ("explosion_remote", "planned", False, False),
        ("battle", "denied", False, False),
        ("protest", "actual", False, False),
    ],
)
def test_a_clash_is_foreground_actual_or_claimed_and_armed(
    event_type: str,
    realis: str,
    background: bool,
    expected: bool,
) -> None:
    assert is_clash(event_type, realis, background=background) is expected
