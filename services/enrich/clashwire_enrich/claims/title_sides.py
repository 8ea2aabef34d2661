"""Title sides: whose general, minister or spokesman the title speaks of, where the text does not.

'Ethiopian general rejects report' over 'Brigadier General Tesfaye Alemu said': one country.
"""

import re

from clashwire_enrich.actors.actor_catalogue import ActorCatalogue
from clashwire_enrich.claims.cues import FINITE
from clashwire_enrich.claims.state_actors import known_branch
from clashwire_enrich.claims.voice_memory import role_family
from clashwire_enrich.claims.voices import ROLES

_WORD = re.compile(r"[\w'\u2019-]+")
_ARMED = frozenset(("general", "colonel", "commander", "army", "military", "captain", "officer"))
ANY_OFFICE = "*"  # the side of a title that makes a state itself speak: "Moscow says ..."
_REACH = 3  # words from a country's name to the role: "Ethiopian army general"


def title_sides(title: str, catalogue: ActorCatalogue) -> dict[str, str]:
    """A title -> the states it gives roles to, by role; two states of one role give none."""
    found: dict[str, set[str]] = {}
    for hit in catalogue.scan(title):
        if hit.form == "actor" or hit.country is None:
            continue
        words = [word.casefold() for word in _WORD.findall(title[hit.end :])[:_REACH]]
        words = words[1:] if words[:1] == ["s"] else words
        if words and words[0] in FINITE:
            found.setdefault(ANY_OFFICE, set()).add(known_branch(catalogue, hit.country, ""))
        for role in (word for word in words if word in ROLES):
            branch = "-armed-forces" if _ARMED & set(words) else ""
            side = known_branch(catalogue, hit.country, branch)
            found.setdefault(role_family(role), set()).add(side)
    return {role: min(sides) for role, sides in found.items() if len(sides) == 1}
