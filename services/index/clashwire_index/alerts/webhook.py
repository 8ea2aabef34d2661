"""A webhook on the wire: Standard Webhooks 1.0.0 body, headers and one signed POST."""

import asyncio
from datetime import datetime

import httpx
import msgspec
from standardwebhooks import Webhook

from clashwire_contracts.alert import Alert
from clashwire_contracts.vocabulary import AlertKind
from clashwire_index.alerts.retry import Answer
from clashwire_index.alerts.rules import Endpoint
from clashwire_runtime.address_guard import ForbiddenAddressError

MAX_BODY_BYTES = 20_000  # Standard Webhooks 1.0.0 asks for less than 20 KB
TIMEOUT_SECONDS = 20.0  # it asks for 15 to 30 s
MAX_ANSWER_BYTES = 1024
_ANSWER_SECONDS = 2.0
_USER_AGENT = "Clashwire-Webhooks/1"


class WebhookBody(msgspec.Struct, frozen=True):
    """What a receiver reads: `timestamp` is when the alert was made, `data` the alert."""

    type: AlertKind
    timestamp: datetime
    data: Alert


def encode_body(alert: Alert) -> bytes:
    """Alert -> the body; the same alert gives the same bytes at every attempt."""
    body = WebhookBody(alert.kind, alert.created_at, alert)
    return msgspec.json.encode(body, order="deterministic")


def signed_headers(alert: Alert, body: bytes, endpoint: Endpoint, now: datetime) -> dict[str, str]:
    """The headers of an attempt made at `now` (UTC); `webhook-id` is the alert_id, always."""
    signature = Webhook(endpoint.secret.reveal()).sign(alert.alert_id, now, body.decode())
    return {
        "content-type": "application/json",
        "user-agent": _USER_AGENT,
        "webhook-id": alert.alert_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }


async def post(
    client: httpx.AsyncClient, alert: Alert, endpoint: Endpoint, now: datetime
) -> Answer:
    """POST an alert once -> the answer; never raises for what network or receiver do."""
    body = encode_body(alert)
    headers = signed_headers(alert, body, endpoint, now)
    try:
        async with (
            asyncio.timeout(TIMEOUT_SECONDS),
            client.stream("POST", endpoint.url, content=body, headers=headers) as response,
        ):
            await _drain(response)
            return Answer(
                status_code=response.status_code,
                error=None if response.is_success else f"answered {response.status_code}",
                retry_after=response.headers.get("retry-after"),
            )
    except (TimeoutError, httpx.TimeoutException):
        return Answer(status_code=None, error=f"no answer within {TIMEOUT_SECONDS:.0f} s")
    except ForbiddenAddressError as error:
        return Answer(status_code=None, error=str(error))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        return Answer(status_code=None, error=f"{type(error).__name__}: {error}")


async def _drain(response: httpx.Response) -> None:
    """Read a short answer so that the connection can be used again; a long one is dropped."""
    taken = 0
    try:
        async with asyncio.timeout(_ANSWER_SECONDS):
            async for chunk in response.aiter_raw():
                taken += len(chunk)
                if taken > MAX_ANSWER_BYTES:
                    return
    except (TimeoutError, httpx.HTTPError):
        return  # the status has come; what follows it does not matter
