"""`python -m clashwire_index.setup`: set up Kafka and Elasticsearch once, then end."""

import asyncio
import os
import sys

from clashwire_contracts.topics import ALL_TOPICS
from clashwire_index.connection import Connection
from clashwire_index.install import install
from clashwire_index.settings import ElasticsearchSettings
from clashwire_runtime.errors import ClashwireError
from clashwire_runtime.settings import read_settings
from clashwire_runtime.topic_setup import create_topics


async def set_up(kafka: str, connection: Connection) -> list[str]:
    """Kafka's address and Elasticsearch -> names of what was made: topics, templates, indices.

    Raises ClashwireError naming the server that refused or did not answer.
    """
    topics = await create_topics(kafka, ALL_TOPICS)
    return [*topics, *await install(connection)]


def main() -> int:
    """Read the CLASHWIRE_* variables, set up, say what was made -> exit code."""
    try:
        settings = read_settings(ElasticsearchSettings, os.environ)
        made = asyncio.run(set_up(settings.kafka_bootstrap, settings.elasticsearch))
    except ClashwireError as error:
        sys.stderr.write(f"clashwire setup: {error}\n")
        return error.exit_code
    sys.stdout.write("\n".join(made or ["Kafka and Elasticsearch were set up already."]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
