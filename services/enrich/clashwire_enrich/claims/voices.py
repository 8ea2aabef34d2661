"""Voices: the nouns that can speak, what they tell about the speaker, and what only carries."""

import re

from clashwire_enrich.text.words import word_set

PRONOUNS_PERSON: frozenset[str] = frozenset(["he", "she", "i"])
PRONOUNS_GROUP: frozenset[str] = frozenset(["they", "it", "we"])
PRONOUNS: frozenset[str] = PRONOUNS_PERSON | PRONOUNS_GROUP

# A role that speaks for a body; "spokesman" and the like name their party by themselves.
ROLES: frozenset[str] = word_set(
    "spokesman spokeswoman spokesperson spokespeople spokesmen spokespersons commander "
    "commanders general colonel major captain lieutenant admiral brigadier marshal chief "
    "head leader leaders minister ministers president premier chancellor governor "
    "governors mayor mayors prefect ambassador envoy official officials officer officers "
    "adviser advisor aide aides director secretary deputy coordinator representative "
    "representatives diplomat diplomats lawmaker lawmakers senator mp administrator "
    "prosecutor prosecutors judge sheriff lawyer attorney doctor doctors medic medics "
    "nurse surgeon paramedic rescuer rescuers activist activists analyst expert experts "
    "researcher monitor monitors witness witnesses eyewitness eyewitnesses resident "
    "residents villager villagers survivor survivors relative relatives source sources "
    "farmer farmers trader shopkeeper driver teacher student pastor priest bishop imam "
    "elder elders chieftain fighter fighters soldier soldiers rebel rebels militant "
    "militants insurgent insurgents policeman veteran member members journalist reporter "
    "correspondent delegate negotiator mediator insider king queen prince pope emir "
    "sheikh chairman chairwoman chair founder coroner vigilante warlord inspector "
    "superintendent commissioner sergeant corporal brother sister father mother son "
    "daughter uncle cousin neighbour neighbor man woman men women boy girl refugee "
    "refugees worker workers father-of-three mother-of-three governor-general "
    "vice-president attorney-general secretary-general boss counterpart politician politicians"
    " legislator legislators councillor councillors ombudsman ombudswoman magistrate undersecretary"
    " rabbi cleric clerics abbot monk nun archbishop mufti ayatollah merchant businessman engineer"
    " pilot miner organiser organizer campaigner campaigners protester protesters demonstrator"
    " herder herders peacekeeper peacekeepers investigator investigators rapporteur treasurer"
    " chairperson historian fisherman shepherd tribesman patriarch premier volunteer volunteers"
)
COLLECTIVES: frozenset[str] = word_set(
    "army military forces force navy police gendarmerie ministry government authorities "
    "authority administration junta regime council office group groups organisation "
    "organization organisations organizations agency agencies mission movement front "
    "coalition alliance militia militias insurgency party committee commission union "
    "headquarters command department directorate service services brigade battalion "
    "division corps parliament presidency embassy hospital hospitals court prosecution "
    "charity charities ngo ngos observatory monitor watchdog network centre center "
    "crescent cross kremlin pentagon palace house staff guard guards side sides team crew "
    "family families locals company resistance opposition rebels tribunal bureau body "
    "faction factions wing cartel gang gangs nations league bloc institute foundation "
    "armies ministries governments militaries alliances missions agencies governors militias panel "
    "parties coalitions embassies councils committees unions investigators "
    "society cabinet presidency state country troops civil defence defense delegation garrison"
    " leadership brigades battalions squad squadron unit units platoon regiment corps fleet"
    " coastguard municipality city-council church diocese parish synod clan tribe federation"
    " prefecture consulate secretariat taskforce commando commandos"
)
# People who may speak though they speak for nobody: by trade, kin, age or plight.
PERSONS: frozenset[str] = word_set(
    "widow widows widower orphan orphans grandmother grandfather grandmothers grandfathers grandson"
    " granddaughter nephew niece aunt aunts husband wife wives parent parents child children"
    " teenager teenagers youth youths pensioner tailor baker butcher barber cook waiter porter"
    " hunter vendor vendors carpenter mechanic electrician plumber weaver potter sailor boatman"
    " ferryman passer-by passers-by bystander bystanders onlooker onlookers traders drivers"
    " farmers teachers shopkeepers fishermen shepherds pastoralist pastoralists nomad nomads"
    " headman headmaster headmistress principal lecturer professor scientist economist writer poet"
    " singer photographer cameraman blogger editor columnist historian inmate inmates prisoner"
    " prisoners detainee detainees hostage hostages captive captives deserter deserters defector"
    " defectors veteran veterans conscript conscripts recruit recruits cadet gunner sniper pilot"
    " crewman returnee returnees evacuee evacuees migrant migrants exile exiles patient patients"
    " victim victims mourner mourners neighbours neighbors pathologist psychologist vet midwife"
    " pharmacist loyalist loyalists separatist separatists opponent opponents supporter supporters"
    " critic critics rival rivals ally allies landowner landlord tenant owner manager employee"
    " employees customer passenger passengers pilgrim pilgrims worshipper worshippers clerk clerks"
    " attendant janitor watchman caretaker nightwatchman seaman dockers docker trucker truckers"
    " motorist motorists guide interpreter translator preacher preachers missionary seminarian"
    " deacon sexton sacristan schoolteacher schoolteachers lady gentleman man woman couple twins"
    " siblings brothers sisters"
)
_AGENTS = re.compile(
    r"(?:keep|teach|work|own|sell|vend|dig|driv|herd|farm|trad|grow|mak|runn|bear|fight|command"
    r"|organi[sz]|campaign|report|interview|wait|bak|paint|build|min|log|fish|raft)ers?$"
    r"|(?:smith|monger|man|woman|men|women|person|people|father|mother|son|daughter|sister|brother"
    r"|year-old|something)s?$"
)
_NO_AGENTS = word_set("women's german human roman ottoman person reason season weapon prison")


def is_person_noun(noun: str) -> bool:
    """Whether a noun in lower case names a person, by list or by its ending."""
    return noun in PERSONS or (_AGENTS.search(noun) is not None and noun not in _NO_AGENTS)


ANONYMOUS_HEADS: frozenset[str] = word_set(
    "source sources insider official officials diplomat diplomats witness witnesses "
    "eyewitness eyewitnesses resident residents villager villagers survivor survivors"
)
WITHOUT_PARTY: frozenset[str] = word_set(
    "witness witnesses eyewitness eyewitnesses resident residents villager villagers "
    "survivor survivors relative relatives analyst analysts expert experts researcher "
    "researchers farmer farmers trader shopkeeper driver teacher student neighbour "
    "neighbor refugee refugees pastor priest bishop imam journalist journalists reporter "
    "reporters correspondent correspondents locals family families father mother son "
    "daughter brother sister uncle cousin man woman men women boy girl activist activists "
    "engineer miner merchant businessman herder herders fisherman shepherd historian volunteer "
    "volunteers protester protesters demonstrator campaigner campaigners rabbi monk nun "
    "monitor monitors elder elders medic medics doctor doctors hospital hospitals"
)
GROUP_NOUNS: frozenset[str] = word_set(
    "group movement organisation organization militia rebels rebel militants insurgents "
    "fighters faction gang cartel army military coalition front force forces jihadists "
    "islamists separatists paramilitaries junta group's"
)
# Nouns that an international body goes by once it was named: "the mission", "the agency".
BODY_NOUNS: frozenset[str] = word_set(
    "organisation organization mission agency charity watchdog body monitor network"
)
# What a statement comes in: the document speaks for whoever issued it.
MEDIUMS: dict[str, str] = {
    **{
        noun: noun
        for noun in sorted(
            word_set(
                "statement video post tweet letter speech broadcast interview briefing message"
                " communique declaration bulletin address recording memo testimony podcast"
            )
        )
    },
    **dict.fromkeys(("communiqu\u00e9",), "communique"),
    **dict.fromkeys(("update", "release"), "statement"),
    **dict.fromkeys(("phone", "telephone", "call"), "phone"),
    **dict.fromkeys(("conference",), "press conference"),
    **dict.fromkeys(("telegram", "twitter", "facebook", "whatsapp", "instagram"), "post"),
    **dict.fromkeys(("x", "tiktok", "weibo", "media", "website", "channel", "account"), "post"),
    **dict.fromkeys(("television", "tv", "radio", "broadcaster"), "broadcast"),
    **dict.fromkeys(("email", "e-mail"), "email"),
}
DOCUMENT_HEADS: frozenset[str] = word_set(
    "statement post message video letter communique tweet declaration communiqu\u00e9 bulletin "
    "recording footage release report leaflet leaflets pamphlet flyer tape voice manifesto"
    " memorandum cable voicemail"
)
# Subjects that inform without speaking for anybody.
INANIMATE_HEADS: frozenset[str] = word_set(
    "report reports study survey poll data images footage photos photographs evidence "
    "attack attacks strike strikes move moves signs deal agreement law text accord treaty "
    "book film blast explosion violence war conflict fighting incident figures numbers "
    "analysis plan plans developments events results media reports offensive operation "
    "shelling ceasefire truce decision toll map maps story article document documents "
    "records poster sign headline there this that what which these those here clashes "
    "proverb saying adage song poem legend rumour rumor rumours rumors motto slogan banner placard "
    "raid raids storm flood earthquake fire"
)
