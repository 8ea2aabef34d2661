"""Settings: environment variables CLASHWIRE_* -> one frozen value, read once at the start."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, TypeVar

import msgspec

from clashwire_runtime.errors import SettingsError

PREFIX = "CLASHWIRE_"
S = TypeVar("S", bound=msgspec.Struct)
Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]
_DURATION = re.compile(r"(\d+)(ms|s|m|h|d)")
_UNIT_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


class ServiceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What every service is told: where Kafka is, where to answer health, how to log.

    `health_port` 0 takes any free port; `session_timeout` is how long Kafka waits for a
    silent consumer before it gives its partitions away; with `stop_with_stdin` the end of
    standard input ends the process, so that it never outlives whoever started it.
    """

    kafka_bootstrap: str = "127.0.0.1:9092"
    health_host: str = "127.0.0.1"
    health_port: Port = 0
    log_level: str = "info"
    data_dir: str = ".clashwire"
    session_timeout: timedelta = timedelta(seconds=15)
    give_up_after: timedelta = timedelta(minutes=5)
    stall_after: timedelta = timedelta(seconds=60)
    stop_with_stdin: bool = False


def read_settings(model: type[S], environ: Mapping[str, str]) -> S:
    """Environment -> settings; raises SettingsError naming the variable and the remedy.

    Durations read `30s`, `5m`, `7d`; lists are comma separated; an empty value is no value.
    """
    given: dict[str, object] = {}
    for field in msgspec.structs.fields(model):
        raw = environ.get(PREFIX + field.name.upper(), "")
        if raw:
            given[field.name] = _read(field.name, raw, field.type)
    try:
        return msgspec.convert(given, model, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(_explain(error)) from error


def parse_duration(text: str) -> timedelta:
    """`90s`, `5m`, `6h`, `7d` -> timedelta; raises ValueError on anything else."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a duration such as 30s, 5m, 6h or 7d")
    return timedelta(seconds=int(match[1]) * _UNIT_SECONDS[match[2]])


def format_duration(duration: timedelta) -> str:
    """A timedelta -> the same in the largest unit that says it whole, to the millisecond: `90s`."""
    left_ms = round(duration.total_seconds() * 1000)
    sizes = {unit: round(seconds * 1000) for unit, seconds in _UNIT_SECONDS.items()}
    unit = max((u for u in sizes if left_ms % sizes[u] == 0), key=sizes.__getitem__)
    return f"{left_ms // sizes[unit]}{unit}"


def _read(name: str, raw: str, kind: object) -> object:
    if kind is timedelta:
        try:
            return parse_duration(raw)
        except ValueError as error:
            raise SettingsError(f"{PREFIX}{name.upper()}: {error}.") from error
    if getattr(kind, "__origin__", None) is tuple:
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    return raw


def _explain(error: msgspec.ValidationError) -> str:
    what, _, where = str(error).partition(" - at `$.")
    if where:
        return f"{PREFIX}{where.strip('`').upper()}: {what[0].lower()}{what[1:]}; correct it."
    return f"Settings: {what[0].lower()}{what[1:]}; set the {PREFIX}* variable it names."
