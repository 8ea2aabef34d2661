"""Where Kafka and Elasticsearch are: option, then environment, then the running data folder."""

import os
from pathlib import Path

import msgspec

from clashwire_runtime.errors import UsageError

ENDPOINTS_FILE = "endpoints.json"
DEFAULT_DATA_DIR = Path(".clashwire")


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
    return _first(
        given,
        os.environ.get("CLASHWIRE_ELASTICSEARCH_URL"),
        running.elasticsearch if running else None,
        "Elasticsearch",
        data_dir,
    )


def find_kafka(given: str | None, data_dir: Path) -> str:
    """Option or CLASHWIRE_KAFKA_BOOTSTRAP or endpoints.json -> address; raises UsageError."""
    running = read_endpoints(data_dir)
    return _first(
        given,
        os.environ.get("CLASHWIRE_KAFKA_BOOTSTRAP"),
        running.kafka if running else None,
        "Kafka",
        data_dir,
    )


def _first(
    given: str | None, environ: str | None, running: str | None, what: str, data_dir: Path
) -> str:
    found = given or environ or running
    if not found:
        option = f"--{what.lower()}"
        raise UsageError(
            f"No {what} is known: nothing runs in {data_dir}; "
            f"start `clashwire up`, or name one with {option}."
        )
    return found
