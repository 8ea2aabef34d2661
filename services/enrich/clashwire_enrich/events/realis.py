"""Whether a happening is told as fact, denied, planned or only possible, and whether it is past."""

import re
from datetime import timedelta

from clashwire_contracts.vocabulary import Realis
from clashwire_enrich.events.times import FoundTime
from clashwire_enrich.events.triggers import Trigger
from clashwire_enrich.text.document import Document

_CLAUSE_CHARACTERS = 90
_DENIED = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)(?: \w+){0,6}|reject(?:ed|s|ing) (?:an? |the )?(?:\w+ )?(?:reports?"
    r"|claims?|accusations?|suggestions?"
    r"|allegations?)[^,;]*"
    r"|dismiss(?:ed|es|ing) (?:an? |the |as \w+ )?(?:\w+ )?(?:reports?|claims?|accusations?"
    r"|allegations?)[^,;]*|refut(?:ed|es|ing)[^,;]*"
    r"|no (?:evidence|sign|reports?|record|truth)[^,;]*|(?:did|does|do|has|have|had|was|were|is"
    r"|are) not"
    r"(?: \w+){0,2}|(?:didn|hasn|haven|hadn|wasn|weren|isn)['\u2019]t(?: \w+){0,2}"
    r"|never(?: \w+){0,2}"
    r"|there (?:was|were|is|are|has been|had been) no|without any|no new|not been any"
    r"|false reports? of) $",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will(?: not)?|won['\u2019]t|shall|plan(?:s|ned|ning)? (?:to|for|an?|on)|vow(?:s|ed"
    r"|ing) to"
    r"|threaten(?:s|ed|ing) (?:to|with)|prepar(?:e|es|ed|ing) (?:to|for|an?)|intend(?:s|ed)? to"
    r"|set to"
    r"|schedul(?:ed|es) (?:to|for)?|upcoming|ahead of|expected to|about to|poised to|order(?:ed"
    r"|s) (?:\w+ ){0,3}to"
    r"|call(?:s|ed|ing)? (?:for|on (?:[\w-]+ ){1,5}to)|appeal(?:s|ed|ing)? (?:for|to)|urg(?:e|es|ed"
    r"|ing)|demand(?:s|ed|ing)?|propos(?:e|es|ed|al|als|ing)"
    r"|(?:agreed|agree) to"
    r"|push(?:ing)? for|seek(?:s|ing)?|sought|ready to|pledg(?:e|es|ed) to|promis(?:e|es|ed) to"
    r"|aim(?:s|ed|ing)? to"
    r"|going to|to discuss|discuss(?:ed|ing)?|tr(?:y|ying|ied) to|want(?:s|ed)? to|hop(?:e|es|ed"
    r"|ing) (?:to|for)"
    r"|planned|(?<!the )next|would)(?: [\w'\u2019-]+){0,4} $",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:could|may|might|if|unless|should|fear(?:s|ed|ing)?(?: of| that)?|risk(?:s|ed"
    r"|ing)?(?: of)?|possib(?:le|ly)"
    r"|possibility of|potential(?:ly)?|threat of|in case of|likely to|brink of|whether|warn(?:s"
    r"|ed|ing)? (?:of|that)"
    r"|prevent(?:s|ed|ing)?(?: \w+)?|avoid(?:ed|ing)?|against possible|concern(?:s|ed)? (?:of"
    r"|that|about)|hypothetical"
    r"|scenario|simulat\w+|drill|exercise|suspected of planning|plot(?:ting|ted)? to"
    r"|in the event of|can)(?: [\w'\u2019-]+){0,5} $",
    re.IGNORECASE,
)
_POSSIBLE_AFTER = re.compile(
    r"^(?: [\w'\u2019-]+){0,4} (?:could|would|might|may|can)\b", re.IGNORECASE
)
_PLANNED_AFTER = re.compile(r"^(?: [\w'\u2019-]+){0,4} (?:will|is (?:set|due|expected) to)\b")
_CONDITION = re.compile(  # "will march unless the talks resume"
    r"\b(?:if|unless|in case|in the event (?:of|that)|as long as|provided that)\b", re.IGNORECASE
)
_OFFERED = re.compile(  # a truce that is only put forward
    r"\b(?:put forward|puts forward|offer(?:s|ed|ing)?|propos(?:e|es|ed|ing|al)|suggest(?:s|ed)?"
    r"|draft|table[sd]|floated|mooted|hopes?(?: to| for)?|hoping|call(?:s|ed|ing)? for"
    r"|appeal(?:s|ed)? for|seek(?:s|ing)?|push(?:es|ed|ing)? for)(?: [\w'\u2019-]+){0,7} $",
    re.IGNORECASE,
)
# Speech moves the past back by one tense: "said it had captured" tells of news.
_REPORTED = re.compile(
    r"\b(?:said|says|claim(?:ed|s)|announced|stated|confirmed|reported|told|according to|revealed"
    r"|added|declared|admitted|acknowledged)\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(
    r"\bhad(?: (?:also|already|previously|been|earlier|recently|since))* $", re.IGNORECASE
)
_HISTORY = re.compile(
    r"\b(?:histor(?:y|ical|ically)|decades?[- ](?:long|old)|anniversary|commemorat\w+"
    r"|years? of (?:war|conflict"
    r"|fighting|violence)|since the \w+ began|civil war|in the past|former|years ago|months ago"
    r"|last year"
    r"|previous(?:ly)?|a series of|string of|wave of|in recent (?:weeks|months|years)|frequently"
    r"|often|regularly"
    r"|routinely|repeatedly|long[- ]running|ongoing|notorious|infamous|who was (?:killed|shot"
    r"|arrested|kidnapped)"
    r"|film|movie|novel|book|museum|memorial|documentary|exhibition|trial|convicted|sentenced"
    r"|accused of)\b",
    re.IGNORECASE,
)
_LOOKED_INTO = re.compile(  # "called for an inquiry into an air raid": the raid happened
    r"\b(?:inquir(?:y|ies)|investigations?|probes?|accountability|justice|answers|condemnation"
    r"|compensation|punishment|arrests?) (?:into|for|of|over|after|about)(?: [\w'\u2019-]+){0,3} $",
    re.IGNORECASE,
)
_FEARED_DEAD = re.compile(r"\b(?:feared|believed|presumed|thought)(?: to (?:be|have been))? $")
_SAID_ON = re.compile(  # "threatened on Saturday to attack"
    r" (?:late |early )?(?:on|last|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?: (?:night|morning|evening|afternoon))?",
    re.IGNORECASE,
)
_BACKGROUND_AFTER = timedelta(days=14)
_RECENT = timedelta(days=7)
_RECENT_IN_OPENING = timedelta(days=31)
_FINDING = re.compile(
    r"\b(?:confirm(?:s|ed)|conclud(?:es|ed)|establish(?:es|ed)|determin(?:es|ed)|reveal(?:s|ed)"
    r"|document(?:s|ed)|accus(?:es|ed)|found|(?:statement|report|inquiry|investigation|panel"
    r"|commission|tribunal) (?:says|said|finds)) (?:[^.;:,]{0,60} )?$",
    re.IGNORECASE,
)
_PERIODS = frozenset({"span", "lasting", "since", "recent", "year"})


def read_realis(document: Document, trigger: Trigger) -> tuple[Realis, str]:
    """Trigger -> its realis by the words that govern it, and the rule's name."""
    sentence = document.sentences[trigger.sentence]
    floor = max(sentence.start, trigger.start - _CLAUSE_CHARACTERS)
    before = document.text[floor : trigger.start]
    before = re.split(r"[;:\"\u201c\u201d]|, (?:and|but|while|when)\b|\bwhile\b|\bafter\b", before)[
        -1
    ]
    before = _SAID_ON.sub("", before)
    if _DENIED.search(before):
        return "denied", "negated"
    before = _FEARED_DEAD.sub("", before)
    after = document.text[trigger.end : min(sentence.end, trigger.end + _CLAUSE_CHARACTERS)]
    if _POSSIBLE.search(before) or (trigger.voice == "noun" and _POSSIBLE_AFTER.match(after)):
        return "hypothetical", "possible"
    if trigger.rule == "agreement" and _OFFERED.search(before):
        return "hypothetical", "offered"
    meant = _PLANNED.search(before) and not _LOOKED_INTO.search(before)
    if meant or (trigger.voice == "noun" and _PLANNED_AFTER.match(after)):
        depends = _CONDITION.search(sentence.text)
        return ("hypothetical", "on_condition") if depends else ("planned", "planned")
    return "actual", "told"


def is_background(document: Document, trigger: Trigger, time: FoundTime | None) -> tuple[bool, str]:
    """Trigger and its time -> whether it is told as what came before the news, and the rule."""
    sentence = document.sentences[trigger.sentence]
    before = document.text[max(sentence.start, trigger.start - 40) : trigger.start]
    if time is not None and time.rule in _PERIODS and not _is_recent(document, trigger, time):
        return True, "period_before_the_news"
    if time is not None and document.published_at is not None and time.last is not None:
        if time.last < document.published_at.date() - _BACKGROUND_AFTER:
            found_out = _is_found_out(document, trigger)
            return not found_out, "found_out_now" if found_out else "dated_long_before"
    elif time is not None and document.published_at is None and time.rule == "year":
        return True, "dated_by_year"
    if _PERFECT.search(before) and not _REPORTED.search(
        document.text, sentence.start, trigger.start
    ):
        return trigger.sentence > 1, "past_perfect"
    if _looks_back(document, trigger.sentence):
        return True, "years_after"
    is_history = trigger.sentence > 0 and bool(_HISTORY.search(sentence.text))
    return is_history, "history" if is_history else "foreground"


# "A year after the raid, families still wait ... On that night the attackers burned the school"
_YEARS_AFTER = re.compile(
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|several|many|\d+)"
    r" (?:years?|decades?) (?:after|since|on from)\b",
    re.IGNORECASE,
)
_THAT_TIME = re.compile(
    r"(?:on )?that (?:night|day|morning|evening|afternoon|week)\b", re.IGNORECASE
)


def _looks_back(document: Document, number: int) -> bool:
    """Whether a sentence opens years after what it tells, or goes on about that time."""
    sentence = document.sentences[number].text.lstrip()
    if _YEARS_AFTER.match(sentence):
        return True
    return number > 0 and bool(_THAT_TIME.match(sentence)) and _looks_back(document, number - 1)


def _is_found_out(document: Document, trigger: Trigger) -> bool:
    """Whether the opening's news is that something of long ago is found out or held against one."""
    opening = next((n for n, s in enumerate(document.sentences) if not s.heading), 0)
    start = document.sentences[trigger.sentence].start
    return trigger.sentence == opening and bool(
        _FINDING.search(document.text[start : trigger.start])
    )


def _is_recent(document: Document, trigger: Trigger, time: FoundTime) -> bool:
    """Whether a period began lately: "since Thursday" is news, in the opening a month is."""
    published = document.published_at
    opening = next((n for n, s in enumerate(document.sentences) if not s.heading), 0)
    span = _RECENT_IN_OPENING if trigger.sentence <= opening else _RECENT
    return (
        published is not None and time.first is not None and time.first >= published.date() - span
    )
