"""Anonymous sources: later words that tell whom an earlier unnamed source speaks for."""

from collections.abc import Sequence

import msgspec

from clashwire_enrich.claims.parties import Party
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.voice_making import OFFICE_HELD
from clashwire_enrich.claims.voices import ANONYMOUS_HEADS


def name_parties_in_hindsight(voices: Sequence[Voice]) -> list[Voice]:
    """Voices -> the same, 'a source within the group' resolved by a later 'the NRF source'.

    Only a definite mention with the same head noun resolves an earlier one, and only one that
    had no party or a party known by a group phrase alone. An office is named by the holder that
    follows it: "..., the governor said. Ali Omar added ...".
    """
    return [_named(voices, index) or _resolved(voices, index) for index in range(len(voices))]


def _named(voices: Sequence[Voice], index: int) -> Voice | None:
    voice = voices[index]
    holder = next((one for one in voices[index + 1 :] if one.speaker != voice.speaker), None)
    if holder is None or holder.rule != OFFICE_HELD or voice.speaker.name is not None:
        return None
    if voice.phrase.kind != "role" or voice.party is None or holder.party is None:
        return None
    if voice.party.actor_id != holder.party.actor_id:
        return None
    speaker = msgspec.structs.replace(voice.speaker, name=holder.speaker.name, anonymous=False)
    return msgspec.structs.replace(voice, speaker=speaker, rule="chain.named_next")


def _resolved(voices: Sequence[Voice], index: int) -> Voice:
    voice = voices[index]
    open_party = voice.party is None or voice.party.anaphor
    if not (open_party and voice.speaker.anonymous and voice.phrase.head in ANONYMOUS_HEADS):
        return voice
    if voice.phrase.definite:
        return voice
    for later in voices[index + 1 :]:
        named = later.party is not None and not later.party.anaphor
        if later.phrase.head == voice.phrase.head and later.phrase.definite and named:
            party = later.party
            found = Party(party.actor_id, "prior_mention") if party is not None else None
            return msgspec.structs.replace(voice, party=found, rule="chain.hindsight")
    return voice
