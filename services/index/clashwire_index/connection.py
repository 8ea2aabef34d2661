"""The Elasticsearch client: built in one place, with its secrets kept out of every message."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import msgspec
from elasticsearch import AsyncElasticsearch

from clashwire_runtime.errors import SettingsError

WRITE_TIMEOUT_SECONDS = 60.0
READ_TIMEOUT_SECONDS = 10.0


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """Where Elasticsearch is and how to be let in; empty means not needed."""

    url: str
    api_key_file: str = ""
    ca_file: str = ""

    @property
    def shown_url(self) -> str:
        """The URL without a user name or password, fit for a log or an error."""
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def connect(
    connection: Connection, timeout_seconds: float = WRITE_TIMEOUT_SECONDS
) -> AsyncElasticsearch:
    """Connection -> a client that has sent nothing yet; raises SettingsError.

    It never retries by itself: who calls it knows what may be repeated.
    """
    trusted: dict[str, Any] = {"ca_certs": connection.ca_file} if connection.ca_file else {}
    try:
        return AsyncElasticsearch(
            connection.url,
            api_key=_read_secret(connection.api_key_file),
            **trusted,
            request_timeout=timeout_seconds,
            max_retries=0,
        )
    except ValueError as error:
        raise SettingsError(
            f"CLASHWIRE_ELASTICSEARCH_URL: {connection.shown_url!r} is not a URL such as "
            "http://127.0.0.1:9200; correct it."
        ) from error


def _read_secret(path: str) -> str | None:
    if not path:
        return None
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"CLASHWIRE_ELASTICSEARCH_API_KEY_FILE: {path} cannot be read; "
            "give the path of a file that holds the key."
        ) from error
