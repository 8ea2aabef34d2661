"""Speakers: a resolved source, and the affiliation the contract has of it."""

import msgspec

from clashwire_contracts.claim import Affiliation, Speaker
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.parties import Party
from clashwire_enrich.claims.source_phrases import SourcePhrase


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A resolved source: the speaker, its party, and what later mentions can refer to.

    `rule` names how it was found; `confidence` falls with every step away from the words.
    """

    speaker: Speaker
    party: Party | None
    phrase: SourcePhrase
    paragraph: int
    position: int
    rule: str
    confidence: float
    outlet: str | None = None
    gender: str | None = None

    @property
    def is_human(self) -> bool:
        """Whether "he" or "she" can refer to it."""
        return self.outlet is None and self.phrase.kind in {"person", "role", "pronoun_person"}


def affiliation_of(voice: Voice, actors: ActorIndex) -> Affiliation | None:
    """A voice -> its affiliation as the contract writes it."""
    if voice.party is None:
        return None
    actor = actors.get(voice.party.actor_id)
    if actor is None:
        return None
    return Affiliation(actor_id=actor.actor_id, name=actor.name, how=voice.party.how)
