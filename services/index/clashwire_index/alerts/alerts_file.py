"""alerts.yaml -> endpoints and rules; every error with its line, all of them at once."""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import httpx
import msgspec
import yaml

from clashwire_contracts.vocabulary import AlertKind, EventType
from clashwire_index.alerts.rules import AlertsFile, Endpoint, Rule, Secret
from clashwire_index.alerts.yaml_lines import LinedYaml, Problem
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.errors import UsageError

SECRET_PREFIX = "whsec_"  # noqa: S105  # the prefix of Standard Webhooks, not a secret
_SECRET_BYTES = range(24, 65)  # Standard Webhooks 1.0.0, "Symmetric signatures": 24 to 64 bytes
_COUNTRY = re.compile(r"[A-Z]{2}")
_ENDPOINT_KEYS = ("name", "url", "secret_file")
_RULE_KEYS = (
    "name",
    "endpoint",
    "kinds",
    "countries",
    "event_types",
    "min_independent_sources",
)
ReadSecret = Callable[[str], str]


def read_alerts_file(path: Path, guard: AddressGuard, allow_cidrs: Sequence[str]) -> AlertsFile:
    """A file that exists -> its endpoints and rules; raises UsageError naming every bad line.

    A relative secret_file is looked for beside alerts.yaml.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}; make it a readable text file."
        ) from error
    policy = UrlPolicy(guard, any_network_opened=bool(allow_cidrs))
    found, problems = parse_alerts(
        text, policy, lambda name: (path.parent / name).read_text(encoding="utf-8")
    )
    if problems:
        raise UsageError(f"{path}: {'; '.join(map(str, problems))}.")
    return found


class UrlPolicy:
    """Which webhook URLs are taken: https, or plain http into a network the operator opened."""

    def __init__(self, guard: AddressGuard, *, any_network_opened: bool) -> None:
        self._guard = guard
        self._any_network_opened = any_network_opened

    def refuse(self, url: str) -> str | None:
        """URL -> why it is refused, or None; a name's addresses are judged when it is called."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
            httpx.URL(url)  # what will call it must be able to read it too
        except (ValueError, httpx.InvalidURL) as error:
            return f"the url is not one: {error}"
        if parts.scheme not in {"http", "https"} or not host:
            return "the url must start with https:// and name a host"
        if parts.username or parts.password:
            return "the url must not carry a user name or password"
        if parts.scheme == "http" and not self._may_be_plain(host):
            return "the url must be https, unless its host lies in CLASHWIRE_ALLOW_CIDRS"
        return None

    def _may_be_plain(self, host: str) -> bool:
        is_name = host != "localhost" and not re.fullmatch(r"[\d.]+|.*:.*", host)
        return (is_name and self._any_network_opened) or self._guard.opens(host)


def parse_alerts(
    text: str, policy: UrlPolicy, read_secret: ReadSecret
) -> tuple[AlertsFile, list[Problem]]:
    """Text -> what could be read of it, and every problem in the order of the lines."""
    lines = LinedYaml()
    root = lines.compose(text)
    if root is None:
        return AlertsFile(), lines.problems
    top = lines.mapping(root, ("endpoints", "rules"), "the file")
    reader = _AlertsReader(lines, policy, read_secret)
    endpoints = tuple(map(reader.endpoint, lines.items(top.get("endpoints"), "endpoints")))
    names = frozenset(endpoint.name for endpoint in endpoints)
    rules = tuple(reader.rule(node, names) for node in lines.items(top.get("rules"), "rules"))
    return AlertsFile(endpoints=endpoints, rules=rules), sorted(lines.problems)


class _AlertsReader:
    """Reads single endpoints and rules; names must be unlike within each kind."""

    def __init__(self, lines: LinedYaml, policy: UrlPolicy, read_secret: ReadSecret) -> None:
        self._lines = lines
        self._policy = policy
        self._read_secret = read_secret
        self._names: set[tuple[str, str]] = set()

    def endpoint(self, node: yaml.Node) -> Endpoint:
        fields = self._lines.mapping(node, _ENDPOINT_KEYS, "an endpoint")
        name = self._name(fields, node, "an endpoint")
        url = self._lines.text(fields.get("url"), node, "an endpoint's url")
        refused = self._policy.refuse(url) if url else None
        if refused:
            self._lines.note(fields["url"], refused)
        return Endpoint(name=name, url=url, secret=self._secret(fields, node))

    def rule(self, node: yaml.Node, endpoints: frozenset[str]) -> Rule:
        fields = self._lines.mapping(node, _RULE_KEYS, "a rule")
        name = self._name(fields, node, "a rule")
        endpoint = self._lines.text(fields.get("endpoint"), node, "a rule's endpoint")
        if endpoint and endpoint not in endpoints:
            self._lines.note(fields["endpoint"], f"there is no endpoint named {endpoint!r}")
        if "kinds" not in fields:
            self._lines.note(node, "a rule's kinds are missing")
        kinds = self._lines.choices(fields.get("kinds"), get_args(AlertKind), "kinds")
        types = self._lines.choices(fields.get("event_types"), get_args(EventType), "event_types")
        return Rule(
            name=name,
            endpoint=endpoint,
            kinds=msgspec.convert(kinds, frozenset[AlertKind]),
            countries=self._countries(fields.get("countries")),
            event_types=types,
            min_independent_sources=self._count(fields, "min_independent_sources"),
        )

    def _name(self, fields: dict[str, yaml.Node], node: yaml.Node, what: str) -> str:
        name = self._lines.text(fields.get("name"), node, f"{what}'s name")
        if (what, name) in self._names:
            self._lines.note(fields["name"], f"{what} named {name!r} stands above already")
        if name:
            self._names.add((what, name))
        return name

    def _secret(self, fields: dict[str, yaml.Node], node: yaml.Node) -> Secret:
        name = self._lines.text(fields.get("secret_file"), node, "an endpoint's secret_file")
        if not name:
            return Secret("")
        try:
            text = self._read_secret(name).strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a text"
            self._lines.note(fields["secret_file"], f"secret_file {name} cannot be read: {reason}")
            return Secret("")
        if not is_signing_secret(text):
            self._lines.note(
                fields["secret_file"],
                f"secret_file {name} must hold {SECRET_PREFIX} and base64 of 24 to 64 bytes",
            )
        return Secret(text)

    def _countries(self, node: yaml.Node | None) -> frozenset[str]:
        found: set[str] = set()
        for item in self._lines.items(node, "countries"):
            code = self._lines.text(item, item, "a country")
            if code and not _COUNTRY.fullmatch(code):
                self._lines.note(item, f"{code!r} is not an ISO 3166-1 alpha-2 code such as AF")
            found.add(code)
        return frozenset(found)

    def _count(self, fields: dict[str, yaml.Node], key: str) -> int:
        node = fields.get(key)
        value: Any = getattr(node, "value", "0")
        if isinstance(value, str) and value.isascii() and value.isdecimal():
            return int(value)
        if node is not None:
            self._lines.note(node, f"{key} must be a whole number such as 2")
        return 0


def is_signing_secret(text: str) -> bool:
    """Whether a text is a Standard Webhooks secret that we may sign with."""
    if not text.startswith(SECRET_PREFIX):
        return False
    try:
        key = base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(key) in _SECRET_BYTES
