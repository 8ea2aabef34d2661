import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.identity.canonical_url import absolute_url, canonical_url, names_a_page

SAME_PAGE = [
    ("https://Harbour.Example/a", "https://harbour.example/a"),
    ("HTTPS://harbour.example/a", "https://harbour.example/a"),
    ("https://harbour.example:443/a", "https://harbour.example/a"),
    ("http://harbour.example:80/a", "http://harbour.example/a"),
    ("https://harbour.example./a", "https://harbour.example/a"),
    ("https://harbour.example/a#comments", "https://harbour.example/a"),
    ("https://harbour.example/a?utm_source=rss&utm_medium=feed", "https://harbour.example/a"),
    ("https://harbour.example/a?id=7&fbclid=x", "https://harbour.example/a?id=7"),
    ("https://harbour.example/a?at_medium=RSS&at_campaign=k", "https://harbour.example/a"),
    ("https://harbour.example/a?UTM_Source=x", "https://harbour.example/a"),
    ("https://harbour.example/a?CMP=rss", "https://harbour.example/a"),
    ("https://harbour.example/a?b=2&a=1", "https://harbour.example/a?a=1&b=2"),
    ("https://harbour.example/a?PHPSESSID=abc&id=3", "https://harbour.example/a?id=3"),
    ("https://harbour.example/a;jsessionid=1F2A?id=3", "https://harbour.example/a?id=3"),
    ("https://harbour.example/(S(lit3py55t21z5v55))/a", "https://harbour.example/a"),
    ("https://harbour.example/a?ref=rss&from=feed", "https://harbour.example/a"),
    ("https://harbour.example/a?ns_mchannel=rss&ns_source=P", "https://harbour.example/a"),
    ("https://harbour.example/a#:~:text=shells", "https://harbour.example/a"),
    ("https://harbour.example/x/../a", "https://harbour.example/a"),
    ("https://harbour.example/%7euser", "https://harbour.example/~user"),
    ("https://harbour.example/a?", "https://harbour.example/a"),
    ("https://harbour.example", "https://harbour.example/"),
    ("https://user:secret@harbour.example/a", "https://harbour.example/a"),
    ("https://h\u00e4fen.example/a", "https://xn--hfen-loa.example/a"),
    ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
]
OTHER_PAGES = [
    ("https://harbour.example/A", "https://harbour.example/a"),
    ("https://harbour.example/a/", "https://harbour.example/a"),
    ("https://harbour.example/a?id=1", "https://harbour.example/a?id=2"),
    ("https://harbour.example/a?sid=1", "https://harbour.example/a?sid=2"),
    ("https://harbour.example/a?sort=1", "https://harbour.example/a?sort=2"),
    ("https://harbour.example/a?from=oshel", "https://harbour.example/a?from=tarrin"),
    ("https://harbour.example/(a)/b", "https://harbour.example/b"),
    ("https://harbour.example/a#!/1", "https://harbour.example/a#!/2"),
    ("https://harbour.example:8443/a", "https://harbour.example/a"),
    ("https://www.harbour.example/a", "https://harbour.example/a"),
]


@pytest.mark.parametrize(("spelling", "canonical"), SAME_PAGE)
def test_spellings_of_one_page_have_one_canonical_url(spelling: str, canonical: str) -> None:
    assert canonical_url(spelling) == canonical


@pytest.mark.parametrize(("one", "other"), OTHER_PAGES)
def test_what_may_be_another_page_stays_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url", [None, "", "mailto:a@b.example", "ftp://a.example/", "https://", "http://[bad", "a/b"]
)
def test_what_is_no_web_address_has_none(url: str | None) -> None:
    assert canonical_url(url) is None


@given(
    st.from_regex(
        r"https?://[a-z]{1,8}\.example(:\d{2,4})?/[A-Za-z0-9/._~%-]{0,20}", fullmatch=True
    ),
    st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text(max_size=6), max_size=4),
)
def test_a_canonical_url_is_its_own(url: str, query: dict[str, str]) -> None:
    with_query = url + "?" + "&".join(f"{name}={value}" for name, value in query.items())
    once = canonical_url(with_query)

    assert once is None or canonical_url(once) == once


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/a", "https://harbour.example/a"),
        ("a", "https://harbour.example/feeds/a"),
        ("//other.example/a", "https://other.example/a"),
        (" https://harbour.example/a\n", "https://harbour.example/a"),
        ("https://harbour.example/a b", "https://harbour.example/a%20b"),
        ("", None),
        ("   ", None),
        (None, None),
        ("javascript:alert(1)", None),
        ("tag:harbour.example,2026:1", None),
        ("http://[bad", None),
        ("https://harbour.example/" + "a" * 5000, None),
    ],
)
def test_a_link_is_made_absolute_or_left_out(link: str | None, expected: str | None) -> None:
    assert absolute_url(link, "https://harbour.example/feeds/world.xml") == expected


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://harbour.example/", False),
        ("https://harbour.example/?p=7", True),
        ("https://harbour.example/a", True),
        (None, False),
    ],
)
def test_a_home_page_names_no_item(url: str | None, names: bool) -> None:
    assert names_a_page(url) is names
