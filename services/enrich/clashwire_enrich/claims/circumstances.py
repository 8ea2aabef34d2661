"""Circumstances of a statement: when it was said, through which medium, to which outlet."""

import msgspec

from clashwire_enrich.claims.noun_phrases import (
    DETERMINERS,
    TIME_WORDS,
    WEEKDAYS,
    is_verbish,
)
from clashwire_enrich.claims.outlets import is_press, medium_named, outlet_ahead
from clashwire_enrich.claims.voices import MEDIUMS
from clashwire_enrich.text.words import Range, Word, covered, word_set

_MONTHS = word_set(
    "january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sept sep oct nov dec"
)
_UNDATED = word_set("earlier later late early just on")
_DAY_PARTS = word_set("morning afternoon evening night")
_PERIODS = word_set("week month day hour")
_ADVERBS = word_set("also again however meanwhile separately only simply too afterwards once")
_PREPOSITIONS = word_set("in via through on by during at over from")
_PASSING_ON = word_set(
    "posted released published issued carried broadcast aired shared sent given seen "
    "obtained quoted read delivered"
)
_PASSING_TO = word_set("on by to in with at from via")
_LISTENERS = word_set("reporters journalists parliament lawmakers newsmen audience crowd")
_MEDIA_NOUNS = word_set(
    "news newspaper television tv radio agency channel magazine station stations network show"
    " programme program"
)
_AFTER_PLACE = TIME_WORDS | {"", "that", ",", ":", "on", ".", ";"}
_LEADING = word_set(
    "to in on by at via through from over during with before under for into among aloud again"
    " beneath below about after only without between inside outside"
)
_ALOUD = word_set("aloud again before beneath below after only inside outside")
_MAX_ASIDE_WORDS = 14  # words from a cue's aside to the "that" or colon that opens its clause
_MAX_MEDIUM_WORDS = 6
_MAX_LISTENER_WORDS = 10


class Circumstances(msgspec.Struct, frozen=True):
    """What stands between a cue and its clause; `end` is the index where the clause begins."""

    end: int
    said_on: Range | None = None
    medium: str | None = None
    outlets: tuple[str, ...] = ()
    that: bool = False


def circumstances_after(
    text: str, words: list[Word], start: int, beyond: int, *, told: bool
) -> Circumstances:
    """The index after a cue -> its circumstances; `told` cues take a listener first."""
    reader = _Reader(text, words, beyond)
    if told:
        start = reader.listener(start)
    index = reader.read(start)
    return Circumstances(index, reader.said_on, reader.medium, tuple(reader.outlets), reader.that)


def circumstances_before(text: str, words: list[Word], start: int, end: int) -> Circumstances:
    """Words before a source ("On Monday,", "In a statement on Friday,") -> what they tell."""
    reader = _Reader(text, words, end)
    index = reader.read(start)
    return Circumstances(index, reader.said_on, reader.medium, tuple(reader.outlets))


class _Reader:
    def __init__(self, text: str, words: list[Word], beyond: int) -> None:
        self.text, self.words, self.beyond = text, words, beyond
        self.said_on: Range | None = None
        self.medium: str | None = None
        self.outlets: list[str] = []
        self.that = False

    def read(self, index: int) -> int:
        """Skip one circumstance after the other; stop where none begins."""
        while index < self.beyond:
            following = self._that(index) or self._step(index) or self._towards(index)
            if following is None or following == index:
                return index
            index = following
            if self.that:
                return index
        return index

    def _towards(self, index: int) -> int | None:
        """'to passing soldiers that', 'aloud that': one word nearer to the clause's opening."""
        lower = self._lower(index)
        if lower not in _LEADING and not lower.endswith("ly"):
            return None
        for at in range(index + 1, min(self.beyond - 1, index + _MAX_ASIDE_WORDS)):
            word = self.words[at]
            if word.lower == "that" and not self._demonstrates(at):
                return self._next_step(index, at)
            if word.text == ":" and not word.quoted and not self._lower(at + 1)[:1].isdigit():
                return self._next_step(index, at)
            if (word.is_mark and word.text not in "'-") or is_verbish(word) or word.quoted:
                return None
        return None

    def _demonstrates(self, at: int) -> bool:
        """'to that village': no clause begins there."""
        return self._lower(at - 1) in _LEADING - _ALOUD

    def _next_step(self, index: int, opening: int) -> int:
        """The index after this aside: at the next preposition, time or the clause's opening."""
        at = index + 1
        while at < opening and self._lower(at) not in _LEADING and not self._day(at):
            at += 1
        return at

    def listener(self, index: int) -> int:
        """'Reuters', 'reporters in Goma', 'the UN Security Council' -> the index after it."""
        limit = min(self.beyond, index + _MAX_LISTENER_WORDS)
        if index < limit and self._lower(index) in {"me", "us", "him", "her", "them", "you"}:
            return index + 1
        if index < limit and self._lower(index) in _LISTENERS:
            return self._place(index + 1)
        named = self._outlet(index) if self._names_outlet_alone(index) else None
        if named is not None:
            return named
        whole = self._whole_listener(index, limit)
        return whole if whole is not None else self._listener_phrase(index, limit)

    def _names_outlet_alone(self, index: int) -> bool:
        """'Reuters', but not "the BBC's Morning Hour": what it owns belongs to the listener."""
        named = outlet_ahead(self.text, self.words[index].start) if index < self.beyond else None
        return named is not None and self.text[named[1] : named[1] + 1] not in {"'", "\u2019"}

    def _listener_phrase(self, index: int, limit: int) -> int:
        medium = self._medium_noun(index, limit)
        if medium is not None:
            return medium
        at = index + 1 if index < limit and self._lower(index) in DETERMINERS else index
        while at < limit and (self.words[at].is_name or self._lower(at) in {"of", "'s", "and"}):
            at += 1
        while at < limit and at > index and self._lower(at) in _MEDIA_NOUNS:
            at += 1
        if at == index + 1 and self._lower(index) in DETERMINERS and at < limit:
            at += 1
        return self._place(at)

    def _whole_listener(self, index: int, limit: int) -> int | None:
        """'mourners at the grave that ...', 'the weekly Lake Courier.': up to "that" or the end."""
        for at in range(index, min(self.beyond, limit + 1)):
            lower = self._lower(at)
            if lower == "that" and at > index:
                return self._named_listener(index, at)
            if self.words[at].text in ".;,":
                return self._named_listener(index, at)
            if is_verbish(self.words[at]) or self.words[at].is_mark or self._day(at) is not None:
                return None
        return self._named_listener(index, self.beyond) if self.beyond <= limit else None

    def _named_listener(self, index: int, end: int) -> int | None:
        """The index after a listener that ends its clause; its outlet is kept when it is one."""
        if end <= index:
            return None
        outlet = medium_named(self.text[self.words[index].start : self.words[end - 1].end])
        if outlet is not None:
            self.outlets.append(outlet)
        return end

    def _that(self, index: int) -> int | None:
        if self._lower(index) == "," and self._lower(index + 1) == "that":
            index += 1
        if self._lower(index) != "that":
            return None
        self.that = True
        return index + 1

    def _step(self, index: int) -> int | None:
        for rule in (self._comma, self._time, self._medium, self._to_outlet, self._passed_on):
            following = rule(index)
            if following is not None:
                return following
        if self._lower(index) in _ADVERBS:
            return index + 1
        after = self._place(index)  # "said in Caracas that"
        return after if after > index else None

    def _comma(self, index: int) -> int | None:
        if self._lower(index) != "," or index + 1 >= self.beyond:
            return None
        probe = _Reader(self.text, self.words, self.beyond)
        following = probe._step(index + 1)
        ends = following is not None and self._lower(following) in {",", "that", ""}
        return index + 1 if ends else None

    def _time(self, index: int) -> int | None:
        at = index
        while self._lower(at) in {
            "on",
            "late",
            "early",
            "earlier",
            "later",
            "just",
            "last",
            "this",
        }:
            at += 1
        end = self._day(at)
        if end is None and at > index and self._lower(at) in _PERIODS:
            end = at + 1
        if end is None and at > index and self._lower(at - 1) in {"earlier", "later", "late"}:
            end = at
        if end is None and self._lower(at) in {"yesterday", "today", "overnight", "tonight"}:
            end = at + 1
        if end is None:
            return None
        dated = any(self._lower(word) not in _UNDATED for word in range(index, end))
        if self.said_on is None and dated:
            self.said_on = covered(self.words, index, end)
        return end

    def _day(self, at: int) -> int | None:
        word = self._lower(at)
        if word in WEEKDAYS:
            return at + 2 if self._lower(at + 1) in _DAY_PARTS else at + 1
        if word in _MONTHS and self._lower(at + 1)[:1].isdigit():
            return self._year(at + 2)
        if word[:1].isdigit() and self._lower(at + 1) in _MONTHS:
            return self._year(at + 2)
        return None

    def _year(self, at: int) -> int:
        if self._lower(at) == "," and self._lower(at + 1)[:2] in {"19", "20"}:
            return at + 2
        return at + 1 if self._lower(at)[:2] in {"19", "20"} else at

    def _medium(self, index: int) -> int | None:
        if self._lower(index) not in _PREPOSITIONS:
            return None
        return self._medium_noun(index + 1, min(self.beyond, index + 2 + _MAX_MEDIUM_WORDS))

    def _medium_noun(self, start: int, limit: int) -> int | None:
        last: int | None = None
        for at in range(start, limit):
            word = self._lower(at)
            if word in MEDIUMS and not (word == "address" and at == start):
                last = at
            elif (
                self.words[at].is_mark
                or word in TIME_WORDS
                or word in _PREPOSITIONS
                or last is not None
            ):
                break
        if last is None:
            return None
        self.medium = self.medium or self._medium_name(start, last)
        after = last + 1
        while self.words[last].is_name and after < self.beyond and self.words[after].is_name:
            after += 1  # "on Radio Andalus"
        return self._medium_tail(after)

    def _medium_noun_ahead(self, start: int) -> bool:
        near = range(start, min(self.beyond, start + 4))
        return any(self._lower(at) in MEDIUMS for at in near)

    def _medium_name(self, start: int, last: int) -> str:
        noun = MEDIUMS[self._lower(last)]
        before = self._lower(last - 1) if last > start else ""
        return f"{before} {noun}" if before in {"audio", "video", "voice"} else noun

    def _medium_tail(self, index: int) -> int:
        while self._lower(index) in _MEDIA_NOUNS:  # "a local radio station"
            index += 1
        if self._lower(index) in {"with", "to", "for"}:
            named = self._outlet(index + 1)
            if named is not None:
                return named
        if self._lower(index) in {"in", "at"} and index + 1 < self.beyond:
            return self._place(index)
        return index

    def _to_outlet(self, index: int) -> int | None:
        if self._lower(index) not in {"to", "on", "by", "via", "through"}:
            return None
        if self._lower(index + 1) in {"its", "their", "the"}:
            return self._outlet(index + 2)
        if self._lower(index) == "to" and is_press(self._lower(index + 1)):
            return self._place(index + 2)
        return self._outlet(index + 1)

    def _passed_on(self, index: int) -> int | None:
        if self._lower(index) not in _PASSING_ON or self._lower(index + 1) not in _PASSING_TO:
            return None
        if self._lower(index + 1) == "on" and self._lower(index + 2) in TIME_WORDS:
            return index + 1
        named = self._outlet(index + 2)
        if named is not None:
            return named
        at = index + 2
        while at < self.beyond and (self.words[at].is_name or self._lower(at) in DETERMINERS):
            if self._lower(at) in MEDIUMS and self.medium is None:
                self.medium = MEDIUMS[self._lower(at)]
            at += 1
        while at < self.beyond and self._lower(at) in MEDIUMS:
            at += 1
        return at

    def _outlet(self, index: int) -> int | None:
        if index >= self.beyond:
            return None
        named = outlet_ahead(self.text, self.words[index].start)
        if named is None:
            return None
        name, stop = named
        self.outlets.append(name.removeprefix("the "))
        while index < self.beyond and self.words[index].start < stop:
            index += 1
        while self._lower(index) in _MEDIA_NOUNS:
            index += 1
        return index

    def _place(self, index: int) -> int:
        """'in Goma', 'at the border': skipped when "that" or a mark follows."""
        if self._lower(index) not in {"in", "at", "from", "near", "outside"}:
            return index
        at = index + 1
        if self._medium_noun_ahead(at):
            return index
        if self._lower(at) in DETERMINERS:  # "at the scene", "near the border crossing"
            at = min(self.beyond, at + 2)
            at += self._lower(at) not in _AFTER_PLACE and at < self.beyond
        while at < self.beyond and (self.words[at].is_name or self._lower(at) == "of"):
            at += 1
        closes = at > index + 1 and self._lower(at) in _AFTER_PLACE
        return at if closes else index

    def _lower(self, index: int) -> str:
        return self.words[index].lower if 0 <= index < self.beyond else ""
