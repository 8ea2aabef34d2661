"""Time patterns: how news words one date, weekday or period; a named group for each kind."""

import re

from clashwire_enrich.events.calendar_words import COUNT, MONTH, PART, WEEKDAY

_UNIT = r"(?:hour|day|week|fortnight|month|year)s?"
TIME = re.compile(
    r"\b(?:"
    rf"(?P<month_day>(?P<m1>{MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\b(?!,? ?\d{{3}},)(?:,? (?P<y1>\d{{4}}))?)"
    rf"|(?P<day_month>(?P<d2>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?(?: of)? (?P<m2>{MONTH})\b\.?(?:,? (?P<y2>\d{{4}}))?)"
    r"|(?P<iso>(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2}))"
    rf"|(?P<ago>(?:about |around |nearly |more than "
    rf"|over )?(?P<an>{COUNT}) (?P<au>{_UNIT}) (?:ago|earlier))"
    rf"|(?P<span>(?:for|in|over|during|within)? ?the (?:past|last"
    rf"|previous) (?:(?P<sn>{COUNT}) )?(?P<su>{_UNIT}))"
    rf"|(?P<lasting>for (?:(?:more than|nearly|over|about|at least|the) )?(?P<ln>{COUNT}|weeks"
    rf"|months|days|years)(?: (?P<lu>{_UNIT}))?)"
    r"|(?P<since>since (?:(?:early |late |mid-?)?(?:(?P<sd2>\d{1,2}) )?"
    rf"(?P<sm>{MONTH})\.?(?: (?P<sd>\d{{1,2}})\b)?(?:,? (?P<sy>\d{{4}}))?"
    rf"|(?P<sw>{WEEKDAY})|(?P<syear>\d{{4}})))"
    rf"|(?P<month_year>(?P<mm>{MONTH})\b\.?,? (?P<my>(?:19|20)\d{{2}})\b)"
    rf"|(?P<nth>on the (?P<nd>\d{{1,2}})(?:st|nd|rd|th)(?= of (?:this|last) month\b|[,.;)]|$"
    rf"| (?:in|at|when|and|near|by|as|after)\b))"
    rf"|(?P<last_month>(?:(?P<lmq>last|in|early|mid|late|back in"
    rf"|during|this past|in early|in mid|in late"
    rf"|of)[ -])(?P<lm>{MONTH})\.?(?:,? (?P<ly>\d{{4}}))?\b(?! \d))"
    rf"|(?P<weekday>(?:(?P<wq>late|early|last|next|this|coming|earlier"
    rf"|previous)(?: on)? )?(?P<wd>{WEEKDAY})(?P<wp>{PART}s?)?)"
    r"|(?P<week>(?:earlier|later|late|early) (?:this|last) (?:week|month|year)|(?:this|last"
    r"|next) (?:week|month|year|weekend)|(?:over|at|during|on) the weekend|this past weekend)"
    r"|(?P<day>yesterday|today|tonight|last night|overnight|this (?:morning|afternoon|evening)"
    r"|early today|the day before yesterday|tomorrow|earlier today|on the same day|the same day)"
    r"|(?P<recent>in recent (?:days|weeks|months|years)|recently|these days)"
    r"|(?P<year>(?:in|since|of|during|the|by|until|from) (?P<yy>(?:19|20)\d{2})\b(?! (?:people"
    r"|soldiers|civilians|troops)))"
    r")\b",
    re.IGNORECASE,
)
