"""Running speech: quotations without a cue of their own, in the mouth of who spoke beside them."""

import re

from msgspec import structs

from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.clauses import without_marks
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.text.units import Unit
from clashwire_enrich.text.words import Range

_CARRIES_ON = CueVerb("carries on", "say")
_MIN_QUOTED_CHARACTERS = 20
_MAX_UNQUOTED_CHARACTERS = 3  # a quotation alone in its sentence leaves a full stop outside
_MAX_WAITING = 8  # paragraphs of one quotation before its speaker is named
_OPEN_MARKS = '"\u201c\u201e\u00ab'
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|i|my)\b", re.IGNORECASE)


class RunningSpeech:
    """What goes on between units: a speaker who goes on, quotations still without one."""

    def __init__(self, text: str) -> None:
        """The document's text."""
        self._text = text
        self._continued = -1  # the paragraph that a quotation of the one before goes on in
        self._waiting: list[tuple[Unit, Range]] = []

    def with_carried(
        self, unit: Unit, made: list[Attribution], last: Attribution | None
    ) -> list[Attribution]:
        """A unit, its attributions and the one before -> the same with quotations carried."""
        if made:
            given = [*made, *self._released(unit, made[0])]
            self._waiting.clear()
            last = made[-1]
        else:
            given = self._carried_on(unit, last)
        if not given:
            self._wait(unit)
        elif any(quotation.continues for quotation in unit.quotations):
            self._continued = unit.paragraph + 1
        return given

    def _carried_on(self, unit: Unit, last: Attribution | None) -> list[Attribution]:
        """A sentence that is all quotation, right after its speaker spoke: the speaker goes on."""
        inner = _whole_quotation(unit)
        if last is None or inner is None or self._waiting:
            return []
        same = unit.paragraph in {last.paragraph, self._continued}
        if not same and not (unit.paragraph == last.paragraph + 1 and self._resumes(inner, last)):
            return []
        return [_carry(self._text, last, inner, unit.paragraph)]

    def _resumes(self, inner: Range, last: Attribution) -> bool:
        """A paragraph that is all quotation: who was quoted before it, or who says "we"."""
        direct = self._text[last.content.start - 1 : last.content.start] in tuple(_OPEN_MARKS)
        return direct or _FIRST_PERSON.search(self._text, *inner) is not None

    def _wait(self, unit: Unit) -> None:
        """Keep a quotation that runs on into the next paragraph until its speaker is named."""
        quotation = unit.quotations[-1] if unit.quotations else None
        follows = not self._waiting or self._waiting[-1][0].paragraph + 1 >= unit.paragraph
        whole = _whole_quotation(unit)
        if quotation is None or whole is None or not quotation.continues or not follows:
            self._waiting.clear()
        elif len(self._waiting) < _MAX_WAITING:
            self._waiting.append((unit, whole))

    def _released(self, unit: Unit, first: Attribution) -> list[Attribution]:
        """The waiting paragraphs, once the one right after them opens with their quotation."""
        opens = bool(unit.quotations) and unit.quotations[0].outer.start <= unit.start + 1
        near = bool(self._waiting) and self._waiting[-1][0].paragraph + 1 == unit.paragraph
        if not (opens and near):
            return []
        return [_carry(self._text, first, inner, one.paragraph) for one, inner in self._waiting]


def _whole_quotation(unit: Unit) -> Range | None:
    """The quotation that a unit is all of, marks included, or None."""
    if len(unit.quotations) != 1:
        return None
    outer = unit.quotations[0].outer
    length = outer.end - outer.start
    alone = unit.end - unit.start - length <= _MAX_UNQUOTED_CHARACTERS
    return outer if alone and length >= _MIN_QUOTED_CHARACTERS else None


def _carry(text: str, spoken: Attribution, quoted: Range, paragraph: int) -> Attribution:
    return structs.replace(
        spoken,
        carried=True,
        verb=_CARRIES_ON,
        content=without_marks(text, quoted),
        circumstances=Circumstances(0, None, spoken.circumstances.medium),
        rule="quotation.carries_on",
        paragraph=paragraph,
        target=None,
        circumstances_end=0,
        mutual=False,
    )
