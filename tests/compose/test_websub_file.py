"""What deploy/compose.websub.yaml adds to the deployment, read without Docker."""

from pathlib import Path
from typing import Any

import msgspec
import yaml

from clashwire_ingest.settings import IngestSettings

REPOSITORY = Path(__file__).parents[2]
ADDED: dict[str, Any] = yaml.safe_load(
    (REPOSITORY / "deploy" / "compose.websub.yaml").read_text("utf-8")
)["services"]


def test_only_ingest_is_changed() -> None:
    assert ADDED.keys() == {"ingest"}


def test_every_setting_exists() -> None:
    known = {f"CLASHWIRE_{f.name.upper()}" for f in msgspec.structs.fields(IngestSettings)}

    assert ADDED["ingest"]["environment"].keys() <= known


def test_callbacks_are_open_on_loopback_only_and_lead_to_the_port_of_the_settings() -> None:
    port = ADDED["ingest"]["environment"]["CLASHWIRE_WEBSUB_PORT"]

    for mapping in ADDED["ingest"]["ports"]:
        assert mapping.startswith("127.0.0.1:")
        assert mapping.endswith(f":{port}")


def test_the_secret_is_mounted_where_the_settings_look_and_read_only() -> None:
    environment = ADDED["ingest"]["environment"]
    (mount,) = ADDED["ingest"]["volumes"]

    assert mount.endswith(f":{environment['CLASHWIRE_WEBSUB_SECRET_FILE']}:ro")


def test_without_a_public_url_nothing_starts() -> None:
    assert ":?" in ADDED["ingest"]["environment"]["CLASHWIRE_WEBSUB_CALLBACK"]


def test_hubs_are_off_by_default() -> None:
    assert IngestSettings().websub_callback == ""
