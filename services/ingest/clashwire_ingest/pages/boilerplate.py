"""Lines of a page that are no part of its article, each kind with its reason.

A line is dropped only whole and only where its kind says what all of it is: a sentence of the
article that begins with the same word stays.
"""

import re
from collections.abc import Sequence

import msgspec

_LONGEST_NOTICE = 240  # characters; a longer line is prose, whatever it begins with


class Boilerplate(msgspec.Struct, frozen=True):
    """A kind of line: the pattern that all of a line must match, and why it is dropped."""

    reason: str
    pattern: re.Pattern[str]


def _kind(reason: str, pattern: str) -> Boilerplate:
    return Boilerplate(reason, re.compile(pattern, re.IGNORECASE))


_TEASERS = (
    r"read (?:more|also|next|on)|also read|see also|more on this(?: story)?"
    r"|related(?: (?:stories|articles|topics|links|content))?|recommended(?: for you)?"
    r"|don['\u2019]t miss|watch|listen|in pictures|explainer"
    r"|lire aussi|\u00e0 lire(?: aussi)?|lesen sie auch|mehr zum thema"
    r"|lea tambi\u00e9n|le(?:e|er) m\u00e1s|leia (?:mais|tamb\u00e9m)|leggi anche|ayr\u0131ca oku"
    r"|\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u043e\u0436"
    r"|\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435"
    r"|\u0627\u0642\u0631\u0623 \u0623\u064a\u0636\u0627\u064b?"
)
_NETWORKS = (
    r"(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|tiktok|linkedin|bluesky|reddit"
    r"|google news|e-?mail)"
)
_SHARE = (
    r"(?:share|\u043f\u043e\u0434\u0456\u043b\u0438\u0442\u0438\u0441\u044f"
    r"|\u043f\u043e\u0434\u0435\u043b\u0438\u0442\u044c\u0441\u044f|partager|teilen|compartir)"
)
BOILERPLATE = (
    _kind("points to another article", rf"(?:{_TEASERS})\s*[:|\u2013\u2014>\u00bb].*"),
    _kind("points to another article", rf"(?:{_TEASERS}|you may also like|most (?:read|popular))"),
    _kind(
        "asks to subscribe",
        r"(?:sign up|subscribe|register)\b.*\b(?:newsletters?|inbox|e-?mails?"
        r"|(?:news|our|your) (?:alerts|updates)|(?:our|the|this) (?:channel|podcast))\b.*",
    ),
    _kind("asks to subscribe", r"get (?:the|our|all)\b.*\b(?:newsletter|in your inbox)\b.*"),
    _kind(
        "asks to follow",
        rf"(?:follow|like|join|find|connect with) us (?:on|at|in)\b.*\b{_NETWORKS}\b[^.]*\.?",
    ),
    _kind("a share bar", rf"{_SHARE}|tweet|print|save|copy link|comments?"),
    _kind(
        "a share bar",
        rf"(?:share|tweet|e-?mail|print|save) (?:(?:this )?(?:article|story|page|post|link)"
        rf"|(?:this )?(?:on|via|by|to|with) {_NETWORKS})",
    ),
    _kind(
        "an advertisement's place",
        r"(?:advertisements?|sponsored(?: content)?|ad|promoted|anzeige|publicit\u00e9|publicidad"
        r"|\u0440\u0435\u043a\u043b\u0430\u043c\u0430)",
    ),
    _kind("an advertisement's place", r"(?:story|article) continues below.{0,30}"),
    _kind("a picture's credit", r"(?:image|photo|picture|video|map|graphic)s?\s*:.*"),
    _kind(
        "a picture's credit",
        r"(?:image|photo|picture)s? (?:source|credits?|caption|courtesy|by)\s*[:,].*",
    ),
    _kind("a copyright notice", r"(?:\u00a9|\(c\)|copyright (?:\u00a9|\(c\)|\d{4})).*"),
    _kind("a copyright notice", r".{0,60}\ball rights reserved\b.{0,40}"),
    _kind("a reading time", r"\d+ (?:min(?:ute)?s?) read"),
    _kind("a count of comments", r"\d+ comments?"),
    _kind("tags", r"(?:tags?|topics?|filed under|keywords?)\s*:.*"),
    _kind("a click", r"(?:click|tap) here (?:to|for)\b.*"),
    _kind(
        "asks for money",
        r"(?:support|donate to) (?:our (?:journalism|newsroom|work)\b.*|us(?: today)?[.!]?)",
    ),
)
_SENTENCE_END = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964][\"'\u201d\u2019\u00bb)\]]*$"
)
_LABEL_WORDS = 12
_BREAK = "\n\n"


def strip_boilerplate(text: str, title: str = "") -> str:
    """A page's text, a line or paragraph each -> its prose, a blank line between paragraphs.

    The lines before the first sentence go too: title, date, byline, menu.
    """
    lines = [line for line in (" ".join(raw.split()) for raw in text.split("\n")) if line]
    kept = [line for line in lines if boilerplate_reason(line) is None and line != title]
    return _BREAK.join(_from_first_sentence(kept))


def boilerplate_reason(line: str) -> str | None:
    """A line -> why it is no part of an article, or None when it may be one."""
    if len(line) > _LONGEST_NOTICE:
        return None
    plain = line.strip("-\u2013\u2014\u2022*|>[]() ")
    if not plain:
        return "nothing but signs"
    return next((kind.reason for kind in BOILERPLATE if kind.pattern.fullmatch(plain)), None)


def _from_first_sentence(lines: Sequence[str]) -> Sequence[str]:
    for at, line in enumerate(lines):
        if _SENTENCE_END.search(line) or len(line.split()) > _LABEL_WORDS:
            return lines[at:]
    return lines
