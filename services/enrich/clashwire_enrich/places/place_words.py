"""Place words: what stands before and behind a name when it names a place, and when it does not."""

import re

WORD = r"[A-Z\u00c0-\u00de\u0100-\u017f][\w'\u2019\u2018.-]*[\w]"
JOINED = (
    r"(?:(?:al|el|ash|as|az|an|ar|ad|at|ul|ur|us|ez|ed|er|ibn|abu|de|del|la|las|los|du|des|di"
    r"|da|do|dos|sur|um|bin|e|en|es|le|les|y)[ -])"
)
RUN = re.compile(
    rf"(?<![\w'\u2019-])(?:{JOINED}(?=[A-Z]))?{WORD}(?: {JOINED}?{WORD}| of {WORD}){{0,5}}"
)
AREA = (
    r"(?P<area>province|district|state|region|governorate|oblast|county|sub-county|department"
    r"|prefecture|sub-prefecture|municipality|township|territory|valley|raion|city|town|village"
    r"|hamlet|neighbou?rhood|quarter|suburb|camp"
    r"|refugee camp|island|islet|peninsula|local government area|area|commune|capital|port|airport"
    r"|highlands|mountains?|forest|basin|border|front ?line|crossing|direction|sector|axis)"
)
_SITE = (
    r"(?:roads?|highway|bridge|market|bazaar|airfield|airbase|air ?base|airstrip|runway|garrison"
    r"|barracks|outpost|post|base|prison|jail|front|stronghold|enclave|pocket|dam|plant"
    r"|oil ?fields?|mines?|refinery|railway|rail line|motor park|university"
    r"|bus (?:queue|station|depot|stop)|hospital|clinic|police station"
    r"|police post|town hall|waterfront|harbou?r|beach|jetty"
    r"|corridor|countryside|outskirts|skyline|streets?|suburbs?|villages|districts|farms"
    r"|lowlands|hills|cauldron|checkpoint|toll gate|roundabout|campus|shrine|church"
    r"|mosque|monastery|school)"
)
AFTER = re.compile(
    rf"(?:['\u2019]s)? (?:regional |coastal |border |eastern |western )?{AREA}\b", re.IGNORECASE
)
SITE_AFTER = re.compile(
    rf"(?:['\u2019]s)? (?:(?:main|central|northern|southern|eastern|western|old|new|east|west|north"
    rf"|south|market|border|displacement|military|army|air) )?"
    rf"(?:{_SITE}|side|refugee (?:camp|settlement)|residents|villagers|townspeople|townsfolk"
    rf"|elders|traders|families)\b"
)
FALLS = re.compile(
    r" (?:(?:has|had|have) )?(?:fell|falls|fallen|succumb\w*|changed hands|changes hands|went dark"
    r"|(?:is|was|remains?) (?:again|back|once more|under|now|fully|still|cut off|besieged"
    r"|encircled)|(?:is|was|has been|had been|were) (?:retaken|recaptured|captured"
    r"|shelled|bombed|liberated|attacked|overrun|struck|hit|lost|cleared|shaken|rocked))\b"
)
BEFORE = re.compile(
    r"(?:(?P<near>\b(?:\d[\d.,]*|several|some|about|few|dozens of|hundreds of) ?(?:km"
    r"|kilomet(?:er|re)s?"
    r"|miles?|mi)\b[^.;]{0,25}\b(?:from|of|outside) (?:the )?"
    r"|\b(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west"
    r"|south-east|south-west|outskirts|outside|near|close to|around|toward|towards|parts?|edges?"
    r"|suburbs?|above|beyond|opposite|off|next to|along|beside"
    r"|vicinity)(?: of)? (?:the )?(?:(?:town|city|village|capital|port|port city"
    r"|district)(?: of)? )?)"
    r"|(?P<origin>\b(?:from|fled|fleeing|leaving|left) (?:the )?"
    r"(?:(?:town|city|village|capital|port|port city|district|state|province)(?: of)? )?)"
    r"|(?P<at>\b(?:(?:attacks?|assaults?|strikes?|raids?|offensive|advance|siege|march|shelling"
    r"|bombing|bombardment|fire|drones?|missiles?) (?:on|of|against|at|over)|(?:fell|falls?|fired"
    r"|dropped|drop|rained?|land(?:s|ed)?|crashed|dumped|opened (?:up|fire)|closed in|marched"
    r"|advanc(?:ed|ing)|descended|swooped|converged|moved) (?:on|upon|into|over)|in|at|inside|into"
    r"|on|across|over|throughout|within|through|to|entered|entering|upon"
    r"|captured|seized|took|taken|lost|retook|recaptured|overran|reached|struck|hit|hits|shelled"
    r"|bombed|attacked|targets?|targeted|pounds?|pounded|occupied|occupies|quit|evacuated|vacated"
    r"|abandon(?:s|ed)|storms?|holds?|held|retakes?|reclaims?|recaptures?|overruns?|captures?"
    r"|seizes?|enters?|subdued?|conquered|liberated|liberates?|leaves|invaded"
    r"|stormed|raided|besieged|besieging|control of|battle for|battles for|fight for|fighting for"
    r"|of|for|northern|southern|eastern|western|central|north|south|east|west|northeastern"
    r"|northwestern"
    r"|southeastern|southwestern|north-eastern|north-western|south-eastern|south-western|upper"
    r"|lower"
    r"|rural|downtown|occupied|besieged|rebel-held|government-held|nearby|neighbou?ring) (?:the )?"
    r"(?:(?:[a-z-]+ ){0,2}(?:towns?|cit(?:y|ies)|villages?|capital|port|districts?|states?"
    r"|provinces?"
    r"|region|regions|territory|territories|governorate|neighbou?rhoods?|suburbs?|area|areas"
    r"|department|quarter|garrison|is(?:land|le|let)|hub"
    r"|municipality|commune|settlements?|hamlets?|county|oblast|camp|valley|localit(?:y|ies)"
    r"|communities|community)(?: of| called| named)? )?)"
    r"|(?P<list>(?:, | and | or )))$",
    re.IGNORECASE,
)
STRONG_AT = re.compile(
    r"^(?:attack|assault|strike|raid|offensive|advanc|siege|march|shelling|bomb|fire|drone"
    r"|missile|fell|fall|drop|rain|land|crash|dump|opened|closed|descend|swoop|converge|moved)"
    r"|^(?:in|at|inside|into|across|throughout|within|captured?s?|seize[sd]?|retook|retakes?"
    r"|recapture[sd]?|reclaims?"
    r"|control of|hits?|struck|attacked|bombed|shelled|stormed|storms|raided|enter(?:ed|ing|s)"
    r"|reached|targeted|pounded|occupied|occupies|vacated|evacuated|abandon(?:s|ed)|conquered"
    r"|overran|overruns?|liberated|fell on|upon"
    r"|lost|left|besieged|besieging|battle for|battles for|northern|southern|eastern|western"
    r"|central"
    r"|north|south|nearby|rural|downtown)\b"
    r"|(?:town|cit|village|capital|district|state|province|region|territor|governorate|settlement"
    r"|hamlet|quarter|isle|island|hub|garrison)",
    re.IGNORECASE,
)
PART_OF = re.compile(
    r"\b(?:fall|capture|seizure|loss|recapture|retaking|reconquest|liberation|siege|battle|ruins"
    r"|streets|quarter|market|bazaar|road|hills|heights|mountains|residents|villagers|elders"
    r"|villages|farmers|garrison|hospital|stronghold|flank|edge|centre|center|heart|seat|ridge|coast"
    r"|walls|columns|suburbs|districts|ward|shrine|port|crossroads|skies|forests|jungles?|airspace"
    r"|master|bulk|most|all|half|rest|whole|environs|townspeople|townsfolk|people|merchants"
    r"|growers|crossing|banks?|shores?|outpost|hub|camps?|fields|waters) (?:of|over|above|in|to) $"
)
PERSON_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|President|Prime Minister|Minister|Gen|General|Col|Colonel|Lt|Capt|Captain"
    r"|Maj|Major|Sgt|spokes(?:man|woman|person)|commander|leader|chief|governor|mayor|secretary"
    r"|Ambassador|King|Prince|Sheikh|Imam|Pope|Sir|Judge|envoy|analyst|lawmaker|senator|journalist"
    r"|director|head|official|warlord|named|called|Brigadier|Marshal|Chancellor|Deputy)\.? $"
)
PERSON_AFTER = re.compile(
    r",? (?:said|says|told|added|who|wrote|tweeted|warned|denied|claimed|accused|vowed|aged"
    r"|\d\d,)\b"
)
NO_PLACE_AFTER = re.compile(
    r" (?:(?:news )?(?:agency|daily|newspaper|television|TV|channel|weekly)|[Rr]iver|[Cc]reek)\b"
    r"(?! (?:towns?|ports?|villages?|valley|basin|crossing))"
)
RIVER_BEFORE = re.compile(
    r"\b(?:(?:banks?|mouth|course|waters|arm) of|crossed|crossing|forded|swam) the (?:River )?$"
    r"|\bRiver $"
)
OFFICE_BEFORE = re.compile(
    r"\b(?:governor|mayor|prefect|bishop|archbishop|emir|administrator|police chief|commissioner"
    r"|residents|people|inhabitants|officials|authorities|police|hospitals?) (?:of|in) $",
    re.IGNORECASE,
)
OFFICE_AFTER = re.compile(
    r"(?:['\u2019]s)? (?:regional |city |state |provincial )?(?:governor|mayor|prefect|police chief"
    r"|governorate|military administration|city council|residents|officials|authorities)\b"
)
DATELINE = re.compile(
    r"^[A-Z][A-Z\u00c0-\u00de' .-]{2,40}(?:, [A-Z][\w .']{2,30})?(?:,? [A-Z][a-z]{2,8}\.?"
    r" \d{1,2}(?:, \d{4})?)?"
    r"(?: \([A-Z][\w .]{1,30}\))? ?(?:\u2014|\u2013|--|-|:) "
)
DIRECTION = re.compile(
    r"\b((?:north|south|east|west)(?:ern|-?east(?:ern)?|-?west(?:ern)?)?|central|upper|lower) $",
    re.IGNORECASE,
)
AREA_WORD = re.compile(rf"\b{AREA}s?(?: of| called| named)? $", re.IGNORECASE)
WITHIN = re.compile(
    rf"(?: (?:{AREA}))?(?:,| in)(?: the)?(?: (?:north|south|east"
    rf"|west)\w*)? (?P<name>{WORD}(?: {JOINED}?{WORD}){{0,2}})"
)
MEDIA = frozenset(
    {"Times", "Post", "News", "Herald", "Tribune", "Gazette", "Daily", "Journal", "Radio"}
)
LOOSE = frozenset(
    ("International", "Airport", "Hospital", "University", "Street", "Market", "Square", "Camp",
     "Prison", "Mosque", "Church", "Base", "Road", "Highway", "Bridge", "River", "Port", "Palace",
     "District", "Province", "State", "Region", "City", "County", "Oblast", "Governorate",
     "Valley", "Municipality", "Township", "Territory", "Department", "Prefecture", "Village",
     "Town", "Island", "Mall", "School", "College", "Cathedral", "Refugee", "Airbase", "Airfield",
     "Border", "Crossing", "Police", "Central", "General", "Military", "Air", "Naval", "Local",
     "Government", "Area", "Teaching", "Stadium", "Temple", "Park", "Forest", "Mountains")
)  # fmt: skip
