"""The words that count people harmed, as named patterns over one sentence."""

import re

from clashwire_contracts.vocabulary import NumberKind
from clashwire_enrich.text.quantities import QUANTITY

NOT_PEOPLE = (
    r"(?!(?:days?|weeks?|months?|years?|hours?|minutes?|km|kilomet\w+|miles?|met(?:er|re)s?"
    r"|per ?cent|%"
    r"|drones?|missiles?|rockets?|shells?|vehicles?|cars?|trucks?|tanks?|homes?|houses?|buildings?"
    r"|villages?(?! (?:chief|head|elder|leader|guard|teacher|doctor)\b)"
    r"|towns?|districts?|rounds|explosions?|attacks?|strikes?|air ?strikes?|times|million"
    r"|billion|dollars|schools?|hospitals?|bases?|positions?|aircraft|planes?|jets?|helicopters?"
    r"|cattle|cows|sheep|goats|livestock|animals|deaths|other (?:cars|houses)|-?year-old|a\.m|p\.m"
    r"|countries|areas|provinces|states|cities|shops|boats|ships|motorcycles?|weapons|rifles)\b)"
)
PERSON = (
    r"(?:soldiers?|policem[ae]n|policewom[ae]n|officers?|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?"
    r"|civilians?|persons?|people|teachers?|journalists?|villagers?|farmers?|commanders?|militants?"
    r"|fighters?|rebels?|gunm[ae]n|attackers?|workers?|guards?|drivers?|passengers?|residents?"
    r"|students?|teenagers?|bab(?:y|ies)|infants?|bystanders?|bombers?|insurgents?|terrorists?"
    r"|troops?"
    r"|servicem[ae]n|personnel|members|others|militiam[ae]n|protesters?|demonstrators?|medics?"
    r"|doctors?"
    r"|paramedics?|peacekeepers?|hostages|pilgrims|worshipp?ers|family|couple|photographer"
    r"|cameraman"
    r"|\d{1,2}-year-olds?|pupils?|victims?|bandits?|jihadists?|recruits|conscripts|prisoners"
    r"|herders?|traders?|lives|gendarmes?|vigilantes?"
    r"|cops?|agents?|tourists?|miners?|fisherm[ae]n|clerics?|priests?|nuns?|nurses?|relatives?"
    r"|novices?|mourners?|shoppers?|commuters?|chiefs?|elders?|lawmakers?|politicians?|migrants?"
    r"|refugees?"
    r"|brothers?|sisters?|sons?|daughters?|mothers?|fathers?|youths?|minors?|labou?rers?|marines?"
    r"|judges?|prosecutors?|governors?|mayors?|councillors?|candidates?|activists?|bodyguards?"
    r"|monks?"
    r"|wi(?:fe|ves)|husbands?|pilots?|captains?|colonels?|generals?|sergeants?|lieutenants?|majors?"
    r"|corporals?|cooks?|shopkeepers?|merchants?|cyclists?|motorcyclists?|caretakers?|volunteers?"
    r"|employees|officials?|ministers?|deput(?:y|ies)|ranchers?|cousins?|nephews?|nieces?|uncles?"
    r"|aunts?"
    r"|grandmothers?|grandfathers?|toddlers?|newborns?|engineers?|deminers?|sailors?|crew|rangers?"
    r"|assailants?|hitm[ae]n|smugglers?|raiders?|looters?|rioters?|detainees?|inmates?|captives"
    r"|operatives?|mercenaries|settlers?|imams?|pastors?|reporters?|rescuers?|firefighters?"
    r"|(?-i:[A-Z][a-z]+(?:ans|is|ese|ites|ards)))"
)
GAP = (
    rf"(?:{NOT_PEOPLE}(?!(?:and|but|while|when|after|who|which|among|said"
    rf"|says)\b)[\w'\u2019-]+ ){{0,6}}?"
)
_INSERTED = (
    r"(?:[\w'\u2019-]+, (?:including|among|most|mostly|many|some|mainly|all"
    r"|one|two|three|four|five|six"
    r"|several)\b[^.;]{0,80}?, )?"
)
_AUX = (
    r"(?:(?:who )?(?:were|was|are|is|have been|has been|had been"
    r"|be|been|being|got|reportedly|also|confirmed|reported|feared|believed|found|left|declared"
    r"|later|"
    r"instantly|presumed|to have been|to be|both|all|reported to be) ){0,4}"
)
KILLED = (
    r"(?:killed|dead|shot dead|shot to death|slain|massacred|executed|beheaded|martyred|murdered"
    r"|lynched"
    r"|burned to death|burnt to death|hacked to death|stabbed to death|died|die|perished"
    r"|lost their lives|lost (?:his|her) life|choked to death|suffocated|stoned to death|strangled"
    r"|beaten to death|hanged|drowned|shot and killed|shot in the head|burned alive|burnt alive"
    r"|slaughtered|gunned down|blown up|eliminated|neutrali[sz]ed|succumbed)"
)
WOUNDED = r"(?:wounded|injured|hurt|maimed)"
CAPTURED = (
    r"(?:captured|taken prisoner|taken hostage|abducted|kidnapped|seized|surrendered|taken captive"
    r"|held hostage|being held)"
)
_ACT_KILLED = (
    r"(?:killed|killing|kills|kill|massacred|executed|executing|beheaded|beheading|murdered"
    r"|slaughtered"
    r"|shot dead|shooting dead|gunned down|gunning down|eliminated|eliminating|hacked to death"
    r"|neutrali[sz]ed|neutrali[sz]ing|burned alive|slain|lynched)"
)
_ACT_WOUNDED = r"(?:wounded|wounding|wounds|injured|injuring|injures|hurt|hurting|maimed|maiming)"
_ACT_CAPTURED = (
    r"(?:captured|capturing|abducted|abducting|kidnapped|kidnapping|took hostage|taking hostage"
    r"|took"
    r"|taking|seized|seizing)"
)
_Q = QUANTITY
_N = rf"\b(?<!no )(?<!aged ){_Q}"
_AGED = r"(?:aged [\w-]+(?:,? (?:and|to) [\w-]+)? )?"
_MANY = rf"{_N}(?P<np> {GAP}{_AGED}{_INSERTED}){_AUX}"
_PEOPLE = rf" {NOT_PEOPLE}{GAP}{PERSON}\b"
_STAYED = r"(?:(?:remain|remained|still|went|go|listed as|reported) )*"
_TOLL = (
    r"\b(?:death toll|toll|number of (?:[a-z]+ ){0,3}?(?:dead|deaths|killed|fatalities))"
    r"[^.;]{0,50}?"
)
_COUNTED = r"(?:(?:civilian|more|confirmed|military|new|combat|other) ){0,2}"
STRUCK_DOWN = r"(?:hacked|hacking|beat|beaten|beating|stabbed|burned|stoned|clubbed|shot)"
_NOT_THEN = r"(?! (?:days|weeks|hours|villages|wounded|injured|homeless|displaced|missing))"
_PATTERNS: tuple[tuple[str, NumberKind, str], ...] = (
    (
        "counted_passive_killed",
        "killed",
        rf"{_MANY}{KILLED}\b(?! (?:by|in) (?:a )?(?:heart|cancer|covid))",
    ),
    ("counted_passive_wounded", "wounded", rf"{_MANY}(?:\w+ly )?{WOUNDED}\b"),
    ("counted_passive_captured", "captured", rf"{_MANY}{CAPTURED}\b"),
    (
        "counted_missing",
        "missing",
        rf"{_MANY}{_STAYED}(?:missing|unaccounted for|disappeared)\b",
    ),
    (
        "active_killed",
        "killed",
        rf"\b{_ACT_KILLED} {_Q}(?P<np>(?:{_PEOPLE}| dead\b)?){_NOT_THEN}",
    ),
    ("to_death", "killed", rf"\b{STRUCK_DOWN} {_Q}(?P<np>{_PEOPLE}) to death\b"),
    ("left_dead", "killed", rf"\b(?:left|leaving) {_Q}(?P<np> {GAP})dead\b"),
    ("claimed_lives", "killed", rf"\b(?:claim(?:ed|ing|s)|cost|took) {_Q}(?P<np> {GAP}lives\b)"),
    (
        "lives_of",
        "killed",
        (
            rf"\b(?:claim(?:ed|ing|s)|cost(?:ing)?|took|taking|ended) the lives of"
            rf" {_Q}(?P<np>(?:{_PEOPLE})?)"
        ),
    ),
    (
        "some_of_them_died",
        "killed",
        (
            rf"{_N}(?P<np> of (?:those|the (?:wounded|injured|victims|passengers"
            rf"|hostages))[^.;,]{{0,60}}?)"
            rf" {_AUX}{KILLED}\b"
        ),
    ),
    (
        "attacker_and_others",
        "killed",
        (
            rf"\b(?:killed|killing|blew) (?:himself|herself|themselves)(?: up)? and"
            rf" {_Q}(?P<np>(?:{_PEOPLE})?)"
        ),
    ),
    ("alive", "killed", rf"\b(?:burned|burnt|buried) {_Q}(?P<np>{_PEOPLE}) alive\b"),
    ("active_wounded", "wounded", rf"\b{_ACT_WOUNDED} {_Q}(?P<np>(?:{_PEOPLE})?)"),
    ("left_wounded", "wounded", rf"\b(?:left|leaving) {_Q}(?P<np> {GAP})(?:\w+ly )?{WOUNDED}\b"),
    ("active_captured", "captured", rf"\b{_ACT_CAPTURED} {_Q}(?P<np>{_PEOPLE})"),
    (
        "death_toll",
        "killed",
        rf"{_TOLL}\b(?:to|at|of|is|was|reached|hit|as) {_Q}(?P<np>(?: {GAP}{PERSON})?)",
    ),
    ("deaths_counted", "killed", rf"{_N}(?P<np> {_COUNTED})(?:deaths|fatalities|bodies|corpses)\b"),
    ("injuries_counted", "wounded", rf"{_N}(?P<np> (?:civilian |more )?)injuries\b"),
    ("buried", "killed", rf"\b(?:buried|burying) {_Q}(?P<np>{_PEOPLE})"),
    ("lost_members", "losses", rf"\blost {_Q}(?P<np>(?: of (?:its|their|his|the|our))?{_PEOPLE})"),
)
COUNTING_RULES: tuple[tuple[str, NumberKind, re.Pattern[str]], ...] = tuple(
    (name, kind, re.compile(pattern, re.IGNORECASE)) for name, kind, pattern in _PATTERNS
)
# What a sentence must hold for a rule of its kind to match: a check that costs next to nothing.
KIND_HINTS: dict[NumberKind, re.Pattern[str]] = {
    "killed": re.compile(
        r"kill|dead|death|slain|assassin|slaught|massacr|execut|behead|martyr|murder|lynch|\bdie"
        r"|perish"
        r"|lives|gunn|blown|eliminat|neutrali|succumb|shot|shoot|toll|number of|fatalit|bodies"
        r"|corpses|burn|hack|stab|beat|ston|club|bur[iy]|lost|chok|suffocat|strangl|hang|drown|cost"
        r"|\bfell\b"
        r"|blew",
        re.IGNORECASE,
    ),
    "wounded": re.compile(r"wound|injur|hurt|hurting|maim", re.IGNORECASE),
    "captured": re.compile(
        r"captur|prison|hostage|abduct|kidnap|seiz|surrender|captive|held|took|taking",
        re.IGNORECASE,
    ),
    "missing": re.compile(r"missing|unaccounted|disappeared", re.IGNORECASE),
    "losses": re.compile(r"lost", re.IGNORECASE),
}
CASUALTY_HINT = re.compile(
    "|".join((*(hint.pattern for hint in KIND_HINTS.values()), "casualt|victim|loss|harm|nobody")),
    re.IGNORECASE,
)
"""What a sentence must hold to count anybody at all."""
HARMING_NOBODY = re.compile(
    r"\b(?:hurting|harming|injuring|killing|wounding|hurt|harmed|killed) (?:nobody|no ?one)\b",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"\b(?:no ?one|nobody|no (?:\w+ )?(?:casualties|deaths|injuries|fatalities|victims))"
    r"(?: (?:was|were|has been|have been|had been))?"
    r"(?: (?:immediately |so far |yet )?(?:(?P<killed>killed|died)|(?P<hurt>hurt|injured|wounded"
    r"|harmed)))?",
    re.IGNORECASE,
)
VAGUE_LOSSES = re.compile(
    r"\b(?:suffered|sustained|inflicted|took|taken|incurred|reported|caused|causing)"
    r"(?: (?:the|its|their|a number of|heavy|serious|severe|huge|significant|many|several|numerous"
    r"|major|massive|great|high|some|unspecified|enemy|considerable))* (?:losses|casualties)\b",
    re.IGNORECASE,
)
PART_OF_TOTAL = re.compile(
    r"\b(?:including|among them|of whom|of them|among whom|as well as the)(?: \w+)? $"
    r"|\bamong the dead",
    re.IGNORECASE,
)
COUNTED_BEFORE = re.compile(
    rf"\b(?<!no ){_Q}(?P<np> {NOT_PEOPLE}{GAP}{PERSON}"
    r"(?: (?:of|from) (?:the |its |their )?[\w-]+(?: [\w-]+)?)?),? and $",
    re.IGNORECASE,
)
COUNTED_AFTER = re.compile(
    rf",? (?:and|plus|as well as|along with) (?:his |her |their |its )?{_Q}"
    rf"(?P<np> {NOT_PEOPLE}{GAP}{PERSON}\b)"
    rf"(?! (?:were |was |had been |have been )?{WOUNDED})",
    re.IGNORECASE,
)
