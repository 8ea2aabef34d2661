"""The editor's judgement of the bundled stories: which are clashes, who claims what of them."""

from importlib.resources.abc import Traversable

import msgspec

from clashwire_cli.demo.story import StoryError, bundled_stories
from clashwire_contracts.vocabulary import (
    ClaimType,
    EventType,
    NumberKind,
    NumberPrecision,
    RelationAxis,
    SubEventType,
)


class ExpectedPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a clash was, by its common name; `country` is ISO 3166-1 alpha-2."""

    name: str
    country: str
    admin1: str | None = None


class ExpectedClaim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim of note: a named `speaker` or the words of a `descriptor`, and whom it is `about`.

    `revised_number` is what the story's last revision says instead of `number`.
    """

    story: str
    type: ClaimType
    speaker: str | None = None
    descriptor: str | None = None
    party: str | None = None
    number: int | None = None
    revised_number: int | None = None
    low: int | None = None
    high: int | None = None
    precision: NumberPrecision | None = None
    kind: NumberKind | None = None
    about: str | None = None


class ExpectedClash(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One happening and all stories that tell it; `day` counts from the start, in whole days."""

    key: str
    event_type: EventType
    sub_event_type: SubEventType
    place: ExpectedPlace
    day: int
    actors: tuple[str, ...]
    stories: tuple[str, ...]
    independent_sources: int
    contested: bool
    claims: tuple[ExpectedClaim, ...]
    must_not: tuple[str, ...]
    also: tuple[SubEventType, ...] = ()
    syndicated: tuple[str, ...] = ()
    axes: tuple[RelationAxis, ...] = ()


class Expectation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The judgement of every story: told of a clash, relevant without one, open, or unrelated."""

    clashes: tuple[ExpectedClash, ...]
    relevant_without_clash: tuple[str, ...]
    undecided: tuple[str, ...]
    not_relevant: tuple[str, ...]

    def relevance(self) -> dict[str, bool | None]:
        """Story id -> whether it is about armed conflict; None where the language is not read."""
        judged: dict[str, bool | None] = dict.fromkeys(self.not_relevant, False)
        judged |= dict.fromkeys(self.undecided)
        judged |= dict.fromkeys(self.relevant_without_clash, True)
        for clash in self.clashes:
            judged |= dict.fromkeys((*clash.stories, *clash.syndicated), True)
        return judged


def read_expectation(folder: Traversable | None = None) -> Expectation:
    """The folder's expected.yaml -> the judgement; StoryError when it cannot be read."""
    file = (folder or bundled_stories()) / "expected.yaml"
    try:
        return msgspec.yaml.decode(file.read_bytes(), type=Expectation)
    except (OSError, msgspec.MsgspecError) as error:
        raise StoryError(f"Cannot read the expected answers in {file.name}: {error}.") from error
