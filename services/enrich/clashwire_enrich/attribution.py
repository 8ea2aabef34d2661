"""Attribution: who hands over which words, by which cue; spans only, nobody resolved yet."""

import msgspec

from clashwire_enrich.circumstances import Circumstances
from clashwire_enrich.cues import CueVerb
from clashwire_enrich.words import Range


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One cue with its source and the words it hands over.

    `source` None: the speaker of the attribution before it goes on. `target`: whom an
    accusation names. `mutual`: both belligerents say it of each other. `rule` names the pattern.
    """

    source: Range | None
    cue: Range
    verb: CueVerb
    content: Range
    circumstances: Circumstances
    rule: str
    paragraph: int
    heading: bool = False
    target: Range | None = None
    mutual: bool = False
