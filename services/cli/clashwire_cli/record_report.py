"""Articles, events and claims as a person reads them in a terminal; times in UTC."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from clashwire_cli.terminal import counted, harmless
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_index.documents import is_contested
from clashwire_index.results import ArticleHit, EventWithClaims, Found, Passage, party_of
from clashwire_index.wording import (
    event_toll,
    number_in_words,
    occurred_in_words,
    place_in_words,
    time_in_words,
)

SHOWN_ID_CHARS = 8
_INDENT = " " * (SHOWN_ID_CHARS + 2)
_CLAIMS_A_PARTY = 4
_COLUMN_CHARS = 34
_STATUS_STYLE = {
    "contested": "bold yellow",
    "corroborated": "green",
    "retracted": "red",
    "merged": "dim",
}


def show_articles(console: Console, found: Found[ArticleHit]) -> None:
    """Articles with the passages that matched."""
    for hit in found.items:
        console.print(_passage(hit.title, base="bold"))
        marks = f"{counted(hit.event_count, 'event')}, {counted(hit.claim_count, 'claim')}"
        console.print(f"  {hit.publisher}, {time_in_words(hit.published_at)}; {marks}", style="dim")
        for passage in hit.passages[:2]:
            console.print("  \N{HORIZONTAL ELLIPSIS}", _passage(passage))
        console.print(f"  {hit.url or hit.article_id}\n", style="dim")
    _say_total(console, len(found.items), found.total, "article")


def show_events(console: Console, found: Found[Event]) -> None:
    """Events, two lines each."""
    for event in found.items:
        console.print(event_text(event))
    _say_total(console, len(found.items), found.total, "event")


def show_claims(console: Console, found: Found[Claim]) -> None:
    """Claims as a list: who, for whom, what, in which words, with which standing."""
    for claim in found.items:
        console.print(claim_text(claim))
        about = "".join(f", event {identity[:SHOWN_ID_CHARS]}" for identity in claim.event_ids[:1])
        told = f"  {claim.publisher}, {time_in_words(claim.published_at)}{about}"
        console.print(f"{told}\n", style="dim")
    _say_total(console, len(found.items), found.total, "claim")


def show_dispute(console: Console, told: EventWithClaims) -> None:
    """One event, then what each party says of it, side by side, and the articles that tell it."""
    console.print(dispute_panel(told, console.width), soft_wrap=False)
    for source in told.event.sources:
        again = ", syndicated" if source.syndicated else ""
        when = time_in_words(source.published_at)
        console.print(f"{source.publisher}, {when}{again}: {source.url or source.article_id}")
    for delivery in told.deliveries:
        kind, sent = delivery.alert.kind, f"{delivery.status} to {delivery.endpoint}"
        console.print(f"{kind} {sent}, {time_in_words(delivery.updated_at)}", style="dim")


def event_text(event: Event) -> Text:
    """An event -> two lines: its headline; then standing, day, place, toll and sources."""
    text = Text(f"{event.event_id[:SHOWN_ID_CHARS]}  ", style="dim")
    text.append(harmless(event.headline), style="not dim bold")
    text.append(f"\n{_INDENT}")
    text.append(event.status, style=f"not dim {_STATUS_STYLE.get(event.status, '')}")
    text.append(f"{', background' if event.background else ''}; {facts(event)}")
    return text


def facts(event: Event) -> str:
    """An event's day, place, toll and sources in a line."""
    sources = counted(event.independent_sources, "independent source")
    if len(event.sources) != event.independent_sources:
        sources += f" in {counted(len(event.sources), 'article')}"
    day, place = occurred_in_words(event.occurred), place_in_words(event.place)
    return f"{day}; {place}; {event_toll(event)}; {sources}"


def dispute_panel(told: EventWithClaims, width: int, *, only_contested: bool = False) -> Panel:
    """An event and its claims -> a panel of `width` characters with one column a party.

    With `only_contested` the claims that nobody disputes, and all but a few of a party, are left
    to `clashwire events show`, unless only one party's are disputed: then the others show against
    whom they stand.
    """
    event = told.event
    parties = _contested(told) if only_contested else _all_parties(told)
    rows = _rows(parties, width, most=_CLAIMS_A_PARTY if only_contested else None)
    head = Text(harmless(event.headline), style="bold")
    standing = Text(f"{event.status}; {facts(event)}", style="dim")
    body: list[RenderableType] = [head, standing, *rows]
    return Panel(Group(*body), width=width, title=f"event {event.event_id}", title_align="left")


def _all_parties(told: EventWithClaims) -> list[tuple[str, Sequence[Claim]]]:
    """Parties with their claims, those that were taken back last."""
    return [
        (said.party, sorted(said.claims, key=lambda claim: claim.status == "retracted"))
        for said in told.by_party
    ]


def _contested(told: EventWithClaims) -> list[tuple[str, Sequence[Claim]]]:
    disputed: list[tuple[str, Sequence[Claim]]] = [
        (party, [claim for claim in claims if is_contested(claim)])
        for party, claims in _all_parties(told)
    ]
    disputed = [(party, claims) for party, claims in disputed if claims]
    return disputed if len(disputed) > 1 else _all_parties(told)


def _rows(
    parties: Sequence[tuple[str, Sequence[Claim]]], width: int, most: int | None
) -> Iterator[Table]:
    """Parties side by side, as many in a row as stay readable, `most` claims each."""
    columns = max(1, width // _COLUMN_CHARS)
    for first in range(0, len(parties), columns):
        row = Table(box=None, expand=True, padding=(1, 2, 0, 0), pad_edge=False, show_header=False)
        for _ in range(min(columns, len(parties))):
            row.add_column(ratio=1, vertical="top")
        row.add_row(
            *(
                Group(Text(harmless(party), style="bold underline"), *_shortened(claims, most))
                for party, claims in parties[first : first + columns]
            )
        )
        yield row


def _shortened(claims: Sequence[Claim], most: int | None) -> list[Text]:
    """The first claims (all without `most`), a statement that several articles carry told once."""
    told: dict[str, list[Text]] = {}
    for claim in claims:
        text = claim_text(claim, short=True)
        told.setdefault(text.plain, []).append(text)
    shown = [_carried(texts) for texts in list(told.values())[:most]]
    left_out = len(told) - len(shown)
    return [*shown, Text(f"and {left_out} more", style="dim")] if left_out else shown


def _carried(texts: Sequence[Text]) -> Text:
    text = Text("\N{BULLET} ").append_text(texts[0])
    return text.append(f", in {len(texts)} articles", style="dim") if len(texts) > 1 else text


def claim_text(claim: Claim, *, short: bool = False) -> Text:
    """A claim -> speaker, number, words and standing; `short` leaves the party to the column."""
    speaker = harmless(claim.speaker.name or claim.speaker.descriptor or "An unnamed source")
    party = harmless(party_of(claim))
    text = Text()
    if not short or party != speaker:
        text.append(speaker if short or party == speaker else f"{speaker} ({party})", style="bold")
        text.append(" ")
    if claim.number is not None:
        text.append(f"[{number_in_words(claim.number)}] ", style="cyan")
    text.append(f"\N{LEFT DOUBLE QUOTATION MARK}{harmless(claim.content_span.text)}")
    text.append("\N{RIGHT DOUBLE QUOTATION MARK} ")
    text.append(claim.status, style=_STATUS_STYLE.get(claim.status, "dim"))
    return text


def _passage(passage: Passage, base: str = "") -> Text:
    text = Text(style=base)
    for fragment in passage:
        text.append(
            harmless(fragment.text.replace("\n", " ")),
            style="bold yellow" if fragment.matched else "",
        )
    return text


def _say_total(console: Console, shown: int, total: int, what: str) -> None:
    more = "" if shown == total else f"{shown} of "
    console.print(f"{more}{counted(total, what)}", style="dim")
