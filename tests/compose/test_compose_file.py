"""What docker-compose.yml and the Dockerfiles must hold to, read without Docker."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONE_SHOTS = {name for name, service in SERVICES.items() if service.get("restart") == "no"}
LONG_RUNNING = SERVICES.keys() - ONE_SHOTS
OURS = {name for name, service in SERVICES.items() if service["image"].startswith("clashwire/")}
PARTS = {"ingest", "tag", "resolve", "index", "alerts"}

every_service = pytest.mark.parametrize("name", sorted(SERVICES))
every_long_running = pytest.mark.parametrize("name", sorted(LONG_RUNNING))


def dockerfile(name: str) -> str:
    """The Dockerfile that makes a service's image, whichever service builds it."""
    image = SERVICES[name]["image"]
    (path,) = {
        service["build"]["dockerfile"]
        for service in SERVICES.values()
        if service["image"] == image and "build" in service
    }
    return (REPOSITORY / str(path)).read_text("utf-8")


def conditions(name: str) -> dict[str, str]:
    """What a service waits for -> in which condition."""
    return {other: how["condition"] for other, how in SERVICES[name].get("depends_on", {}).items()}


def test_every_part_is_a_service_of_its_own() -> None:
    assert PARTS <= LONG_RUNNING
    assert {"kafka", "elasticsearch"} <= LONG_RUNNING


def test_every_one_shot_is_waited_for_by_a_long_running_service() -> None:
    """Else `up --wait` fails: it takes a container that exits for one that died."""
    assert ONE_SHOTS
    for one_shot in ONE_SHOTS:
        waiting = [conditions(name).get(one_shot) for name in LONG_RUNNING]
        assert "service_completed_successfully" in waiting, one_shot


def test_every_part_waits_for_the_set_up() -> None:
    for name in PARTS:
        assert conditions(name)["setup"] == "service_completed_successfully", name


@every_service
def test_named_volumes_are_declared(name: str) -> None:
    sources = [str(volume).split(":")[0] for volume in SERVICES[name].get("volumes", [])]
    named = {source for source in sources if re.fullmatch(r"[a-z][a-z0-9-]*", source)}
    assert named <= COMPOSE["volumes"].keys()


def test_every_declared_volume_is_used_by_one_service() -> None:
    text = (REPOSITORY / "docker-compose.yml").read_text("utf-8")
    for volume in COMPOSE["volumes"]:
        assert len(re.findall(rf"\b{volume}:/", text)) == 1, volume


@every_service
def test_ports_are_open_on_loopback_only(name: str) -> None:
    for port in SERVICES[name].get("ports", []):
        assert str(port).startswith("127.0.0.1:"), port


@every_long_running
def test_a_long_running_service_has_a_health_check_and_restarts(name: str) -> None:
    service = SERVICES[name]
    assert service["restart"] == "unless-stopped"
    if name in OURS:
        assert "HEALTHCHECK" in dockerfile(name)
        assert not service.get("healthcheck", {}).get("disable")
    else:
        assert service["healthcheck"]["test"]


@pytest.mark.parametrize("name", sorted(OURS))
def test_an_image_of_ours_has_two_stages_and_no_root(name: str) -> None:
    lines = dockerfile(name).splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    last_stage = max(i for i, line in enumerate(lines) if line.startswith("FROM "))
    assert sum(line.startswith("FROM ") for line in lines) >= 2
    assert users
    assert users[-1] not in {"root", "0"}
    assert any(line.startswith("USER ") for line in lines[last_stage:])


@pytest.mark.parametrize("name", sorted(OURS & LONG_RUNNING))
def test_a_part_can_write_only_its_volume(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_resolve_is_never_scaled() -> None:
    """It owns the state of every active event; a second worker would split it."""
    assert SERVICES["resolve"].get("deploy", {}).get("replicas", 1) == 1
    assert SERVICES["resolve"].get("scale", 1) == 1


@every_service
def test_images_are_pinned(name: str) -> None:
    image = SERVICES[name]["image"]
    assert ":" in image
    assert not image.endswith(":latest")


def test_every_variable_is_explained_to_the_operator() -> None:
    text = (REPOSITORY / "docker-compose.yml").read_text("utf-8")
    explained = (REPOSITORY / ".env.example").read_text("utf-8")
    variables = set(re.findall(r"\$\{([A-Z_]+)", text))
    assert {name for name in variables if name not in explained} <= {
        "CLASHWIRE_TAG",  # set by our own builds
        "KAFKA_CLUSTER_ID",  # must not change once data exists
    }
