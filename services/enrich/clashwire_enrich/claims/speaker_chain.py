"""The speaker chain: every source in reading order, with those before it in mind."""

import re

import msgspec

from clashwire_contracts.claim import Speaker
from clashwire_contracts.vocabulary import AffiliationHow
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.introductions import Introduction
from clashwire_enrich.claims.outlets import outlet_in
from clashwire_enrich.claims.parties import GENERIC_IDS, Party, party_named
from clashwire_enrich.claims.public_figures import load_public_figures
from clashwire_enrich.claims.source_phrases import SourcePhrase, read_source
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.subjects import last_collective_subject, last_subject
from clashwire_enrich.claims.voices import GROUP_NOUNS
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_NAMELESS = "unidentified-armed-group"
_ARMED_WORD = re.compile(
    r"\b(?:rebel|militant|insurgent|guerrilla|jihadist|separatist|militia|junta|group)\b(?!-)",
    re.IGNORECASE,
)
_UNATTACHED = re.compile(
    r"(?:its|their) (?:\w+ )?(?:spokes\w+|leader|commander|chief|deputy)\b|an? spokes\w+$",
    re.IGNORECASE,
)
_ARTICLE_AND_NOUN = 2
_BODY_KINDS = frozenset(("international", "civilian"))
_BODY_NOUNS = frozenset(
    ("organisation", "organization", "mission", "agency", "charity", "watchdog", "body", "monitor")
)
_NEAR_PARAGRAPHS = 3  # a pronoun's speaker stands at most this many paragraphs back


class SpeakerChain:
    """Resolves a document's sources in reading order, each with those before it in mind."""

    def __init__(
        self, document: Document, actors: ActorIndex, introductions: tuple[Introduction, ...]
    ) -> None:
        """A document, its actors and the people it introduces."""
        self._document, self._actors = document, actors
        self._people = introductions
        self._voices: list[Voice] = []

    def hear(self, attribution: Attribution) -> Voice | None:
        """The next attribution -> its voice, or None when nobody can honestly be named."""
        voice = self._resolve(attribution)
        if voice is not None and voice.outlet is None:
            self._voices.append(voice)
        return voice

    def _resolve(self, attribution: Attribution) -> Voice | None:
        source = attribution.source
        if attribution.carried:
            return self._again(self._last(), attribution, "carried_on")
        text = self._document.text
        words = text[source.start : source.end]
        ranges = tuple(Range(s.start, s.end) for s in self._actors.at(*source))
        phrase = read_source(text, source, ranges)
        outlet = outlet_in(words)
        if outlet is not None:
            return self._outlet(attribution, phrase, outlet)
        match phrase.kind:
            case "pronoun_person":
                return self._pronoun(attribution, phrase)
            case "pronoun_group":
                return self._group_pronoun(attribution, phrase)
            case "document":
                return self._of_document(attribution, phrase)
            case _:
                return self._phrase(attribution, phrase)

    def _phrase(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        source = attribution.source
        if _is_group_phrase(phrase) and (voice := self._group(attribution, phrase)):
            return voice
        voice = self._introduced_role(attribution, phrase) or self._same_body(attribution, phrase)
        if voice is not None:
            return voice
        party = self._of_known_group(
            attribution, phrase, party_named(self._document.text, source, phrase, self._actors)
        )
        if party is None and (figure := self._office_of(phrase)) is not None:
            party = Party(figure, "role")
        known = self._known(phrase)
        if known is not None and party is None:
            return self._again(known, attribution, "prior_mention", phrase)
        if party is None and phrase.name is None and phrase.kind == "role":
            earlier = self._same_role(phrase)
            if earlier is not None and (phrase.definite or phrase.other):
                return self._role_again(earlier, attribution, phrase)
        return self._new(attribution, phrase, party)

    def _introduced_role(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'the envoy', 'the general': the last person introduced in these words."""
        words = frozenset(phrase.words.lower().split()[1:])
        if not phrase.definite or phrase.name is not None or phrase.kind != "role" or not words:
            return None
        here = attribution.source.start
        person = next(
            (one for one in reversed(self._people) if one.position < here and words <= one.words),
            None,
        )
        spoken = self._same_role(phrase)
        if person is None or (spoken is not None and spoken.position > person.position):
            return None
        own = party_named(self._document.text, attribution.source, phrase, self._actors)
        party = person.party or own
        speaker = Speaker(
            name=person.name, role=phrase.role, descriptor=phrase.words, anonymous=False
        )
        found = Party(party.actor_id, "prior_mention") if party is not None else None
        voice = self._voice(attribution, phrase, speaker, found, "chain.introduced")
        return msgspec.structs.replace(voice, gender=person.gender)

    def _same_body(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'the ministry', 'the organisation': the last body that spoke under such a noun."""
        short = len(phrase.words.split()) == _ARTICLE_AND_NOUN
        if phrase.kind != "collective" or not (phrase.definite and short):
            return None
        if any(s.actor_id not in GENERIC_IDS for s in self._actors.at(*attribution.source)):
            return None
        for voice in reversed(self._voices):
            if voice.phrase.kind != "collective" or voice.party is None:
                continue
            actor = self._actors.get(voice.party.actor_id)
            body = actor is not None and actor.kind in _BODY_KINDS and phrase.head in _BODY_NOUNS
            if body or phrase.head in voice.phrase.words.lower().split():
                return self._again(voice, attribution, "prior_mention")
        return None

    def _office_of(self, phrase: SourcePhrase) -> str | None:
        published = self._document.published_at
        day = published.date() if published is not None else None
        figure = load_public_figures().party_of(phrase.words, day)
        return figure if figure is not None and self._actors.get(figure) is not None else None

    def _of_known_group(
        self, attribution: Attribution, phrase: SourcePhrase, party: Party | None
    ) -> Party | None:
        """'rebel spokesman X': the rebels in subject place before; no nameless party for X.

        'its spokesman', 'a spokesman': whoever stood in subject place in the sentence before.
        """
        if party is None and _UNATTACHED.match(phrase.words):
            owner = last_subject(self._document, self._actors, attribution)
            return Party(owner, "prior_mention") if owner is not None else None
        nameless = party is not None and party.actor_id == _NAMELESS
        of_group = nameless or (party is None and _ARMED_WORD.search(phrase.words))
        if not of_group or phrase.kind == "collective":
            return party
        subject = last_collective_subject(self._document, self._actors, attribution)
        if subject is not None and subject not in GENERIC_IDS:
            return Party(subject, "prior_mention")
        return None if phrase.name is not None else party

    def _new(self, attribution: Attribution, phrase: SourcePhrase, party: Party | None) -> Voice:
        if party is None and phrase.other:
            earlier = self._same_role(phrase)
            if earlier is not None and earlier.party is not None:
                party = Party(earlier.party.actor_id, "prior_mention")
        introduced = self._introduced(phrase)
        if party is None and introduced is not None and introduced.party is not None:
            party = Party(introduced.party.actor_id, "prior_mention")
        full = introduced.name if introduced is not None else phrase.name
        speaker = self._speaker(phrase, full, party)
        return self._voice(
            attribution, phrase, speaker, party, "named" if party else "unaffiliated"
        )

    def _speaker(self, phrase: SourcePhrase, name: str | None, party: Party | None) -> Speaker:
        if name is None and phrase.kind == "collective":
            actor = self._actors.get(party.actor_id) if party is not None else None
            generic = actor is None or actor.actor_id in GENERIC_IDS
            label = phrase.bare if actor is None or generic else actor.name
            return Speaker(name=label, role=None, descriptor=phrase.words, anonymous=False)
        anonymous = name is None
        return Speaker(name=name, role=phrase.role, descriptor=phrase.words, anonymous=anonymous)

    def _outlet(self, attribution: Attribution, phrase: SourcePhrase, outlet: str) -> Voice:
        speaker = Speaker(name=outlet, role="outlet", descriptor=phrase.words, anonymous=False)
        voice = self._voice(attribution, phrase, speaker, None, "outlet")
        return msgspec.structs.replace(voice, outlet=outlet)

    def _pronoun(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        earlier = self._last_human(phrase.gender, attribution.paragraph)
        person = self._person_before(attribution, phrase.gender)
        if person is not None and (earlier is None or person.position > earlier.position):
            party = Party(person.party.actor_id, "pronoun") if person.party else None
            speaker = Speaker(
                name=person.name, role=person.role, descriptor=phrase.words, anonymous=False
            )
            return self._voice(attribution, phrase, speaker, party, "pronoun.introduced")
        return self._again(earlier, attribution, "pronoun")

    def _group_pronoun(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        own = self._own_subject(attribution)
        if own is not None and phrase.head == "it":
            return self._collective(attribution, phrase, own, "pronoun")
        near = [
            voice
            for voice in reversed(self._voices)
            if attribution.paragraph - voice.paragraph <= 1
        ]
        fitting = next(
            (v for v in near if phrase.head == "they" or v.phrase.kind == "collective"), None
        )
        if fitting is not None:
            return self._again(fitting, attribution, "pronoun")
        subject = last_collective_subject(self._document, self._actors, attribution)
        return self._collective(attribution, phrase, subject, "pronoun") if subject else None

    def _own_subject(self, attribution: Attribution) -> str | None:
        """'The front has held the pass, it said': the subject of the words themselves."""
        content = attribution.content
        if not attribution.rule.endswith(".after"):
            return None
        opening = self._actors.at(content.start, content.start + len("The ") + 1)
        return opening[0].actor_id if opening else None

    def _group(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
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
        return self._voice(attribution, phrase, speaker, Party(actor_id, how), f"chain.{how}")

    def _of_document(self, attribution: Attribution, phrase: SourcePhrase) -> Voice | None:
        """'the statement said': whoever issued it, named in the phrase or just before."""
        source = attribution.source
        party = party_named(self._document.text, source, phrase, self._actors)
        if party is not None:
            return self._collective(attribution, phrase, party.actor_id, "group")
        if self._voices and attribution.paragraph - self._voices[-1].paragraph <= 1:
            return self._again(self._voices[-1], attribution, "document")
        subject = last_collective_subject(self._document, self._actors, attribution)
        return self._collective(attribution, phrase, subject, "prior_mention") if subject else None

    def _again(
        self,
        earlier: Voice | None,
        attribution: Attribution,
        rule: str,
        phrase: SourcePhrase | None = None,
    ) -> Voice | None:
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

    def _role_again(self, earlier: Voice, attribution: Attribution, phrase: SourcePhrase) -> Voice:
        party = Party(earlier.party.actor_id, "prior_mention") if earlier.party else None
        if phrase.other:
            speaker = Speaker(name=None, role=phrase.role, descriptor=phrase.words, anonymous=True)
            return self._voice(attribution, phrase, speaker, party, "chain.another")
        same = msgspec.structs.replace(earlier.speaker)
        return self._voice(attribution, earlier.phrase, same, party, "chain.role")

    def _voice(
        self,
        attribution: Attribution,
        phrase: SourcePhrase,
        speaker: Speaker,
        party: Party | None,
        rule: str,
    ) -> Voice:
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

    def _last(self) -> Voice | None:
        return self._voices[-1] if self._voices else None

    def _last_human(self, gender: str | None, paragraph: int) -> Voice | None:
        for voice in reversed(self._voices):
            if paragraph - voice.paragraph > _NEAR_PARAGRAPHS:
                return None
            if voice.is_human and (gender is None or voice.gender in {None, gender}):
                return voice
        return None

    def _same_role(self, phrase: SourcePhrase) -> Voice | None:
        family = _role_family(phrase.role or phrase.head)
        for voice in reversed(self._voices):
            if voice.is_human and _role_family(voice.phrase.role or "") == family:
                return voice
        return None

    def _known(self, phrase: SourcePhrase) -> Voice | None:
        if phrase.name is None:
            return None
        last = phrase.name.split()[-1]
        for voice in reversed(self._voices):
            name = voice.speaker.name
            if name is not None and voice.is_human and name.split()[-1] == last:
                return voice
        return None

    def _introduced(self, phrase: SourcePhrase) -> Introduction | None:
        if phrase.name is None:
            return None
        last = phrase.name.split()[-1]
        return next((one for one in self._people if one.name.split()[-1] == last), None)

    def _person_before(self, attribution: Attribution, gender: str | None) -> Introduction | None:
        """The person in subject place before, in the same paragraph or alone in the last one."""
        for one in reversed(self._people):
            distance = attribution.paragraph - one.paragraph
            near = distance == 0 or (distance == 1 and not self._voices)
            if one.position < attribution.cue.start and near:
                fits = gender is None or one.gender in {None, gender}
                if one.subject:
                    return one if fits else None
        return None


def _is_group_phrase(phrase: SourcePhrase) -> bool:
    first = phrase.words.split()[0].lower() if phrase.words else ""
    short = len(phrase.words.split()) <= 3  # noqa: PLR2004 - "the militant group"
    return phrase.kind == "collective" and first == "the" and short and phrase.head in GROUP_NOUNS


def _role_family(role: str) -> str:
    return "spokes" if role.startswith("spokes") else role.removesuffix("s")
