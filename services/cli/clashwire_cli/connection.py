"""Where Kafka and Elasticsearch are: option, then environment, then the running data folder."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from clashwire_runtime.errors import ClashwireError, UsageError

if TYPE_CHECKING:
    from clashwire_index.connection import Connection

ENDPOINTS_FILE = "endpoints.json"
DEFAULT_DATA_DIR = Path(".clashwire")
DEMO_FOLDER = "demo"

KafkaOption = Annotated[
    str | None,
    typer.Option(
        "--kafka",
        metavar="HOST:PORT",
        help="Kafka to ask; else CLASHWIRE_KAFKA_BOOTSTRAP, else what runs in --data.",
    ),
]
ElasticsearchOption = Annotated[
    str | None,
    typer.Option(
        "--elasticsearch",
        metavar="URL",
        help="Elasticsearch to ask; else CLASHWIRE_ELASTICSEARCH_URL, else what runs in --data.",
    ),
]
DataOption = Annotated[
    Path, typer.Option("--data", metavar="DIR", help="The data folder of a running `clashwire up`.")
]


class Endpoints(msgspec.Struct, frozen=True, kw_only=True):
    """What `clashwire up` writes once every part is ready: addresses and process ids."""

    kafka: str
    elasticsearch: str
    page: str
    pids: dict[str, int]


def write_endpoints(data_dir: Path, endpoints: Endpoints) -> None:
    """Put endpoints.json into the data folder, whole or not at all."""
    partial = data_dir / f"{ENDPOINTS_FILE}.partial"
    partial.write_bytes(msgspec.json.encode(endpoints) + b"\n")
    partial.replace(data_dir / ENDPOINTS_FILE)


def read_endpoints(data_dir: Path) -> Endpoints | None:
    """Read endpoints.json -> endpoints, or None when nothing ran or runs there."""
    try:
        return msgspec.json.decode((data_dir / ENDPOINTS_FILE).read_bytes(), type=Endpoints)
    except (OSError, msgspec.MsgspecError):
        return None


def find_elasticsearch(given: str | None, data_dir: Path) -> str:
    """Option or CLASHWIRE_ELASTICSEARCH_URL or endpoints.json -> URL; raises UsageError."""
    running = read_endpoints(data_dir)
    found = given or os.environ.get("CLASHWIRE_ELASTICSEARCH_URL")
    found = found or (running.elasticsearch if running else None)
    return found or _refuse("Elasticsearch", data_dir)


def elasticsearch_at(url: str) -> "Connection":
    """A URL -> how to reach it, with the key and certificate that CLASHWIRE_* variables name."""
    from clashwire_index.settings import ElasticsearchSettings
    from clashwire_runtime.settings import read_settings

    settings = read_settings(ElasticsearchSettings, os.environ)
    return msgspec.structs.replace(settings.elasticsearch, url=url)


def find_kafka(given: str | None, data_dir: Path) -> str:
    """Option or CLASHWIRE_KAFKA_BOOTSTRAP or endpoints.json -> address; raises UsageError."""
    running = read_endpoints(data_dir)
    found = given or os.environ.get("CLASHWIRE_KAFKA_BOOTSTRAP")
    found = found or (running.kafka if running else None)
    return found or _refuse("Kafka", data_dir)


def kafka_silent(kafka: str) -> ClashwireError:
    """The failure of a Kafka that does not answer, in one sentence."""
    return ClashwireError(
        f"Kafka at {kafka} does not answer; start it with `clashwire up`, "
        "or name one that runs with --kafka."
    )


def _refuse(what: str, data_dir: Path) -> str:
    demo = data_dir / DEMO_FOLDER
    if read_endpoints(demo) is not None:
        remedy = f"a demo runs in {demo}: add --data {demo}"
    else:
        remedy = f"start `clashwire up`, or name one with --{what.lower()}"
    raise UsageError(f"No {what} is known, for nothing runs in {data_dir}; {remedy}.")
