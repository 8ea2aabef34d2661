"""Callback URLs that nobody can guess, and the secret of each subscription: by HMAC, kept nowhere.

Any worker can so judge a hub's request, whichever of them subscribed. A callback names feed and
hub, and a token that holds for that feed, hub and topic alone.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from clashwire_runtime.errors import SettingsError

ROOM = "websub"
_MIN_SECRET_BYTES = 32
_HASH_CHARACTERS = 16


class Callbacks:
    """Makes callbacks below a public URL from the service's secret, and recognises them."""

    def __init__(self, base_url: str, secret: bytes) -> None:
        self._base_url = base_url.rstrip("/")
        self._secret = secret

    @property
    def route(self) -> str:
        """The path of all callbacks, as a route with `feed_id`, `hub` and `token`."""
        return f"{urlsplit(self._base_url).path}/{ROOM}/{{feed_id}}/{{hub}}/{{token}}"

    def url(self, feed_id: str, hub: str, topic: str) -> str:
        """The callback of a subscription."""
        token = self._token(feed_id, hub, topic)
        return f"{self._base_url}/{ROOM}/{feed_id}/{_to_segment(hub.encode())}/{token}"

    def url_hash(self, feed_id: str, hub: str, topic: str) -> str:
        """The callback's hash, to remember it by without telling it."""
        url = self.url(feed_id, hub, topic)
        return hashlib.sha256(url.encode()).hexdigest()[:_HASH_CHARACTERS]

    def secret_of(self, feed_id: str, hub: str, topic: str) -> str:
        """The hub.secret of a subscription: 64 characters, of the 200 bytes that WebSub allows."""
        return self._mac("secret", feed_id, hub, topic).hex()

    def hub_of(self, path: Mapping[str, str], topic: str) -> str | None:
        """A request's `feed_id`, `hub` and `token`, and its topic -> the hub; None for no match."""
        try:
            hub = _from_segment(path["hub"]).decode()
        except ValueError:
            return None
        expected = self._token(path["feed_id"], hub, topic)
        return hub if hmac.compare_digest(expected.encode(), path["token"].encode()) else None

    def _token(self, feed_id: str, hub: str, topic: str) -> str:
        return _to_segment(self._mac("callback", feed_id, hub, topic))

    def _mac(self, *parts: str) -> bytes:
        # lengths keep ("a", "bc") and ("ab", "c") apart
        message = b"".join(len(raw).to_bytes(4) + raw for raw in map(str.encode, parts))
        return hmac.digest(self._secret, message, hashlib.sha256)


def read_callbacks(base_url: str, secret_file: str) -> Callbacks:
    """The settings -> callbacks; raises SettingsError naming the variable and the remedy."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise SettingsError(
            "CLASHWIRE_WEBSUB_CALLBACK: should be the public URL under which hubs reach this "
            "service, such as https://clashwire.example.org."
        )
    if not secret_file:
        raise SettingsError(
            "CLASHWIRE_WEBSUB_SECRET_FILE: CLASHWIRE_WEBSUB_CALLBACK needs a file of at least "
            f"{_MIN_SECRET_BYTES} random bytes; make one with `openssl rand -hex 32`."
        )
    try:
        secret = Path(secret_file).read_bytes().strip()
    except OSError as error:
        raise SettingsError(
            f"CLASHWIRE_WEBSUB_SECRET_FILE: {secret_file} cannot be read ({error.strerror})."
        ) from error
    if len(secret) < _MIN_SECRET_BYTES:
        raise SettingsError(
            f"CLASHWIRE_WEBSUB_SECRET_FILE: {secret_file} holds fewer than {_MIN_SECRET_BYTES} "
            "bytes; make one with `openssl rand -hex 32`."
        )
    return Callbacks(base_url, secret)


def _to_segment(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _from_segment(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
