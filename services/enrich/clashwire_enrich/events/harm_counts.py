"""Harm counts: what a sentence says of the people it counts, each number once."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from clashwire_contracts.vocabulary import NumberKind
from clashwire_enrich.events.counted_people import Chain, Counted, find_chains
from clashwire_enrich.events.harm_frames import (
    ALONG,
    CAPTIVE,
    HOSPITAL,
    THEIR_LIVES,
    TO_DEATH,
    After,
    Before,
    said_after,
    said_before,
)
from clashwire_enrich.events.harm_told_later import him_too, own_life, told_later
from clashwire_enrich.events.headline_harm import killed_in_headline
from clashwire_enrich.events.named_victims import named_victims
from clashwire_enrich.events.nobody_harmed import nobody_harmed
from clashwire_enrich.events.toll_shares import share_of
from clashwire_enrich.events.toll_statements import toll_statements, vague_losses
from clashwire_enrich.text.quantities import Quantity

_KNOWN = frozenset({"the", "his", "her", "its", "their", "both"})
_BESIDE = re.compile(r",? ?")
_ACTS = re.compile(
    r" (?:\w+ly |later |then )?(?:said|says|told|was|were|is|are|had|has|have|fled|escaped|left"
    r"|went|came|began|took|announced|claimed|confirmed|reported|added|warned|vowed|called|arrived"
    r"|fired|opened|responded|returned|declared|ordered|blamed|accused|denied|condemned|wrote)\b"
)
_FOLLOWED_BY = {"to_death": TO_DEATH, "along": ALONG, "hospital": HOSPITAL}
_EXACTLY_ONE = Quantity(1, 1, 1, "exact")
_AS_CAPTIVES = re.compile(r" \w+ (?:prisoners?|hostages?|captives?)$")


class Count(NamedTuple):
    """A count in one sentence, offsets within it; `noun` is where its people are named."""

    start: int
    end: int
    kind: NumberKind
    quantity: Quantity
    noun: tuple[int, int]
    rule: str
    part_of_total: bool = False


def counts_in(text: str) -> list[Count]:
    """Sentence -> its counts of people harmed, in text order, each number once."""
    stated = list(toll_statements(text))
    covered = [told.covered for told in stated]
    counts = [Count(*told[:4], told.noun, told.rule) for told in stated]
    shares: list[Chain] = []
    untold: list[Chain] = []
    chains = tuple(find_chains(text, covered))
    for chain in chains:
        is_share = share_of(text, chain) is not None
        harmed = [] if is_share else list(_harmed(text, chain))
        counts.extend(harmed)
        if not harmed:
            shares.append(chain)
            untold.extend([] if is_share else [chain])
    later = told_later(text, chains, untold)
    counts.extend(_killed(one.member, one.rule) for one in later)
    for chain in shares:
        counts.extend(_shares(text, chain, counts))
    counts.extend(_by_name(text, counts))
    counts.extend(_single(text, counts))
    taken = [(count.start, count.end) for count in counts]
    for told in (*nobody_harmed(text), *vague_losses(text)):
        if not any(told.start < end and start < told.end for start, end in taken):
            counts.append(Count(*told[:4], told.noun, told.rule))
            taken.append((told.start, told.end))
    return sorted({count.start: count for count in reversed(counts)}.values())


def _killed(member: Counted, rule: str) -> Count:
    return Count(member.start, member.end, "killed", member.quantity, member.noun, rule)


def _single(text: str, counts: list[Count]) -> Iterator[Count]:
    """One death each that no number tells: a life taken, a headline's victim."""
    found = (
        ("him_too", him_too(text)),
        ("own_life", own_life(text)),
        ("headline", killed_in_headline(text)),
    )
    for rule, spans in found:
        for start, end in spans:
            if not any(c.start < end and start <= c.noun[1] for c in counts):
                yield Count(start, end, "killed", _EXACTLY_ONE, (start, end), rule)


def _harmed(text: str, chain: Chain) -> Iterator[Count]:
    before = tuple(said_before(text, chain.start))
    last = chain.members[-1]
    after = said_after(text, chain.reach, bare=last.kind_of_noun == "bare")
    for member in chain.members:
        told = _told_of(text, chain, member, before, after)
        if told is not None and member.kind_of_noun != "thing":
            kind, rule = told
            yield Count(member.start, member.end, kind, member.quantity, member.noun, rule)


def _told_of(
    text: str, chain: Chain, member: Counted, before: tuple[Before, ...], after: After | None
) -> tuple[NumberKind, str] | None:
    if member.kind_of_noun == "deaths":
        return "killed", "deaths_counted"
    if member.kind_of_noun == "injuries":
        return "wounded", "injuries_counted"
    ahead = next((one for one in before if _suits(text, chain, member, one)), None)
    if ahead is not None and member is not chain.members[0] and _ACTS.match(text, member.reach):
        ahead = None  # "killed two guards and the mayor said"
    if ahead is not None and (after is None or not _is_last_word(chain, member, ahead, after)):
        return ahead.kind, ahead.rule
    if after is None or (after.kind == "captured" and member.kind_of_noun in {"other", "agent"}):
        return None
    return after.kind, after.rule


def _is_last_word(chain: Chain, member: Counted, before: Before, after: After) -> bool:
    """Whether the words behind decide: "killed two, six were hurt", "lost 40 dead"."""
    if before.kind == "losses":
        return after.near
    return after.near and len(chain.members) > 1 and member is chain.members[-1]


def _suits(text: str, chain: Chain, member: Counted, before: Before) -> bool:
    """Whether a verb ahead of people has what it needs: people, "lives", "to death", "hostage"."""
    noun = text[member.noun[0] : member.noun[1]].casefold()
    if before.needs == "people":
        known = text[member.start : member.end].casefold() in _KNOWN and before.kind != "captured"
        return member.kind_of_noun == "people" and not known
    if before.needs == "lives":
        return noun.endswith((" lives", " life", " victims")) or bool(
            THEIR_LIVES.match(text, chain.reach)
        )
    if before.needs in _FOLLOWED_BY:
        return _FOLLOWED_BY[before.needs].match(text, chain.reach) is not None
    if before.needs == "captive":
        return bool(_AS_CAPTIVES.search(noun) or CAPTIVE.match(text, chain.reach))
    return True


def _shares(text: str, chain: Chain, told: list[Count]) -> Iterator[Count]:
    """A chain that counts some of those counted before -> counts marked as part of them."""
    kind = share_of(text, chain)
    if kind is None:
        return
    if kind == "same":
        known = [c for c in told if c.start < chain.start and not c.part_of_total]
        if not known:
            return
        kind = max(known).kind
    for one in chain.members:
        if one.kind_of_noun != "thing":
            yield Count(
                one.start,
                one.end,
                kind,
                one.quantity,
                one.noun,
                "part_of_total",
                part_of_total=True,
            )


def _by_name(text: str, counts: list[Count]) -> Iterator[Count]:
    """People killed who are named, unless a count stands right before: "a driver, Ali Noor,"."""
    for start, end in named_victims(text):
        told = any(
            (c.start < end and start <= c.noun[1]) or _BESIDE.fullmatch(text, c.noun[1], start)
            for c in counts
            if c.kind == "killed" and c.noun[1] <= end
        )
        if not told:
            yield Count(start, end, "killed", _EXACTLY_ONE, (start, end), "named")
