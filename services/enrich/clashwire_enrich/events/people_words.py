"""People words: which nouns are people, which are things, and where a counted phrase ends."""

import re

# Words for people by what they do, are or were when harmed; singular and plural.
_ROLES = (
    r"soldiers?|policem[ae]n|policewom[ae]n|officers?|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?"
    r"|civilians?|persons?|people|teachers?|journalists?|villagers?|farmers?|commanders?"
    r"|militants?|fighters?|rebels?|gunm[ae]n|attackers?|assailants?|workers?|guards?|bodyguards?"
    r"|drivers?|passengers?|residents?|inhabitants?|students?|schoolchildren|schoolboys?"
    r"|schoolgirls?|teenagers?|teens?|bab(?:y|ies)|infants?|toddlers?|newborns?|bystanders?"
    r"|passers?-?by|bombers?|insurgents?|terrorists?|extremists?|troops?|troopers?|servicem[ae]n"
    r"|servicewom[ae]n|personnel|members?|others|militiam[ae]n|tribesm[ae]n|clansm[ae]n|protesters?"
    r"|protestors?|demonstrators?|marchers?|medics?|doctors?|paramedics?|nurses?|midwi(?:fe|ves)"
    r"|peacekeepers?|hostages?|captives?|pilgrims?|worshipp?ers?|churchgoers?|congregants?|couples?"
    r"|photographers?|cameram[ae]n|pupils?|victims?|bandits?|jihadists?|recruits?|cadets?"
    r"|conscripts?|prisoners?|inmates?|detainees?|herders?|herdsm[ae]n|shepherds?|traders?"
    r"|merchants?|vendors?|shopkeepers?|gendarmes?|vigilantes?|cops?|constables?|sergeants?"
    r"|corporals?|lieutenants?|captains?|majors?|colonels?|generals?|brigadiers?|admirals?"
    r"|privates?|agents?|tourists?|holidaymakers?|miners?|fisherm[ae]n|clerics?|priests?|monks?"
    r"|nuns?|novices?|bishops?|imams?|pastors?|deacons?|relatives?|mourners?|shoppers?|customers?"
    r"|diners?|revell?ers?|spectators?|commuters?|chiefs?|elders?|lawmakers?|politicians?|mayors?"
    r"|governors?|councill?ors?|candidates?|judges?|prosecutors?|lawyers?|activists?|leaders?"
    r"|migrants?|refugees?|evacuees?|brothers?|sisters?|siblings?|sons?|daughters?|mothers?"
    r"|fathers?|parents|grandmothers?|grandfathers?|grandchild(?:ren)?|cousins?|uncles?|aunts?"
    r"|nephews?|nieces?|wi(?:fe|ves)|husbands?|widows?|twins|neighbou?rs?|friends|colleagues"
    r"|youths?|youngsters|minors?|adults?|labou?rers?|marines?|sailors?|seam[ae]n|airm[ae]n|pilots?"
    r"|navigators?|crewm[ae]n|operatives?|aides?|mercenaries|mercenary|settlers?|reporters?"
    r"|rescuers?|firefighters?|volunteers?|staffers?|employees?|engineers?|technicians?"
    r"|contractors?|cleaners?|caretakers?|waitress(?:es)?|waiters?|barbers?|porters?|cooks?"
    r"|carpenters?|mechanics?|electricians?|deminers?|sappers?|snipers?|gunners?|scouts?|spies|spy"
    r"|hunters?|woodcutters?|loggers?|shoplifters?|thie(?:f|ves)|robbers?|suspects?|looters?"
    r"|rioters?|strikers?|infiltrators?|kidnappers?|abductors?|smugglers?|traffickers?|gangsters?"
    r"|hitm[ae]n|separatists?|guerrillas?|paramilitaries|commandos?|paratroopers?|reservists?"
    r"|rangers?|defenders?|combatants?|deserters?|defectors?|interpreters?|translators?|diplomats?"
    r"|envoys?|ministers?|ambassadors?|players?|singers?|actors?|artists?|pensioners?|locals"
    r"|returnees|nomads?|players|scholars?|professors?|lecturers?|headteachers?|headmasters?"
    r"|headm[ae]n|sheikhs?|kings?|princes?|instructors?|comrades"
    r"|patients?|survivors?|martyrs?|travell?ers?|motorists?|motorcyclists?|cyclists?|pedestrians?"
    r"|dwellers|(?!hu|ger|com)[a-z]{2,}(?:m[ae]n|wom[ae]n)|peasants?|planters?|butchers?|guests?"
    r"|supporters?|dissidents?|devotees|parishioners?|tenants?|occupants?|masons?|buyers?|sellers?"
    r"|pickers?|gatherers?|musicians?|dancers?|drinkers|bathers|ravers|catechists?|muezzins?"
    r"|sympathi[sz]ers?|followers?|loyalists?|partisans?|cadres?|collaborators?|informers?"
    r"|informants?|kamikazes?|assassins?|non-combatants?|noncombatants?|idps|newly-?weds|brides?"
    r"|grooms?|truckers?|stallholders?|apprentices?|trainees?|magistrates?|deput(?:y|ies)"
    r"|senators?|legislators?|officials?|delegates?|orderl(?:y|ies)|carers?|caregivers?"
    r"|attendants?|janitors?|gardeners?|beekeepers?|growers?|ranchers?|cowherds?|goatherds?"
    r"|sentr(?:y|ies)|wardens?|conductors?|operators?|classmates?|graduates?|academics?|clerks?"
    r"|secretar(?:y|ies)|cashiers?|money ?changers?|weavers?|tailors?|blacksmiths?|welders?"
    r"|bricklayers?|builders?|plumbers?|divers?|hairdressers?|bartenders?|bouncers?|onlookers?"
    r"|columnists?|presenters?|broadcasters?|bloggers?|editors?|correspondents?|organi[sz]ers?"
    r"|campaigners?|unionists?|dockers?|goers|schoolteachers?|headteachers?|orphans?|invalids?"
    r"|amputees?|escorts?|chauffeurs?|porters?|butlers?|rapporteurs?|investigators?|negotiators?"
    r"|inspectors?|superintendents?|cousins?|in-laws|toddlers?|bureaucrats?|administrators?"
    r"|prefects?|sub-prefects?|sarpanch|wedding guests|beggars?|addicts?|vagrants?"
    r"|pedlars?|hawkers?|owners?|kin|folk"
)
_OF_A_NATION = r"(?-i:[A-Z][a-z]+(?:ans?|is?|ese|ites?|ards?|men|women))"
_OF_AN_AGE = r"\d{1,2}-year-olds?"
PERSON = rf"(?:(?:[a-z]+-)?(?:{_ROLES})|{_OF_A_NATION}|{_OF_AN_AGE})"
PERSON_WORD = re.compile(rf"(?<![\w'\u2019]){PERSON}(?![\w-])", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:people|men|women|children|police|troops|personnel|others|lives|folk|kin|[^s]s)$",
    re.IGNORECASE,
)
_SINGULAR_IN_S = re.compile(r"(?:boss|waitress|hostess|actress|[a-z]ss)$", re.IGNORECASE)
# Things, beasts, measures and times: a number of them is no number of people.
_THINGS = (
    r"days?|nights?|weeks?|weekends?|months?|years?|hours?|minutes?|seconds?|decades?|mornings?"
    r"|km|kms|kilomet\w+|miles?|met(?:er|re)s?|feet|foot|yards?|hectares?|acres?|tonn?es?|tons?"
    r"|kilos?|kilogram\w*|kg|lit(?:er|re)s?|mm|cm|millimet\w+|per|percent|percentage|%|degrees?"
    r"|drones?|missiles?|rockets?|shells?|bombs?|mines?|grenades?|rounds?|bullets?|shots?|mortars?"
    r"|warheads?|vehicles?|cars?|trucks?|lorr(?:y|ies)|bus(?:es)?|minibus(?:es)?|vans?|pickups?"
    r"|taxis?|trains?|tanks?|tankers?|trailers?|tractors?|convoys?|carriers?|howitzers?|guns?"
    r"|launchers?|radars?|depots?|weapons?|rifles?|homes?|houses?|huts?|buildings?|apartments?"
    r"|flats?|rooms?|tents?|blocks?|shelters?|villages|towns?|cit(?:y|ies)|districts?|provinces?"
    r"|regions?|areas?|countries|states|islands?|settlements?|neighbou?rhoods?|explosions?"
    r"|blasts?|attacks?|strikes?|air ?strikes?|raids?|incidents?|clashes|ambush(?:es)?|battles?"
    r"|operations?|waves?|times?|million|billion|trillion|dollars?|euros?|pounds?|schools?"
    r"|hospitals?|clinics?|churches|mosques?|bases?|camps?|posts?|outposts?|positions?"
    r"|checkpoints?|stations?|bridges?|aircraft|planes?|jets?|warplanes?|helicopters?|cattle|cows?"
    r"|sheep|goats?|camels?|livestock|animals?|horses?|donkeys?|pigs?|dogs?|chickens?|hens"
    r"|countries|shops?|stalls?|markets?|boats?|ships?|vessels?|motorcycles?|motorbikes?|bikes?"
    r"|fronts?|sides?|sites?|places?|locations?|targets?|votes?|seats?|points?|goals?|cases?"
    r"|parts?|pieces?|types?|kinds?|reasons?|names?|limbs?|legs?|arms|eyes|wounds|rows?|doors?"
    r"|windows?|trees?|bags?|boxes|crates?|litres?|barrels?|sacks?|phones?|cameras?|pages?|o'clock"
    r"|a\.?m|p\.?m|gmt|storeys?|stories|floors?|bullet|gunshots?|stab|attempts?|charges?|counts?"
    r"|articles?|laws?|parties|groups?|gangs?|brigades?|battalions?|units?|divisions?|regiments?"
    r"|compan(?:y|ies)|sources?|casualties|injuries|rebels'|blows?"
)
_THING_WORD = re.compile(rf"(?<![\w-])(?:{_THINGS})(?![\w-])", re.IGNORECASE)
_PREPOSITIONS = (
    r"of|in|on|at|by|from|for|to|with|without|within|near|inside|outside|after|before|during|since"
    r"|until|till|over|under|above|across|along|around|behind|beside|between|among|amid|against"
    r"|through|throughout|towards?|into|onto|off|out|up|down|via|upon|about|aboard|per|than|like|as"
)
_FUNCTION_WORDS = (
    r"and|or|but|nor|while|when|where|who|whom|whose|which|that|if|because|so|then|than|although"
    r"|the|an?|this|these|those|his|her|its|their|our|my|some|any|no|not|all|both|each|either|it"
    r"|he|she|they|we|i|him|them|us|me|himself|herself|themselves|itself|am|is|are|was|were|be"
    r"|been|being|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|also"
    r"|later|now|still|already|reportedly|allegedly|just|only|even|instantly|immediately"
)
# Verbs and participles after which no counted noun goes on.
_PREDICATES = (
    r"kill\w*|dead|dies?|died|dying|shot|slain|massacred|execut\w+|behead\w+|martyred|murder\w*"
    r"|lynch\w*|burned|burnt|hacked|stabbed|beaten|stoned|perish\w*|lost|lose|slaughter\w*|gunned"
    r"|blown|eliminat\w+|neutrali\w+|succumb\w*|drown\w*|strangled|assassinat\w+|crushed|fatally"
    r"|mortally|wound\w*|injur\w*|hurt\w*|maim\w*|captur\w+|taken|took|abduct\w*|kidnap\w*|seiz\w+"
    r"|surrender\w*|held|missing|unaccounted|disappear\w*|vanish\w*|found|buried|left|leaving"
    r"|remain\w*|went|go|gone|listed|feared|believed|presumed|confirmed|reported|declared|said"
    r"|says?|told|sa(?:w|id)|fell|suffer\w*|sustain\w*|treated|hospitali[sz]ed|admitted|needed"
    r"|required|escap\w+|aged|plus|including|unhurt|unharmed|made|snatched|trapped|fired|opened"
    r"|travell?ing|riding|walking|sitting|sleeping|working|living|praying|waiting|fleeing|trying"
    r"|became|become|were|tortured|electrocuted|incinerated|mown|mowed|cut|rounded|raped|bled"
    r"|attacked|stormed|arrived|entered|threw|set|hit|struck|began|tried|managed|arrested|detained"
    r"|seriously|critically|badly|severely|slightly|lightly|moderately|gravely"
)
NUMERALS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|hundreds|thousand|thousands|dozen|dozens|scores|several|many|numerous"
)
STOP = (
    rf"(?:(?:{_PREPOSITIONS}|{_FUNCTION_WORDS}|{_PREDICATES}|(?:{NUMERALS})(?!-year-old))"
    r"(?![\w'\u2019-]))"
)


def is_thing(words: str) -> bool:
    """Whether a counted noun phrase without a word for people counts things, beasts or time."""
    return _THING_WORD.search(words) is not None


def is_one_person(words: str) -> bool:
    """Whether words that end in a word for people mean a single one: "the driver"."""
    last = words.rsplit(" ", 1)[-1]
    return not _PLURAL.search(last) or bool(_SINGULAR_IN_S.search(last))


# "a baker", "a digger", "an archivist": who does something, where the verb tells of a death.
_AGENT = re.compile(r"[a-z]{3,}(?:er|or|ist|eer)$")
_NO_AGENT = re.compile(
    r"(?:number|member|border|river|water|power|order|helicopter|tanker|freighter|trawler|cruiser"
    r"|winter|summer|computer|paper|tower|shelter|danger|disaster|letter|matter|corner|centre"
    r"|center"
    r"|quarter|chapter|plaster|timber|bunker|fighter-bomber|bulldozer|crater|cluster|motor|tractor"
    r"|sector|factor|corridor|reactor|door|floor|error|terror|horror|minor|major|senior|junior"
    r"|other|another|former|after|under|over|later|earlier|either|whether|together|silver|monster"
    r"|finger|shoulder|liver|cancer|fever|november|december|september|october)$"
)


def is_agent(words: str) -> bool:
    """Whether the last word of a phrase is one for who does something, by its ending."""
    last = words.rsplit(" ", 1)[-1]
    return bool(_AGENT.match(last)) and not _NO_AGENT.match(last)


def person_end(words: str) -> int | None:
    """Words of a noun phrase -> where its last word for people ends; None without one."""
    ends = [match.end() for match in PERSON_WORD.finditer(words)]
    return ends[-1] if ends else None
