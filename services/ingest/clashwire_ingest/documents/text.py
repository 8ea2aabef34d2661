"""A feed's HTML -> plain text with its paragraphs; plain text stays exactly as it came.

Words are joined as a browser shows them: a tag inside a line adds no space, so that a quotation
around an emphasised word stays whole. (html-text puts a space at every tag, inside quotes too.)
"""

import html
import re

from lxml import etree

_TAG = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9:-]*(?:\s[^<>]*)?/?>|/[a-zA-Z][^<>]*>|!--|!\[CDATA\[)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SPACE = re.compile(r"\s+")
_HTML_SPACE = re.compile(r"[ \t\n\r\f]+")  # HTML collapses these; a no-break space is a character
_SURROGATE = re.compile("[\ud800-\udfff]")
# HTML that was escaped once too often shows its end tags after one round
_ESCAPED_HTML = re.compile(r"</[a-zA-Z][a-zA-Z0-9]*\s*>|<(?:br|p)\s*/?>")
# No words hold C1 controls: they are windows-1252 by another name (HTML standard, 13.2.5.5)
_C1_CONTROLS = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_LINE, _PARAGRAPH = 1, 2
# Element -> the break before and after it, as a browser's default style sheet shows it.
_BREAKS = {
    **dict.fromkeys(("li", "tr", "dt", "dd", "option", "caption"), _LINE),
    **dict.fromkeys(("p", "div", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
                     "ul", "ol", "dl", "table", "section", "article", "header", "footer", "main",
                     "aside", "figure", "figcaption", "address", "details", "summary", "form"),
                    _PARAGRAPH),
}  # fmt: skip
_CELLS = frozenset({"td", "th"})
_UNSHOWN = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg", "head"})
_HAS_BLOCKS = re.compile(rf"<(?:br|{'|'.join(_BREAKS)})\b", re.IGNORECASE)


def to_text(value: str, *, plain: bool) -> str:
    """A feed's value -> plain text, a blank line between paragraphs.

    `plain` says the feed declared it plain; else it is HTML when it holds a tag or an entity.
    """
    value = encodable(value)
    if plain:
        return value
    if _TAG.search(value):
        # blank lines are paragraphs where the feed marked none
        return _shown(value if _HAS_BLOCKS.search(value) else _BLANK_LINE.sub("<p>", value))
    if _ENTITY.search(value):
        value = html.unescape(value)
        return _shown(value) if _ESCAPED_HTML.search(value) else value
    return value


def encodable(value: str) -> str:
    """A string -> the same without lone surrogates, which no encoding can carry, and controls."""
    return _SURROGATE.sub("\ufffd", value.translate(_C1_CONTROLS))


def to_line(value: str) -> str:
    """A feed's title or name -> one line of plain text, entities resolved, doubled ones too."""
    text = to_text(value, plain=False)
    again = html.unescape(text) if _ENTITY.search(text) else text
    return _SPACE.sub(" ", again).strip()


class _Page:
    """Text as it is shown: collapsed spaces, and the largest of the breaks between two words."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._break = 0

    def write(self, words: str | None) -> None:
        text = _HTML_SPACE.sub(" ", words or "")
        if not self._parts or self._break or self._parts[-1].endswith(" "):
            text = text.removeprefix(" ")
        if not text:
            return
        if self._parts and self._break:
            self._parts[-1] = self._parts[-1].removesuffix(" ")
            self._parts.append("\n" * self._break)
        self._break = 0
        self._parts.append(text)

    def break_at(self, size: int) -> None:
        self._break = max(self._break, size)

    def break_line(self) -> None:
        self._break = min(self._break + 1, _PARAGRAPH)

    def text(self) -> str:
        return "".join(self._parts).strip(" \n")


def _shown(markup: str) -> str:
    """HTML -> the text a browser shows of it; walks without recursion, however deep it nests."""
    parser = etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(f"<div>{markup}</div>", parser)
    if root is None:
        return ""
    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start" and tag in _UNSHOWN:
            walk.skip_subtree()
        elif event == "start":
            _enter(page, tag)
            page.write(element.text)
        else:
            page.break_at(_BREAKS.get(tag, 0))
            page.write(element.tail)
    return page.text()


def _enter(page: _Page, tag: str) -> None:
    if tag == "br":
        page.break_line()
    elif tag in _CELLS:
        page.write(" ")
    else:
        page.break_at(_BREAKS.get(tag, 0))
