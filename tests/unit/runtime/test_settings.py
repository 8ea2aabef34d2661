from datetime import timedelta

import pytest

from clashwire_runtime.errors import SettingsError
from clashwire_runtime.settings import (
    ServiceSettings,
    format_duration,
    parse_duration,
    read_settings,
)


class ExampleSettings(ServiceSettings, frozen=True, kw_only=True):
    """Settings with one required field and one list."""

    feeds: str
    allow_cidrs: tuple[str, ...] = ()


def test_variables_become_typed_values() -> None:
    settings = read_settings(
        ExampleSettings,
        {
            "CLASHWIRE_FEEDS": "feeds.yaml",
            "CLASHWIRE_ALLOW_CIDRS": "127.0.0.0/8, ::1/128",
            "CLASHWIRE_STALL_AFTER": "2m",
            "CLASHWIRE_HEALTH_PORT": "8080",
            "CLASHWIRE_STOP_WITH_STDIN": "true",
            "OTHER": "ignored",
        },
    )
    assert settings.allow_cidrs == ("127.0.0.0/8", "::1/128")
    assert settings.stall_after == timedelta(minutes=2)
    assert settings.health_port == 8080
    assert settings.stop_with_stdin


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "feeds"),
        ({"CLASHWIRE_FEEDS": "f", "CLASHWIRE_HEALTH_PORT": "90000"}, "CLASHWIRE_HEALTH_PORT"),
        ({"CLASHWIRE_FEEDS": "f", "CLASHWIRE_HEALTH_PORT": "x"}, "CLASHWIRE_HEALTH_PORT"),
        ({"CLASHWIRE_FEEDS": "f", "CLASHWIRE_STALL_AFTER": "soon"}, "CLASHWIRE_STALL_AFTER"),
    ],
)
def test_a_wrong_variable_is_named_in_one_sentence(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as caught:
        read_settings(ExampleSettings, environ)
    assert str(caught.value).endswith(".")
    assert caught.value.exit_code == 2


def test_an_empty_variable_is_no_value() -> None:
    assert read_settings(ServiceSettings, {"CLASHWIRE_LOG_LEVEL": ""}).log_level == "info"


@pytest.mark.parametrize(
    ("text", "seconds"), [("250ms", 0.25), ("30s", 30), ("5m", 300), ("6h", 21600), ("7d", 604800)]
)
def test_durations(text: str, seconds: float) -> None:
    assert parse_duration(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "7", "d", "-1d", "1w", "1.5h"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["1ms", "1500ms", "90s", "5m", "6h", "7d", "25h", "0d"])
def test_a_duration_is_written_in_the_largest_unit_that_says_it_whole(text: str) -> None:
    assert format_duration(parse_duration(text)) == text
