"""The whole local stack: Kafka and Elasticsearch started together, stopped together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from clashwire_local.artifacts import JarStore, ensure_jars
from clashwire_local.data_folder import DataFolder, Layout, data_folder_errors
from clashwire_local.elasticsearch import plan_elasticsearch
from clashwire_local.errors import PortInUseError
from clashwire_local.java_runtime import find_jvm_library
from clashwire_local.jvm_launch import Java
from clashwire_local.kafka import DEFAULT_REBALANCE_DELAY_MS, plan_kafka
from clashwire_local.node_process import NodePlan, NodeProcess
from clashwire_local.ports import LOOPBACK, choose_ports
from clashwire_local.progress import Phase, Progress, silent

PARTS = ("kafka", "elasticsearch")


class RunningStack:
    """A ready Kafka and Elasticsearch on loopback; stopped by `stop`, by `with`, or with us."""

    def __init__(self, folder: DataFolder, nodes: dict[str, NodeProcess]) -> None:
        self._folder = folder
        self._nodes = nodes

    @property
    def data_dir(self) -> Path:
        """The folder that holds this stack's data, settings and logs."""
        return self._folder.layout.root

    @property
    def kafka_bootstrap(self) -> str:
        """Kafka's address, as `bootstrap_servers` takes it."""
        return f"{LOOPBACK}:{self._nodes['kafka'].plan.port}"

    @property
    def elasticsearch_url(self) -> str:
        """The base URL of Elasticsearch."""
        return f"http://{LOOPBACK}:{self._nodes['elasticsearch'].plan.port}"

    @property
    def pids(self) -> dict[str, int]:
        """The process id of each part; killing one kills that server, and no other."""
        return {name: node.pid for name, node in self._nodes.items()}

    def died(self) -> tuple[str, ...]:
        """-> the parts whose process has ended since it was started."""
        return tuple(name for name, node in self._nodes.items() if node.exit_code is not None)

    def restart(self, part: str) -> None:
        """Stop the part if it runs, start it on its ports and data, return when it is ready."""
        node = self._nodes[part]
        node.stop()
        node.start()
        node.wait_ready()

    def restart_kafka(self) -> None:
        """`restart` Kafka."""
        self.restart("kafka")

    def restart_elasticsearch(self) -> None:
        """`restart` Elasticsearch."""
        self.restart("elasticsearch")

    def kill(self, part: str) -> None:
        """Kill the part's process with SIGKILL: for tests of disasters."""
        self._nodes[part].kill()

    def stop(self) -> None:
        """Close both servers, wait for their processes, let go of the data folder; idempotent."""
        for node in self._nodes.values():
            node.request_stop()
        for node in self._nodes.values():
            node.stop()
        self._folder.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.stop()


def start_stack(
    data_dir: Path,
    *,
    cache_dir: Path | None = None,
    kafka_port: int | None = None,
    elasticsearch_port: int | None = None,
    rebalance_delay_ms: int = DEFAULT_REBALANCE_DELAY_MS,
    progress: Progress = silent,
) -> RunningStack:
    """Data folder -> a stack that answers; fetches jars first when the cache lacks some.

    Blocks (use `asyncio.to_thread` in a loop). Any refusal is a LocalStackError, and nothing runs.
    """
    jvm_library = find_jvm_library()
    store = JarStore.from_environment()
    if cache_dir is not None:
        store = replace(store, cache_dir=cache_dir)
    folder = DataFolder(data_dir)
    folder.hold()
    try:
        parts = Parts(jvm_library, ensure_jars(store, progress), rebalance_delay_ms)
        for part in PARTS:
            folder.wait_for_predecessor(part)
        progress(Phase(f"Starting Kafka and Elasticsearch in {folder.layout.root}"))
        requested = {"kafka": kafka_port, "elasticsearch": elasticsearch_port}
        return _start_on_free_ports(folder, parts, requested)
    except BaseException:
        folder.release()
        raise


@dataclass(frozen=True)
class Parts:
    """What both servers are made of."""

    jvm_library: Path
    jars: Mapping[str, Sequence[Path]]
    rebalance_delay_ms: int

    def plan(self, layout: Layout, ports: Mapping[str, int]) -> tuple[NodePlan, ...]:
        """Layout and ports -> how to start each server, its settings written."""
        kafka = Java(self.jvm_library, self.jars["kafka"])
        elasticsearch = Java(self.jvm_library, self.jars["elasticsearch"])
        return (
            plan_kafka(layout, ports, kafka, self.rebalance_delay_ms),
            plan_elasticsearch(layout, ports, elasticsearch, self.jars["elasticsearch-transport"]),
        )


def _start_on_free_ports(
    folder: DataFolder,
    parts: Parts,
    requested: Mapping[str, int | None],
) -> RunningStack:
    ports = choose_ports(requested, folder.remembered_ports())
    for last_attempt in (False, False, True):
        folder.remember_ports(ports)
        with data_folder_errors(folder.layout.root):
            plans = parts.plan(folder.layout, ports)
        try:
            return _start_nodes(folder, plans)
        except PortInUseError:  # another program was quicker between the choice and the start
            if last_attempt:
                raise
            ports = choose_ports(requested, remembered={})
    raise AssertionError("unreachable: the last attempt returns or raises")


def _start_nodes(folder: DataFolder, plans: Sequence[NodePlan]) -> RunningStack:
    nodes = {plan.name: NodeProcess(plan, folder.layout) for plan in plans}
    started: list[NodeProcess] = []
    try:
        for node in nodes.values():
            node.start()
            started.append(node)
        for node in nodes.values():
            node.wait_ready()
    except BaseException:
        for node in started:
            node.kill()
        raise
    return RunningStack(folder, nodes)
