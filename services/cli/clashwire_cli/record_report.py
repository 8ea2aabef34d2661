"""Articles, events and claims as a person reads them in a terminal; times in UTC."""

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_index.documents import is_contested
from clashwire_index.results import ArticleHit, EventWithClaims, Found, Passage, party_of
from clashwire_index.wording import (
    event_toll,
    number_in_words,
    occurred_in_words,
    place_in_words,
    slug_in_words,
    time_in_words,
)

_ID_LENGTH = 8
_CLAIMS_A_PARTY = 4
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
        marks = f"{hit.event_count} events, {hit.claim_count} claims"
        console.print(f"  {hit.publisher}, {time_in_words(hit.published_at)}; {marks}", style="dim")
        for passage in hit.passages[:2]:
            console.print("  \N{HORIZONTAL ELLIPSIS}", _passage(passage))
        console.print(f"  {hit.url or hit.article_id}\n", style="dim")
    _say_total(console, len(found.items), found.total, "articles")


def show_events(console: Console, found: Found[Event]) -> None:
    """Events, two lines each."""
    for event in found.items:
        console.print(event_text(event), soft_wrap=True)
    _say_total(console, len(found.items), found.total, "events")


def show_claims(console: Console, found: Found[Claim]) -> None:
    """Claims as a list: who, for whom, what, in which words, with which standing."""
    for claim in found.items:
        console.print(claim_text(claim))
        console.print(f"  {claim.publisher}, {time_in_words(claim.published_at)}\n", style="dim")
    _say_total(console, len(found.items), found.total, "claims")


def show_dispute(console: Console, told: EventWithClaims) -> None:
    """One event, then what each party says of it, side by side."""
    console.print(dispute_panel(told))


def event_text(event: Event) -> Text:
    """An event -> two lines: what, where, when; then parties, toll, sources and standing."""
    text = Text(event.event_id[:_ID_LENGTH], style="dim")
    text.append(f"  {slug_in_words(event.sub_event_type)}, {place_in_words(event.place)}", "bold")
    text.append(f", {occurred_in_words(event.occurred)}  ")
    text.append(event.status, style=_STATUS_STYLE.get(event.status, ""))
    if event.background:
        text.append("  background", style="dim")
    between = ", ".join(actor.name for actor in event.actors) or "parties unknown"
    sources = f"{event.independent_sources} independent of {len(event.sources)} sources"
    text.append(f"\n          {between}; {event_toll(event)}; {sources}", style="dim")
    return text


def dispute_panel(told: EventWithClaims, *, only_contested: bool = False) -> Panel:
    """An event and its claims -> a panel with one column a party.

    With `only_contested` the claims that nobody disputes are left to `clashwire events show`.
    """
    event = told.event
    where = f"{place_in_words(event.place)}, {occurred_in_words(event.occurred)}"
    facts = Text(
        f"{slug_in_words(event.sub_event_type)}; {where}; {event_toll(event)}", style="dim"
    )
    columns = Table(box=None, expand=True, padding=(0, 1))
    cells: list[RenderableType] = []
    for said in told.by_party:
        claims = [c for c in said.claims if not only_contested or is_contested(c)]
        if claims:
            columns.add_column(Text(said.party, style="bold"), ratio=1, vertical="top")
            cells.append(Group(*_shortened(claims)))
    columns.add_row(*cells)
    title = Text(event.headline, style="bold")
    return Panel(Group(facts, columns), title=title, title_align="left", subtitle=event.event_id)


def _shortened(claims: list[Claim]) -> list[Text]:
    shown = [claim_text(claim, short=True) for claim in claims[:_CLAIMS_A_PARTY]]
    left_out = len(claims) - len(shown)
    return [*shown, Text(f"and {left_out} more", style="dim")] if left_out else shown


def claim_text(claim: Claim, *, short: bool = False) -> Text:
    """A claim -> speaker, number, words and standing; `short` leaves the party to the column."""
    speaker = claim.speaker.name or claim.speaker.descriptor or "An unnamed source"
    party = party_of(claim)
    text = Text()
    text.append(speaker if short or party == speaker else f"{speaker} ({party})", style="bold")
    if claim.number is not None:
        text.append(f" [{number_in_words(claim.number)}]", style="cyan")
    text.append(f" \N{LEFT DOUBLE QUOTATION MARK}{claim.content_span.text}")
    text.append("\N{RIGHT DOUBLE QUOTATION MARK} ")
    text.append(claim.status, style=_STATUS_STYLE.get(claim.status, "dim"))
    return text


def _passage(passage: Passage, base: str = "") -> Text:
    text = Text(style=base)
    for fragment in passage:
        text.append(
            fragment.text.replace("\n", " "), style="bold yellow" if fragment.matched else ""
        )
    return text


def _say_total(console: Console, shown: int, total: int, what: str) -> None:
    console.print(f"{shown} of {total} {what}", style="dim")
