"""`clashwire setup`: topics, index templates and aliases; as often as you like."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from clashwire_cli.connection import DEFAULT_DATA_DIR, find_elasticsearch, find_kafka


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("setup")(setup)


def setup(
    kafka: Annotated[str | None, typer.Option(help="Kafka, as host:port.")] = None,
    elasticsearch: Annotated[str | None, typer.Option(help="Elasticsearch, as a URL.")] = None,
    data: Annotated[Path, typer.Option(help="The data folder.")] = DEFAULT_DATA_DIR,
) -> None:
    """Create what is missing in Kafka and Elasticsearch, and say what was made."""
    made = asyncio.run(set_up(find_kafka(kafka, data), find_elasticsearch(elasticsearch, data)))
    for name in made:
        print(f"made {name}")
    print(f"set up: {len(made)} made, the rest was there")


async def set_up(kafka: str, elasticsearch: str) -> list[str]:
    """Create topics and indices -> names of what was made."""
    from clashwire_index.connection import Connection
    from clashwire_index.setup import set_up as set_up_servers

    return await set_up_servers(kafka, Connection(url=elasticsearch))
