"""Object frames: the verbs that hand over a thing said, and how each one's object is read."""

from itertools import chain

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.object_readings import (
    Reading,
    as_something,
    away,
    count,
    counted_harm,
    culprit,
    denied,
    doubted,
    hand,
    harm,
    label,
    laid,
    leading,
    linked,
    of,
    of_later,
    pointed,
    suspected,
    to,
)
from clashwire_enrich.text.words import word_set

_SAY, _REPORT = CueVerb("say", "say"), CueVerb("report", "report")
_BLAME, _DENY = CueVerb("blame", "blame"), CueVerb("deny", "deny")
# A verb, how its object is read, regular verbs by their base, and forms written out.
_TABLE: tuple[tuple[CueVerb, Reading, str, str], ...] = (
    (cues.SPOKE_OF, of, "talk warn complain boast", "spoke spoken speaks speak speaking bragged"),
    (cues.SPOKE_OF, of, "", "told tell tells"),
    (cues.SPOKE_OF, of_later, "inform notify advise", "notified told"),
    (CueVerb("admit", "confirm"), to, "confess own", "admit admits admitted admitting"),
    (
        cues.PUT_AT,
        count,
        "place number estimate count raise lower revise reckon correct update",
        "",
    ),
    (cues.PUT_AT, count, "", "put puts putting gave gives given giving set sets"),
    (_REPORT, harm, "report mention announce acknowledge cite describe allege confirm claim", ""),
    (_REPORT, harm, "recount detail recall allege", "admits admitted"),
    (_REPORT, counted_harm, "record count register document list note number", "log logs logged"),
    (_REPORT, counted_harm, "", "tally tallies tallied verifies verified"),
    (_SAY, as_something, "list hail denounce characterise characterize portray depict condemn", ""),
    (_SAY, as_something, "present paint label regard describe brand", "dismissed labelled dubbed"),
    (_SAY, as_something, "", "classifies classified decry decried"),
    (_SAY, label, "label call term deem declare pronounce brand", "labelled dub dubs dubbed"),
    (_BLAME, culprit, "name", "identify identifies identified singled"),
    (
        _BLAME,
        laid,
        "place heap",
        "put puts putting lay lays laid laying pin pins pinned cast casts",
    ),
    (_BLAME, linked, "trace link ascribe attribute fault tie", "pin pins pinned"),
    (_BLAME, pointed, "point", ""),
    (cues.SPOKE_OF, leading("at"), "hint", ""),
    (_BLAME, suspected, "suspect", ""),
    (_BLAME, hand, "", "see sees saw"),
    (_DENY, denied, "reject dismiss dispute refute question contradict challenge disown", ""),
    (_DENY, denied, "disavow contest", "rebut rebuts rebutted denied denies"),
    (_DENY, doubted, "doubt", ""),
    (_DENY, away("aside", "off"), "brush laugh", "shrugs shrugged"),
    (_DENY, away("aside", "away", "off"), "wave", ""),
    (_DENY, away("down"), "play", ""),
    (_DENY, away("out"), "rule", ""),
    (_DENY, away("at"), "scoff sneer bristle", ""),
    (_DENY, leading("itself", "from"), "distance", ""),
    (_DENY, leading("doubt", "on"), "", "cast casts throws threw"),
    (_DENY, leading("scorn", "on"), "pour", ""),
    (_DENY, leading("issue", "with"), "", "take takes took"),
)


def _inflected(lemma: str) -> tuple[str, ...]:
    stem = lemma.removesuffix("e")
    return lemma, f"{lemma}s", f"{stem}ed", f"{stem}ing"


def _by_form() -> dict[str, tuple[tuple[CueVerb, Reading], ...]]:
    frames: dict[str, tuple[tuple[CueVerb, Reading], ...]] = {}
    for verb, reading, regular, forms in _TABLE:
        inflected = chain.from_iterable(_inflected(lemma) for lemma in regular.split())
        for form in (*inflected, *forms.split()):
            frames[form] = (*frames.get(form, ()), (verb, reading))
    return frames


FRAMES: dict[str, tuple[tuple[CueVerb, Reading], ...]] = _by_form()
# Present forms that ask for a plural: "officials speak of"; "put" may be a past tense.
BASES: frozenset[str] = frozenset(
    lemma for _, _, regular, _ in _TABLE for lemma in regular.split()
) | word_set("speak tell admit lay pin see take log tally dub rebut decry")
