import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.documents.mend import mend

WHOLE = b'<?xml version="1.0"?><rss><title>A &amp; B &#8212; &#x41; &eacute;</title></rss>'


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        (WHOLE, WHOLE),
        (b"\n " + WHOLE, WHOLE),
        (b"<b>Warning</b>: include() failed\n" + WHOLE, WHOLE),
        (b"<rss>AT&T & co &;</rss>", b"<rss>AT&amp;T &amp; co &amp;;</rss>"),
        (b"<rss>a?b=1&c=2</rss>", b"<rss>a?b=1&amp;c=2</rss>"),
        (b"<rss><![CDATA[a & b]]> & c</rss>", b"<rss><![CDATA[a & b]]> &amp; c</rss>"),
        (b"<rss><!-- a & b --></rss>", b"<rss><!-- a & b --></rss>"),
        (b"<rss>a\x0b\x00b\tc</rss>", b"<rss>ab\tc</rss>"),
        (
            b"<rss>a&#xD800;b&#0;&#11;&#x110000;</rss>",
            b"<rss>a&#xFFFD;b&#xFFFD;&#xFFFD;&#xFFFD;</rss>",
        ),
        (b"<rss><![CDATA[a & b", b"<rss><![CDATA[a & b"),
        (b'<?xml version="1.0"?>\n<?xml version="1.0"?><rss/>', b'<?xml version="1.0"?><rss/>'),
        (WHOLE + b"<script>tracker()</script>", WHOLE),
        (b"", b""),
    ],
)
def test_common_damage_is_undone(damaged: bytes, mended: bytes) -> None:
    assert mend(damaged) == mended


@given(st.binary(max_size=200))
def test_what_was_mended_needs_no_more_mending(content: bytes) -> None:
    once = mend(b"<rss>" + content)

    assert mend(once) == once


@pytest.mark.timeout(10)
@pytest.mark.parametrize("part", [b"<!--", b"<![CDATA[", b"&", b"&#", b"&a", b"<rss "])
def test_a_large_document_is_mended_in_time(part: bytes) -> None:
    mend(b"<rss>" + part * 500_000)
