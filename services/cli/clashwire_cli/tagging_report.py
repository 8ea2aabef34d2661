"""`clashwire tag --explain`: the text with each field's words marked, and the rule behind them."""

import re
from collections.abc import Iterator

import msgspec
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from clashwire_cli.claim_ledger import print_ledger
from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import EventMention, Fatalities, Occurred, Place
from clashwire_contracts.span import Span

_STYLES = {
    "place": "green",
    "actor": "magenta",
    "evidence": "bold",
    "time": "cyan",
    "claim": "yellow",
    "speaker": "underline yellow",
}
# what a terminal would obey; one character for one, so that spans stay true
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NOTHING = "nothing found"
_NOT_TOLD = "not told"
_RELEVANT = {True: "about conflict", False: "not about conflict", None: "not judged"}


class Mark(msgspec.Struct, frozen=True):
    """Words to mark in the text, and what they are."""

    span: Span
    kind: str


def explain_article(article: EnrichedArticle, console: Console) -> None:
    """Print an enriched article for a person: marked text, events, claims, each with its rule.

    Claims come as a ledger first: a line a claim, a column a party, what is disputed marked.
    """
    console.print(_legend())
    console.print(marked_text(article.text, list(marks_of(article))))
    console.print(Rule("relevance", align="left"))
    reason = f" ({article.relevance_reason})" if article.relevance_reason else ""
    console.print(f"{_RELEVANT[article.relevant]}{reason}; score {article.relevance:.2f} of 1")
    console.print(Rule("events", align="left"))
    console.print(Group(*map(_event, article.events)) if article.events else _NOTHING)
    console.print(Rule("claims", align="left"))
    if not article.claims:
        console.print(_NOTHING)
        return
    print_ledger(article, console)
    console.print(Rule("why", align="left"))
    numbered = enumerate(article.claims, start=1)
    console.print(Group(*(_claim(number, claim) for number, claim in numbered)))


def marks_of(article: EnrichedArticle) -> Iterator[Mark]:
    """Every span of the article's fields that lies in its text, widest kinds first."""
    for event in article.events:
        yield from (Mark(span, "evidence") for span in event.evidence)
        if event.occurred.text is not None:
            yield Mark(event.occurred.text, "time")
    for claim in article.claims:
        yield Mark(claim.content_span, "claim")
        yield Mark(claim.source_span, "speaker")
    for actor in article.actors:
        yield from (Mark(span, "actor") for span in actor.spans)
    for place in article.places:
        yield Mark(place.text, "place")


def marked_text(text: str, marks: list[Mark]) -> Text:
    """Text and marks -> the text in colour; marks on the title are left out."""
    shown = Text(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))
    for mark in marks:
        if mark.span.field == "text":
            shown.stylize(_STYLES[mark.kind], mark.span.start, mark.span.end)
    return shown


def _legend() -> Text:
    legend = Text()
    for kind, style in _STYLES.items():
        legend.append(kind, style=style)
        legend.append("  ")
    return legend


def _event(event: EventMention) -> RenderableType:
    tolls = event.fatalities
    rows = {
        "what": f"{event.event_type}/{event.sub_event_type}, {event.realis}"
        + (", background" if event.background else ""),
        "when": _when(event.occurred),
        "where": _where(event.place),
        "who": ", ".join(f"{actor.name} ({actor.role})" for actor in event.actors) or _NOT_TOLD,
        "killed": _killed(tolls),
    }
    return _fields(event.mention_id, rows, event)


def _when(occurred: Occurred) -> str:
    known = [day.isoformat() for day in (occurred.start, occurred.end) if day is not None]
    days = " to ".join(dict.fromkeys(known))
    return f"{days} ({occurred.precision.replace('_', ' ')})" if days else _NOT_TOLD


def _where(place: Place) -> str:
    parts = (place.name, place.admin1, place.country)
    names = ", ".join(dict.fromkeys(part for part in parts if part))
    return f"{names} ({place.precision})" if names else _NOT_TOLD


def _killed(tolls: Fatalities) -> str:
    """A toll in words; without a best figure it is disputed, or only a party's."""
    span = _span(tolls.low, tolls.high)
    if tolls.best is None:
        return f"{span}, no best figure" if span else _NOT_TOLD
    return str(tolls.best) if span in (None, str(tolls.best)) else f"{tolls.best} (told: {span})"


def _span(low: int | None, high: int | None) -> str | None:
    if low is None or high is None:
        told = low if high is None else high
        return None if told is None else f"{told} or {'more' if high is None else 'fewer'}"
    return str(low) if low == high else f"{low} to {high}"


def _claim(place: int, claim: Claim) -> RenderableType:
    speaker = claim.speaker.name or claim.speaker.descriptor or "unnamed"
    party = claim.affiliation
    rows = {
        "who says": speaker + (f", for {party.name} ({party.how})" if party else ", no party"),
        "what": claim.content_span.text,
        "type": claim.claim_type + (f", about {claim.about}" if claim.about else ""),
        "status": claim.status + (f", by {claim.status_span.text!r}" if claim.status_span else ""),
    }
    if claim.number is not None:
        number = claim.number
        counted = _span(number.low, number.high) or "no number"
        rows["number"] = f"{number.kind} {number.text.text!r} = {counted}"
    return _fields(f"{place}  {claim.claim_id}", rows, claim)


def _fields(identity: str, rows: dict[str, str], made: EventMention | Claim) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", min_width=10)
    table.add_column()
    table.add_row("id", identity)
    for name, value in rows.items():
        table.add_row(name, value)
    for field, provenance in sorted(made.provenance.items()):
        words = f" from {provenance.span.text!r}" if provenance.span else ""
        table.add_row("", Text(f"{field}: rule {provenance.rule}{words}", style="dim"))
    table.add_row("", "")
    return table
