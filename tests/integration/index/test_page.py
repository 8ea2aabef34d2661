"""The page as its own process, read over HTTP as a browser would."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
from elasticsearch import Elasticsearch

from clashwire_contracts.event import Event
from clashwire_contracts.model import Message
from clashwire_index.documents import to_document
from clashwire_index.indices import ARTICLE_INDEX, CLAIM_INDEX, EVENT_INDEX, Index
from clashwire_local import RunningStack
from clashwire_local.ports import LOOPBACK, free_ports
from tests.integration.index.index_process import DEADLINE_SECONDS, wait_until
from tests.unit.index.messages import a_claim, an_article, an_event

pytestmark = pytest.mark.integration
HOSTILE = "<script>alert(1)</script>"


class PageProcess:
    """`python -m clashwire_index.page` on a free port."""

    def __init__(self, elasticsearch_url: str, folder: Path) -> None:
        self.port, health_port = free_ports(2)
        environment = os.environ | {
            "CLASHWIRE_ELASTICSEARCH_URL": elasticsearch_url,
            "CLASHWIRE_PAGE_PORT": str(self.port),
            "CLASHWIRE_HEALTH_PORT": str(health_port),
            "CLASHWIRE_DATA_DIR": str(folder),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "clashwire_index.page"], env=environment
        )
        wait_until(self.is_up, "the page is up")

    def is_up(self) -> bool:
        """Whether it answers /livez."""
        try:
            return self.get("/livez")[0] == 200
        except OSError:
            return False

    def get(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
        """-> status, headers, text."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=10)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def stop(self) -> int:
        """SIGTERM -> exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(DEADLINE_SECONDS)


@pytest.fixture(scope="module")
def page(
    ready_stack: RunningStack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PageProcess]:
    running = PageProcess(ready_stack.elasticsearch_url, tmp_path_factory.mktemp("page"))
    yield running
    assert running.stop() == 0


def store(stack: RunningStack, index: Index, *messages: Message) -> None:
    with Elasticsearch(stack.elasticsearch_url) as client:
        for message in messages:
            document = to_document(index, message)
            client.index(
                index=document.index, id=document.id, document=msgspec.json.decode(document.body)
            )
        client.indices.refresh(index=index.alias)


def hostile_event(event_id: str) -> Event:
    event = an_event(event_id)
    bad = "javascript:alert(2)"
    return msgspec.structs.replace(
        event,
        headline=f"Clash at Nonesuch {HOSTILE}",
        last_updated_at=datetime(2040, 1, 1, tzinfo=UTC),
        status="contested",
        contested_fields=("fatalities",),
        fatalities=msgspec.structs.replace(event.fatalities, low=12, best=None, high=40),
        sources=tuple(msgspec.structs.replace(one, url=bad) for one in event.sources),
    )


def test_the_first_page_lists_events_with_their_status_and_disputed_toll(
    ready_stack: RunningStack, page: PageProcess
) -> None:
    store(ready_stack, EVENT_INDEX, hostile_event("on-the-page"))
    status, _, html = page.get("/?q=Nonesuch")
    assert status == 200
    assert 'href="/events/on-the-page"' in html
    assert '<span class="badge contested">contested</span>' in html
    assert "disputed: 12-40 claimed killed" in html
    assert "UTC" in html


def test_nothing_from_an_article_becomes_markup_or_a_script_link(
    ready_stack: RunningStack, page: PageProcess
) -> None:
    claim = a_claim("hostile-claim")
    said = msgspec.structs.replace(claim.content_span, text=HOSTILE)
    store(ready_stack, EVENT_INDEX, hostile_event("hostile"))
    store(
        ready_stack,
        CLAIM_INDEX,
        msgspec.structs.replace(
            claim, event_ids=("hostile",), content_span=said, url="javascript:alert(3)"
        ),
    )
    store(
        ready_stack,
        ARTICLE_INDEX,
        msgspec.structs.replace(
            an_article("hostile"), title=f"zanzibarite {HOSTILE}", url="javascript:alert(4)"
        ),
    )
    for path in ("/?q=Nonesuch", "/events/hostile", "/disputes", "/articles?q=zanzibarite"):
        status, _, html = page.get(path)
        assert status == 200
        assert "&lt;script&gt;" in html, path
        assert "<script" not in html, path
        assert "javascript:" not in html, path


def test_the_words_asked_for_are_shown_escaped_and_marked(
    ready_stack: RunningStack, page: PageProcess
) -> None:
    article = msgspec.structs.replace(an_article("marked"), title="The zanzibarite accord")
    store(ready_stack, ARTICLE_INDEX, article)
    assert "<mark>zanzibarite</mark>" in page.get("/articles?q=zanzibarite")[2]
    html = page.get("/articles?q=" + quote('"><img src=x onerror=alert(1)>'))[2]
    assert "<img" not in html


def test_claims_stand_in_a_column_for_each_party(
    ready_stack: RunningStack, page: PageProcess
) -> None:
    first = msgspec.structs.replace(a_claim("side-a"), event_ids=("two-sides",))
    assert first.affiliation is not None
    other = msgspec.structs.replace(first.affiliation, name="The Other Side", actor_id="other")
    second = msgspec.structs.replace(first, claim_id="side-b", affiliation=other)
    store(ready_stack, EVENT_INDEX, an_event("two-sides"))
    store(ready_stack, CLAIM_INDEX, first, second)
    html = page.get("/events/two-sides")[2]
    assert html.count('<section class="party">') == 2
    for party in (first.affiliation.name, "The Other Side"):
        assert f"<h3>{party}</h3>" in html
    assert first.content_span.text in html
    assert first.publisher in html


@pytest.mark.parametrize("path", ["/", "/disputes", "/articles", "/page.css", "/nothing", "/livez"])
def test_every_answer_allows_no_script_and_nothing_from_elsewhere(
    page: PageProcess, path: str
) -> None:
    headers = page.get(path)[1]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_there_is_a_page_with_a_sentence(page: PageProcess) -> None:
    status, _, html = page.get("/events/no-such-event")
    assert (status, "No event has the id" in html) == (404, True)
    assert page.get("/nothing")[0] == 404
    assert page.get("/", method="POST")[0] == 405


@pytest.mark.parametrize("query", ["?page=99999", "?page=-1", "?type=x&country=ZZZ", "?q=%22%28"])
def test_an_odd_question_is_answered_all_the_same(page: PageProcess, query: str) -> None:
    assert page.get("/" + query)[0] == 200


def test_without_elasticsearch_the_page_lives_and_says_so(tmp_path: Path) -> None:
    (nobody,) = free_ports(1)
    page = PageProcess(f"http://{LOOPBACK}:{nobody}", tmp_path)
    try:
        status, _, html = page.get("/")
        assert status == 503
        assert "cannot be reached" in html
        assert "Traceback" not in html
    finally:
        assert page.stop() == 0
