"""The broker's settings and the file they are written to."""

from pathlib import Path

from clashwire_contracts import topics
from clashwire_local.kafka import properties_text, server_properties

PORTS = {"kafka": 9092, "kafka_controller": 9093}


def settings(rebalance_delay_ms: int = 3000) -> dict[str, str]:
    return server_properties(PORTS, Path("storage"), rebalance_delay_ms)


def test_every_address_is_loopback() -> None:
    addresses = [value for name, value in settings().items() if "listeners" in name]

    assert addresses
    assert all("//127.0.0.1:" in address for part in addresses for address in part.split(","))
    assert settings()["controller.quorum.voters"] == "1@127.0.0.1:9093"


def test_one_broker_suffices_for_every_internal_topic() -> None:
    factors = {name: value for name, value in settings().items() if "replication.factor" in name}

    assert set(factors) == {
        "default.replication.factor",
        "offsets.topic.replication.factor",
        "transaction.state.log.replication.factor",
        "share.coordinator.state.topic.replication.factor",
    }
    assert set(factors.values()) == {"1"}


def test_no_topic_is_made_by_accident() -> None:
    assert settings()["auto.create.topics.enable"] == "false"


def test_the_largest_message_of_any_topic_fits() -> None:
    largest_bytes = max(topic.max_message_bytes for topic in topics.ALL_TOPICS)

    assert int(settings()["message.max.bytes"]) >= largest_bytes


def test_offsets_outlive_the_retention_of_every_topic() -> None:
    longest_ms = max(topic.retention_ms or 0 for topic in topics.ALL_TOPICS)

    assert int(settings()["offsets.retention.minutes"]) * 60_000 > longest_ms


def test_the_rebalance_delay_is_the_callers() -> None:
    assert settings(0)["group.initial.rebalance.delay.ms"] == "0"


def test_text_is_safe_in_a_java_properties_file() -> None:
    text = properties_text({"log.dirs": "C:\\data\\Zürich\\\N{NEWSPAPER}"})

    assert text == "log.dirs=C:\\\\data\\\\Z\\u00fcrich\\\\\\ud83d\\udcf0\n"
