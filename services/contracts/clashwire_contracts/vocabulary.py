"""The closed word lists of the contract, as types: a typo is a type error."""

from typing import Literal

EventType = Literal[
    "battle",
    "explosion_remote",
    "violence_against_civilians",
    "protest",
    "riot",
    "strategic_development",
]
SubEventType = Literal[
    "armed_clash",
    "government_regains_territory",
    "non_state_actor_overtakes_territory",
    "air_drone_strike",
    "shelling_artillery_missile",
    "remote_explosive_landmine_ied",
    "suicide_bomb",
    "grenade",
    "chemical_weapon",
    "attack",
    "abduction_forced_disappearance",
    "sexual_violence",
    "peaceful_protest",
    "protest_with_intervention",
    "excessive_force_against_protesters",
    "violent_demonstration",
    "mob_violence",
    "agreement",
    "arrests",
    "change_to_group_activity",
    "disrupted_weapons_use",
    "headquarters_or_base_established",
    "looting_property_destruction",
    "non_violent_transfer_of_territory",
    "other",
]
Realis = Literal["actual", "claimed", "denied", "planned", "hypothetical"]
DatePrecision = Literal["day", "range", "on_or_before", "week", "month", "unknown"]
PlacePrecision = Literal["point", "town", "admin2", "region", "admin1", "country", "unknown"]
ActorRole = Literal["source", "target", "participant", "affected"]
ActorKind = Literal["state", "rebel", "militia", "civilian", "international", "unknown"]
EventChange = Literal[
    "reported",
    "corroborated",
    "contested",
    "casualties_changed",
    "updated",
    "merged",
    "retracted",
]
EventStatus = Literal["reported", "corroborated", "contested", "merged", "retracted"]
AffiliationHow = Literal["appositive", "role", "pronoun", "prior_mention", "group"]
ClaimMode = Literal["direct", "indirect", "mixed"]
ClaimType = Literal[
    "casualties",
    "territorial_control",
    "equipment_loss",
    "event_report",
    "accusation",
    "denial",
    "intent",
    "responsibility",
    "other",
]
NumberKind = Literal["killed", "wounded", "captured", "missing", "losses"]
NumberPrecision = Literal["exact", "approx", "min", "max", "vague"]
ClaimStatus = Literal[
    "attributed", "unverified", "contested", "no_evidence", "corroborated", "retracted"
]
RelationKind = Literal[
    "contradicts", "competing", "supports", "same_claim", "inconsistent_within_party"
]
RelationAxis = Literal["casualties", "territory", "blame", "occurrence"]
AlertKind = Literal[
    "clash.reported",
    "clash.corroborated",
    "clash.contested",
    "clash.casualties_changed",
    "clash.merged",
    "clash.retracted",
]
DeliveryStatus = Literal["pending", "delivered", "failed", "disabled"]
TextSource = Literal["feed", "page"]
ChangedField = Literal["title", "text", "canonical_url"]
DeadLetterKind = Literal["undecodable", "invalid", "poison", "too_large", "rejected"]
HubWord = Literal["news", "verified", "denied"]
SubscriptionStatus = Literal["requested", "active", "silent", "denied", "failed"]
