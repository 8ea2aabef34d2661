"""Voice memory: who spoke so far in a document, and whom a pronoun, surname or role means."""

import re
from collections.abc import Iterator

from clashwire_enrich.claims.introductions import Introduction
from clashwire_enrich.claims.source_phrases import SourcePhrase
from clashwire_enrich.claims.speakers import Voice

_ANY_OFFICER = frozenset(("official", "officer", "source", "aide"))
_ARABIC_ARTICLE = re.compile(r"\b[AaEe]l[- ](?=[A-Z])")
NEAR_PARAGRAPHS = 3  # a pronoun's speaker stands at most this many paragraphs back


class VoiceMemory:
    """The voices heard so far, and the people the document introduces; look-ups are pure."""

    def __init__(self, people: tuple[Introduction, ...]) -> None:
        """The document's introductions, in text order."""
        self.people = people
        self._voices: list[Voice] = []

    def add(self, voice: Voice) -> None:
        """Remember who spoke."""
        self._voices.append(voice)

    def latest_first(self) -> Iterator[Voice]:
        """The voices from the last one back."""
        return reversed(self._voices)

    @property
    def last(self) -> Voice | None:
        """The last voice, or None before anybody spoke."""
        return self._voices[-1] if self._voices else None

    def gender_of(self, told: Voice | Introduction) -> str | None:
        """The gender of one told of, by any mention of the same name that shows it."""
        name = told.speaker.name if isinstance(told, Voice) else told.name
        if told.gender is not None or name is None:
            return told.gender
        voices = (one for one in self._voices if one.speaker.name == name)
        people = (one for one in self.people if one.name == name)
        shown = (*(one.gender for one in voices), *(one.gender for one in people))
        return next(filter(None, shown), None)

    def same_role(self, role: str) -> Voice | None:
        """The last person who spoke in a role: every kind of spokesperson is one role."""
        family = role_family(role)
        voices = (one for one in self.latest_first() if one.is_human)
        return next((one for one in voices if role_family(one.phrase.role or "") == family), None)

    def like_role(self, role: str) -> Voice | None:
        """The voice that "another" of a role adds to: of that role, or any officer for one."""
        same = self.same_role(role)
        if same is not None or role_family(role) not in _ANY_OFFICER:
            return same
        voices = (one for one in self.latest_first() if one.is_human)
        return next((one for one in voices if one.party is not None), None)

    def of_name(self, phrase: SourcePhrase) -> Voice | None:
        """The earlier voice whose surname, or any single name, the phrase gives."""
        if phrase.name is None:
            return None
        for voice in self.latest_first():
            name = voice.speaker.name
            if voice.is_human and name and same_name(phrase.name, name):
                return voice
        return None

    def introduced(self, phrase: SourcePhrase) -> Introduction | None:
        """The introduction of the phrase's person, wherever it stands."""
        name = phrase.name
        if name is None:
            return None
        return next((one for one in self.people if one.name and same_name(name, one.name)), None)

    def only_person(self, position: int, gender: str | None) -> Introduction | None:
        """The one living person named before a position, if nobody spoke since."""
        spoken = self.last.position if self.last is not None else -1
        before = [one for one in self.people if one.name and one.position < position]
        living = [one for one in before if not one.dead]
        if len({one.name for one in living}) != 1 or living[-1].position <= spoken:
            return None
        return living[-1] if gender is None or living[-1].gender in {None, gender} else None


def same_name(short: str, full: str) -> bool:
    """Whether a later, shorter name is of the person with the full one.

    Surnames agree; a single name may be any part ("Getachew"), as many peoples use them.
    """
    short, full = _without_article(short), _without_article(full)
    parts = full.split()
    return short.split()[-1:] == parts[-1:] or (" " not in short and short in parts)


def _without_article(name: str) -> str:
    """'Al-Baba', 'Nour al-Din Baba' -> names without the Arabic article."""
    return _ARABIC_ARTICLE.sub("", name)


def role_family(role: str) -> str:
    """A role -> what counts as the same role: singular, and one word for all who speak for."""
    return "spokes" if role.startswith("spokes") else role.removesuffix("s")
