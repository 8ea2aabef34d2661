"""Parties: which actor a source's words name as the one it speaks for."""

import re

import msgspec

from clashwire_contracts.vocabulary import AffiliationHow
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.actors.group_words import GENERIC_ACTORS
from clashwire_enrich.claims.private_roles import private_roles
from clashwire_enrich.claims.source_phrases import SourcePhrase
from clashwire_enrich.claims.voices import WITHOUT_PARTY
from clashwire_enrich.text.words import Range

# "an official in Sudan", "ambassador to Ukraine", "anti-Taliban fighters" do not speak for these.
_ELSEWHERE = re.compile(
    r"(?:\b(?:in|to|near|on|outside|with|over|against|fighting|fleeing|fled|by|who \w+)"
    r" (?:the )?|\banti-)$",
    re.IGNORECASE,
)
_SEATED = re.compile(
    r"\b(?:officials?|authorities|government|leaders?|ministers?|commanders?|sources?|members?"
    r"|insiders?|figures?|fighters) in (?:the )?$",
    re.IGNORECASE,
)
_BACKED = re.compile(r"-(?:backed|aligned|allied|supported|led|funded|linked|affiliated|born)\b")
# "Rwanda, which denies backing the M23," does not speak for the M23
_RELATIVE = re.compile(r"(?<=\w),? (?:which|whose|who (?!leads|heads|commands|speaks|represents))")
# "a faction of the Taliban, Jamaat-ul-Ahrar,": the faction speaks, not who it left
_FACTION_OF = re.compile(
    r"\b(?:faction|offshoot|splinter(?: group)?|breakaway group|branch|wing|affiliate)"
    r" (?:of|from|in) [^,]{3,50},"
)
_CARRYING = re.compile(r"\b(?:attributed|belonging|loyal|linked|close) to (?:the )?$")
_RUN = re.compile(r"-(?:run|ruled|governed|controlled|administered)\b")
_NUMBER = re.compile(r"\b(?:\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth) (?:$|(?=\w))")
_UNIT = re.compile(r"(?:Brigade|Division|Battalion|Regiment|Corps|Region|Squadron|Fleet)$")
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_PLACED = re.compile(r" in (?:the )?(?:[A-Z]\w+ )?$")
_LOOK_BACK = 32
GENERIC_IDS = frozenset(actor_id for actor_id, _ in GENERIC_ACTORS.values())
CIVILIAN_GENERICS = frozenset(("civilians", "protesters", "rioters"))


class Party(msgspec.Struct, frozen=True):
    """The actor a speaker speaks for, how it was found, and whether a group phrase stood for it."""

    actor_id: str
    how: AffiliationHow
    anaphor: bool = False


def party_named(text: str, source: Range, phrase: SourcePhrase, actors: ActorIndex) -> Party | None:
    """A source and what it says -> the party its own words name, or None."""
    spans = party_spans(text, source, actors)
    explicit = [span for span in spans if span.how != "anaphor"]
    known = [span for span in spans if span.actor_id not in GENERIC_IDS]
    chosen = next(iter(explicit or known or spans), None)
    if chosen is None or (phrase.head in WITHOUT_PARTY and chosen.actor_id in CIVILIAN_GENERICS):
        return None
    actor = actors.get(chosen.actor_id)
    of_body = actor is not None and actor.kind == "international"
    if phrase.head in WITHOUT_PARTY and not (of_body or _opens_name(text, source, chosen)):
        return None
    return Party(chosen.actor_id, _how(text, source, phrase), chosen.how == "anaphor")


def party_spans(text: str, source: Range, actors: ActorIndex) -> tuple[ActorSpan, ...]:
    """A source -> the actor spans in it that it can speak for, in text order."""
    relative = _RELATIVE.search(text, *source)
    found = actors.at(source.start, relative.start() if relative else source.end)
    kept = [
        span
        for span in found
        if not _elsewhere(text, source, span) and not _of_private_role(text, source, span)
    ]
    faction = _FACTION_OF.search(text, *source)
    if faction is not None and kept and kept[-1].start > faction.end():
        kept = [span for span in kept if span.start > faction.end()]
    backed = [
        span
        for span in kept
        if not _BACKED.match(text, span.end) and not _is_unit(text, span, actors)
    ]
    return tuple(span for span in backed if span.actor_id not in CIVILIAN_GENERICS)


def _is_unit(text: str, span: ActorSpan, actors: ActorIndex) -> bool:
    """'the 101st Infantry Brigade': a numbered unit that no catalogue knows is an army's."""
    actor = actors.get(span.actor_id)
    unlisted = actor is not None and actor.kind == "unknown"
    before = text[max(0, span.start - _LOOK_BACK) : span.start]
    numbered = _NUMBER.search(before) or _NUMBER.match(text, span.start)
    return (
        unlisted and numbered is not None and _UNIT.search(text[span.start : span.end]) is not None
    )


def _elsewhere(text: str, source: Range, span: ActorSpan) -> bool:
    before = text[max(source.start, span.start - _LOOK_BACK) : span.start]
    if before.endswith("in ") and _RUN.match(text, span.end):
        return False  # "the health ministry in Hamas-run Gaza"
    if before.endswith("from within the ") or _SEATED.search(before) or _CARRYING.search(before):
        return False
    return _ELSEWHERE.search(before) is not None


def _of_private_role(text: str, source: Range, span: ActorSpan) -> bool:
    """'a retired police officer', 'an aid official in Port Sudan': a past force, a mere place."""
    words = _ARTICLE.sub("", text[span.start : span.end])
    placed = _PLACED.search(text, source.start, span.start) is not None
    return any(
        (role.start < span.end and span.start < role.end and words.islower())
        or (role.end < span.start and placed)
        for role in private_roles(text, source)
    )


def _opens_name(text: str, source: Range, span: ActorSpan) -> bool:
    """Witnesses, doctors and the like speak for a body only as part of its name."""
    return span.start - source.start <= len("the ") and text[span.end : span.end + 1] != "'"


def _how(text: str, source: Range, phrase: SourcePhrase) -> AffiliationHow:
    if phrase.kind == "collective":
        return "group"
    between = text[source.start : source.end]
    if phrase.name is not None and "," in between:
        return "appositive"
    return "role"
