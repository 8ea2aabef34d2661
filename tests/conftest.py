"""What every test may ask for: an option on the command line, the real Kafka and Elasticsearch."""

import asyncio
from collections.abc import Iterator

import pytest

from clashwire_contracts.topics import ALL_TOPICS
from clashwire_index.install import setup_elasticsearch
from clashwire_local import RunningStack, start_stack
from clashwire_runtime.topic_setup import create_topics


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--compose`: run the tests that bring up docker-compose.yml."""
    parser.addoption(
        "--compose",
        action="store_true",
        help="run the end-to-end tests against `docker compose up`; needs Docker",
    )


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Both servers, empty; started once for the session, on free ports."""
    with start_stack(tmp_path_factory.mktemp("stack"), rebalance_delay_ms=0) as running:
        yield running


@pytest.fixture(scope="session")
def ready_stack(stack: RunningStack) -> RunningStack:
    """The same servers with every topic and index of the contract."""
    asyncio.run(create_topics(stack.kafka_bootstrap, ALL_TOPICS))
    asyncio.run(setup_elasticsearch(stack.elasticsearch_url))
    return stack
