from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from clashwire_ingest.hubs.callbacks import Callbacks, read_callbacks
from clashwire_runtime.errors import SettingsError

FEED_ID, HUB, TOPIC = "f-1", "https://hub.example/a?b=ü", "https://harbour.example/world.xml"
CALLBACKS = Callbacks("https://clashwire.example/in/", b"k" * 32)


def parts(url: str) -> Mapping[str, str]:
    feed_id, hub, token = urlsplit(url).path.split("/")[-3:]
    return {"feed_id": feed_id, "hub": hub, "token": token}


def test_a_callback_is_recognised_with_its_hub() -> None:
    url = CALLBACKS.url(FEED_ID, HUB, TOPIC)

    assert url.startswith("https://clashwire.example/in/websub/f-1/")
    assert CALLBACKS.hub_of(parts(url), TOPIC) == HUB


@pytest.mark.parametrize(
    ("name", "value"),
    [("feed_id", "f-2"), ("hub", "aHR0cHM6Ly9iLmV4YW1wbGUv"), ("token", "A" * 43), ("token", ""),
     ("hub", "%%%"), ("hub", "_w"), ("token", "é")],
)  # fmt: skip
def test_a_callback_with_any_part_changed_is_not_ours(name: str, value: str) -> None:
    path = {**parts(CALLBACKS.url(FEED_ID, HUB, TOPIC)), name: value}

    assert CALLBACKS.hub_of(path, TOPIC) is None


def test_a_callback_holds_for_its_topic_alone() -> None:
    path = parts(CALLBACKS.url(FEED_ID, HUB, TOPIC))

    assert CALLBACKS.hub_of(path, TOPIC + "x") is None
    assert CALLBACKS.hub_of(path, "") is None


def test_another_secret_makes_other_callbacks_and_secrets() -> None:
    other = Callbacks("https://clashwire.example/in", b"l" * 32)

    assert other.hub_of(parts(CALLBACKS.url(FEED_ID, HUB, TOPIC)), TOPIC) is None
    assert other.secret_of(FEED_ID, HUB, TOPIC) != CALLBACKS.secret_of(FEED_ID, HUB, TOPIC)


def test_a_secret_is_of_one_subscription_and_fits_websub() -> None:
    secret = CALLBACKS.secret_of(FEED_ID, HUB, TOPIC)

    assert len(secret.encode()) < 200
    assert secret != CALLBACKS.secret_of(FEED_ID, HUB, TOPIC + "x")
    assert secret not in CALLBACKS.url(FEED_ID, HUB, TOPIC)


def test_a_callback_is_remembered_by_a_hash_that_does_not_tell_it() -> None:
    found = CALLBACKS.url_hash(FEED_ID, HUB, TOPIC)

    assert parts(CALLBACKS.url(FEED_ID, HUB, TOPIC))["token"][:8] not in found
    assert found != Callbacks("https://b.example", b"k" * 32).url_hash(FEED_ID, HUB, TOPIC)


def test_settings_make_callbacks(tmp_path: Path) -> None:
    secret_file = tmp_path / "secret"
    secret_file.write_bytes(b"k" * 32 + b"\n")

    made = read_callbacks("https://clashwire.example/in/", str(secret_file))

    assert made.url(FEED_ID, HUB, TOPIC) == CALLBACKS.url(FEED_ID, HUB, TOPIC)


@pytest.mark.parametrize("url", ["clashwire.example", "ftp://a.example", "https://a.example/?x=1"])
def test_a_public_url_that_hubs_cannot_call_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="CLASHWIRE_WEBSUB_CALLBACK"):
        read_callbacks(url, str(tmp_path / "secret"))


@pytest.mark.parametrize("content", [None, b"", b"short"])
def test_without_a_good_secret_nothing_starts(content: bytes | None, tmp_path: Path) -> None:
    secret_file = tmp_path / "secret"
    if content is not None:
        secret_file.write_bytes(content)

    with pytest.raises(SettingsError, match="CLASHWIRE_WEBSUB_SECRET_FILE") as refused:
        read_callbacks("https://clashwire.example", str(secret_file) if content else "")

    assert "short" not in str(refused.value)
