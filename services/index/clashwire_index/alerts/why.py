"""Why an alert was sent, in one sentence for the person who is woken by it."""

from clashwire_contracts.event import Event
from clashwire_contracts.vocabulary import AlertKind
from clashwire_index.alerts.decide import Due

_NAMED = 5


def why(event: Event, due: Due) -> str:
    """Event and what is due -> the news, who tells it, and the rules that asked for it."""
    rules = " and ".join(f"'{name}'" for name in dict.fromkeys(due.rules.values()))
    return f"{_news(due.kind, event)}; {_told_by(event)}; by rule {rules}."


def _news(kind: AlertKind, event: Event) -> str:
    disputed = ", ".join(event.contested_fields) or "what happened"
    toll = event.fatalities
    sentences: dict[AlertKind, str] = {
        "clash.reported": "First report of this event",
        "clash.corroborated": f"Now told by {event.independent_sources} independent sources",
        "clash.contested": f"Sources dispute {disputed}",
        "clash.casualties_changed": f"The reported toll changed: {_range(toll.low, toll.high)}",
        "clash.merged": f"Now counted as one with event {event.merged_into}",
        "clash.retracted": "Its sources took it back",
    }
    return sentences[kind]


def _range(low: int | None, high: int | None) -> str:
    """Bounds over all reports and claims, which is all that may be said as a number."""
    if low is None and high is None:
        return "the dead are not counted in the reports and claims"
    if low == high:
        return f"reports and claims say {low} dead"
    least = "an unknown number" if low is None else str(low)
    most = "an unknown number" if high is None else str(high)
    return f"reports and claims range from {least} to {most} dead"


def _told_by(event: Event) -> str:
    publishers = list(dict.fromkeys(s.publisher for s in event.sources if not s.syndicated))
    if not publishers:
        return "no source stands behind it now"
    more = f" and {len(publishers) - _NAMED} more" if len(publishers) > _NAMED else ""
    return f"told by {', '.join(publishers[:_NAMED])}{more}"
