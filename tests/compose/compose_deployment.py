"""The deployment that `docker compose up --build --wait` makes, on free ports of this machine."""

import json
import os
import subprocess
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from clashwire_local.ports import free_ports
from tests.e2e.deployment import is_setting

REPOSITORY = Path(__file__).parents[2]
PROJECT = f"clashwire-test-{os.getpid()}"
BUILD_SECONDS = 900.0
FOR_EVER = "20000d"


class ComposeDeployment:
    """The repository's docker-compose.yml, with an operator's files and free ports."""

    def __init__(self, feeds: Path, alerts: Path, secrets: Path) -> None:
        self._kafka_port, self._elasticsearch_port, page_port = free_ports(3)
        kept = {k: v for k, v in os.environ.items() if not is_setting(k)}
        self._environment = {
            **kept,
            "CLASHWIRE_TAG": "test",
            "CLASHWIRE_FEEDS_FILE": str(feeds),
            "CLASHWIRE_ALERTS_FILE": str(alerts),
            "CLASHWIRE_SECRETS_DIR": str(secrets),
            "CLASHWIRE_ALLOW_CIDRS": f"{bridge_address()}/32",
            "CLASHWIRE_BACKFILL_AFTER": FOR_EVER,
            "CLASHWIRE_PAGE_PORT": str(page_port),
            "KAFKA_PORT": str(self._kafka_port),
            "ELASTICSEARCH_PORT": str(self._elasticsearch_port),
        }

    @property
    def kafka(self) -> str:
        """Kafka's address, as the compose file publishes it to this machine."""
        return f"localhost:{self._kafka_port}"

    @property
    def elasticsearch(self) -> str:
        """The base URL of Elasticsearch, likewise."""
        return f"http://127.0.0.1:{self._elasticsearch_port}"

    def up(self) -> None:
        """`docker compose up --build --wait`; AssertionError with its output unless it exits 0."""
        done = self.compose("up", "--build", "--wait")
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-5000:] + self.logs()

    def down(self) -> None:
        """Remove the project's containers, network and volumes."""
        self.compose("down", "--volumes", "--remove-orphans")

    def services(self) -> dict[str, dict[str, Any]]:
        """Every container of the project, one-shots included, by service name."""
        done = self.compose("ps", "--all", "--format", "json")
        found = [json.loads(line) for line in done.stdout.splitlines()]
        return {one["Service"]: one for one in found}

    def user_of(self, service: str) -> int:
        """The uid that a service's container runs as."""
        return int(self.compose("exec", "-T", service, "id", "-u").stdout)

    def logs(self) -> str:
        """The last lines of every service."""
        return self.compose("logs", "--tail", "15").stdout[-8000:]

    def compose(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `docker compose` on the project -> its exit code and output."""
        return subprocess.run(
            ["docker", "compose", "--project-name", PROJECT, *arguments],
            cwd=REPOSITORY,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=BUILD_SECONDS,
            check=False,
        )


def bridge_address() -> str:
    """This machine's address on Docker's default bridge, which containers reach."""
    done = subprocess.run(
        ["docker", "network", "inspect", "bridge"], capture_output=True, text=True, check=True
    )
    config = json.loads(done.stdout)[0]["IPAM"]["Config"][0]
    # a daemon that was given no gateway takes the first address, and does not say so
    first = next(ip_network(config["Subnet"]).hosts())
    return str(config.get("Gateway") or first)
