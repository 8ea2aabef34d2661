"""Clause verbs: rarer verbs of saying, which hand over only a "that", a colon or a quotation."""

from clashwire_enrich.text.words import word_set

# A past tense that is not regular stands behind a colon.
_SAYING = (
    "answer apologise assess assume avow bemoan bluster blurt brag:bragged calculate chant chuckle"
    " conjecture convey declaim deduce deplore determine disagree divulge elaborate enthuse"
    " establish exult fume gloat groan grumble grunt guess hiss hint hypothesise hypothesize"
    " imagine imply insinuate interject intone jeer joke judge laugh lecture mumble murmur muse"
    " mutter object opine posit preach pretend proclaim profess project pronounce protest"
    " proffer quote radio rage rail rant reason reaffirm recap recollect recite remember repeat"
    " restate roar rule scoff scream shriek shrug sigh signal snap:snapped snarl sneer snort sob"
    " speculate stipulate submit:submitted summarise summarize surmise telegraph telephone"
    " theorise theorize thunder trumpet underscore venture voice volunteer vouch wail warrant"
    " whine whimper worry bark bellow beam blog:blogged cable chime confide"
    " demur:demurred drawl drone email emphasise growl grin hazard lambast marvel message moan"
    " nod:nodded phone pipe ponder postulate rasp rejoin sniff spit splutter stammer stutter"
    " text tease tut:tutted warble echo extrapolate reflect relay reminisce repine"
)
_TELLING = "assure remind notify reassure alert convince"
_CONFESSING = "confess concur:concurred"
_IRREGULAR = (
    "think thinks thought|swear swears swore sworn|weep weeps wept"
    "|foresee foresees foresaw|broadcast broadcasts|understand understands understood"
    "|feel feels felt"
)
# As often things as deeds: a verb only where no article or adjective stands before it.
NOUN_FORMS: frozenset[str] = word_set(
    "answer answers chant chants guess guesses hint hints judge judges laugh laughs lecture"
    " lectures object objects project projects protest protests quote quotes radio radios rage"
    " rail rails reason reasons repeat repeats roar roars rule rules scream screams shrug shrugs"
    " sigh sighs signal signals snap snaps text texts telephone thunder trumpet venture ventures"
    " voice voices volunteer volunteers warrant warrants worry worries bark beam blog cable cables"
    " email emails message messages moan phone phones pipe pipes drone drones hazard hazards nod"
    " echo echoes alert alerts joke jokes whine spit broadcast broadcasts grin groan grunt"
    " relay relays tease jeer jeers feel think"
)


def _third_person(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x")):
        return f"{base}es"
    consonant_y = base.endswith("y") and base[-2] not in "aeiou"
    return f"{base[:-1]}ies" if consonant_y else f"{base}s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    consonant_y = base.endswith("y") and base[-2] not in "aeiou"
    return f"{base[:-1]}ied" if consonant_y else f"{base}ed"


def _groups(verbs: str) -> str:
    entries = (entry.partition(":") for entry in verbs.split())
    return "|".join(
        f"{base} {_third_person(base)} {past or _past(base)}" for base, _, past in entries
    )


SAYING: str = f"{_groups(_SAYING)}|{_IRREGULAR}"
TELLING: str = _groups(_TELLING)
CONFESSING: str = _groups(_CONFESSING)
CLAUSE_LEMMAS: frozenset[str] = frozenset(
    group.split()[0] for group in f"{SAYING}|{TELLING}|{CONFESSING}".split("|")
)
