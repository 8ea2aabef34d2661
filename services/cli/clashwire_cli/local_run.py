"""Everything on this machine: the local stack, the set-up, every part; drained in order."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from clashwire_cli.connection import ENDPOINTS_FILE, Endpoints, write_endpoints
from clashwire_cli.parts import PARTS
from clashwire_cli.supervise import SupervisedPart, Supervisor
from clashwire_cli.verbs.setup import set_up
from clashwire_local import RunningStack, start_stack
from clashwire_local.ports import free_ports
from clashwire_local.progress import Progress

Say = Callable[[str], None]
_STACK_CHECK_SECONDS = 1.0


class LocalRun(msgspec.Struct, frozen=True, kw_only=True):
    """What runs: its data folder, its servers, its parts, and where the page is."""

    data_dir: Path
    stack: RunningStack
    supervisor: Supervisor
    page_url: str

    @property
    def endpoints(self) -> Endpoints:
        """Addresses and process ids as of now."""
        return Endpoints(
            kafka=self.stack.kafka_bootstrap,
            elasticsearch=self.stack.elasticsearch_url,
            page=self.page_url,
            pids={**self.stack.pids, **self.supervisor.pids},
        )


@asynccontextmanager
async def local_run(
    data_dir: Path, environ: Mapping[str, str], say: Say, progress: Progress
) -> AsyncIterator[LocalRun]:
    """Start all of it -> a run whose parts are ready; endpoints.json stands while it lasts.

    Raises LocalStackError or ClashwireError naming what did not start.
    """
    stack = await asyncio.to_thread(start_stack, data_dir, progress=progress)
    try:
        # a run that was killed leaves its own behind; we hold the folder, so nobody runs now
        (data_dir / ENDPOINTS_FILE).unlink(missing_ok=True)
        say(f"kafka is ready at {stack.kafka_bootstrap}")
        say(f"elasticsearch is ready at {stack.elasticsearch_url}")
        made = await set_up(stack.kafka_bootstrap, stack.elasticsearch_url)
        say(f"topics and indices are there, {len(made)} of them new")
        async with _parts(stack, data_dir, environ, say) as run:
            yield run
    finally:
        (data_dir / ENDPOINTS_FILE).unlink(missing_ok=True)
        await asyncio.to_thread(stack.stop)


@asynccontextmanager
async def _parts(
    stack: RunningStack, data_dir: Path, environ: Mapping[str, str], say: Say
) -> AsyncIterator[LocalRun]:
    free_port, *health_ports = free_ports(1 + len(PARTS))
    page_port = os.environ.get("CLASHWIRE_PAGE_PORT") or str(free_port)
    logs = data_dir / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    shared = {
        "CLASHWIRE_KAFKA_BOOTSTRAP": stack.kafka_bootstrap,
        "CLASHWIRE_ELASTICSEARCH_URL": stack.elasticsearch_url,
        "CLASHWIRE_DATA_DIR": str(data_dir),
        "CLASHWIRE_PAGE_PORT": page_port,
        "CLASHWIRE_INSTANCE_ID": "local",  # one of each part, so a restarted one is known again
        **environ,
    }
    supervisor = Supervisor(
        [
            SupervisedPart(part, shared, logs / f"{part.name}.log", port)
            for part, port in zip(PARTS.values(), health_ports, strict=True)
        ],
        say,
    )
    page_url = f"http://127.0.0.1:{page_port}/"
    run = LocalRun(data_dir=data_dir, stack=stack, supervisor=supervisor, page_url=page_url)

    def publish() -> None:
        write_endpoints(data_dir, run.endpoints)

    say(f"starting {', '.join(PARTS)}")
    await supervisor.start(on_restart=publish)
    publish()
    keeper = asyncio.create_task(_keep_servers(stack, say, publish))
    try:
        yield run
    finally:
        keeper.cancel()
        await asyncio.gather(keeper, return_exceptions=True)
        await supervisor.stop()


async def _keep_servers(stack: RunningStack, say: Say, publish: Callable[[], None]) -> None:
    """Restart Kafka or Elasticsearch when its process ends."""
    while True:
        await asyncio.sleep(_STACK_CHECK_SECONDS)
        for name in stack.died():
            say(f"{name} ended; restarting it on its data")
            await asyncio.to_thread(stack.restart, name)
            publish()
