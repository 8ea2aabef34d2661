import pytest

from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.hubs.discovery import HubOffer, find_hub, links_of
from clashwire_ingest.web.answer import Answer

URL = "https://harbour.example/world.xml"
HUB, TOPIC = "https://hub.example/", "https://harbour.example/topic"


def found(link: str = "", hub: str | None = None, self_url: str | None = None) -> HubOffer:
    parsed = ParsedFeed(health="ok", hub=hub, self_url=self_url)
    return find_hub(Answer(url=URL, status=200, headers={"link": link}), parsed)


def test_the_documents_links_name_hub_and_topic() -> None:
    assert found(hub=HUB, self_url=TOPIC) == HubOffer(HUB, TOPIC)


def test_link_headers_go_before_the_document() -> None:
    header = f'<{HUB}>; rel="hub", <{TOPIC}>; rel="self"'

    assert found(header, "https://other.example/", "https://other.example/t") == HubOffer(
        HUB, TOPIC
    )


def test_the_first_of_several_hubs_is_taken() -> None:
    assert found(f"<{HUB}>; rel=hub, <https://b.example/>; rel=hub").hub == HUB


def test_a_feed_that_does_not_say_its_own_url_is_its_topic() -> None:
    assert found(hub=HUB) == HubOffer(HUB, URL)


def test_a_feed_without_a_hub_offers_none() -> None:
    assert found(self_url=TOPIC) == HubOffer()


@pytest.mark.parametrize("hub", ["ftp://hub.example/", "https://hub.example/" + "x" * 1_000])
def test_a_hub_that_cannot_be_asked_is_none(hub: str) -> None:
    assert found(hub=hub) == HubOffer()


@pytest.mark.parametrize(
    ("header", "rel", "url"),
    [
        ("</hub>; rel=hub", "hub", "https://harbour.example/hub"),
        ('<https://a.example/?x=1,2;3>; title="a, b"; rel="next hub"', "hub", "https://a.example/?x=1,2;3"),
        ("<https://a.example/>; REL=Hub", "hub", "https://a.example/"),
    ],
)  # fmt: skip
def test_a_link_header_is_read_as_rfc_8288_says(header: str, rel: str, url: str) -> None:
    assert links_of(header, URL)[rel] == url


@pytest.mark.parametrize(
    "header", ["", "https://a.example/; rel=hub", "<x>", "<>;;;rel", "<" * 8_000]
)
def test_a_link_header_that_is_none_says_nothing(header: str) -> None:
    assert links_of(header, URL) == {}
