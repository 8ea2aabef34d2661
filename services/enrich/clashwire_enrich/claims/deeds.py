"""Deeds: which other side a proposition makes the doer of violence or a breach."""

import re

from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.claims.concerns import is_armed, same_side, they
from clashwire_enrich.claims.parties import GENERIC_IDS
from clashwire_enrich.text.words import Range

# Violence that takes an object: "killed", "killed near the river" without one is passive.
_STRIKING = (
    r"(?:shelled|bombed|bombarded|struck|hit|hits?|attack(?:ed|s)|kill(?:ed|s|ing)|shot(?: dead)?"
    r"|shoots?|executed|massacred|slaughtered|beheaded|burn(?:ed|t|s)|torched|looted|plundered"
    r"|robbed|raided|stormed|ambushed|abducted|kidnapped|seized|commandeered|target(?:ed|s)"
    r"|rocketed|mortared|razed|raped|tortured|beat|detained|arrested|mined|detonated|blew up"
    r"|destroyed|flattened|levelled|emptied|wounded|injured|murdered|gunned down|drowned|rammed"
    r"|besieged|blockaded|starve[sd]|downed|ransacked|desecrated|sabotaged|violated|breached|broke"
    r"|broken|blocked|dragged|kicked)"
)
# Violence that needs none: "opened fire".
_FIRING = (
    r"(?:opened (?:fire|up)|fired|fires|shot at|crossed|invaded|intruded|launched|launch(?:es)?"
    r"|dropped|carried out|planted|laid|set (?:fire|alight)"
    r"|provoked|started (?:it|the \w+)|began (?:it|the \w+)|attacks?|strikes?|shells|bombs|staged"
    r"|hurled|lobbed|threw|used|deployed|stole|took)"
)
_MANNER = (
    r"(?:(?!(?:was|were|is|are|be|been|being|who|which|that|and|but|or|had no|not|never)\b)"
    r"[\w'\u2019-]+,? ){0,6}?"
)
_OBJECT = (
    r"(?= )(?! (?:in|near|at|by|during|when|since|outside|while|as|after|before|and|or|with|on)\b)"
)
_DOES = re.compile(
    rf"(?:['\u2019]s?)? {_MANNER}(?:{_STRIKING}\b{_OBJECT}|{_FIRING}\b)", re.IGNORECASE
)
# "Azerbaijani rockets fell south of the town"; soldiers who fell do nothing to anybody
_IMPACT = re.compile(
    r"\b(?:rockets?|shells?|missiles?|mortars?(?: rounds?)?|bombs?|drones?|projectiles?|rounds"
    r"|fire)"
    r" (?:had |have )?(?:fell|fallen|landed|rained|crashed|exploded|came|hit|struck)\b",
    re.IGNORECASE,
)
_SUFFERED = (
    r"(?:shelled|bombed|bombarded|struck|hit|attacked|killed|shot(?: dead)?|executed|massacred"
    r"|slaughtered|beheaded|burned|burnt|torched|looted|raided|stormed|ambushed|abducted|kidnapped"
    r"|seized|targeted|razed|raped|tortured|beaten|detained|destroyed|flattened|murdered|wounded"
    r"|injured|blown up|planted|laid|fired|launched|dropped|carried out|committed|caused|done|set"
    r" (?:alight|ablaze|on fire)|under (?:fire|attack)|started|provoked|broken|taken away)"
)
_BY = re.compile(
    rf"\b{_SUFFERED}\b[^.;:]{{0,60}}?\b(?:by|from|at the hands of)"
    r"(?: what (?:\w+ ){1,3}(?:was|were))?"
    r"(?: (?:the|a|an|its|their|what|some|several|masked|armed|unknown|two|three|\d+))*"
    r"(?: (?:men|fighters|members|gunm[ae]n|soldiers|troops|forces|snipers?|gunners|drones?|jets"
    r"|aircraft|units?|elements|remnants|agents|militants|warplanes|artillery|shells?|rockets?)"
    r" (?:of|from|loyal to|belonging to)(?: the)?)? ?$",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:fired|launched|shot|came|coming|flown|originat\w+|sent) (?:\w+ )?from (?:the |inside )?"
    r"(?:\w+ )?$",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"\b(?:it|that|this|they|those|these|who) (?:was|were|is) (?:the )?$", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:no|not|never|none|nor|n't|neither|without)\b", re.IGNORECASE)
_THEY_DO = re.compile(
    rf"(?:[Tt]hey|[Tt]heir [\w-]+(?: [\w-]+)?)(?: (?:had|have|also|then|deliberately))*"
    rf" (?:{_STRIKING}|{_FIRING})\b(?! (?:by|in an?)\b)"
)
_BEFORE = 120  # characters before a name in which "shot in the square by men of the" stands
_AFTER = 60  # characters after a name in which its weapon and what it did stand


def doer(
    text: str, content: Range, party: str | None, actors: ActorIndex, *, quoted: bool = False
) -> str | None:
    """A proposition -> the actor_id of the other side whose violence it tells, or None.

    A named side goes before a nameless group; a proposition that denies charges nobody. "They"
    of a speaker's own words are the others; of reported words they can be the speakers.
    """
    told = [
        span.actor_id
        for span in actors.at(*content)
        if not same_side(span.actor_id, party)
        and is_armed(actors, span.actor_id)
        and _does(text, content, span)
    ]
    named = [one for one in told if one not in GENERIC_IDS]
    if named or told:
        return (named or told)[0]
    found = _THEY_DO.match(text, *content) if quoted else None
    return they(content, found.start(), party, actors) if found is not None else None


def _does(text: str, content: Range, span: ActorSpan) -> bool:
    before = text[max(content.start, span.start - _BEFORE) : span.start]
    if _DENIED.search(text[content.start : span.start]):
        return False
    if any(told.search(before) for told in (_WHOSE, _ORIGIN, _BY)):
        return True
    found = _DOES.match(text, span.end, content.end)
    if found is None:
        return _IMPACT.search(text, span.start, min(content.end, span.end + _AFTER)) is not None
    return _DENIED.search(found[0]) is None
