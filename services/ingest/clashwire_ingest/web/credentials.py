"""A feed's secret file -> the one header that carries it, and where it may be sent.

The file is read for each fetch, so that a rotated secret needs no restart, and nothing keeps it.
"""

import base64
import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from clashwire_ingest.feeds.feed_config import Auth
from clashwire_runtime.errors import ClashwireError

_MAX_SECRET_BYTES = 8192
_DEFAULT_PORTS = {"http": 80, "https": 443}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 5.6.2, a header's name
_VISIBLE = re.compile(r"[\x21-\x7e\x80-\U0010ffff](?:[\x20-\x7e\x80-\U0010ffff]*)")


class SecretError(ClashwireError):
    """A secret file that cannot be read or used; the message never holds what is in it."""


def credential_header(auth: Auth) -> tuple[bytes, bytes]:
    """How a feed asks who reads it -> header name and value; raises SecretError."""
    secret = _read_secret(Path(auth.secret_file))
    if auth.scheme == "basic":
        if ":" not in secret:
            raise SecretError(f"{auth.secret_file} should hold user:password.")
        return b"Authorization", b"Basic " + base64.b64encode(secret.encode())
    if auth.scheme == "bearer":
        return b"Authorization", b"Bearer " + secret.encode()
    if auth.scheme == "cookie":
        if "=" not in secret:
            raise SecretError(f"{auth.secret_file} should hold name=value.")
        return b"Cookie", secret.encode()
    if not auth.header or not _TOKEN.fullmatch(auth.header):
        raise SecretError(f"{auth.header!r} is no header name; correct the feed's auth.")
    return auth.header.encode("ascii"), secret.encode()


def may_carry(asked: str, target: str) -> bool:
    """Whether a secret for one URL may go to another: same origin, or its https on usual ports."""
    before, after = urlsplit(asked), urlsplit(target)
    if before.hostname != after.hostname:
        return False
    same = (before.scheme, _port(before)) == (after.scheme, _port(after))
    upgraded = (before.scheme, _port(before), after.scheme, _port(after))
    return same or upgraded == ("http", 80, "https", 443)


def _read_secret(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_SECRET_BYTES + 1)
        text = raw.decode("utf-8").strip("\r\n")
    except OSError as error:
        raise SecretError(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError:
        # the error itself would quote the secret
        raise SecretError(f"{path} is not text.") from None
    if len(raw) > _MAX_SECRET_BYTES or not _VISIBLE.fullmatch(text):
        raise SecretError(f"{path} should hold one line of at most {_MAX_SECRET_BYTES} bytes.")
    return text


def _port(parts: SplitResult) -> int | None:
    return parts.port or _DEFAULT_PORTS.get(parts.scheme)
