"""What docs/webhooks.md and deploy/alerts.yaml show, tried."""

import base64
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from clashwire_index.alerts.alerts_file import UrlPolicy, parse_alerts
from clashwire_index.alerts.decide import Due
from clashwire_index.alerts.rules import AlertsFile, Endpoint, Secret
from clashwire_index.alerts.snapshot import AlertInput, make_alert
from clashwire_index.alerts.webhook import encode_body, signed_headers
from clashwire_runtime.address_guard import AddressGuard
from tests.unit.alerts.happenings import NOW, a_clash

ROOT = Path(__file__).parents[3]
SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
POLICY = UrlPolicy(AddressGuard(), any_network_opened=False)


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The page's own receiver, listening -> its URL."""
    page = (ROOT / "docs" / "webhooks.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    names: dict[str, Any] = {"__name__": "receiver"}
    exec(compile(code, "webhooks.md", "exec"), names)  # noqa: S102  # our own page
    handler: type[BaseHTTPRequestHandler] = names["Receiver"]
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_the_pages_receiver_takes_a_webhook_once_and_refuses_a_forged_one(
    receiver: str, capsys: pytest.CaptureFixture[str]
) -> None:
    due = Due(kind="clash.reported", rules={"desk": "new clashes"})
    alert = make_alert(AlertInput(a_clash(), (), "s"), due, (), NOW)
    body = encode_body(alert)
    desk = Endpoint(name="desk", url=receiver, secret=Secret(SECRET))
    headers = signed_headers(alert, body, desk, datetime.now(UTC))
    with httpx.Client(trust_env=False) as client:
        answers = [client.post(receiver, content=body, headers=headers) for _ in range(2)]
        forged = client.post(
            receiver, content=body.replace(b"El Obeid", b"Elsewhere"), headers=headers
        )
    assert [answer.status_code for answer in answers] == [204, 204]
    assert forged.status_code == 401
    assert capsys.readouterr().out.count("clash.reported") == 1


def test_the_committed_alerts_file_tells_nobody_and_its_example_is_right() -> None:
    text = (ROOT / "deploy" / "alerts.yaml").read_text("utf-8")
    assert parse_alerts(text, POLICY, lambda _: SECRET) == (AlertsFile(), [])
    example = text[text.index("# endpoints:") : text.index("#\n# To make a secret")]
    found, problems = parse_alerts(
        re.sub(r"^# ", "", example, flags=re.MULTILINE), POLICY, lambda _: SECRET
    )
    assert problems == []
    assert [rule.name for rule in found.rules] == [
        "new clashes",
        "what becomes of those in Sudan and Mali",
    ]
