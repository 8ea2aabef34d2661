"""Claims: an article's ledger of who claims what about whom, and who says otherwise."""

from collections.abc import Iterator, Sequence

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_contracts.event import EventMention
from clashwire_contracts.mention import PlaceMention
from clashwire_enrich.actors.actor_catalogue import ActorCatalogue
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.carriers import carriers, outlets_heard
from clashwire_enrich.claims.claim_parts import Findings
from clashwire_enrich.claims.denial_ties import with_accused
from clashwire_enrich.claims.drafts import Draft
from clashwire_enrich.claims.figure_references import with_figures_referred
from clashwire_enrich.claims.headline_claims import draft_headline
from clashwire_enrich.claims.hearing import Heard, SpeechSetting, hear_all
from clashwire_enrich.claims.ledger import ClaimLedger, write_ledger
from clashwire_enrich.claims.propositions import split_propositions
from clashwire_enrich.claims.reading import find_attributions
from clashwire_enrich.claims.relations import relate
from clashwire_enrich.claims.repetitions import merge_repetitions
from clashwire_enrich.claims.setting import Setting, read_setting
from clashwire_enrich.claims.statuses import settle_statuses
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.text.document import Document

__all__ = ["ClaimLedger", "find_claims"]
MAX_CLAIMS = 200  # of one article; a longer list is a transcript or noise


def find_claims(  # noqa: PLR0913 - one argument for each kind of finding a claim rests on
    article: RawArticle,
    document: Document,
    actors: ActorIndex,
    casualties: tuple[CasualtyFigure, ...],
    events: tuple[EventMention, ...],
    *,
    places: Sequence[PlaceMention] = (),
    catalogue: ActorCatalogue | None = None,
    country: str | None = None,
) -> ClaimLedger:
    """An article and what was found in it -> its claims, their ties, and the actors they name.

    With `places` and `catalogue`, officials speak for the state of their country or place;
    such states join the ledger's actors. `country` (alpha-2) is where the story plays; without
    it, where most of its places lie.
    """
    attributions = find_attributions(document)
    setting = read_setting(document, attributions, actors, places, catalogue, country)
    drafts = _body_claims(document, setting, attributions, casualties, events)
    titled, known = draft_headline(document, setting.actors, drafts, catalogue, setting.home)
    drafts += titled
    ties = relate(document, drafts)
    settled = settle_statuses(document, known, with_accused(drafts, ties), ties)
    named = frozenset(actor.actor_id for actor in actors.mentions)
    return _with_actors_used(write_ledger(article, document, known, settled, ties), named)


def _body_claims(
    document: Document,
    setting: Setting,
    attributions: Sequence[Attribution],
    casualties: tuple[CasualtyFigure, ...],
    events: tuple[EventMention, ...],
) -> list[Draft]:
    """What the text attributes, as drafts: spoken, split, numbers referred to filled in."""
    if not attributions:
        return []
    findings = Findings(document, setting.actors, casualties, events, home=setting.forces)
    speech = SpeechSetting(setting.sides, setting.forces, setting.places)
    heard = hear_all(document, setting.actors, attributions, setting.phrases, speech)
    drafts = merge_repetitions(list(_drafts(findings, heard))[:MAX_CLAIMS])
    return with_figures_referred(drafts)


def _with_actors_used(ledger: ClaimLedger, named: frozenset[str]) -> ClaimLedger:
    """The ledger without the states that an office named and no claim came to concern."""
    used = {claim.about for claim in ledger.claims} | {
        claim.affiliation.actor_id for claim in ledger.claims if claim.affiliation is not None
    }
    kept = tuple(one for one in ledger.actors if one.actor_id in named or one.actor_id in used)
    return msgspec.structs.replace(ledger, actors=kept)


def _drafts(findings: Findings, heard: list[Heard]) -> Iterator[Draft]:
    outlets = outlets_heard(heard)
    for index, one in enumerate(heard):
        if one.voice.outlet is None and one.attribution.rule != "tag":
            yield from _of_one(findings, one, carriers(heard, index, outlets))


def _of_one(findings: Findings, one: Heard, via: tuple[str, ...]) -> Iterator[Draft]:
    attribution = one.attribution
    if attribution.mutual:
        draft = findings.draft(attribution, one.voice, attribution.content, via)
        yield msgspec.structs.replace(draft, about=one.other_side, charges=one.other_side)
        return
    for part in split_propositions(findings.document, attribution, findings.actors):
        yield findings.draft(attribution, one.voice, part, via)
