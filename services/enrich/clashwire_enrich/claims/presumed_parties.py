"""Presumed parties: whom an officer or a name right after an office speaks for, by its setting.

Asked only when neither the source's words, nor its owner, nor an earlier mention tell the party.
"""

import re
from collections.abc import Mapping

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.claim_targets import HomeForces
from clashwire_enrich.claims.parties import Party
from clashwire_enrich.claims.source_phrases import SourcePhrase
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.subjects import last_subject, sentences_apart, subject_before
from clashwire_enrich.claims.title_sides import ANY_OFFICE
from clashwire_enrich.claims.voice_memory import VoiceMemory, role_family
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import word_set

PUBLIC_ROLES = word_set(
    "general colonel major captain lieutenant admiral brigadier marshal minister president premier"
    " ministry army military spokes"
)
_OF_SOMEBODY = re.compile(r"\b(?:of|for|rebel|militia|group|front|party|union|association)\b")
_MILITARY_RANKS = word_set(
    "general gen colonel col major maj captain capt lieutenant lt brigadier brig admiral marshal"
    " commodore sergeant corporal"
)
_POLICE_RANKS = word_set(
    "inspector superintendent detective constable commissioner commissaire subinspector"
)
# "a retired general", "a rebel captain", "Captain Ola of the ferry" hold no rank of the state's
_NO_RANK_OF_STATE = re.compile(
    r"\b(?:retired|former|ex-?|self-styled|rebel|insurgent|dissident|renegade|mutinous|defected"
    r"|militia|resistance|ferry|ship|fishing|team|peacekeep\w*|mission|mission's|nato|un)\b"
)
_COMMANDERS = word_set(
    "commander commanders officer officers soldiers troops general colonel captain"
)
_COMMANDER_BACK = 3  # sentences in which the side of a bare "the commander" stands
_NAMED_NEXT = 1  # sentences between an office that spoke and the name of who holds it


class PresumedParties:
    """Presumes the party of a document's sources from its title, home state and last voices."""

    def __init__(
        self,
        document: Document,
        actors: ActorIndex,
        memory: VoiceMemory,
        sides: Mapping[str, str],
        forces: HomeForces | None,
    ) -> None:
        """A document, its actors and voices, whose roles its title names, its home state."""
        self._document, self._actors, self._memory = document, actors, memory
        self._sides, self._forces = sides, forces

    def of(self, attribution: Attribution, phrase: SourcePhrase) -> Party | None:
        """A source whose party nothing tells -> the party its setting lets presume, or None."""
        held = self.office_before(attribution, phrase)
        if held is not None and held.party is not None:
            return Party(held.party.actor_id, "prior_mention")
        return (
            self._of_title(phrase)
            or self._of_officer(attribution, phrase)
            or self._of_commander(attribution, phrase)
        )

    def office_before(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'..., the governor said. Ali Omar added ...': the office that the name goes with."""
        last = self._memory.last
        if phrase.kind != "person" or phrase.name is None or " " not in phrase.name or last is None:
            return None
        named = last.speaker.name is not None or last.phrase.kind != "role" or last.party is None
        if named or not last.phrase.definite or last.phrase.head.endswith("s"):
            return None
        if sentences_apart(self._document, last, attribution) > _NAMED_NEXT:
            return None
        ranks = {role_family(word) for word in _words(phrase)} & (_MILITARY_RANKS | _POLICE_RANKS)
        alone = len(_words(phrase)) - len(phrase.name.split()) <= len(ranks)
        return last if alone else None

    def _of_title(self, phrase: SourcePhrase) -> Party | None:
        """'General X' under the title 'Ethiopian general ...': a public role without a party."""
        words = {role_family(word) for word in _words(phrase)}
        side = next((self._sides[role] for role in sorted(words) if role in self._sides), None)
        if side is None and words & PUBLIC_ROLES and not _OF_SOMEBODY.search(phrase.words):
            side = self._sides.get(ANY_OFFICE)
        return self._known(side)

    def _of_officer(self, attribution: Attribution, phrase: SourcePhrase) -> Party | None:
        """'General X': of the state that just spoke, else of the one where the story plays."""
        words = set(_words(phrase))
        ranked, police = words & _MILITARY_RANKS, words & _POLICE_RANKS
        if phrase.name is None or not (ranked or police):
            return None
        if _NO_RANK_OF_STATE.search(phrase.words.lower()):
            return None
        own = self._clause_subject(attribution)
        last = self._memory.last
        if own is None and last is not None and last.party is not None:
            near = sentences_apart(self._document, last, attribution) <= _NAMED_NEXT
            spoke = last.party.actor_id
            own = spoke if near and self._is_public(spoke) else None
        if own is None and self._forces is not None:
            own = self._forces.forces if ranked else self._forces.police
        return self._known(own)

    def _of_commander(self, attribution: Attribution, phrase: SourcePhrase) -> Party | None:
        """'the commander', 'officers who asked not to be named': of the force told of before."""
        plural = phrase.head.endswith("s")
        if phrase.name is not None or phrase.head not in _COMMANDERS:
            return None
        if not (phrase.definite or plural) or _NO_RANK_OF_STATE.search(phrase.words.lower()):
            return None
        subject = last_subject(
            self._document, self._actors, attribution, sentences_back=_COMMANDER_BACK
        )
        return Party(subject, "prior_mention") if subject is not None else None

    def _clause_subject(self, attribution: Attribution) -> str | None:
        """'Israel's military spoke of ...; by evening General X conceded': of its own sentence."""
        subject = subject_before(self._document, self._actors, attribution.source.start, 0)
        inside = attribution.rule.endswith(".after")
        return subject if subject is not None and not inside and self._is_public(subject) else None

    def _is_public(self, actor_id: str) -> bool:
        actor = self._actors.get(actor_id)
        return actor is not None and actor.kind in {"state", "international"}

    def _known(self, actor_id: str | None) -> Party | None:
        if actor_id is None or self._actors.get(actor_id) is None:
            return None
        return Party(actor_id, "prior_mention")


def _words(phrase: SourcePhrase) -> list[str]:
    return phrase.words.lower().replace(",", " ").replace(".", " ").split()
