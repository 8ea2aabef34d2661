"""A feed's HTML -> plain text with its paragraphs; plain text stays exactly as it came."""

import html
import re

import html_text

_TAG = re.compile(
    r"<(?:[a-zA-Z][a-zA-Z0-9:-]*(?:\s[^<>]*)?/?|/[a-zA-Z][^<>]*|!--.*?--|!\[CDATA\[.*?\]\])>",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BLOCK = re.compile(r"<(?:p|br|div|li|h[1-6]|blockquote|tr|section|article|pre)\b", re.IGNORECASE)
_DOUBLE_BREAK = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SPACE = re.compile(r"\s+")


def to_text(value: str, *, plain: bool) -> str:
    """A feed's value -> plain text, a blank line between paragraphs.

    `plain` says the feed declared it plain; else it is HTML when it holds a tag or an entity.
    """
    if plain:
        return value
    if _TAG.search(value):
        marked = _DOUBLE_BREAK.sub("<p>", value)
        if not _BLOCK.search(marked):
            marked = _BLANK_LINE.sub("<p>", marked)
        extracted: str = html_text.extract_text(marked)
        return extracted.strip()
    return html.unescape(value) if _ENTITY.search(value) else value


def to_line(value: str) -> str:
    """A feed's title or name -> one line of plain text, entities resolved."""
    text = to_text(value, plain=False)
    return _SPACE.sub(" ", text).strip()
