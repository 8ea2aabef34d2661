"""Attribution: who hands over which words, by which cue; spans only, nobody resolved yet."""

import msgspec

from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.text.words import Range


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One cue with its source and the words it hands over.

    `carried`: the speaker of the attribution before it goes on, in the same source words.
    `target`: whom an accusation names. `mutual`: both belligerents say it of each other.
    `circumstances_end`: the offset where what follows the cue ends. `rule` names the pattern.
    """

    source: Range
    cue: Range
    verb: CueVerb
    content: Range
    circumstances: Circumstances
    rule: str
    paragraph: int
    heading: bool = False
    target: Range | None = None
    circumstances_end: int = 0
    carried: bool = False
    mutual: bool = False
