"""Passives: 'the attack was claimed by X', 'Y was accused by X of Z', 'Y is said by X to ...'."""

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import circumstances_after
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.heads import MIN_CONTENT_WORDS, Head
from clashwire_enrich.claims.noun_phrases import phrase_after
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.text.words import Word, word_set

_PASSIVE_LEMMAS = word_set(
    "declare announce describe repeat echo say state proclaim pronounce call"
)
# Of verbs that are no cue when active, or take an object: "were listed by the ministry as".
PASSIVES: frozenset[str] = word_set(
    "identified listed named branded labelled labeled termed dubbed denounced condemned hailed"
    " characterised portrayed depicted traced linked ascribed pinned disowned doubted questioned"
    " contradicted challenged put"
)
_LISTED = CueVerb("describe", "say")
_PASSIVE_FAMILIES = frozenset(("claim", "confirm", "deny", "accuse", "blame", "report"))
_PASSIVE_REACH = 12  # words between a passive cue and its "by"


def passive_head(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """'The attack was claimed by X', 'Y was accused by X of Z'."""
    verb = cues.FINITE.get(words[index].lower, _LISTED)
    told = verb.lemma == "say"
    fits = verb is _LISTED or verb.family in _PASSIVE_FAMILIES or verb.lemma in _PASSIVE_LEMMAS
    if not fits or index - floor < MIN_CONTENT_WORDS - 1:
        return None
    reach = range(index + 1, min(len(words), index + _PASSIVE_REACH))
    by = next((at for at in reach if words[at].lower == "by"), None)
    if by is None:
        return None
    end = phrase_after(words, by + 1, len(words))
    goals = {"of"} if verb.family == "accuse" else {"to", "as"}
    end = next((at for at in range(by + 2, end) if words[at].lower in goals), end)
    if end <= by + 1 or not can_speak(words[by + 1 : end], verb):
        return None
    after = circumstances_after(text, words, end, len(words), told=False)
    if told and [word.lower for word in words[after.end : after.end + 1]] != ["to"]:
        return None  # "were said by X to have fled"
    return Head(index, verb, by + 1, end, after, "passive")
