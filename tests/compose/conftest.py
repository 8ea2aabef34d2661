"""Clashwire under Docker Compose, brought up once for the tests that ask for it."""

from collections.abc import Iterator

import pytest

from tests.compose.compose_deployment import ComposeDeployment, bridge_address
from tests.e2e.golden_path import GOLDEN_STORIES, Golden
from tests.e2e.newsroom import Newsroom
from tests.e2e.running import GOLDEN_PUBLISHERS, SECRET, write_alerts, write_feeds


@pytest.fixture(scope="session")
def newsroom(request: pytest.FixtureRequest) -> Iterator[Newsroom]:
    """A newsroom that containers reach, at the address of Docker's bridge."""
    if not request.config.getoption("--compose"):
        pytest.skip("needs Docker: run it with `make test-compose`")
    with Newsroom(SECRET, host=bridge_address()) as found:
        yield found


@pytest.fixture(scope="session")
def compose(
    newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ComposeDeployment]:
    """The compose file of this repository under a project name of its own; removed at the end."""
    folder = tmp_path_factory.mktemp("compose")
    secrets = folder / "secrets"
    secrets.mkdir()
    secrets.chmod(0o755)  # the containers' user is not ours
    feeds = write_feeds(folder / "feeds.yaml", newsroom, GOLDEN_PUBLISHERS)
    alerts = write_alerts(secrets, newsroom.hook_url, "/run/secrets/secret")
    deployment = ComposeDeployment(feeds, alerts, secrets)
    try:
        deployment.up()
        yield deployment
    finally:
        deployment.down()


@pytest.fixture(scope="session", params=GOLDEN_STORIES)
def golden(request: pytest.FixtureRequest) -> Golden:
    """A golden story, as in the end-to-end tests on this machine."""
    found = request.param()
    assert isinstance(found, Golden)
    return found
