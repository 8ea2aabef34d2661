"""`python -m clashwire_contracts.schemas FOLDER`: the JSON Schema of every topic, as files.

The committed files are the contract for readers in other languages; a test refuses drift.
"""

import sys
from pathlib import Path

import msgspec

from clashwire_contracts.topics import MESSAGE_TOPICS, Topic


def schema_of(topic: Topic) -> bytes:
    """Topic -> its JSON Schema (draft 2020-12), indented, ending in a newline."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": topic.name,
        **msgspec.json.schema(topic.model),
    }
    return msgspec.json.format(msgspec.json.encode(schema, order="deterministic"), indent=2) + b"\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write one file a topic into a folder -> the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for topic in MESSAGE_TOPICS:
        path = folder / f"{topic.name}.schema.json"
        path.write_bytes(schema_of(topic))
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write_schemas(Path(sys.argv[1])):
        sys.stdout.write(f"{written}\n")
