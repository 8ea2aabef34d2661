"""The event ontology in one table: ACLED's 25 sub-event types with PLOVER and CAMEO roots.

Sources: ACLED Codebook (event and sub-event types), PLOVER codebook 2021 (16 event types and
their modes), CAMEO 1.1b3 (20 root codes).
"""

import msgspec

from clashwire_contracts.vocabulary import EventType, SubEventType


class SubEventTypeEntry(msgspec.Struct, frozen=True):
    """One sub-event type: its type, ACLED's own name, PLOVER type and mode, CAMEO root."""

    slug: SubEventType
    event_type: EventType
    acled: str
    plover: str
    plover_mode: str | None
    cameo_root: str


_E = SubEventTypeEntry
_BATTLE: EventType = "battle"
_REMOTE: EventType = "explosion_remote"
_CIVILIANS: EventType = "violence_against_civilians"
_STRATEGIC: EventType = "strategic_development"
SUB_EVENT_TYPES: tuple[SubEventTypeEntry, ...] = (
    _E("armed_clash", _BATTLE, "Armed clash", "ASSAULT", "firearms", "19"),
    _E(
        "government_regains_territory",
        _BATTLE,
        "Government regains territory",
        "ASSAULT",
        "firearms",
        "19",
    ),
    _E(
        "non_state_actor_overtakes_territory",
        _BATTLE,
        "Non-state actor overtakes territory",
        "ASSAULT",
        "firearms",
        "19",
    ),
    _E("air_drone_strike", _REMOTE, "Air/drone strike", "ASSAULT", "aerial", "19"),
    _E(
        "shelling_artillery_missile",
        _REMOTE,
        "Shelling/artillery/missile attack",
        "ASSAULT",
        "heavy-weapons",
        "19",
    ),
    _E(
        "remote_explosive_landmine_ied",
        _REMOTE,
        "Remote explosive/landmine/IED",
        "ASSAULT",
        "explosives",
        "18",
    ),
    _E("suicide_bomb", _REMOTE, "Suicide bomb", "ASSAULT", "suicide-attack", "18"),
    _E("grenade", _REMOTE, "Grenade", "ASSAULT", "explosives", "18"),
    _E("chemical_weapon", _REMOTE, "Chemical weapon", "ASSAULT", "heavy-weapons", "20"),
    _E("attack", _CIVILIANS, "Attack", "ASSAULT", None, "18"),
    _E(
        "abduction_forced_disappearance",
        _CIVILIANS,
        "Abduction/forced disappearance",
        "ASSAULT",
        "abduct",
        "18",
    ),
    _E("sexual_violence", _CIVILIANS, "Sexual violence", "ASSAULT", "sexual", "18"),
    _E("peaceful_protest", "protest", "Peaceful protest", "PROTEST", "demo", "14"),
    _E(
        "protest_with_intervention",
        "protest",
        "Protest with intervention",
        "COERCE",
        "restrict",
        "17",
    ),
    _E(
        "excessive_force_against_protesters",
        "protest",
        "Excessive force against protesters",
        "ASSAULT",
        "crowd-control",
        "17",
    ),
    _E("violent_demonstration", "riot", "Violent demonstration", "PROTEST", "riot", "14"),
    _E("mob_violence", "riot", "Mob violence", "ASSAULT", "beat", "18"),
    _E("agreement", _STRATEGIC, "Agreement", "AGREE", None, "05"),
    _E("arrests", _STRATEGIC, "Arrests", "COERCE", "arrest", "17"),
    _E(
        "change_to_group_activity",
        _STRATEGIC,
        "Change to group/activity",
        "MOBILIZE",
        None,
        "15",
    ),
    _E("disrupted_weapons_use", _STRATEGIC, "Disrupted weapons use", "COERCE", "seize", "17"),
    _E(
        "headquarters_or_base_established",
        _STRATEGIC,
        "Headquarters or base established",
        "MOBILIZE",
        "troops",
        "15",
    ),
    _E(
        "looting_property_destruction",
        _STRATEGIC,
        "Looting/property destruction",
        "ASSAULT",
        "destroy",
        "17",
    ),
    _E(
        "non_violent_transfer_of_territory",
        _STRATEGIC,
        "Non-violent transfer of territory",
        "RETREAT",
        "withdraw",
        "08",
    ),
    _E("other", _STRATEGIC, "Other", "CONSULT", None, "04"),
)
BY_SLUG: dict[str, SubEventTypeEntry] = {entry.slug: entry for entry in SUB_EVENT_TYPES}
CLASH_TYPES: frozenset[str] = frozenset({_BATTLE, _REMOTE, _CIVILIANS})
CHANGES_OF_HANDS: frozenset[SubEventType] = frozenset(
    {"government_regains_territory", "non_state_actor_overtakes_territory"}
)


def is_clash(event_type: str, realis: str, *, background: bool) -> bool:
    """Whether a happening is a clash: foreground, actual or claimed, of an armed type."""
    return not background and realis in {"actual", "claimed"} and event_type in CLASH_TYPES
