"""Identity: whatever a feed does to its guids, links and titles, one article stays one article."""

from collections.abc import Sequence

import pytest

from clashwire_contracts.article import RawArticle
from tests.hostile_web.desk import Desk
from tests.unit.ingest.documents import rss

PLACES = ("Tarrin", "Oshel", "Vadim", "Kerr", "Lund", "Marrow", "Ness", "Opal", "Pryde")
FEEDBURNER = (
    "<f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>https://harbour.example/7"
    "</f:origLink><link>https://proxy.example/~r/1</link>"
)
TEXT = (
    "Shells fell on the town of {place} on Sunday morning, the mayor said, and {toll} people were "
    "hurt. Rescue workers were still searching two streets near the market by nightfall."
)


def story(number: int, *, more: str = "", hour: int = 11, **changed: str | None) -> str:
    """An item of its number, with some elements changed; None leaves one out."""
    place = PLACES[number % len(PLACES)]
    fields: dict[str, str | None] = {
        "guid": f"tag:harbour.example,2026:{number}",
        "link": f"https://harbour.example/world/{number}",
        "title": f"Shells fall on {place} at dawn",
        "description": TEXT.format(place=place, toll=number + 2),
        "pubDate": f"Sun, 01 Mar 2026 {hour:02}:{number:02}:00 GMT",
    }
    written = (fields | changed).items()
    parts = (f"<{name}>{value}</{name}>" for name, value in written if value is not None)
    return f"<item>{''.join(parts)}{more}</item>"


async def poll(desk: Desk, *items: str) -> Sequence[RawArticle]:
    """Serve these items, poll -> the articles published."""
    desk.serve(rss(*items).encode())
    return (await desk.poll()).articles


async def test_no_guid(desk: Desk) -> None:
    """No guid: the link tells the items apart, and again at the next poll."""
    first = await poll(desk, story(1, guid=None), story(2, guid=None))
    again = await poll(desk, story(2, guid=None), story(1, guid=None))

    assert (len(first), len(again)) == (2, 0)


async def test_all_items_one_guid_and_no_link(desk: Desk) -> None:
    """All items one guid, no link: their titles tell them apart."""
    first = await poll(desk, *(story(n, guid="feed", link=None) for n in (1, 2, 3)))
    again = await poll(desk, *(story(n, guid="feed", link=None) for n in (2, 3, 4)))

    assert len({article.article_id for article in (*first, *again)}) == 4
    assert (len(first), len(again)) == (3, 1)


async def test_some_guids_twice(desk: Desk) -> None:
    """guid-dupes: two items of one guid are two articles, by their links."""
    items = [story(1, guid="a"), story(2, guid="a"), story(3, guid="b")]
    first = await poll(desk, *items)
    again = await poll(desk, *items[1:])

    assert len({article.article_id for article in first}) == 3
    assert again == ()


async def test_guids_that_number_the_places_of_a_list(desk: Desk) -> None:
    """Guids that are 1, 2, 3 from the top: a guid that moved on to other news makes no revision."""
    await poll(desk, *(story(n, guid=str(place)) for place, n in enumerate((3, 2, 1))))

    fresh = await poll(desk, *(story(n, guid=str(place)) for place, n in enumerate((5, 4, 3))))

    assert [(article.url, article.revision) for article in fresh] == [
        ("https://harbour.example/world/5", 1),
        ("https://harbour.example/world/4", 1),
    ]


async def test_one_item_with_one_guid_for_ever(desk: Desk) -> None:
    """A feed of the latest statement under one guid: each is an article of its own."""
    ids = set()
    for number in range(1, 5):
        (article,) = await poll(
            desk,
            story(
                number,
                guid="latest",
                title=f"Statement {PLACES[number]} {PLACES[-number]}",
                description=" ".join(f"{PLACES[number]}{word}" for word in range(40)),
                hour=10 + number,
            ),
        )
        ids.add(article.article_id)
        assert article.revision == 1

    assert len(ids) == 4


async def test_white_space_in_a_guid(desk: Desk) -> None:
    """Guid whitespace: around and inside, it makes no other guid."""
    await poll(desk, story(1, guid="harbour  1", link="https://harbour.example/a"))

    assert await poll(desk, story(1, guid="\n harbour\t1 ", link="https://harbour.example/b")) == ()


async def test_guid_from_http_to_https(desk: Desk) -> None:
    """Guid http->https, link and all."""
    links = [f"{scheme}://harbour.example/world/1" for scheme in ("http", "https")]
    await poll(desk, story(1, guid=links[0], link=links[0]))

    assert await poll(desk, story(1, guid=links[1], link=links[1])) == ()
    assert await poll(desk, story(1, guid=links[0], link=None)) == ()


async def test_guid_is_an_editable_slug(desk: Desk) -> None:
    """Guid = editable slug: guid, link and title change together, the text and date do not."""
    slug = "https://harbour.example/2026/{}".format
    first = await poll(desk, story(1, guid=slug("shells-fall"), link=slug("shells-fall")), story(2))

    (revised,) = await poll(
        desk,
        story(1, guid=slug("dawn-fire"), link=slug("dawn-fire"), title="Dawn fire hits Oshel"),
        story(2),
    )

    assert (revised.article_id, revised.revision) == (first[0].article_id, 2)
    assert [(c.field, c.before, c.after) for c in revised.changed] == [
        ("title", "Shells fall on Oshel at dawn", "Dawn fire hits Oshel"),
        ("canonical_url", slug("shells-fall"), slug("dawn-fire")),
    ]


async def test_alerts_in_the_same_words_are_not_one(desk: Desk) -> None:
    """The other way about: repeated alerts, worded alike, are an article each."""
    alert = "Air raid alert for the whole of Oshel district: go to the nearest shelter at once."
    ids = set()
    for number in range(3):
        (article,) = await poll(
            desk,
            story(number, title="Air raid alert for Oshel", description=alert, hour=10 + number),
        )
        ids.add((article.article_id, article.revision))

    assert len(ids) == 3
    assert {revision for _, revision in ids} == {1}


async def test_link_with_a_token_for_each_request(desk: Desk) -> None:
    """Link with per-request token, no guid: never a second article, and the token is learned."""
    token = "https://harbour.example/world/{}?session=t{}".format
    published = []
    for request in range(6):
        items = (story(n, guid=None, link=token(n, f"{request}{n}")) for n in range(1, 5))
        published.append(len(await poll(desk, *items)))
    assert desk.state is not None
    assert desk.state.habits is not None
    assert desk.state.habits.tokens["query:session"] >= 3

    fresh = await poll(
        desk,
        *(story(n, guid=None, link=token(n, f"x{n}")) for n in (2, 3, 4)),
        story(1, guid=None, link=token(1, "x1"), description=TEXT.format(place="Oshel", toll=31)),
        story(5, guid=None, link=token(5, "x5")),
    )

    assert published == [4, 0, 0, 0, 0, 0]
    assert sorted(article.revision for article in fresh) == [1, 2]
    assert desk.state is not None
    assert not any("session" in (item.canonical_url or "") for item in desk.state.items[:5])


async def test_token_in_the_path_and_the_guid(desk: Desk) -> None:
    """Per-request token as a piece of the path, and the same in the guid."""
    token = "https://harbour.example/r/{}/world/{}".format
    published = []
    for request in "abcdef":
        items = (
            story(n, guid=token(request, n), link=token(request, n), more="") for n in range(1, 5)
        )
        published.append(len(await poll(desk, *items)))

    assert published == [4, 0, 0, 0, 0, 0]
    assert desk.state is not None
    assert desk.state.habits is not None
    assert desk.state.habits.tokens["path:2"] >= 3
    assert desk.state.habits.guid_changed >= 3


async def test_token_and_dates_made_anew_for_each_request(desk: Desk) -> None:
    """Tokens in links and guids, and every pubDate now: the words of the whole document tell."""
    published = []
    for hour in (11, 12, 13):
        items = (
            story(n, guid=f"{hour}-{n}", link=f"https://harbour.example/{hour}/{n}", hour=hour)
            for n in range(1, 6)
        )
        published.append(len(await poll(desk, *items)))

    assert published == [5, 0, 0]


async def test_guid_that_is_no_permalink(desk: Desk) -> None:
    """isPermaLink=false: an address in the guid is no link, and the item is known by it."""
    guid = '<guid isPermaLink="false">https://harbour.example/?p=7</guid>'
    (article,) = await poll(desk, story(1, guid=None, link=None, more=guid))

    assert (article.url, article.guid) == (None, "https://harbour.example/?p=7")
    assert await poll(desk, story(1, guid=None, link=None, title="Edited", more=guid)) != ()
    assert desk.state is not None
    assert len(desk.state.items) == 1


async def test_guid_only(desk: Desk) -> None:
    """Guid only and no link: the guid is the link, where it may be."""
    (article,) = await poll(desk, story(1, guid="https://harbour.example/7", link=None))

    assert article.url == "https://harbour.example/7"


async def test_tag_uris(desk: Desk) -> None:
    """tag: URIs are guids like others, and never a link."""
    (article,) = await poll(desk, story(1, guid="tag:harbour.example,2026-03-01:7", link=None))
    again = await poll(
        desk, story(1, guid="tag:harbour.example,2026-03-01:7", link="https://harbour.example/7")
    )

    assert (article.url, again) == (None, ())


@pytest.mark.parametrize(
    ("base", "link", "expected"),
    [
        ("https://upland.example/news/", "1", "https://upland.example/news/1"),
        ("https://upland.example/news/", "../1", "https://upland.example/1"),
        ("", "1", "{feed}/1"),
        ("#", "1", "{feed}/1"),
        ("/sub/", "1", "{feed}/sub/1"),
        ("https://upland.example/news/", "https://other.example/1", "https://other.example/1"),
    ],
)
async def test_relative_links_and_xml_base(desk: Desk, base: str, link: str, expected: str) -> None:
    """Relative links + xml:base, empty base, fragment base."""
    desk.serve(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}"><title>U</title><id>f</id>'
        f'<entry><id>u1</id><title>One</title><link href="{link}"/></entry></feed>'.encode()
    )

    (article,) = (await desk.poll()).articles

    assert article.url == expected.format(feed=desk.web.url(""))


@pytest.mark.parametrize(
    "link",
    [
        '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="https://harbour.example/7"/>',
        '<enclosure url="https://harbour.example/7" type="audio/mpeg" length="1"/>',
        FEEDBURNER,
    ],
)
async def test_link_in_another_place(desk: Desk, link: str) -> None:
    """Link only in atom:link / enclosure / feedburner:origLink."""
    (article,) = await poll(desk, story(1, link=None, more=link))

    assert article.url == "https://harbour.example/7"


async def test_same_item_twice(desk: Desk) -> None:
    """Same item twice in one document, once with a tracking parameter, once under another guid."""
    items = [
        story(1),
        story(1),
        story(1, link="https://harbour.example/world/1?utm_source=rss"),
        story(1, guid="other"),
        story(1, link="https://harbour.example/africa/1"),
    ]

    assert len(await poll(desk, *items)) == 1
    assert await poll(desk, *reversed(items)) == ()


async def test_title_only_edit(desk: Desk) -> None:
    """Title-only edit: a revision that says what the title was."""
    (first,) = await poll(desk, story(1))
    (revised,) = await poll(desk, story(1, title="Shells fall on Oshel, many hurt"))

    assert (revised.article_id, revised.revision) == (first.article_id, 2)
    (change,) = revised.changed
    assert (change.field, change.before) == ("title", "Shells fall on Oshel at dawn")
    assert first.changed == ()


async def test_toll_edit(desk: Desk) -> None:
    """Text edit: a revision that says which number became which."""
    await poll(desk, story(1))
    (revised,) = await poll(desk, story(1, description=TEXT.format(place="Oshel", toll=31)))

    pairs = [(change.before, change.after) for change in revised.changed]
    assert pairs[0] == ("said, and 3 people were hurt", "said, and 31 people were hurt")
    assert pairs[1][0] is None
    assert "31 people" in (pairs[1][1] or "")


async def test_item_vanishes_and_returns(desk: Desk) -> None:
    """Item vanishes and returns: the same, or a revision if it was edited meanwhile."""
    first = await poll(desk, story(1), story(2))
    await poll(desk, story(2))
    await poll(desk, story(2), story(3))

    assert await poll(desk, story(1), story(2)) == ()
    await poll(desk, story(2))
    (revised,) = await poll(desk, story(1, title="Edited while it was away"), story(2))
    assert (revised.article_id, revised.revision) == (first[0].article_id, 2)


async def test_oldest_first(desk: Desk) -> None:
    """Item order oldest-first: order says nothing, only new items are published."""
    await poll(desk, *(story(n) for n in (1, 2, 3)))
    fresh = await poll(desk, *(story(n) for n in (2, 3, 4, 5)))

    assert [article.url for article in fresh] == [
        "https://harbour.example/world/4",
        "https://harbour.example/world/5",
    ]
