"""The checks of the feed-reader score, each a function from visits to what was rude about them.

They follow the public feed-reader score test at rachelbythebay.com/fs and its advice to authors:
conditional requests by the letter, an hour between polls without a hint, limits and hints obeyed,
nothing sent that no feed needs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

import msgspec

from tests.manners.scored_site import ScoredFeed, Visit, path_of

HOUR = timedelta(hours=1)
Judge = Callable[[Sequence[Visit], ScoredFeed], Iterator[str]]
_CONDITIONS = {"if-none-match": "etag", "if-modified-since": "last-modified"}
_UNCALLED_FOR = ("cookie", "referer", "origin", "authorization", "range", "if-range", "from")
_PAST_CACHES = {"cache-control", "pragma"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SPREAD_MINUTES = 6


class Check(msgspec.Struct, frozen=True):
    """A check by name, and how it judges the visits to one feed."""

    name: str
    judge: Judge


def score(visits: Sequence[Visit], feeds: Mapping[str, ScoredFeed]) -> dict[str, list[str]]:
    """All visits -> each check's name with what it found rude; an empty list is a pass."""
    found: dict[str, list[str]] = {check.name: [] for check in CHECKS}
    for name, feed in feeds.items():
        of_feed = polls([visit for visit in visits if visit.feed == name])
        for check in CHECKS:
            found[check.name] += [f"{name}: {rude}" for rude in check.judge(of_feed, feed)]
    return found


def polls(visits: Sequence[Visit]) -> list[Visit]:
    """Visits to a feed -> polls of it: a redirect and what was found behind it are one."""
    found: list[Visit] = []
    for visit in visits:
        if found and found[-1].status in _REDIRECTS:
            met = found.pop()
            visit = msgspec.structs.replace(met, status=visit.status, given=visit.given)  # noqa: PLW2901
        found.append(visit)
    return found


def _shown(visit: Visit) -> str:
    return f"{visit.at:%d %H:%M:%S} {visit.method} {visit.target} {visit.status}"


def _last_document(visits: Sequence[Visit], at: int) -> Visit | None:
    """The latest answer before a visit that gave validators: a document or a 304."""
    return next((v for v in reversed(visits[:at]) if v.status in (200, 304)), None)


def only_get(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    yield from (_shown(visit) for visit in visits if visit.method != "GET")


def url_as_given(visits: Sequence[Visit], feed: ScoredFeed) -> Iterator[str]:
    yield from (_shown(visit) for visit in visits if visit.target != path_of(feed))


def one_unconditional_request(visits: Sequence[Visit], feed: ScoredFeed) -> Iterator[str]:
    if not feed.gives:
        return
    for at, visit in enumerate(visits):
        if _last_document(visits, at) and not any(name in visit.sent for name in _CONDITIONS):
            yield f"{_shown(visit)} without a condition"


def every_validator_sent(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    for at, visit in enumerate(visits):
        before = _last_document(visits, at)
        for condition, validator in _CONDITIONS.items():
            if before and validator in before.given and condition not in visit.sent:
                yield f"{_shown(visit)} left {condition} out"


def validators_by_the_letter(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    for at, visit in enumerate(visits):
        known = {v.given.get(name) for v in visits[:at] for name in _CONDITIONS.values()}
        for condition in _CONDITIONS:
            if condition in visit.sent and visit.sent[condition] not in known:
                yield f"{_shown(visit)} sent a made-up {condition}: {visit.sent[condition]}"


def validators_up_to_date(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    for at, visit in enumerate(visits):
        before = _last_document(visits, at)
        for condition, validator in _CONDITIONS.items():
            sent = visit.sent.get(condition)
            if before and sent is not None and sent != before.given.get(validator):
                yield f"{_shown(visit)} sent an older or mixed {condition}: {sent}"


def no_condition_without_validator(visits: Sequence[Visit], feed: ScoredFeed) -> Iterator[str]:
    for condition, validator in _CONDITIONS.items():
        if validator not in feed.gives:
            yield from (_shown(visit) for visit in visits if condition in visit.sent)


def one_request_at_add(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    if visits:
        first = visits[0].at
        early = [visit for visit in visits[1:] if visit.at - first < timedelta(minutes=5)]
        yield from (f"{_shown(visit)} right after the first" for visit in early)


def an_hour_without_a_hint(visits: Sequence[Visit], feed: ScoredFeed) -> Iterator[str]:
    if feed.asked is None:
        for before, after in pairwise(visits):
            if after.at - before.at < HOUR:
                yield f"{_shown(after)} after {after.at - before.at}"


def hints_obeyed(visits: Sequence[Visit], feed: ScoredFeed) -> Iterator[str]:
    if feed.asked is not None:
        for before, after in pairwise(visits):
            if after.at - before.at < feed.asked:
                yield f"{_shown(after)} after {after.at - before.at}, not {feed.asked}"


def retry_after_obeyed(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    for before, after in pairwise(visits):
        told = before.given.get("retry-after")
        if told is not None and after.at < _until(told, before.at):
            yield f"{_shown(after)} although told to wait {told}"


def slower_when_refused(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    for before, after in pairwise(visits):
        if before.status in (429, 500, 503) and after.at - before.at < 1.5 * HOUR:
            yield f"{_shown(after)} only {after.at - before.at} after a {before.status}"


def not_by_the_clock(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    gaps = [round((b.at - a.at).total_seconds()) for a, b in pairwise(visits)]
    if len(gaps) > 2 * _SPREAD_MINUTES and len(set(gaps)) < _SPREAD_MINUTES:
        yield f"{len(gaps)} intervals of only {len(set(gaps))} lengths"
    minutes = {visit.at.minute for visit in visits}
    if len(visits) > 5 * _SPREAD_MINUTES and len(minutes) < _SPREAD_MINUTES:
        yield f"{len(visits)} requests at only {len(minutes)} minutes of the hour"


def nothing_uncalled_for(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    for visit in visits:
        yield from (f"{_shown(visit)} sent {n}" for n in _UNCALLED_FOR if n in visit.sent)


def caches_not_bypassed(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    for visit in visits:
        yield from (f"{_shown(visit)} sent {n}" for n in _PAST_CACHES & visit.sent.keys())


def says_who_it_is(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    for visit in visits:
        agent = visit.sent.get("user-agent", "")
        product, _, rest = agent.partition("/")
        if not product or product.lower() in ("mozilla", "python-httpx") or "+http" not in rest:
            yield f"{_shown(visit)} as {agent!r}"


def same_name_each_time(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    agents = {visit.sent.get("user-agent", "") for visit in visits}
    if len(agents) > 1:
        yield f"{len(agents)} user agents"


def takes_compressed(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    wanted = (v for v in visits if "gzip" not in v.sent.get("accept-encoding", ""))
    yield from (f"{_shown(visit)} takes no gzip" for visit in wanted)


def asks_for_a_feed(visits: Sequence[Visit], _feed: ScoredFeed) -> Iterator[str]:
    wanted = (v for v in visits if "application/rss+xml" not in v.sent.get("accept", ""))
    yield from (f"{_shown(visit)} asks for no feed" for visit in wanted)


def still_reads_it(visits: Sequence[Visit], feed: ScoredFeed) -> Iterator[str]:
    """Manners are easy for who never comes: every feed was asked for, and again later."""
    longest = max(2 * (feed.asked or HOUR), 7 * HOUR)
    last_day = [visit for visit in visits if visit.at >= visits[-1].at - 6 * longest]
    if len(visits) < 3 or len(last_day) < 3:
        yield f"only {len(visits)} visits"


def _until(retry_after: str, at: datetime) -> datetime:
    """Retry-After in either form -> the time it names, a day ahead at most."""
    if retry_after.isdigit():
        until = at + timedelta(seconds=int(retry_after))
    else:
        until = parsedate_to_datetime(retry_after).replace(microsecond=0)
    return min(until, at + timedelta(days=1))


CHECKS = (
    Check("only GET is used", only_get),
    Check("the URL is asked for as it was given", url_as_given),
    Check("only the first request is unconditional", one_unconditional_request),
    Check("every validator that was given is sent", every_validator_sent),
    Check("validators go back by the letter, none is made up", validators_by_the_letter),
    Check("validators are the latest, never mixed", validators_up_to_date),
    Check("no condition where no validator was given", no_condition_without_validator),
    Check("no second request when a feed is added", one_request_at_add),
    Check("an hour at least between polls without a hint", an_hour_without_a_hint),
    Check("Cache-Control, Expires, ttl and sy: are obeyed", hints_obeyed),
    Check("Retry-After is obeyed in both forms", retry_after_obeyed),
    Check("slower after 429, 500 and 503", slower_when_refused),
    Check("polls are spread, not by the clock", not_by_the_clock),
    Check("no cookie, referrer, range or login unasked", nothing_uncalled_for),
    Check("caches on the way are not bypassed", caches_not_bypassed),
    Check("the User-Agent names product and contact", says_who_it_is),
    Check("the User-Agent stays the same", same_name_each_time),
    Check("compressed answers are welcome", takes_compressed),
    Check("a feed is what it asks for", asks_for_a_feed),
    Check("every feed is still read", still_reads_it),
)
