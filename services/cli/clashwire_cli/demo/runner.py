"""The demo, put together: feed site and webhook sink here, everything else as `clashwire up`."""

import asyncio
import base64
import secrets
import shutil
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from clashwire_cli.demo.feed_site import FeedSite, feeds_yaml, open_feed_site
from clashwire_cli.demo.outcome import DemoOutcome
from clashwire_cli.demo.reading import read_outcome, refresh
from clashwire_cli.demo.settling import Look, Settling, progress_line
from clashwire_cli.demo.story import read_world
from clashwire_cli.demo.stranger_story import stranger_story
from clashwire_cli.demo.webhook_sink import WebhookSink, open_webhook_sink
from clashwire_cli.lag import LagReader
from clashwire_cli.local_run import LocalRun, local_run
from clashwire_cli.terminal import Narrator
from clashwire_contracts.alert import Delivery
from clashwire_index.connection import Connection
from clashwire_index.search import MAX_SIZE, open_search
from clashwire_local import ConsoleProgress
from clashwire_local.data_folder import DataFolder
from clashwire_runtime.errors import ClashwireError, UsageError

LOOPBACK_CIDRS = "127.0.0.0/8,::1/128"
_LOOK_EVERY_SECONDS = 0.3
_SETTLE_TIMEOUT_SECONDS = 240.0
_SECRET_BYTES = 32
Show = Callable[[DemoOutcome, LocalRun], Awaitable[None]]


class DemoOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator asked of the demo."""

    data_dir: Path
    story: Path | None = None


async def run_demo(options: DemoOptions, say: Narrator, show: Show) -> None:
    """Run the whole story, hand its outcome to `show`, then drain and stop everything.

    Raises ClashwireError when the story did not arrive in time, naming what still waits.
    """
    started_at = asyncio.get_running_loop().time()
    start = datetime.now(UTC)
    stranger = stranger_story(options.story, start) if options.story else None
    prepare_folder(options.data_dir)
    secret = make_secret()
    async with (
        open_feed_site(read_world(), start=start, stranger=stranger) as site,
        open_webhook_sink(secret) as sink,
    ):
        say(f"{len(site.publishers)} feeds are served at {site.base_url}")
        environ = write_settings(options.data_dir, site, sink, secret)
        progress = ConsoleProgress(sys.stderr)
        async with local_run(options.data_dir, environ, say, progress) as run:
            await wait_until_settled(run, site, sink, say)
            elapsed_seconds = asyncio.get_running_loop().time() - started_at
            await show(await read_outcome(run, sink, elapsed_seconds), run)


def prepare_folder(data_dir: Path) -> None:
    """Empty the demo's own folder, so that its numbers are this run's.

    Raises LocalStackError when another run holds it or it cannot be written, and UsageError when
    it holds what no run of ours left there.
    """
    if data_dir.is_dir() and not _is_ours(data_dir):
        raise UsageError(
            f"{data_dir} holds other files, and a demo empties its folder; "
            "name another with --data."
        )
    folder = DataFolder(data_dir)
    folder.hold()
    folder.release()
    shutil.rmtree(data_dir)
    data_dir.mkdir()


def _is_ours(data_dir: Path) -> bool:
    """Whether the folder is empty or was a run's data folder."""
    return (data_dir / "stack.lock").exists() or not any(data_dir.iterdir())


def make_secret() -> str:
    """A webhook secret as Standard Webhooks writes it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def write_settings(
    data_dir: Path, site: FeedSite, sink: WebhookSink, secret: str
) -> dict[str, str]:
    """Write feeds.yaml, alerts.yaml and the secret -> the environment that names them."""
    feeds, alerts, secret_file = (data_dir / n for n in ("feeds.yaml", "alerts.yaml", "secret"))
    feeds.write_text(feeds_yaml(site.publishers, site.base_url), encoding="utf-8")
    secret_file.touch(mode=0o600)
    secret_file.write_text(secret + "\n", encoding="utf-8")
    alerts.write_text(
        "endpoints:\n"
        f"  - {{name: desk, url: {sink.url}, secret_file: {secret_file}}}\n"
        "rules:\n"
        "  - {name: new clashes, endpoint: desk, kinds: [clash.reported]}\n",
        encoding="utf-8",
    )
    return {
        "CLASHWIRE_FEEDS": str(feeds),
        "CLASHWIRE_ALERTS": str(alerts),
        "CLASHWIRE_ALLOW_CIDRS": LOOPBACK_CIDRS,
    }


async def wait_until_settled(
    run: LocalRun, site: FeedSite, sink: WebhookSink, say: Narrator
) -> None:
    """Return once every feed was told and nothing moves any more; says how far it is."""
    settling, line = Settling(), ""
    deadline = asyncio.get_running_loop().time() + _SETTLE_TIMEOUT_SECONDS
    async with (
        LagReader(run.stack.kafka_bootstrap) as kafka,
        open_search(Connection(url=run.stack.elasticsearch_url)) as search,
    ):
        while asyncio.get_running_loop().time() < deadline:
            look = Look(
                feeds_untold=site.untold,
                lags=tuple(await kafka.lags()),
                webhooks_received=len(sink.received),
            )
            if look.caught_up:
                await refresh(run.stack.elasticsearch_url)
                pending = await search.deliveries(size=MAX_SIZE)
                look = msgspec.structs.replace(look, alerts_pending=_pending(pending.items))
            line = progress_line(look)
            say.progress(line)
            if settling.observe(look):
                say("all of it has arrived")
                return
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
    raise ClashwireError(
        f"The stories had not all arrived after {_SETTLE_TIMEOUT_SECONDS:.0f} s ({line}); "
        f"the logs in {run.data_dir / 'logs'} say why."
    )


def _pending(deliveries: Sequence[Delivery]) -> int:
    return sum(delivery.status == "pending" for delivery in deliveries)
