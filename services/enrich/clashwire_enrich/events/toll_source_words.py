"""Toll source words: which words name a side of a fight, an office, or somebody outside it."""

import re

FORCES = re.compile(
    r"\b(?:army|military|(?<!civil )(?<!emergency )defen[cs]e|armed forces|troops|soldiers?|forces"
    r"|general staff|air force|navy|brigade|battalion|regiment|division|command(?:ers?)?|rebels?"
    r"|fighters?|militants?|insurgents?|militia\w*|jihadists?|extremists?|separatists?|mujahid\w+"
    r"|paramilitar(?:y|ies)|gunners?|junta|security (?:sources?|officials?|forces?|services?"
    r"|secretariat|ministry|council|agency)"
    r"|intelligence|guerrillas?|gang|lieutenant|colonel|brigadier|presidential office|kremlin"
    r"|pentagon|(?:anti|counter)-?terror\w*|special (?:operations|services)|border guards?"
    r"|gendarm\w+"
    r"|national guard|warlord|combatants?|servicem[ae]n)\b",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    r"\b(?:hospitals?|doctors?|medics?|medical|nurses?|surgeons?|paramedics?|morgue|mortuary"
    r"|ambulance|health workers?|residents?|witness(?:es)?|villagers?|neighbou?rs?|survivors?"
    r"|relatives?|united nations|u\.?n\.?|red (?:cross|crescent)|monitors?|monitoring|observatory"
    r"|observers?|rights (?:group|organi[sz]ation|activist|watch|body)s?|human rights|aid (?:group"
    r"|agenc(?:y|ies)|workers?)|charit(?:y|ies)|ngos?|humanitarian|civil society|volunteers?"
    r"|priests?|bishops?|pastors?|imams?|clergy|elders?|teachers?|journalists?|reporters?"
    r"|radio|newspapers?|m[eé]decins|doctors without borders|msf|peacekeep\w+|rescue|rescuers?"
    r"|civil defen[cs]e"
    r"|(?:state |regional )?emergency (?:services?|workers?|department|officials?)|ombudsman\w*"
    r"|village (?:heads?|chiefs?)|community leaders?|bystanders?|passers-?by|envoys?"
    r"|forensic|coroner\w*|clinic|blue helmets|m[eé]dico|health (?:centre|center|post|official)s?"
    r"|union|diplomats?|farmers?|shopkeepers?|trader|undertakers?|gravediggers?)\b",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"\b(?:officials?|police|policem[ae]n|authorit(?:y|ies)|governor|mayor|administrator|minist\w+"
    r"|government|prosecutors?|sheriff|fire (?:chief|service|brigade)|emergency service)\b",
    re.IGNORECASE,
)
BOAST = re.compile(  # who speaks of its own kills fights, whoever it is
    r"(?:it|they|we|(?:its|their|our) [\w-]+)(?: also)? (?:had |have |has )?(?:killed|eliminated"
    r"|neutrali[sz]ed|destroyed|captured|shot|executed|inflicted|wiped out|ambushed)\b",
    re.IGNORECASE,
)
# Offices near the dead, which fight nobody; their state is a side where its forces take part.
LOCAL_OFFICE = re.compile(
    r"\b(?:governor\w*|mayor\w*|prefect\w*|administrator|coroner\w*|fire (?:chief|service"
    r"|brigade)|(?:deputy )?commissioner|sub-prefect|county|council|councillors?)\b",
    re.IGNORECASE,
)
FIGHTERS = re.compile(
    r"\b(?:militants?|rebels?|insurgents?|terrorists?|fighters?|guerrillas?|jihadists?|extremists?"
    r"|bandits?|separatists?|mercenaries|occupiers?|soldiers?|troops|servicemen|neutrali[sz]ed"
    r"|eliminated|liquidated|martyred)\b",
    re.IGNORECASE,
)
_FIGHTER_NOUNS = (
    r"militants?|rebels?|insurgents?|terrorists?|fighters?|guerrillas?|jihadis?t?s?|extremists?"
    r"|bandits?|separatists?|mercenaries|occupiers?|soldiers?|troops|troopers?|servicem[ae]n"
    r"|gunm[ae]n|militiam[ae]n|combatants?|assailants?|attackers?|dissidents?|marines?"
    r"|paramilitaries|commandos?|recruits?|ultras|traffickers?|smugglers?|gangsters?"
    r"|gang members|suspects|saboteurs?"
    r"|criminals|hitm[ae]n|robbers|infiltrators?|cadres?|operatives?|kingpins?"
    r"|gendarmes?|policem[ae]n|enem(?:y|ies)|elements"
)
# Who stands on the soil of a side speaks for it: "officials affiliated with the movement".
LEANS = re.compile(
    r"\b(?:affiliated|aligned|allied|sympathetic|loyal|close|linked) (?:with|to)\b"
    r"|-(?:run|controlled|backed|affiliated|aligned|allied|appointed|installed|linked)\b"
    r"|\b(?:run|controlled|backed|appointed|installed) by\b",
    re.IGNORECASE,
)
# Bodies that hunt fighters, of whatever kind their name makes them.
HUNTERS = re.compile(r"\b(?:anti|counter)-?terror\w*|\bwar room\b", re.IGNORECASE)
COUNTED_FIGHTERS = re.compile(
    r"(?: of (?:the|its|their|his))?(?: (?!(?:and|or|who|was|were|had|have|in|by|at|on)\b)"
    rf"[\w'\u2019-]+){{0,4}}? (?:{_FIGHTER_NOUNS})\b",
    re.IGNORECASE,
)
"""Right after a number: whether those counted are fighters or soldiers of some side."""
