"""Private roles: 'a rebel commander', 'a school official', 'a retired officer', no state's office.

They name a country or town for where they are, never for whom they speak.
"""

import re
from collections.abc import Iterator

from clashwire_enrich.text.words import Range

# "A rebel commander in Goma", "a school official": they hold no office of the country they are in
_PRIVATE_ROLE = re.compile(
    r"\b(?:rebel|militia|insurgent|militant|guerrilla|resistance|separatist|secessionist|jihadist"
    r"|vigilante|gang|cartel|opposition|former|ex|retired|ousted|exiled|dissident|renegade|mutinous"
    r"|hospital|clinic|morgue|school|university|company|oil|aid|humanitarian|charity|union|party"
    r"|tribal|clan|church|mosque)(?:[ -](?!,)[\w-]+){0,2}?[ -]"
    r"(?:commanders?|officials?|generals?|colonels?|captains?|lieutenants?|officers?|soldiers?"
    r"|lawmakers?|leaders?|secretary|ministers?|ambassadors?|diplomats?|spokes\w+|authorities"
    r"|governors?|mayors?|administration|troops|presidents?|chiefs?)\b"
    r"|\b(?:army|military|police) (?:deserters?|defectors?)\b"
    r"|\b(?:people['\u2019]s|local|village|civilian|community|resistance) defen[cs]e forces?\b",
    re.IGNORECASE,
)


def private_roles(text: str, source: Range) -> Iterator[Range]:
    """A source -> where it names roles that no state gives."""
    return (Range(*found.span()) for found in _PRIVATE_ROLE.finditer(text, *source))


def without_private_roles(words: str) -> str:
    """A source's words with private roles blanked, every other letter in its place."""
    return _PRIVATE_ROLE.sub(lambda found: "-" * len(found[0]), words)
