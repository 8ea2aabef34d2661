"""`clashwire setup`: topics, index templates and aliases; as often as you like."""

import asyncio

import typer

from clashwire_cli.connection import (
    DEFAULT_DATA_DIR,
    DataOption,
    ElasticsearchOption,
    KafkaOption,
    elasticsearch_at,
    find_elasticsearch,
    find_kafka,
)


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("setup")(setup)


def setup(
    kafka: KafkaOption = None,
    elasticsearch: ElasticsearchOption = None,
    data: DataOption = DEFAULT_DATA_DIR,
) -> None:
    """Create the topics and indices that are missing, and name them."""
    made = asyncio.run(set_up(find_kafka(kafka, data), find_elasticsearch(elasticsearch, data)))
    for name in made:
        print(f"made {name}")
    print(f"{len(made)} made, the rest was there" if made else "nothing was missing")


async def set_up(kafka: str, elasticsearch: str) -> list[str]:
    """Create topics and indices -> names of what was made."""
    from clashwire_index.setup import set_up as set_up_servers

    return await set_up_servers(kafka, elasticsearch_at(elasticsearch))
