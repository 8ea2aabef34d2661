"""Voice making: new voices, voices heard again, one more of a kind, and media that carry."""

import msgspec

from clashwire_contracts.claim import Speaker
from clashwire_contracts.vocabulary import AffiliationHow
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.parties import Party
from clashwire_enrich.claims.source_phrases import SourcePhrase
from clashwire_enrich.claims.speakers import Voice

OFFICE_HELD = "chain.office_held"  # the rule of a name given right after the office it holds


def new_voice(
    attribution: Attribution,
    phrase: SourcePhrase,
    speaker: Speaker,
    party: Party | None,
    rule: str,
) -> Voice:
    """A source, what its words say, speaker and party -> its voice, found by `rule`."""
    return Voice(
        speaker=speaker,
        party=party,
        phrase=phrase,
        paragraph=attribution.paragraph,
        position=attribution.cue.start,
        rule=rule,
        confidence=0.7 if rule.startswith("chain") else 0.9,
        gender=phrase.gender,
    )


def same_voice(
    earlier: Voice | None,
    attribution: Attribution,
    rule: str,
    phrase: SourcePhrase | None = None,
) -> Voice | None:
    """The same voice heard again, or None without an earlier one; a new phrase names it anew."""
    if earlier is None:
        return None
    how: AffiliationHow = "pronoun" if rule.startswith("pronoun") else "prior_mention"
    party = Party(earlier.party.actor_id, how, earlier.party.anaphor) if earlier.party else None
    return msgspec.structs.replace(
        earlier,
        party=party,
        paragraph=attribution.paragraph,
        position=attribution.cue.start,
        rule=f"chain.{rule}",
        confidence=0.7,
        phrase=phrase if phrase is not None and phrase.name else earlier.phrase,
    )


def another_voice(earlier: Voice, attribution: Attribution, phrase: SourcePhrase) -> Voice:
    """'Another spokesman': somebody unnamed, for the party of the one before."""
    party = Party(earlier.party.actor_id, "prior_mention") if earlier.party else None
    role = phrase.role or earlier.speaker.role
    speaker = Speaker(name=None, role=role, descriptor=phrase.words, anonymous=True)
    return new_voice(attribution, phrase, speaker, party, "chain.another")


def outlet_voice(attribution: Attribution, phrase: SourcePhrase, outlet: str) -> Voice:
    """A medium as its source's words name it: it carries a claim and makes none."""
    speaker = Speaker(name=outlet, role="outlet", descriptor=phrase.words, anonymous=False)
    voice = new_voice(attribution, phrase, speaker, None, "outlet")
    return msgspec.structs.replace(voice, outlet=outlet)
