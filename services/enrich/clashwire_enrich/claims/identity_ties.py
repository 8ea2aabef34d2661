"""Identity ties: who the dead were, where two voices tell it differently."""

import re

from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft, Judged
from clashwire_enrich.claims.relation_measures import apart, in_order, marker
from clashwire_enrich.text.document import Document

_SOMEBODY = (
    r"(?:they|he|she|(?:both|all|most|some|none|many|several|half|\w+)(?: of (?:them|the (?:\w+ )?"
    r"(?:men|women|dead|victims|killed|two|three|four|five|bodies)))?"
    r"|the (?:\w+ )?(?:men|man|women|woman|dead|victims?|boys?|girls?|youths?|slain|two|three|four"
    r"|brothers|people|bodies))"
)
_PEOPLE = (
    r"(?:civilians?|students?|farmers?|fishermen|fisherman|herders?|herdsmen|shepherds?|workers?"
    r"|labourers?|laborers?|teachers?|traders?|drivers?|villagers?|worshippers?|children|boys"
    r"|passengers|mourners|miners|refugees|protesters|bystanders?|soldiers?|militants?|fighters?"
    r"|rebels?|terrorists?|combatants?|insurgents?|bandits?|criminals?|suspects?|spies|spy|gunmen"
    r"|mercenaries|policemen|recruits|collaborators|smugglers|people|guests|pilgrims|aid workers"
    r"|traffickers|gang members|residents|neighbours|locals|relatives|pupils|hunters)"
)
_WERE = re.compile(
    rf"{_SOMEBODY} (?:was|were|are|is|had been) (?:(?:not|in fact|really|all|only|just|innocent"
    rf"|unarmed|simple|local|ordinary|mere|a|an|\w+) ){{0,3}}?{_PEOPLE}\b"
    rf"|{_SOMEBODY} (?:was|were) (?:unarmed|innocent|in custody|in \w+ custody|harvesting|praying"
    r"|asleep|sleeping|on (?:their|his|her) way)\b"
    rf"|{_SOMEBODY} (?:had|has|have) (?:no|nothing|never) (?:\w+ )?(?:record|links?|weapons?|guns?"
    r"|arms|to do with|ties|connection|held a weapon|carried)",
    re.IGNORECASE,
)
# "he had tried to run a patrol down", "they opened fire first": what the dead did themselves
_BROUGHT_ON = re.compile(
    r"(?:he|she|they|the (?:\w+ )?(?:men|man|dead|victims?|youths?|two|three)) (?:had |have )?"
    r"(?:tried to|attempted to|opened fire|fired|attacked|drew|reached for|refused to|ignored"
    r"|charged|stormed|resisted|threw|was armed|were armed|posed a threat)\b",
    re.IGNORECASE,
)
_SENTENCES = 3
_COUNTED = frozenset(("casualties", "accusation", "event_report", "responsibility"))


def disputed_identity(document: Document, first: Draft, second: Draft) -> Judged | None:
    """'Two militants were shot dead' against another voice's 'they were students'."""
    early, late = in_order(first, second)
    if early.in_title or late.in_title or apart(early, late) > _SENTENCES:
        return None
    if same_side(early.party, late.party):
        return None
    brought_on = early.charges is not None and _BROUGHT_ON.match(late.words) is not None
    if not brought_on and not _WERE.match(late.words):
        return None
    harmed = early.number is not None or early.claim_type == "casualties"
    if not harmed or early.claim_type not in _COUNTED or late.number is not None:
        return None
    return "contradicts", "blame" if brought_on else "occurrence", marker(document, first, second)
