"""Collective mentions: whom 'it', 'the group', 'the ministry' and 'the statement' mean."""

import re

from clashwire_contracts.claim import Speaker
from clashwire_contracts.vocabulary import AffiliationHow
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.parties import GENERIC_IDS, Party
from clashwire_enrich.claims.source_parties import SourceParties
from clashwire_enrich.claims.source_phrases import SourcePhrase
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.subjects import (
    last_body,
    last_collective_subject,
    last_subject,
    sentences_apart,
)
from clashwire_enrich.claims.voice_making import new_voice, same_voice
from clashwire_enrich.claims.voice_memory import VoiceMemory
from clashwire_enrich.claims.voices import BODY_NOUNS, GROUP_NOUNS
from clashwire_enrich.text.document import Document

_ARTICLE_AND_NOUN = 2
_GROUP_PHRASE_WORDS = 3  # "the militant group"
_BODY_KINDS = frozenset(("international", "civilian"))
_SEVERAL = frozenset(
    ("people", "men", "women", "police", "they", "source", "official", "insider", "spokesperson")
)
_ISSUED_BY = (
    r"(?:(?:released|posted|published|issued|signed|sent|put out|recorded|broadcast|shared) by"
    r"|attributed to|from|by) (?:the )?"
)
_ISSUER_CHARACTERS = 30


class CollectiveMentions:
    """Finds the body or side behind a document's later words for it, as its voices stand."""

    def __init__(
        self, document: Document, actors: ActorIndex, memory: VoiceMemory, parties: SourceParties
    ) -> None:
        """A document, its actors, what was heard of it so far, and its sources' parties."""
        self._document, self._actors = document, actors
        self._memory, self._parties = memory, parties

    def same_body(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'the ministry', 'the organisation': the last body that spoke under such a noun."""
        short = len(phrase.words.split()) == _ARTICLE_AND_NOUN
        if phrase.kind != "collective" or not (phrase.definite and short):
            return None
        if any(s.actor_id not in GENERIC_IDS for s in self._actors.at(*attribution.source)):
            return None
        for voice in self._memory.latest_first():
            if voice.phrase.kind != "collective" or voice.party is None:
                continue
            actor = self._actors.get(voice.party.actor_id)
            body = actor is not None and actor.kind in _BODY_KINDS and phrase.head in BODY_NOUNS
            if body or phrase.head in voice.phrase.words.lower().split():
                return same_voice(voice, attribution, "prior_mention")
        any_body = phrase.head in BODY_NOUNS
        body_id = last_body(
            self._document, self._actors, attribution, phrase.head, any_body=any_body
        )
        return self._collective(attribution, phrase, body_id, "prior_mention") if body_id else None

    def pronoun(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'it said', 'they added': the body or side that spoke or stood in subject place."""
        own = self._own_subject(attribution)
        if own is not None and phrase.head == "it":
            return self._collective(attribution, phrase, own, "pronoun")
        near = [
            voice
            for voice in self._memory.latest_first()
            if attribution.paragraph - voice.paragraph <= 1
        ]
        fitting = next(
            (v for v in near if v.phrase.kind == "collective" or _are_they(v, phrase)), None
        )
        subject = last_subject(self._document, self._actors, attribution)
        passed = fitting is None or sentences_apart(self._document, fitting, attribution) > 1
        if subject is not None and passed and phrase.head == "it":
            return self._collective(attribution, phrase, subject, "pronoun")
        if fitting is not None:
            return same_voice(fitting, attribution, "pronoun")
        subject = last_collective_subject(self._document, self._actors, attribution)
        return self._collective(attribution, phrase, subject, "pronoun") if subject else None

    def _own_subject(self, attribution: Attribution) -> str | None:
        """'The front has held the pass, it said': the subject of the words themselves."""
        content = attribution.content
        if not attribution.rule.endswith(".after"):
            return None
        opening = self._actors.at(content.start, content.start + len("The ") + 1)
        return opening[0].actor_id if opening else None

    def group(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'the group said': the last belligerent in subject place."""
        source = attribution.source
        named = [s for s in self._actors.at(*source) if s.how != "anaphor"]
        if named:
            return None
        subject = last_collective_subject(self._document, self._actors, attribution)
        anaphor = next((s.actor_id for s in self._actors.at(*source)), None)
        if phrase.head in {"army", "military", "government", "police"} or subject is None:
            subject = anaphor or subject
        return self._collective(attribution, phrase, subject, "group") if subject else None

    def _collective(
        self, attribution: Attribution, phrase: SourcePhrase, actor_id: str, how: AffiliationHow
    ) -> Voice:
        actor = self._actors.get(actor_id)
        named = actor is not None and actor_id not in GENERIC_IDS
        name = actor.name if actor is not None and named else phrase.bare
        speaker = Speaker(name=name, role=None, descriptor=phrase.words, anonymous=False)
        return new_voice(attribution, phrase, speaker, Party(actor_id, how), f"chain.{how}")

    def of_document(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'the statement said': whoever issued it, named in the phrase or just before."""
        party = self._parties.named(attribution, phrase)
        if party is not None:
            return self._collective(attribution, phrase, party.actor_id, "group")
        issuer = self._issuer(attribution, phrase)
        if issuer is not None:
            return self._collective(attribution, phrase, issuer, "prior_mention")
        last = self._memory.last
        if last is not None and attribution.paragraph - last.paragraph <= 1:
            return same_voice(last, attribution, "document")
        subject = last_collective_subject(self._document, self._actors, attribution)
        if subject is None:
            subject = last_subject(self._document, self._actors, attribution)
        return self._collective(attribution, phrase, subject, "prior_mention") if subject else None

    def _issuer(self, attribution: Attribution, phrase: SourcePhrase) -> str | None:
        """'A letter from the union was read out. The letter said': who the document is from."""
        text, start = self._document.text, attribution.source.start
        found = list(re.finditer(rf"\b{re.escape(phrase.head)} {_ISSUED_BY}", text[:start]))
        if not found:
            return None
        named = self._actors.at(found[-1].end(), found[-1].end() + _ISSUER_CHARACTERS)
        return named[0].actor_id if named else None


def _are_they(voice: Voice, phrase: SourcePhrase) -> bool:
    """Whether "they" can be a voice of persons: several, or one who stays nameless."""
    several = voice.phrase.head.endswith("s") or voice.phrase.head in _SEVERAL
    return phrase.head == "they" and (several or " and " in voice.phrase.words)


def is_group_phrase(phrase: SourcePhrase) -> bool:
    """Whether a phrase is 'the group', 'the rebels': a group noun without a name."""
    first = phrase.words.split()[0].lower() if phrase.words else ""
    short = len(phrase.words.split()) <= _GROUP_PHRASE_WORDS
    return phrase.kind == "collective" and first == "the" and short and phrase.head in GROUP_NOUNS
