"""The ledger of one article for a terminal: a line a claim, a column a party, disputes marked."""

import re
from collections import Counter
from collections.abc import Sequence

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.claim import Claim

_STATUS_STYLES = {
    "attributed": "",
    "unverified": "yellow",
    "no_evidence": "yellow",
    "contested": "bold red",
    "corroborated": "green",
    "retracted": "dim strike",
}
_OPPOSING = frozenset(("contradicts", "competing", "inconsistent_within_party"))
_PARTY_STYLES = ("cyan", "magenta", "blue")
_LEAST_COLUMN = 22  # characters of a party's column below which parties share one
_FIXED = 33  # characters of the number, status and dispute columns with their rules
_BRANCH_OF = re.compile(r"^(?:Government|Armed Forces) of (?:the )?")
_TAG = 12  # characters of a party's name before words in a column that it shares
_MOST_PARTIES = 3
_NOBODY = "no party"
_OTHERS = "others"
_EVERYBODY = "claims"
_SHORT_AXES = {"casualties": "toll", "territory": "ground", "occurrence": "deed"}


class Line(msgspec.Struct, frozen=True):
    """One claim of the ledger: its number, its party's column, its words, how it stands."""

    number: int
    party: str
    words: str
    status: str
    dispute: str


def ledger_lines(article: EnrichedArticle) -> list[Line]:
    """An enriched article -> its claims in order, numbered from 1, with whom and what they meet."""
    numbers = {claim.claim_id: at for at, claim in enumerate(article.claims, start=1)}
    sides: dict[str, str] = {}
    return [
        Line(
            number=numbers[claim.claim_id],
            party=_side(claim, sides),
            words=_told(claim),
            status=claim.status,
            dispute=_dispute(claim, numbers),
        )
        for claim in article.claims
    ]


def ledger_table(article: EnrichedArticle, width: int) -> Table:
    """An enriched article and a terminal's width -> its ledger, no line broken in two."""
    lines = ledger_lines(article)
    parties = _columns(lines, width)
    table = Table(box=None, padding=(0, 1), pad_edge=False, width=width)
    table.add_column("#", justify="right", style="dim", no_wrap=True, width=2)
    for at, party in enumerate(parties):
        style = _PARTY_STYLES[at % len(_PARTY_STYLES)]
        table.add_column(Text(party, style), no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("stands", no_wrap=True, width=12)
    table.add_column("disputed", no_wrap=True, width=15)
    for line in lines:
        own = line.party if line.party in parties else parties[-1]
        cells = [Text(_cell(line, own)) if party == own else Text("") for party in parties]
        status = Text(line.status, _STATUS_STYLES[line.status])
        table.add_row(str(line.number), *cells, status, Text(line.dispute, "red"))
    return table


def print_ledger(article: EnrichedArticle, console: Console) -> None:
    """Print an article's ledger, and below it the ties between its claims by their numbers."""
    console.print(ledger_table(article, console.width))
    numbers = {claim.claim_id: at for at, claim in enumerate(article.claims, start=1)}
    for tie in article.claim_relations:
        marker = f", by {tie.marker_span.text!r}" if tie.marker_span else ""
        mark = "\u2260" if tie.relation in _OPPOSING else "="
        first, second = numbers[tie.from_], numbers[tie.to]
        words = f"{first} {mark} {second}  {tie.relation} on {tie.axis}{marker}"
        style = "red" if tie.relation in _OPPOSING else "green"
        console.print(Text(words, style), no_wrap=True, overflow="ellipsis")


def _side(claim: Claim, sides: dict[str, str]) -> str:
    """A claim's party by name; branches of one state go by the first one's."""
    if claim.affiliation is None:
        return _NOBODY
    parts = claim.affiliation.actor_id.split("-")
    key = "-".join(parts[:2]) if parts[0] == "state" else claim.affiliation.actor_id
    return sides.setdefault(key, claim.affiliation.name)


def _columns(lines: Sequence[Line], width: int) -> list[str]:
    """The parties that get a column, the most outspoken first; the others share the last one."""
    counted = Counter(line.party for line in lines)
    ranked = [party for party, _ in counted.most_common()]
    fit = max(1, min(_MOST_PARTIES, (width - _FIXED) // _LEAST_COLUMN))
    if len(ranked) <= fit:
        return ranked or [_NOBODY]
    return [*ranked[: fit - 1], _OTHERS] if fit > 1 else [_EVERYBODY]


def _cell(line: Line, column: str) -> str:
    if line.party == column:
        return line.words
    name = _BRANCH_OF.sub("", line.party)
    short = name if len(name) <= _TAG else f"{name[:_TAG].rstrip()}\u2026"
    return f"[{short}] {line.words}"


def _told(claim: Claim) -> str:
    words = " ".join(claim.content_span.text.split())
    who = claim.speaker.name
    affiliation = claim.affiliation.name if claim.affiliation else None
    person = f"{who}: " if who and who != affiliation else ""
    denied = "denies: " if claim.claim_type == "denial" else ""
    return f"{person}{denied}{words}"


def _dispute(claim: Claim, numbers: dict[str, int]) -> str:
    """'ground 2,4': over what, and with which claims."""
    against = [tie for tie in claim.relations if tie.relation in _OPPOSING]
    axes = dict.fromkeys(_SHORT_AXES.get(tie.axis, tie.axis) for tie in against)
    others = sorted(numbers[tie.to] for tie in against if tie.to in numbers)
    return f"{'/'.join(axes)} {','.join(map(str, others))}" if against else ""
