"""Role meanings: what a general noun for a person can mean: "the officer" a colonel."""

import re

from clashwire_enrich.claims.voices import COLLECTIVES
from clashwire_enrich.text.words import word_set

RANKS = word_set(
    "general colonel major captain lieutenant admiral brigadier marshal sergeant corporal"
    " commander officer gen col maj lt capt brig"
)
OFFICES = word_set(
    "minister secretary governor mayor prefect envoy ambassador adviser advisor chief director"
    " administrator head president coordinator commissioner representative spokes deputy diplomat"
    " prosecutor senator lawmaker premier chancellor chairman official aide"
)
CLERGY = word_set("father pastor priest bishop imam archbishop sheikh pope cleric")
MEDICS = word_set("doctor dr nurse surgeon medic paramedic physician")
PRIVATE = word_set("resident villager witness eyewitness survivor relative refugee worker farmer")
# What a general noun can mean: "the officer" a colonel, "the diplomat" an envoy.
MEANS: dict[str, frozenset[str]] = {
    "officer": RANKS | word_set("inspector superintendent policeman detective chief police"),
    "policeman": word_set("inspector superintendent policeman officer sergeant"),
    "detective": word_set("detective inspector"),
    "general": word_set("general gen brigadier major"),
    "colonel": word_set("colonel col lieutenant"),
    "commander": RANKS,
    "diplomat": word_set("envoy ambassador representative diplomat"),
    "envoy": word_set("envoy representative ambassador"),
    "official": OFFICES,
    "leader": word_set("president premier chief head leader king chairman commander warlord"),
    "politician": word_set("senator lawmaker minister mp president mayor governor"),
    "lawmaker": word_set("senator mp lawmaker"),
    "priest": CLERGY,
    "cleric": CLERGY,
    "bishop": CLERGY,
    "doctor": MEDICS,
    "medic": MEDICS,
    "surgeon": MEDICS,
    "nurse": word_set("nurse medic midwife"),
    "midwife": word_set("midwife nurse"),
    "teacher": word_set("teacher schoolteacher headteacher headmaster lecturer professor"),
    "professor": word_set("professor prof lecturer dr"),
    "activist": word_set("activist campaigner organiser organizer"),
    "campaigner": word_set("activist campaigner"),
    "trader": word_set("trader merchant shopkeeper vendor"),
    "spokes": word_set("spokes"),
    "fighter": word_set("fighter rebel militant commander guerrilla gunner machine-gunner"),
    "soldier": RANKS | word_set("conscript gunner machine-gunner private sniper"),
    "elder": word_set("elder chief chieftain sheikh"),
    "chief": word_set("chief head chieftain director commissioner"),
    "head": word_set("head director chief"),
    "director": word_set("director head manager"),
    "lawyer": word_set("lawyer attorney"),
    "attorney": word_set("lawyer attorney"),
    "negotiator": word_set("negotiator mediator delegate"),
    "minister": word_set("minister premier secretary"),
    "secretary": word_set("secretary minister"),
    "administrator": word_set("mayor governor prefect head administrator"),
}
PRIVATE_HEADS = PRIVATE | word_set(
    "man woman mother father brother sister son daughter widow trader teacher driver student"
    " shopkeeper grandmother grandfather teenager"
)
FEMALE = word_set("woman mother sister daughter widow grandmother wife aunt niece girl midwife nun")
MALE = word_set("man father brother son grandfather husband uncle nephew boy monk fisherman")
# Those who come with their place: "the imam", "the doctor" may be one nobody told of.
OF_THE_PLACE = (
    CLERGY
    | MEDICS
    | OFFICES
    | RANKS
    | word_set(
        "imam rabbi headmaster coroner judge guard driver pilot translator interpreter lawyer"
        " attorney"
        " owner manager caretaker gravedigger guide photographer editor undertaker mechanic elder"
        " leader"
        " politician expert analyst observer monitor investigator inspector policeman soldier"
        " fighter"
        " gunman attacker assailant bomber suspect captive hostage prisoner mediator negotiator"
    )
)
PERSON_ENDING = re.compile(r"\w{2,}(?:er|or|ist|man|woman|eer|ian|ant)$")
NO_PERSON = COLLECTIVES | word_set(
    "center order border shelter paper newspaper letter tower river number quarter sector"
    " tracker poster banner helicopter cluster counter power water summer winter disaster chapter"
    " cover matter danger fear corner master answer monitor editor error factor reactor conductor"
    " charter register ladder terror horror mirror corridor harbor motor tractor list assist"
    " headquarter checker tanker bunker freighter fighter bomber launcher tracker barrier carrier"
)
