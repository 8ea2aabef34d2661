"""`clashwire setup`: topics, index templates and aliases; as often as you like."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from clashwire_cli.connection import DEFAULT_DATA_DIR, find_elasticsearch, find_kafka
from clashwire_contracts.topics import ALL_TOPICS
from clashwire_runtime.topic_setup import create_topics


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
    from clashwire_index.install import setup_elasticsearch  # noqa: PLC0415  # the index extra

    topics = await create_topics(kafka, ALL_TOPICS)
    return [*topics, *await setup_elasticsearch(elasticsearch)]
