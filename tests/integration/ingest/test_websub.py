"""WebSub through the real Kafka: a push brings an article long before the next poll is due."""

from pathlib import Path

import pytest

from clashwire_contracts.codec import decode
from clashwire_contracts.feed_state import FeedPush
from clashwire_contracts.topics import FEEDS_PUSHES
from clashwire_local import RunningStack
from clashwire_local.ports import free_ports
from clashwire_runtime.compacted import read_to_end
from tests.hostile_web.hostile_web import HostileWeb, response
from tests.hostile_web.local_hub import LocalHub, local_hub
from tests.integration.ingest.ingest_process import IngestDesk, until
from tests.unit.ingest.documents import rss_item

pytestmark = pytest.mark.integration
NEVER = "{min: 1s, max: 6h}"


def feed(hub: LocalHub, *numbers: int) -> bytes:
    items = "".join(rss_item(number, title=f"Shells fall {number}") for number in numbers)
    body = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>H</title>'
        f'<ttl>360</ttl><atom:link rel="hub" href="{hub.url}"/>{items}</channel></rss>'
    )
    return response(body.encode())


async def test_a_push_wakes_its_feed_and_survives_a_kill(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    secret_file, port = tmp_path / "secret", free_ports(1)[0]
    secret_file.write_text("k" * 64)
    environ = {
        "CLASHWIRE_WEBSUB_CALLBACK": f"http://127.0.0.1:{port}/in",
        "CLASHWIRE_WEBSUB_SECRET_FILE": str(secret_file),
        "CLASHWIRE_WEBSUB_PORT": str(port),
    }
    async with local_hub() as hub:
        web.answers["/feed"] = feed(hub, 1)
        desk = IngestDesk(ready_stack, tmp_path, [web.url("/feed")], interval=NEVER)

        async def published(count: int) -> bool:
            return len(await desk.articles()) >= count

        async def active() -> bool:
            return any(s.subscription and s.subscription.verified_at for s in await desk.states())

        async with desk.running(**environ) as process:
            await until(active, "the subscription is verified")
            web.answers["/feed"] = feed(hub, 1, 2)
            assert await hub.push(b"<rss/>") == [202]
            await until(lambda: published(2), "the pushed article is on the topic")
            web.answers["/feed"] = feed(hub, 1, 2, 3)
            assert await hub.push(b"<rss/>") == [202]
            process.kill()
            await process.wait()

        async with desk.running(**environ):
            await until(lambda: published(3), "the article of the push before the kill is there")

        (state,) = await desk.states()
        assert state.subscription is not None
        assert state.subscription.status == "active"
        assert len(hub.asked) == 1
    heard = [decode(FeedPush, r.value) async for r in read_to_end(desk.settings, FEEDS_PUSHES.name)]
    ours = [push.word for push in heard if push.feed_id in desk.feed_ids]
    assert ours == ["verified", "news", "news"]
    assert len({(a.article_id, a.revision) for a in await desk.articles()}) == 3
