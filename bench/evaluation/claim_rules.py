"""The families of claim rules, and what stands in for each when it is left out."""

from collections.abc import Callable
from typing import Any, NamedTuple

from clashwire_enrich.claims import (
    claim_targets,
    claimed_numbers,
    claims,
    definite_roles,
    head_finder,
    hearing,
    introductions,
    propositions,
    reading,
    relations,
    setting,
    source_parties,
    speaker_chain,
    statuses,
    verb_heads,
)
from clashwire_enrich.claims.claim_targets import ClaimTargets
from clashwire_enrich.claims.collective_mentions import CollectiveMentions
from clashwire_enrich.claims.presumed_parties import PresumedParties
from clashwire_enrich.claims.public_figures import PublicFigures
from clashwire_enrich.claims.running_speech import RunningSpeech
from clashwire_enrich.claims.source_parties import SourceParties
from clashwire_enrich.claims.speaker_chain import SpeakerChain
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.voice_memory import NEAR_PARAGRAPHS, VoiceMemory
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range, covered


class Part(NamedTuple):
    """One rule: the module or class that uses it, its name there, and what finds nothing."""

    owner: Any
    name: str
    instead: Callable[..., Any]


class Family(NamedTuple):
    """Rules that are of one kind, left out together."""

    name: str
    parts: tuple[Part, ...]


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _none_found(*_: Any, **__: Any) -> tuple[()]:
    return ()


def _no_sides(*_: Any, **__: Any) -> dict[str, str]:
    return {}


def _second(_: Any, second: Any, *__: Any, **___: Any) -> Any:
    return second


def _third(_: Any, __: Any, third: Any, *___: Any, **____: Any) -> Any:
    return third


def _as_list(first: Any, *_: Any, **__: Any) -> list[Any]:
    return list(first)


def _untitled(_: Any, actors: Any, *__: Any) -> tuple[list[Any], Any]:
    return [], actors


def _whole(words: Any, *_: Any) -> list[Any]:
    return [covered(words, 0, len(words))]


def _last_speaker(
    document: Document, memory: VoiceMemory, gender: str | None, source: Range, _: Range
) -> Voice | None:
    here = document.sentences[document.sentence_at(source.start) or 0].paragraph
    voices = (one for one in memory.latest_first() if here - one.paragraph <= NEAR_PARAGRAPHS)
    fitting = (one for one in voices if gender is None or one.gender in {None, gender})
    return next((one for one in fitting if one.is_human), None)


def _family(name: str, *parts: tuple[Any, str, Callable[..., Any]]) -> Family:
    return Family(name, tuple(Part(*part) for part in parts))


FAMILIES: tuple[Family, ...] = (
    # attribution
    _family("cues that follow a comma or a quotation", (verb_heads, "inverted_head", _nothing)),
    _family("passive cues", (verb_heads, "passive_head", _nothing)),
    _family("a second cue of one subject", (verb_heads, "_coordinated", _nothing)),
    _family("participle cues", (head_finder, "_participle", _nothing)),
    _family("'according to', 'citing', 'as X put it'", (head_finder, "source_head", _nothing)),
    _family("responsibility taken", (head_finder, "responsibility_head", _nothing)),
    _family("sayings: 'is of the view'", (head_finder, "phrase_head", _nothing)),
    _family("a thing said: 'spoke of six dead'", (head_finder, "object_head", _nothing)),
    _family("colons without a cue", (head_finder, "colon_head", _nothing)),
    _family("nominal cues", (reading, "find_nominal", _none_found)),
    _family("mutual accusations", (reading, "find_mutual", _none_found)),
    _family("quotations without a cue", (RunningSpeech, "with_carried", _third)),
    _family("headlines", (claims, "draft_headline", _untitled)),
    _family("several propositions under a cue", (propositions, "_conjuncts", _whole)),
    # the speaker chain
    _family("introductions", (hearing, "find_introductions", _none_found)),
    _family("people told of", (introductions, "find_people_told", _none_found)),
    _family("pronouns: he, she", (SpeakerChain, "_pronoun", _nothing)),
    _family(
        "salience: not only who spoke last",
        (speaker_chain, "most_salient", _last_speaker),
        (source_parties, "most_salient", _last_speaker),
    ),
    _family("pronouns: it, they", (CollectiveMentions, "pronoun", _nothing)),
    _family("later roles: 'the envoy'", (speaker_chain, "meant_by", _nothing)),
    _family("roles not heard before: 'the baker'", (definite_roles, "_newly_described", _nothing)),
    _family("later names", (VoiceMemory, "of_name", _nothing)),
    _family("'another official'", (VoiceMemory, "like_role", _nothing)),
    _family("'one of them'", (SpeakerChain, "_several_before", _nothing)),
    _family("bodies: 'the ministry'", (CollectiveMentions, "same_body", _nothing)),
    _family("groups: 'the rebels'", (CollectiveMentions, "group", _nothing)),
    _family("documents: 'the statement'", (CollectiveMentions, "of_document", _nothing)),
    _family(
        "later words that name an earlier source", (hearing, "name_parties_in_hindsight", _as_list)
    ),
    # parties
    _family("owners: 'its spokesman'", (SourceParties, "_owner", _nothing)),
    _family("a state that just spoke", (SourceParties, "_just_spoke", _nothing)),
    _family("offices of states", (setting, "with_official_sources", _third)),
    _family("officers that the title places", (setting, "title_sides", _no_sides)),
    _family("a name right after an office", (PresumedParties, "office_before", _nothing)),
    _family("officers by rank", (PresumedParties, "_of_officer", _nothing)),
    _family("'the commander'", (PresumedParties, "_of_commander", _nothing)),
    _family("public figures", (PublicFigures, "party_of", _nothing)),
    _family("unlisted organisations", (setting, "with_named_organisations", _third)),
    _family("short forms: 'the front'", (setting, "with_short_forms", _second)),
    _family("rival countries", (setting, "with_rival_countries", _third)),
    # what is claimed
    _family("whose deed it tells", (claim_targets, "doer", _nothing)),
    _family("numbers in words of claims", (claimed_numbers, "_told_of", _nothing)),
    _family("counted equipment", (claimed_numbers, "_equipment", _nothing)),
    _family("tolls put at a number", (claimed_numbers, "_put_at", _nothing)),
    _family("numbers that refer to another", (claims, "with_figures_referred", _as_list)),
    _family("forces by nationality", (setting, "with_struck_forces", _third)),
    _family("a state's nameless foe or people", (ClaimTargets, "_nameless_side", _nothing)),
    _family("whom a denial tells", (claims, "with_accused", _as_list)),
    # carriers, statuses, ties
    _family("outlets that carry", (claims, "carriers", _none_found)),
    _family("the narrator's statements", (statuses, "_rulings", _none_found)),
    _family("hedges", (statuses, "_hedged", _second)),
    _family("denials meet claims", (relations, "denied", _nothing)),
    _family("confirmations", (relations, "confirmed", _nothing)),
    _family("rival tolls", (relations, "rival_tolls", _nothing)),
    _family("figures called wrong", (relations, "disputed_figure", _nothing)),
    _family("rival ground", (relations, "rival_ground", _nothing)),
    _family("accusations that point at each other", (relations, "mutual", _nothing)),
    _family("the accused side's answers", (relations, "answered", _nothing)),
    _family("losses that a side says it had not", (relations, "denied_losses", _nothing)),
    _family("who the dead were", (relations, "disputed_identity", _nothing)),
    _family("accounts the narrator sets apart", (relations, "set_against", _nothing)),
    _family("one party's own claims", (relations, "within_party", _nothing)),
)
