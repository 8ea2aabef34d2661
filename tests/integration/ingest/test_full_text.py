"""Full text through the real process: an article on the topic has its page's text, once."""

from pathlib import Path

import pytest

from clashwire_local import RunningStack
from tests.hostile_web.hostile_web import HostileWeb, response
from tests.integration.ingest.ingest_process import IngestDesk, until

pytestmark = pytest.mark.integration
PROSE = (
    "Shells fell on the covered market of Tarrin on Sunday morning, and two people were hurt, "
    "the mayor of the town said. The northern command denied that its guns had fired at all."
)


async def test_a_summary_is_published_once_with_the_text_of_its_page(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    title = "Shells fall on Tarrin market"
    body = (
        f'<rss version="2.0"><channel><title>H</title><item><title>{title}</title>'
        f"<link>{web.url('/world/1')}</link><description>Two were hurt.</description></item>"
        f"<item><title>{title} again</title><link>{web.url('/world/2')}</link>"
        "<description>Three were hurt.</description></item></channel></rss>"
    )
    page = f"<html><title>{title}</title><body><article><p>{PROSE}</p></article></body></html>"
    web.answers["/feed"] = response(body.encode())
    web.answers["/world/1"] = response(page.encode(), Content_Type="text/html")
    web.answers["/robots.txt"] = response(b"User-agent: *\nDisallow: /world/2\n")
    desk = IngestDesk(ready_stack, tmp_path, [web.url("/feed")])
    feeds = (tmp_path / "feeds.yaml").read_text()
    (tmp_path / "feeds.yaml").write_text(feeds + "    full_text: true\n")

    async def published() -> bool:
        return len(await desk.articles()) == 2 and web.paths().count("/feed") >= 3

    async with desk.running():
        await until(published, "both articles are on the topic, and later polls brought none")

    found = {a.title: (a.text_source, a.text) for a in await desk.articles()}
    assert found == {title: ("page", PROSE), f"{title} again": ("feed", "Three were hurt.")}
    assert web.paths().count("/world/1") == 1
    assert web.paths().count("/robots.txt") == 1
    assert "/world/2" not in web.paths()
