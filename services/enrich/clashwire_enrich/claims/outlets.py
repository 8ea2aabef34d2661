"""Outlets: the media that carry a claim, known by name or by the form of their name."""

import re

_OUTLET_NAMES = (
    r"Reuters|AFP|Agence France[- ]Presse|AP|Associated Press|CNN|BBC(?: [A-Z]\w+)*|Al[- ]Jazeera"
    r"|Al[- ]Arabiya|Sky News(?: Arabia)?|Fox News|NBC(?: News)?|CBS(?: News)?|ABC(?: News)?|NPR"
    r"|PBS|Yahoo(?: News)?|The Hill|Politico|Axios|Bloomberg(?: News)?|(?:The )?New York Times"
    r"|(?:The )?Washington Post|(?:The )?Wall Street Journal|(?:The )?Guardian|(?:The )?Telegraph"
    r"|(?:The )?Times of \w+|(?:The )?Independent|Le Monde|Le Figaro|Liberation|El Pa[i\u00ed]s"
    r"|Der Spiegel|Bild|Haaretz|(?:The )?Jerusalem Post|Ynet|Kan|i24(?:NEWS)?|Channel \d+|RFI"
    r"|Radio France Internationale|France ?24|Deutsche Welle|DW|Voice of America|VOA|Radio Free"
    r" \w+(?:/\w+ \w+)?|RFE/RL|Kyiv Independent|Ukrainska Pravda|Meduza|Novaya Gazeta|Interfax"
    r"(?:-Ukraine)?|Ukrinform|Suspilne|Kommersant|Nikkei(?: Asia)?|Kyodo|Yonhap|NHK|Dawn|Geo News"
    r"|ToloNews|TOLOnews|Tolo News|Pajhwok|Khaama Press|Anadolu(?: Agency)?|Middle East Eye"
    r"|Al[- ]Monitor|Asharq Al[- ]Awsat|Rudaw|Kurdistan 24|Irrawaddy|The Irrawaddy|Myanmar Now|DVB"
    r"|Mizzima|Frontier Myanmar|Sudan Tribune|Radio Dabanga|Dabanga|Radio Okapi|Actualite\.cd"
    r"|Garowe Online|Shabelle(?: Media)?|Premium Times|Daily Trust|Punch|Vanguard|Channels TV"
    r"|ThisDay|Sahara Reporters|Jeune Afrique|Daily Nation|The EastAfrican|Le Nouvelliste"
    r"|Miami Herald|El Universal|Reforma|Milenio|El Tiempo|Semana|Efe|EFE|ANSA|dpa|DPA|UPI|USA"
    r" Today|Newsweek|Time magazine|The Economist|Financial Times|Mirror|Daily Mail|The Sun"
    r"|Hindustan Times|NDTV|India Today|Times Now|Indian Express|The Hindu|PTI|ANI"
)
STATE_MEDIA = re.compile(
    r"\b(?:SANA|TASS|Tass|RIA(?: Novosti)?|IRNA|Fars|Tasnim|Mehr|ISNA|Press TV|KCNA|Xinhua|CCTV"
    r"|SUNA|BelTA|Saba|Al[- ]Masirah(?: TV)?|Al[- ]Manar|Petra|WAFA|Wafa|MENA|Ekhbariya"
    r"|[Ss]tate(?:[- ](?:run|owned|controlled))? (?:news agency|media|television|TV|broadcaster"
    r"|radio)|official news agency)\b"
)
_OUTLET_WORDS = (
    r"[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){0,3} (?:News|Times|Post|Tribune|Herald|Gazette"
    r"|Journal|Chronicle|Courier|Observer|TV|Radio|Television|Newspaper|Magazine|Media|Wire"
    r"|Press|News Agency|Press Agency"
    r"|Dispatch|Mail|Daily|Bulletin|Echo|Star|Standard)|(?:Radio|Radyo|TV|Tele) [A-Z][\w'\u2019-]+"
)
_OUTLET_NOUNS = (
    r"(?:the |a |an |several |some |many |other |private |independent )?(?:local|national|foreign"
    r"|international|regional|western|british|american|israeli|ukrainian|russian|arab|turkish"
    r"|iranian|indian|pakistani|sudanese|nigerian|somali|mexican|haitian|syrian|lebanese|french"
    r"|german)?(?: and \w+)? ?(?:media|newspapers?|news agency|news agencies|news outlets?"
    r"|broadcaster|broadcasters|news site|news website|television|tv|radio|press|daily|outlet"
    r"|outlets|media reports|press reports|local reports|reports)"
)
# "Post", "Press" and the like also end the names of bodies that speak; these never are outlets.
_NOT_OUTLETS = re.compile(
    r"(?i)\b(?:ministry|ministries|spokes\w+|officials?|army|forces|council|command|office|agency"
    r" for|energy agency|intelligence agency|security agency|aid agency|agency chief|nuclear"
    r"|refugee|relief|space)\b"
)
_OUTLET = re.compile(
    rf"(?:the )?(?:(?i:the )?(?:{_OUTLET_NAMES})|{_OUTLET_WORDS}|(?i:{_OUTLET_NOUNS}))"
)
_OUTLET_AHEAD = re.compile(rf"(?:the |The )?(?:{_OUTLET_NAMES}|{_OUTLET_WORDS})(?!\w)")
_NAMED_MEDIUM = re.compile(
    r"(?:the |The )?(?:(?!Government|State|Army|Military|Police)[A-Z][\w'\u2019-]+ ){1,4}"
    r"(?:newspaper|daily|weekly|magazine|news (?:agency|site|website|outlet)|broadcaster|television"
    r"|TV|radio|website|media group)"
)
_REPORTERS = frozenset(("journalists", "reporters", "newsmen"))


def outlet_in(phrase: str) -> str | None:
    """A source's noun phrase -> the outlet's name when the phrase is a medium, else None.

    A person of a medium ("a Reuters witness") and state media are no such medium.
    """
    words = phrase.strip(" ,")
    if _NOT_OUTLETS.search(words) or STATE_MEDIA.search(words):
        return None
    bare = re.sub(
        r"(?i)^(?:(?:the )?(?:news agency|newspaper|broadcaster|daily|news site)) ", "", words
    )
    bare = re.sub(
        r"(?i) (?:news agency|newspaper|news site|broadcaster|television|TV|radio)$", "", bare
    )
    found = _OUTLET.fullmatch(bare) or _OUTLET.fullmatch(words) or _NAMED_MEDIUM.fullmatch(words)
    return bare if found else None


def carrier_in(phrase: str) -> str | None:
    """A noun phrase that quotes somebody -> the medium it is, state media too, else None."""
    words = re.sub(r"^(?:the|an?) ", "", phrase.strip(" ,"), flags=re.IGNORECASE)
    state = STATE_MEDIA.match(words)
    return words if state is not None else outlet_in(phrase)


def outlet_ahead(text: str, position: int) -> tuple[str, int] | None:
    """Text and an offset -> the outlet named right there and the offset after it, or None."""
    found = _OUTLET_AHEAD.match(text, position)
    return (found[0], found.end()) if found else None


_MEDIUM_NOUN = (
    r"(?:newspaper|weekly|daily|magazine|broadcaster|news (?:agency|site|website|outlet)"
    r"|(?:radio |television |TV )?station|channel|radio|television|TV|website|portal)"
)
_NAMED_BEHIND = re.compile(
    rf"(?:the |a |an )?(?:[\w'\u2019-]+ ){{0,2}}?{_MEDIUM_NOUN},?"
    r" (?P<name>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){0,3})"
)
_NAMED_BEFORE = re.compile(
    rf"(?:the |The )?(?P<name>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){{0,3}}) {_MEDIUM_NOUN}"
)


def medium_named(phrase: str) -> str | None:
    """'the weekly Lake Courier', 'Hill Voice radio', 'the BBC' -> the medium's name, or None."""
    words = phrase.strip(" ,")
    for pattern in (_NAMED_BEHIND, _NAMED_BEFORE):
        if (found := pattern.fullmatch(words)) is not None:
            return found["name"]
    known = outlet_ahead(words, 0)
    return known[0].removeprefix("the ").removeprefix("The ") if known is not None else None


def is_press(word: str) -> bool:
    """Whether a word stands for the press as listeners ("told reporters")."""
    return word in _REPORTERS
