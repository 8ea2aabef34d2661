"""X-Hub-Signature: whether a push was signed with the subscription's secret (W3C WebSub 7.1)."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

# sha1 is what most hubs still send; with a secret of ours it holds, for HMAC needs no collisions
_METHODS: dict[str, Callable[..., Any]] = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}


def is_signed(header: str | None, body: bytes, secret: str) -> bool:
    """An X-Hub-Signature header, `method=hexdigest` -> whether it is right, in constant time."""
    method, _, given = (header or "").strip().partition("=")
    digest = _METHODS.get(method.strip().lower())
    if digest is None:
        return False
    expected = hmac.new(secret.encode(), body, digest).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode())
