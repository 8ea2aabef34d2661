import hashlib
import hmac

import pytest

from clashwire_ingest.hubs.signature import is_signed

BODY, SECRET = b"<feed/>", "s" * 64


def signature(method: str, secret: str = SECRET, body: bytes = BODY) -> str:
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_each_method_of_websub_is_understood(method: str) -> None:
    assert is_signed(signature(method), BODY, SECRET)
    assert is_signed(signature(method).upper().replace("SHA", "sha"), BODY, SECRET)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        "sha256",
        signature("sha256", "other"),
        signature("sha256", body=BODY + b" "),
        signature("sha256").replace("sha256", "sha1"),
        "md5=" + hashlib.md5(BODY, usedforsecurity=False).hexdigest(),
        "sha256=é",
    ],
)
def test_anything_else_is_no_signature(header: str | None) -> None:
    assert not is_signed(header, BODY, SECRET)
