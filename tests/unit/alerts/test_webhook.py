"""The webhook as Standard Webhooks 1.0.0 has it; verified by its own library, never by us."""

import ast
import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from clashwire_contracts.alert import Alert, Delivery
from clashwire_contracts.codec import decode, encode
from clashwire_index.alerts.app import OpenedNetworks
from clashwire_index.alerts.decide import Due
from clashwire_index.alerts.outbox import new_deliveries
from clashwire_index.alerts.rules import Endpoint, Secret
from clashwire_index.alerts.snapshot import AlertInput, make_alert
from clashwire_index.alerts.webhook import encode_body, signed_headers
from tests.unit.alerts.happenings import NOW, a_claim_of, a_clash

ALERTS = Path(__file__).parents[3] / "services" / "index" / "clashwire_index" / "alerts"
SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
DESK = Endpoint(name="desk", url="https://example.org/hook", secret=Secret(SECRET))


def an_alert() -> Alert:
    claims = [a_claim_of("e-1", "army", 25, publisher="Zeitung für Übersee «Nord» 🗞")]
    due = Due(kind="clash.reported", rules={"desk": "new clashes"})
    return make_alert(AlertInput(a_clash(claims=claims), claims, "s"), due, (), NOW)


def test_the_published_vector_verifies() -> None:
    signature = Webhook("whsec_plJ3nmyCDGBKInavdOK15jsl").sign(
        "msg_loFOjxBNrRLzqYUf",
        datetime.fromtimestamp(1731705121, UTC),
        '{"event_type":"ping","data":{"success":true}}',
    )
    assert signature == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="


def test_a_receiver_verifies_our_headers_over_our_bytes_and_over_no_others() -> None:
    body = encode_body(an_alert())
    headers = signed_headers(an_alert(), body, DESK, datetime.now(UTC))
    assert Webhook(SECRET).verify(body, headers)["type"] == "clash.reported"
    assert headers["webhook-id"] == an_alert().alert_id
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace(b"25", b"26"), headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body, headers | {"webhook-id": "another"})


def test_the_body_is_type_timestamp_data() -> None:
    body = json.loads(encode_body(an_alert()))
    assert list(body) == ["type", "timestamp", "data"]
    assert body["timestamp"] == body["data"]["created_at"]
    assert body["data"]["alert_id"] == an_alert().alert_id


def test_a_delivery_read_back_from_the_outbox_gives_the_same_bytes() -> None:
    (delivery,) = new_deliveries(an_alert(), ["desk"])
    again = decode(Delivery, encode(delivery))
    assert encode_body(again.alert) == encode_body(an_alert())


def test_plain_http_reaches_opened_networks_only() -> None:
    guard = OpenedNetworks(("10.0.0.0/8",))
    assert guard.refuse("10.1.2.3") is None
    assert guard.refuse("93.184.216.34") is not None
    assert guard.refuse("127.0.0.1") is not None


def test_alerts_know_no_elasticsearch_so_pages_leave_while_it_is_down() -> None:
    modules = sorted(ALERTS.glob("*.py"))
    assert len(modules) > 10
    for module in modules:
        imported = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(module.read_text("utf-8")))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert not imported & {"elasticsearch", "elastic_transport"}, module
