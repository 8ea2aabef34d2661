"""alerts.yaml: what is read, and every error with its line."""

import base64
from pathlib import Path

import pytest

from clashwire_index.alerts.alerts_file import (
    UrlPolicy,
    is_signing_secret,
    parse_alerts,
    read_alerts_file,
)
from clashwire_index.alerts.rules import AlertsFile
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.errors import UsageError

SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
POLICY = UrlPolicy(AddressGuard(), any_network_opened=False)
ENDPOINT = "endpoints:\n  - {name: desk, url: https://example.org/hook, secret_file: desk}\n"


def problems_of(text: str, secret: str = SECRET) -> list[str]:
    return [str(problem) for problem in parse_alerts(text, POLICY, lambda _: secret)[1]]


def read(text: str) -> AlertsFile:
    found, problems = parse_alerts(text, POLICY, lambda _: SECRET + "\n")
    assert problems == []
    return found


def test_the_smallest_file_is_read() -> None:
    found = read(
        ENDPOINT + "rules:\n  - {name: new clashes, endpoint: desk, kinds: [clash.reported]}\n"
    )
    assert [(e.name, e.url) for e in found.endpoints] == [("desk", "https://example.org/hook")]
    assert found.endpoints[0].secret.reveal() == SECRET
    assert found.rules[0].kinds == {"clash.reported"}
    assert found.rules[0].min_independent_sources == 0


def test_all_filters_are_read() -> None:
    found = read(
        ENDPOINT + "rules:\n  - name: wide\n    endpoint: desk\n    kinds: [clash.contested]\n"
        "    countries: [SD, ML]\n    event_types: [battle, protest]\n"
        "    min_independent_sources: 2\n"
    )
    rule = found.rules[0]
    assert rule.countries == {"SD", "ML"}
    assert rule.event_types == {"battle", "protest"}
    assert rule.min_independent_sources == 2


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "endpoints:\nrules:\n", "{}"])
def test_an_empty_file_tells_nobody(text: str) -> None:
    assert read(text) == AlertsFile()


def test_a_secret_shows_in_no_repr() -> None:
    assert SECRET not in repr(read(ENDPOINT))
    assert SECRET not in f"{read(ENDPOINT).endpoints}"


def test_every_error_comes_with_its_line() -> None:
    text = (
        "endpoints:\n"
        "  - {name: desk, url: http://example.org/hook, secret_file: desk}\n"
        "  - {name: desk, url: 'https://me:pass@example.org', secret_file: desk}\n"
        "  - {url: example.org, secret_file: desk, secret: whsec_x}\n"
        "rules:\n"
        "  - {name: a, endpoint: field, kinds: [clash.reported, clash.heard]}\n"
        "  - name: b\n"
        "    endpoint: desk\n"
        "    countries: [Sudan]\n"
        "    event_types: [war]\n"
        "    min_independent_sources: two\n"
        "    name: c\n"
        "sinks: []\n"
    )
    found = problems_of(text)
    for expected in (
        "line 2: the url must be https, unless its host lies in CLASHWIRE_ALLOW_CIDRS",
        "line 3: an endpoint named 'desk' stands above already",
        "line 3: the url must not carry a user name or password",
        "line 4: an endpoint's name is missing",
        "line 4: an endpoint has no 'secret'; it knows name, url, secret_file",
        "line 4: the url must start with https:// and name a host",
        "line 6: there is no endpoint named 'field'",
        "line 7: a rule's kinds are missing",
        "line 9: 'Sudan' is not an ISO 3166-1 alpha-2 code such as AF",
        "line 11: min_independent_sources must be a whole number such as 2",
        "line 12: 'name' is given twice",
        "line 13: the file has no 'sinks'; it knows endpoints, rules",
    ):
        assert expected in found
    assert any(line.startswith("line 6: 'clash.heard' is not one of kinds") for line in found)
    assert any(line.startswith("line 10: 'war' is not one of event_types") for line in found)
    assert len(found) == 14


@pytest.mark.parametrize(
    "text",
    ["endpoints: [", "a: b: c", "- x", "just words", "endpoints: {a: 1}", "\x00", "rules: 3"],
)
def test_what_is_no_such_file_is_refused_with_a_line(text: str) -> None:
    assert problems_of(text)[0].startswith("line 1: ")


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "hello",
        "whsec_",
        "whsec_not base64",
        "whsk_" + base64.b64encode(b"k" * 32).decode(),
        "whsec_" + base64.b64encode(b"k" * 23).decode(),
        "whsec_" + base64.b64encode(b"k" * 65).decode(),
        "whsec_plJ3nmyCDGBKInavdOK15jsl",
    ],
)
def test_a_bad_secret_is_refused_and_not_repeated(secret: str) -> None:
    found = problems_of(ENDPOINT, secret)
    assert found == ["line 2: secret_file desk must hold whsec_ and base64 of 24 to 64 bytes"]
    assert not is_signing_secret(secret)


def test_a_missing_secret_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "alerts.yaml"
    path.write_text(ENDPOINT)
    with pytest.raises(UsageError, match=r"alerts\.yaml: line 2: secret_file desk cannot be read"):
        read_alerts_file(path, AddressGuard(), ())
    (tmp_path / "desk").write_text(SECRET)
    assert read_alerts_file(path, AddressGuard(), ()).endpoints[0].secret.reveal() == SECRET


@pytest.mark.parametrize(
    ("url", "cidrs", "taken"),
    [
        ("https://example.org/hook", (), True),
        ("https://example.org:8443/hook", (), True),
        ("http://127.0.0.1:9000/hook", (), False),
        ("http://127.0.0.1:9000/hook", ("127.0.0.0/8",), True),
        ("http://[::1]:9000/hook", ("127.0.0.0/8",), False),
        ("http://[::1]:9000/hook", ("::1/128",), True),
        ("http://localhost:9000/hook", ("127.0.0.0/8",), True),
        ("http://10.1.2.3/hook", ("127.0.0.0/8",), False),
        ("http://receiver:9000/hook", ("172.16.0.0/12",), True),
        ("http://receiver:9000/hook", (), False),
        ("ftp://example.org/hook", (), False),
        ("https:///hook", (), False),
        ("https://example.org:port/", (), False),
        ("https://[::1/", (), False),
    ],
)
def test_plain_http_goes_to_opened_networks_only(
    url: str, cidrs: tuple[str, ...], *, taken: bool
) -> None:
    policy = UrlPolicy(AddressGuard(cidrs), any_network_opened=bool(cidrs))
    assert (policy.refuse(url) is None) is taken
