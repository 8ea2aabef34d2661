"""`python -m clashwire_local`: fetch the jars, or run the stack until Ctrl-C."""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import truststore

from clashwire_local.artifacts import JarStore, ensure_jars
from clashwire_local.errors import LocalStackError
from clashwire_local.java_runtime import find_jvm_library
from clashwire_local.kafka import DEFAULT_REBALANCE_DELAY_MS
from clashwire_local.progress import ConsoleProgress
from clashwire_local.stack import start_stack

WATCH_SECONDS = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Arguments -> exit code: 0 done, 1 refused with one sentence on stderr."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.command(options)
    except LocalStackError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m clashwire_local", description=__doc__)
    commands = parser.add_subparsers(required=True)
    fetch = commands.add_parser("fetch", help="download the jars into the cache, if any lack")
    fetch.set_defaults(command=_fetch)
    run = commands.add_parser("run", help="run Kafka and Elasticsearch until Ctrl-C or SIGTERM")
    run.set_defaults(command=_run)
    run.add_argument(
        "--data", type=Path, default=Path(".clashwire"), help="folder kept between runs"
    )
    run.add_argument("--kafka-port", type=int)
    run.add_argument("--elasticsearch-port", type=int)
    run.add_argument("--rebalance-delay-ms", type=int, default=DEFAULT_REBALANCE_DELAY_MS)
    lock = commands.add_parser("lock", help="resolve the versions anew and rewrite jars.lock.json")
    lock.set_defaults(command=_lock)
    return parser


def _fetch(_options: argparse.Namespace) -> int:
    # the system's certificates, for networks that re-sign connections to the repository
    truststore.inject_into_ssl()
    find_jvm_library()
    store = JarStore.from_environment()
    ensure_jars(store, ConsoleProgress(sys.stdout))
    sys.stdout.write(f"Kafka and Elasticsearch are complete in {store.cache_dir}\n")
    return 0


def _run(options: argparse.Namespace) -> int:
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with start_stack(
        options.data,
        kafka_port=options.kafka_port,
        elasticsearch_port=options.elasticsearch_port,
        rebalance_delay_ms=options.rebalance_delay_ms,
        progress=ConsoleProgress(sys.stdout),
    ) as stack:
        sys.stdout.write(
            f"Kafka {stack.kafka_bootstrap}\nElasticsearch {stack.elasticsearch_url}\n"
        )
        sys.stdout.flush()
        while not stopping.wait(WATCH_SECONDS):
            for part in stack.died():
                sys.stderr.write(f"{part} ended by itself; its log is in {stack.data_dir}/logs.\n")
                return 1
    return 0


def _lock(_options: argparse.Namespace) -> int:
    # Only this command resolves: the others must not wait for what resolving imports.
    from clashwire_local.jar_lock import write_lock  # noqa: PLC0415

    sys.stdout.write(f"{write_lock()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
