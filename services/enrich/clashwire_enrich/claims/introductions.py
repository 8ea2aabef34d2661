"""Introductions: the people a document names with a role, for later surnames and pronouns."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.introduced_phrases import CAPITALISED_NAME, IntroducedPhrase
from clashwire_enrich.claims.noun_phrases import has_verb
from clashwire_enrich.claims.parties import GENERIC_IDS, Party, party_named, party_spans
from clashwire_enrich.claims.people_told import PersonTold, find_people_told
from clashwire_enrich.claims.quotations import find_quotations
from clashwire_enrich.claims.source_phrases import read_source
from clashwire_enrich.claims.subjects import subject_before
from clashwire_enrich.text.document import Document, Sentence
from clashwire_enrich.text.words import Range, split_words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "X speaks for the front", "X, who leads the rebels,", "X toured the ruins": no role word needed.
_PERSON_CLAUSE = re.compile(
    rf"(?P<name>{CAPITALISED_NAME})(?:, who)? (?:has |had |also )?"
    r"(?:(?P<stands>speaks|spoke)(?= for)"
    r"|(?P<heads>leads|led|heads|headed|commands|commanded|represents|represented|chairs|runs)"
    r"|(?:visited|met|toured|briefed|travelled|traveled|arrived|returned|survived|fled|escaped"
    r"|saw|watched|witnessed|sent|received|addressed|inspected|attended|lives|lived|works|worked"
    r"|was (?:re-)?(?:elected|appointed|named|sworn in|promoted)|became|walked|drove|lost|began"
    r"|owns|teaches|fought|served|serves|walked|stood|sat|hid|recorded|lost (?:his|her)))\b"
)
_OF_PARTY = re.compile(r"[^,.;\n]{0,70}")
_SUBJECT_CHARACTERS = 45
# "Khaing Soe of the Arakan Army's news desk"
_MEMBER = re.compile(r" (?:of|from|with|at) ")
_MEMBER_CHARACTERS = 40
_SPOKESPERSON = frozenset({"spokesperson", "spokesman", "spokeswoman"})


class Introduction(msgspec.Struct, frozen=True):
    """A person with a role: where, for which party, whether in subject place.

    `words`: the introducing words in lower case, for "the envoy" and "the general" later;
    `name` is None of one who is introduced by role alone, as in "the Afghan envoy"; `dead`: told
    of as dead, so that no later "he" can be theirs.
    """

    name: str | None
    role: str | None
    party: Party | None
    gender: str | None
    position: int
    paragraph: int
    subject: bool
    words: frozenset[str] = frozenset()
    dead: bool = False


def find_introductions(
    document: Document,
    actors: ActorIndex,
    phrases: Sequence[IntroducedPhrase],
    places: Sequence[Range] = (),
) -> tuple[Introduction, ...]:
    """Document, actors, introducing phrases, places -> the people it introduces, in text order."""
    found = [
        one for phrase in phrases if (one := _introduction(document, actors, phrase)) is not None
    ]
    clauses = [
        one
        for sentence in document.sentences
        if not sentence.heading
        if (one := _by_clause(document, actors, sentence)) is not None
    ]
    quoted = [quotation.inner for quotation in find_quotations(document)]
    told = [
        _as_introduction(document, actors, one)
        for one in find_people_told(document, actors, quoted, places)
    ]
    merged = _merged((*found, *clauses, *told))
    return tuple(sorted(merged, key=lambda one: one.position))


def _as_introduction(document: Document, actors: ActorIndex, told: PersonTold) -> Introduction:
    """A person told of -> an introduction: role and party by their apposition, if it has any."""
    source = read_source(document.text, told.phrase, _ranges(actors, told.phrase))
    party = party_named(document.text, told.phrase, source, actors)
    if party is None and _MEMBER.match(document.text, told.name.end) is not None:
        near = Range(told.name.end, min(told.sentence.end, told.name.end + _MEMBER_CHARACTERS))
        spans = party_spans(document.text, near, actors)
        party = Party(spans[0].actor_id, "role") if spans else None
    alone = read_source(document.text, told.name, ())
    return Introduction(
        name=source.name or alone.name,
        role=source.role,
        party=party,
        gender=told.gender or source.gender,
        position=told.name.start,
        paragraph=told.sentence.paragraph,
        subject=told.subject,
        words=told.words,
        dead=told.dead,
    )


def _merged(introductions: Iterable[Introduction]) -> Iterator[Introduction]:
    """Each introduction with what any other one of the same name tells: party, role, words."""
    told = tuple(introductions)
    for one in told:
        same = [other for other in told if one.name is not None and other.name == one.name]
        yield msgspec.structs.replace(
            one,
            role=next((other.role for other in (one, *same) if other.role), None),
            party=next((other.party for other in (one, *same) if other.party), None),
            gender=next((other.gender for other in (one, *same) if other.gender), None),
            dead=any(other.dead for other in (one, *same)),
            words=one.words.union(*(other.words for other in same)),
        )


def _by_clause(document: Document, actors: ActorIndex, sentence: Sentence) -> Introduction | None:
    """'Nadia Rind speaks for the front': who, and for whom when the verb tells it."""
    found = _PERSON_CLAUSE.match(document.text, sentence.start, sentence.end)
    if found is None:
        return None
    phrase = Range(*found.span("name"))
    source = read_source(document.text, phrase, _ranges(actors, phrase))
    if source.name is None or " " not in source.name:
        return None
    party: Party | None = None
    if found["stands"] or found["heads"]:
        stretch = _OF_PARTY.match(document.text, found.end(), sentence.end)
        spans = party_spans(document.text, Range(*stretch.span()), actors) if stretch else ()
        party = Party(spans[0].actor_id, "role") if spans else None
    return Introduction(
        name=source.name,
        role="spokesperson" if found["stands"] else source.role,
        party=party,
        gender=source.gender,
        position=phrase.start,
        paragraph=sentence.paragraph,
        subject=True,
        words=_SPOKESPERSON if found["stands"] else frozenset(),
    )


def _ranges(actors: ActorIndex, phrase: Range) -> tuple[Range, ...]:
    return tuple(Range(span.start, span.end) for span in actors.at(*phrase))


def _introduction(
    document: Document, actors: ActorIndex, phrase: IntroducedPhrase
) -> Introduction | None:
    source = read_source(document.text, phrase.words, _ranges(actors, phrase.words))
    party = party_named(document.text, phrase.words, source, actors)
    if party is None and source.words.startswith(("Its ", "Their ", "its ", "their ")):
        owner = subject_before(document, actors, phrase.words.start)
        party = Party(owner, "prior_mention") if owner is not None else None
    if phrase.named and (source.name is None or (" " not in source.name and party is None)):
        return None
    if not phrase.named and (party is None or party.actor_id in GENERIC_IDS):
        return None
    return Introduction(
        name=source.name if phrase.named else None,
        role=source.role,
        party=party,
        gender=source.gender,
        position=phrase.words.start,
        paragraph=phrase.sentence.paragraph,
        subject=_is_subject(document.text, phrase, source.name),
        words=frozenset(word.lower() for word in _WORD.findall(source.words)),
    )


def _is_subject(text: str, phrase: IntroducedPhrase, name: str | None) -> bool:
    """Whether the phrase opens its sentence: no verb stands before the person."""
    start = phrase.sentence.start
    at = text.find(name, phrase.words.start) if name is not None else phrase.words.start
    near = phrase.words.start - start <= _SUBJECT_CHARACTERS
    return near and not has_verb(split_words(text, start, max(at, phrase.words.start)))
