"""OPML lists: what others wrote is taken over as far as it goes, what we wrote comes back whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_contracts.article import Publisher
from clashwire_ingest.feeds.feed_config import Auth, FeedConfig
from clashwire_ingest.feeds.feeds_file import parse_feeds
from clashwire_ingest.feeds.feeds_yaml import add_entries, write_feeds_yaml
from clashwire_ingest.feeds.opml import read_opml, write_opml
from clashwire_runtime.errors import UsageError

FEEDS = """\
feeds:
  - url: https://harbour.example/world.xml?a=1&b=2
    publisher: {name: "Harbour & Quay <Post>", domain: harbour.example, owner_group: hq}
    interval: {min: 90s, max: 6h}
    language: en
    tags: [sahel, "lake chad"]
    full_text: true
    robots_override: agreed by letter
  - url: http://127.0.0.1:8080/feed.xml
    publisher: {name: "No", domain: upland.example}
    auth: {scheme: basic, secret_file: secrets/upland}
"""
FOREIGN = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>mine</title></head><body>
 <outline text="Africa"><outline text="Sahel">
  <outline text="Dune Daily" TITLE="Dune Daily" type="rss" xmlurl="https://www.dune.example/rss"
           htmlUrl="https://www.Dune.example/" category="/news/war,mali"/>
 </outline></outline>
 <outline text="again" xmlUrl="https://www.dune.example/rss"/>
 <outline text="mail" xmlUrl="mailto:desk@dune.example"/>
 <outline text="an empty folder"/>
 <outline xmlUrl="https://nameless.example/feed"/>
</body></opml>"""


def test_an_export_read_back_gives_the_same_feeds_but_for_their_auth() -> None:
    feeds = parse_feeds(FEEDS, "feeds.yaml")

    document = write_opml(feeds, "Clashwire")

    first, second = read_opml(document, "list.opml").feeds
    assert first == feeds[0]
    assert (second.url, second.publisher, second.auth) == (feeds[1].url, feeds[1].publisher, None)
    assert b"secrets/upland" not in document


def test_a_list_of_another_reader_is_taken_over_with_folders_as_tags() -> None:
    found = read_opml(FOREIGN, "list.opml")

    dune, nameless = found.feeds
    assert dune.publisher == Publisher(name="Dune Daily", domain="dune.example")
    assert dune.tags == ("Africa", "Sahel", "news/war", "mali")
    assert nameless.publisher.name == "nameless.example"


def test_what_cannot_be_taken_over_is_named_with_its_line() -> None:
    again, mail = read_opml(FOREIGN, "list.opml").problems

    assert again == "list.opml:7: https://www.dune.example/rss comes twice; one is kept"
    assert mail.startswith("list.opml:8: 'mailto:desk@dune.example' should start with https://")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no readable OPML"),
        (b"subscriptions", "no readable OPML"),
        (b"<rss/>", "a <rss> document, not OPML"),
    ],
)
def test_a_document_that_is_no_opml_is_refused_with_a_remedy(content: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_opml(content, "list.opml")


def test_an_entity_reads_no_file() -> None:
    thief = b"""<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/hostname">]>
    <opml><body><outline text="&x;" xmlUrl="https://a.example/"/></body></opml>"""

    found = read_opml(thief, "list.opml")

    assert [feed.publisher.name for feed in found.feeds] in ([], ["a.example"])
    assert "entity" in found.problems[0].lower()


def test_a_damaged_list_gives_what_can_be_read_and_says_where_it_is_damaged() -> None:
    bare = b"""<opml><body>
    <outline text="Tanks & Ships" xmlUrl="https://a.example/?a=1&b=2"/>
    <outline text="cut off" xmlUrl="https://b.example/"></outline>"""

    found = read_opml(bare, "list.opml")

    assert found.feeds
    assert found.problems[0].startswith("list.opml:2: damaged (")


def test_a_feeds_file_written_from_feeds_reads_back_the_same() -> None:
    feeds = parse_feeds(FEEDS, "feeds.yaml")

    assert parse_feeds(write_feeds_yaml(feeds), "again") == feeds


def test_feeds_are_added_to_a_file_that_keeps_its_comments_and_order() -> None:
    feeds = read_opml(FOREIGN, "list.opml").feeds
    before = "# ours\n" + FEEDS + "  # the end\n"

    added = add_entries(before, [*parse_feeds(FEEDS, "f"), *feeds], "feeds.yaml")
    again = add_entries(added.text, feeds, "feeds.yaml")

    assert added.count == 2
    assert added.text.startswith(before)
    assert parse_feeds(added.text, "f") == (*parse_feeds(FEEDS, "f"), *feeds)
    assert again.count == 0
    assert again.text == added.text


def test_feeds_are_not_added_where_they_would_not_be_read() -> None:
    flow = 'feeds: [{url: "https://a.example/f", publisher: {name: A, domain: a.example}}]\n'

    with pytest.raises(UsageError, match="nothing was added"):
        add_entries(flow, read_opml(FOREIGN, "list.opml").feeds, "feeds.yaml")


texts = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufffe\uffff,/"),
    min_size=1,
    max_size=20,
)


@given(name=texts, tags=st.lists(texts, unique=True, max_size=3), reason=texts)
def test_no_character_in_a_name_is_lost_on_either_way(
    name: str, tags: list[str], reason: str
) -> None:
    feed = FeedConfig(
        url="https://a.example/feed",
        publisher=Publisher(name=name, domain="a.example"),
        tags=tuple(tags),
        auth=Auth(scheme="bearer", secret_file=name),
        full_text=True,
        robots_override=reason,
    )

    (through_yaml,) = parse_feeds(write_feeds_yaml([feed]), "again")
    (through_opml,) = read_opml(write_opml([feed], "t"), "again").feeds

    assert through_yaml == feed
    assert (through_opml.publisher, through_opml.tags) == (feed.publisher, feed.tags)
