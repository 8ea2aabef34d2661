from datetime import timedelta
from itertools import groupby
from pathlib import Path

import pytest

from clashwire_ingest.feeds.feed_config import DEFAULT_INTERVAL
from clashwire_ingest.feeds.feeds_file import parse_feeds, read_feeds_file
from clashwire_ingest.feeds.yaml_fields import FeedsFileError

GOOD = """\
feeds:
  - url: https://harbour.example/world.xml
    publisher: {name: Harbour Post, domain: harbour.example, country: GB, owner_group: harbour}
    interval: {min: 5m, max: 6h}
  - url: http://127.0.0.1:8080/feed.xml?key=1
    publisher: {name: "No", domain: upland.example}
"""
# each file -> the line and the words of every error in it
BROKEN = [
    ("", [(1, "empty")]),
    ("# only a comment\n", [(1, "empty")]),
    ("feeds: []\n", [(1, "at least one")]),
    ("[]\n", [(1, "mapping")]),
    ("feeds:\n  - {url: 'https://a.example/'\n", [(3, "not YAML")]),
    ("feed: 1\n", [(1, "no field 'feed'"), (1, "lacks feeds")]),
    ("feeds:\n  - 7\n", [(2, "mapping with url, publisher, interval")]),
]
THREE_FAULTS = """\
feeds:
  - url: ftp://harbour.example/x
    publisher: {name: Harbour Post, domain: harbour.example, country: uk}
  - url: https://upland.example/feed
    publisher: {name: Upland}
"""
ONE_FAULT_EACH = [
    ("url: ftp://a.example/", "https:// or http://"),
    ("url: /feed.xml", "https:// or http://"),
    ("url: https://user:secret@a.example/", "no place for secrets"),
    ("url: https://[bad/", "cannot be read"),
    ("url: 7", "should be a text"),
    ("url: [a, b]", "should be a text"),
    ("interval: {min: 5x, max: 6h}", "not a duration"),
    ("interval: {min: 0s, max: 6h}", "at least 1s"),
    ("interval: {min: 7h, max: 6h}", "swap them"),
    ("interval: {min: 5m}", "lacks max"),
    ("publisher: {name: A, domain: https://a.example}", "should be a host name"),
    ("publisher: {name: A, domain: A.example}", "in lower case"),
    ("publisher: {name: yes, domain: a.example}", "put it in quotes"),
    ("publisher: {name: A, domain: a.example, country: United Kingdom}", "ISO 3166-1"),
    ("publisher: {name: A, domain: a.example, owner: b}", "no field 'owner'"),
    ("colour: red", "no field 'colour'"),
    ("language: english language", "language tag"),
    ("tags: sahel", "should be a list"),
    ("tags: [7]", "an entry of tags should be a text"),
    ("auth: {scheme: digest, secret_file: key}", "one of basic, bearer, cookie, header"),
    ("auth: {scheme: basic}", "lacks secret_file"),
    ("auth: {scheme: header, secret_file: key}", "names a header"),
    ("auth: {scheme: basic, secret_file: key, header: X-Key}", "only then"),
    ("auth: {scheme: basic, secret_file: f, password: hunter2}", "no field 'password'"),
    ("full_text: maybe", "true or false"),
    ("robots_override: agreed by letter", "set full_text: true"),
]


def test_a_feed_may_say_language_tags_auth_and_full_text() -> None:
    (feed,) = parse_feeds(
        """\
feeds:
  - url: https://harbour.example/world.xml
    publisher: {name: Harbour Post, domain: harbour.example}
    language: pt-BR
    tags: [sahel, sahel, mali]
    auth: {scheme: header, header: X-Key, secret_file: secrets/harbour}
    full_text: true
    robots_override: agreed by letter
""",
        "feeds.yaml",
    )

    assert (feed.language, feed.tags) == ("pt-BR", ("sahel", "mali"))
    assert feed.auth is not None
    assert (feed.auth.scheme, feed.auth.header) == ("header", "X-Key")
    assert feed.auth.secret_file.endswith("/harbour")
    assert feed.full_text
    assert feed.robots_override == "agreed by letter"


def test_a_good_file_gives_its_feeds_in_order() -> None:
    first, second = parse_feeds(GOOD, "feeds.yaml")

    assert first.publisher.owner_group == "harbour"
    assert (first.pace.min, first.pace.max) == (timedelta(minutes=5), timedelta(hours=6))
    assert second.publisher.country is None
    assert second.publisher.name == "No"
    assert second.pace == DEFAULT_INTERVAL


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_a_broken_file_is_refused_with_line_and_reason(
    text: str, expected: list[tuple[int, str]]
) -> None:
    with pytest.raises(FeedsFileError) as caught:
        parse_feeds(text, "feeds.yaml")

    lines = str(caught.value).splitlines()[1:]
    assert len(lines) == len(expected)
    for line, (number, words) in zip(lines, expected, strict=True):
        assert line.startswith(f"feeds.yaml:{number}: ")
        assert words in line


def test_all_errors_are_told_at_once_in_order_of_their_lines() -> None:
    with pytest.raises(FeedsFileError) as caught:
        parse_feeds(THREE_FAULTS, "feeds.yaml")

    head, *lines = str(caught.value).splitlines()
    assert head.startswith("3 errors in the feeds file")
    assert [line.split(":")[1] for line in lines] == ["2", "3", "5"]
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(("field", "words"), ONE_FAULT_EACH)
def test_one_wrong_field_is_one_error_that_names_the_remedy(field: str, words: str) -> None:
    fields = {
        "url": "url: https://a.example/",
        "publisher": "publisher: {name: A, domain: a.example}",
        field.partition(":")[0]: field,
    }
    text = "feeds:\n  -\n" + "".join(f"    {line}\n" for line in fields.values())

    with pytest.raises(FeedsFileError) as caught:
        parse_feeds(text, "feeds.yaml")

    (line,) = str(caught.value).splitlines()[1:]
    assert words in line


def test_a_feed_listed_twice_names_the_first_line() -> None:
    feed = "  - url: https://a.example/\n    publisher: {name: A, domain: a.example}\n"

    with pytest.raises(FeedsFileError, match=r"feeds.yaml:4: .*already in line 2"):
        parse_feeds("feeds:\n" + feed * 2, "feeds.yaml")


def test_a_field_given_twice_is_refused() -> None:
    text = GOOD.replace("    interval:", "    url: https://b.example/\n    interval:")

    with pytest.raises(FeedsFileError, match=r"feeds.yaml:4: a feed has url twice"):
        parse_feeds(text, "feeds.yaml")


def test_a_missing_file_names_the_variable_to_set(tmp_path: Path) -> None:
    with pytest.raises(FeedsFileError, match="CLASHWIRE_FEEDS"):
        read_feeds_file(tmp_path / "absent.yaml")


def test_a_file_in_another_encoding_names_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_bytes("feeds: [é]".encode("latin-1"))

    with pytest.raises(FeedsFileError, match="not UTF-8 at byte 8"):
        read_feeds_file(path)


def test_the_list_that_is_shipped_is_good() -> None:
    feeds = read_feeds_file(Path(__file__).parents[3] / "deploy" / "feeds.yaml")

    assert len(feeds) >= 25
    assert all(feed.url.startswith("https://") for feed in feeds)
    assert all(feed.publisher.owner_group for feed in feeds)


def test_the_default_list_spans_regions_and_sides_each_feed_with_its_owner() -> None:
    feeds = read_feeds_file(Path(__file__).parents[3] / "deploy" / "feeds.yaml")

    owners = [feed.publisher.owner_group for feed in feeds]
    tags = {tag for feed in feeds for tag in feed.tags}
    assert None not in owners
    places = [(feed.tags, feed.publisher.owner_group) for feed in feeds]
    assert [o for o, _ in groupby(places)] == list(dict.fromkeys(places)), "owners lie together"
    assert tags >= {"africa", "americas", "asia", "middle-east", "ukraine-russia", "world"}
    assert {"russian-state", "ukrainian-state", "iranian-state", "times-of-israel"} <= set(owners)
