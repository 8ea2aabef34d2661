"""Other news: the words that film, sport, labour, mishap, crime and court share with war."""

import re

WEAPONS = re.compile(
    r"\b(?:gunm[ae]n|gunfire|guns?|rifles?|shot|shooting|shots|bomb(?:er|ing|s|ed)?|missiles?"
    r"|drones?|rockets?|shell(?:s|ed|ing)|artillery|mortars?|grenades?|ieds?|landmines?|mines?"
    r"|suicide|ambush\w*|raid(?:ed|s)?|militants?|militia\w*|rebels?|insurgents?|jihadis\w*"
    r"|terroris\w*|bandits|gang\w*|cartel|troops|soldiers|air ?strikes?|warplanes|fighters|mob"
    r"|machetes?|stabb\w+|beheaded|massacre\w*|clash(?:es|ed)|murder\w*|slain|assassin\w*|attack\w*"
    r"|(?:regime|government|security|coalition|opposition)(?:['\u2019]s)? forces|gunshots?"
    r"|warplanes?|bombardments?|air ?raids?|shelling"
    r"|fighting|assailants?|kidnap\w*|abduct\w*|sectarian|vigilantes?|explosives?|armed)\b",
    re.IGNORECASE,
)
CHANCE = re.compile(
    r"\b(?:gas (?:cylinders?|leaks?|pipes?|pipelines?|canisters?|tanks?|tankers?|explosions?"
    r"|stoves?|bottles?)|leaking|boilers?|(?:fuel|oil|petrol) (?:tankers?|trucks?|depots?|tanks?)"
    r"|fireworks?|firecrackers?|electrical|short circuit|transformers?|oxygen cylinders?|factory"
    r"|refinery|steam|coal mine|building collapse\w*|collapsed|stampede|crush|capsiz\w+|ferry"
    r"|landslides?|lightning|avalanche|floods?|storm|cyclone|earthquake|drown\w*|falling tree"
    r"|heat ?wave|outbreak|cholera|ebola|measles|disease|overdos\w+|poison\w*|food|crash\w*"
    r"|accident\w*|collision|collided|derail\w*|overturned|plunged|ravine|head-on|lost control"
    r"|wildfires?|blaze|brakes|avalanches?|hit-and-run|satellites?|orbit|launch ?pad|spacecraft"
    r"|galax\w+|astronom\w+|volcan\w+|meteor\w*"
    r"|gas (?:blast|main)|hydrogen|laborator\w+|kitchen|quarry|demolition|mine collapse)\b",
    re.IGNORECASE,
)
ARENA = re.compile(
    r"\b(?:own party|backbench\w*|no-confidence|inquest|box-office|runway|catwalk)\b|"
    r"\b(?:parliament\w*|lawmakers?|legislators?|senators?|mps|deputies|congress\w*|budget|debate"
    r"|ballot|candidates?|courtroom|lawyers?|attorneys?|midfield\w*|strikers?|coach|goals?"
    r"|kick-?off|derby|penalty|midfield|league|cup|season|tournament|championship|playoffs?"
    r"|quarter-?final|semi-?final"
    r"|innings|wickets?|chess|grandmaster|film\w*|movies?|novels?|actors?|actress\w*|box office"
    r"|scenes?|extras|screen|theatre|theater|opera|musical|album|video games?|esports|shareholders?"
    r"|takeover|investors?|retailers?|patents?|trademark|browsers?|streaming|tech giants?|brands?"
    r"|supermarkets?|airlines?|regulators?|tariffs?|wildfires?|flames|blaze|inflation|cancer"
    r"|disease|obesity|outbreak|epidemic|bowlers?|bowling|batsm[ae]n|batting|all out|caucus|primary"
    r"|no-confidence|victory in the|voters|chefs?|bake|gardeners?|weeds?|midfielders?)\b",
    re.IGNORECASE,
)
FICTION = re.compile(
    r"\b(?:film|movie|drama|novel|(?:new|her|his|debut|the|quiet) book|memoir|biography|musical"
    r"|opera|video game|tv series|television series|miniseries"
    r"|stage play|sequel|thriller|documentary)\b",
    re.IGNORECASE,
)
SHOWN = re.compile(
    r"\b(?:plot of|streaming|charts|episodes?|readers|stage|playwright)\b|"
    r"\b(?:awards?|prizes?|premier\w*|screen\w*|directed|director|author|publish\w*|cinemas?"
    r"|box office|audiences?|critics|starring|release\w*|best-?seller|festival|scenes?|historian"
    r"|pages|readers?|reviewers?|chapters?)\b",
    re.IGNORECASE,
)
LONG_PAST = re.compile(
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|[2-9]\d|1\d\d) years"
    r" ago\b|"
    r"(?<!since )(?<!since the )\b(?:(?:in|of|from|during|dated?|by|january|february"
    r"|march|april|may|june|july|august|september|october|november|december)"
    r" (?:1[0-8]\d\d|19[0-7]\d)"
    r"|(?:1[0-9]|[1-9])th[- ]century|(?:first|second) world war|world war (?:i|ii|one|two|1|2)"
    r"|wartime (?:bomb|device|shell|munition|grenade|mine)s?|napoleonic|medieval|waterloo"
    r"|re-?enact\w+)\b",
    re.IGNORECASE,
)
MADE_SAFE = re.compile(
    r"\b(?:defus\w+|dispos\w+|disarm\w+|unearth\w+|discovered|dug up|found|made safe|removed"
    r"|hoax|scare|threat|fake|dummy|replica|controlled (?:explosion|detonation))\b",
    re.IGNORECASE,
)
WENT_OFF = re.compile(
    r"\b(?:explod\w+|went off|detonat(?:ed|ing)|blew up|ripped|tore|killed|killing|wounded"
    r"|wounding|injured|injuring|struck|hit|blast)\b",
    re.IGNORECASE,
)
LABOUR = re.compile(
    r"\b(?:strikes?|strikers?|walkout|industrial action)\b.{0,60}\b(?:doctors|nurses|teachers"
    r"|workers|drivers|staff|pilots|lecturers|unions?|employees|civil servants|students|pay|wages?"
    r"|salar(?:y|ies)|second week|third week|hospital services)\b|\b(?:doctors|nurses|teachers"
    r"|workers|drivers|pilots|unions?)\b.{0,40}\b(?:strike|walkout)\b",
    re.IGNORECASE,
)
A_TURN = re.compile(
    r"\b(?:locusts|swarms? of|bees|rats|mosquitoes|leopards?|crocodiles?|dogs?|bears?|wolves"
    r"|sharks?)"
    r" (?:[\w-]+ ){0,3}(?:attack(?:s|ed)|killed|mauled|overr[au]n|invaded|devour\w+|bit)\b"
    r"|\b(?:attacked|bitten|mauled|killed) by (?:[\w-]+ ){0,2}(?:dogs?|bears?|bees|wol(?:f|ves)"
    r"|sharks?)\b"
    r"|\bsurgeons\b|\bwith words\b|"
    r"\b(?:actors?|actress|film crew|crew|director|band|singer) (?:shot|filmed|shoot|captured)\b"
    r"|\bshot (?:the |a |some )?(?:scenes?|film|video|footage|pictures)\b|\bseized on\b"
    r"|\bstormed (?:out|off)\b|\bstormed to (?:victory|power|the title)\b"
    r"|"
    r"\barmy of (?:volunteers|fans|helpers|supporters|followers|workers|admirers|bees|ants)\b"
    r"|\bentered (?:its|their|his|her|a|an|the) (?:\w+ )?(?:day|week|month|year|phase|round|stage"
    r"|era|season|decade)\b|\b(?:captured|seized) (?:the )?(?:imagination|attention|hearts"
    r"|headlines|moment|opportunity|spotlight|mood)\b",
    re.IGNORECASE,
)
REHEARSED = re.compile(
    r"\b(?:(?:\w+-)?(?:day|week|month)(?:-long)?|annual|joint) (?:military |naval |air"
    r" )?exercises?\b|\bpractice bombs?\b|"
    r"\b(?:(?:military|naval|joint|live-fire|training|annual|field) (?:drills?|exercises?)|war"
    r" ?games"
    r"|(?:during|in|for|of) (?:\w+ )?(?:drills?|exercises?)\b(?! of)|practi[cs](?:ed|ing|es) \w+ing"
    r"|simulat\w+|mock (?:attack|battle|raid)|rehears\w+|re-?enact\w+)\b",
    re.IGNORECASE,
)
# Quarrels and thefts of private people, whatever weapon they use.
PRIVATE = re.compile(
    r"\b(?:custody battle|family home|(?:his|her) (?:two|own) children|an? robber|jewell?er\w*"
    r"|poach\w+|rhinos?|elephants?|park rangers|stabbed by (?:an? |his |her )?(?:pupil|student"
    r"|patient"
    r"|colleague|neighbou?r|teenager|stranger)|not (?:being )?treated as (?:an? )?(?:act of"
    r" )?terror\w*"
    r"|vandals|teenage gang|stolen car|getaway|watches|jewels|cash|till|pistol-whipped"
    r"|argument|feuding neighbou?rs|landlord|tenant|love rival|betting|casino|insurance)\b|"
    r"\b(?:hunt(?:er|ers|ing (?:trip|party|season|accident))|in a row over|row over a|domestic"
    r"|(?:killed|stabbed|shot|murdered|attacked|strangled)(?: dead)? (?:his|her) (?:estranged "
    r"|former |ex-)?"
    r"(?:wife|husband|girlfriend|boyfriend|partner|lover|mother|father|flatmate)"
    r"|by (?:his|her) (?:estranged |former |ex-)?(?:wife|husband|girlfriend|boyfriend|partner|lover"
    r"|son|brother|flatmate)|(?:estranged|ex-|former) ?(?:wife|husband|girlfriend|boyfriend|partner"
    r"|lover)"
    r"|bank robbers|bank robber\w*|jealous\w*|road rage|(?:bar|pub|street|drunken) (?:fight|brawl)"
    r"|burglar\w*|robber(?:y|ies)"
    r"|thie(?:f|ves)|shoplift\w*|cash machines?|atms?|drug (?:deal|debt)|classmates?|school"
    r" shooting"
    r"|bully\w*|mental(?:ly)? (?:ill\w*|health)|drink-driv\w+|hit-and-run|mugg(?:ed|ing|er)"
    r"|carjack\w*|nightclub fight|serial killer|inheritance)\b",
    re.IGNORECASE,
)
ORGANISED = re.compile(
    r"\b(?:in uniform|uniformed|warlords?|militants?|militia\w*|rebels?|insurg\w+|jihad\w*"
    r"|terror\w*|cartels?|gangs?|separatists?"
    r"|bandits|armed (?:group|men|wing)|soldiers|troops|army|hitm[ae]n|guerrillas?|vigilantes|mob"
    r"|lynch\w*|villagers|police (?:shot|killed|fired)|onlookers|crowds?|settlers|extremis\w+)\b",
    re.IGNORECASE,
)
RECALLED = re.compile(
    r"\b(?:laid (?:flowers|wreaths)|a minute'?s? silence)\b|^(?:\w+ ){1,2}(?:years|decades)"
    r" (?:after|since) the\b|"
    r"\b(?:sentenced|convicted|jailed|acquitted|on trial|the trial of|indicted|charged with"
    r"|pleaded|found guilty|extradit\w+|anniversary of|commemorat\w+|memorial (?:to|for|service)"
    r"|(?:last )?survivors? of the|atomic bombing|remember(?:ed|ing)|tribute to|paid tribute|marked"
    r" \w+ years|inquiry into the \d{4})\b",
    re.IGNORECASE,
)
SPORT = re.compile(
    r"\b(?:(?:two|three|four) tries|tries in the|try line|scrum|opening (?:\w+ )?minutes"
    r"|half-time)\b|"
    r"\b(?:reach(?:ed|ing)? the (?:final|last)|(?:struck|scored) twice|match points?|top seed"
    r"|five-set"
    r"|knocked out|third round|half-?century|podium|lap|grand slam|world cup)\b|"
    r"\b(?:midfield\w*|strikers?(?! \w+ police)|coach(?:es)?|kick-?off|derby|penalty|league"
    r"|championship"
    r"|tournament|playoffs?|quarter-?finals?|semi-?finals?|innings|wickets?|goalkeeper|captaincy"
    r"|transfer window|squad|stoppage time|half-?time|overtime|grand prix|marathon|olympic\w*"
    r"|footballers?|cricketers?)\b",
    re.IGNORECASE,
)
UNRULY = re.compile(
    r"\b(?:police|riot\w*|tear gas|clash\w*|arrest\w*|hooligan\w*|protest\w*|demonstrat\w*"
    r"|stones|flares|fire)\b",
    re.IGNORECASE,
)
CYBER = re.compile(
    r"\b(?:hackers?|hacked into|ransomware|cyber[- ]?\w*|malware|phishing|data breach)\b",
    re.IGNORECASE,
)
SENTENCED = re.compile(
    r"\bfound (?:[\w-]+ ){0,5}guilty\b|\bjury\b|"
    r"\b(?:sentenced|convicted|acquitted|on trial|found guilty|pleaded|indicted|charged with"
    r"|years in (?:prison|jail)|life in prison|trial of)\b",
    re.IGNORECASE,
)
IN_SPACE = re.compile(
    r"\b(?:satellites?|orbit|launch ?pad|spacecraft|space (?:agency|station|centre|center)"
    r"|astronauts?"
    r"|cape canaveral|kourou|baikonur)\b",
    re.IGNORECASE,
)
# What strikes without anybody who meant it, and the places that stay peaceful though soldiers help.
DISASTER = re.compile(
    r"\b(?:storm (?-i:[A-Z])\w+|tropical storm|storms? (?:hit|battered|swept|killed)|hurricane"
    r"|typhoon"
    r"|cyclone|tornado|earthquake|quake|tsunami|floods?|flooding|landslides?|avalanche|serac"
    r"|wildfires?"
    r"|volcano|eruption|ebola|cholera|measles|outbreak|stampede|capsized|derailed|plane crash"
    r"|helicopter crash|crashed into the sea|lost control|electrical fault|gas leak|fireworks"
    r"|filling station|heat ?wave|drought)\b",
    re.IGNORECASE,
)
WAR = re.compile(
    r"\b(?:militants?|rebels?(?! (?:lawmakers|mps|backbenchers))|insurgents?|jihad\w*|gunm[ae]n"
    r"|militia\w*"
    r"|air ?strikes?|shell(?:ed|ing)|rockets?|missiles?|drones?|bomb\w*|separatists?|guerrillas?"
    r"|cartels?"
    r"|clashes|fighting between|protest\w*|demonstrat\w*|riot\w*|coup|junta|ceasefire|truce|war"
    r"|armed (?:men|groups?)|looters|ambush\w*|massacre\w*|kidnap\w*|abduct\w*)\b",
    re.IGNORECASE,
)
