"""The hostile web behind TLS, with an authority that the system trusts, or does not."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trustme

from tests.hostile_web.hostile_web import HostileWeb, hostile_web


@asynccontextmanager
async def secure_web(monkeypatch: pytest.MonkeyPatch, folder: Path) -> AsyncIterator[HostileWeb]:
    """An https server for news.example whose authority is in the system's store."""
    async with hostile_web(tls=trusted_server(monkeypatch, folder)) as web:
        yield web


def trusted_server(monkeypatch: pytest.MonkeyPatch, folder: Path) -> ssl.SSLContext:
    """A server's TLS by an authority that is put into the system's store."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
    return server_context(authority)


def server_context(authority: trustme.CA) -> ssl.SSLContext:
    """A server's TLS with a certificate for news.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    return context
