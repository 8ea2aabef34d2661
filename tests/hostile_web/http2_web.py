"""A server that speaks HTTP/2 over TLS, as most publishers' do, and nothing else."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

Header = tuple[str, str]


class Http2Web:
    """Gives every request the same answer; `requests` holds the headers of each, in order."""

    def __init__(self, headers: Sequence[Header], body: bytes) -> None:
        self.requests: list[dict[str, str]] = []
        self.connections = 0
        self.port = 0
        self._headers = headers
        self._body = body

    def url(self, path: str) -> str:
        """The URL of a path here."""
        return f"https://news.example:{self.port}{path}"

    async def resolver(self, _host: str, _port: int) -> Sequence[str]:
        """Every name is this server's."""
        return ["127.0.0.1"]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection until it ends."""
        self.connections += 1
        state = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        state.initiate_connection()
        writer.write(state.data_to_send())
        try:
            while data := await reader.read(65_536):
                for event in state.receive_data(data):
                    if isinstance(event, RequestReceived):
                        self._answer(state, event)
                writer.write(state.data_to_send())
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    def _answer(self, state: H2Connection, event: RequestReceived) -> None:
        self.requests.append({str(name): str(value) for name, value in event.headers or ()})
        stream = event.stream_id or 0
        state.send_headers(stream, [(":status", "200"), *self._headers])
        state.send_data(stream, self._body, end_stream=True)


@asynccontextmanager
async def http2_web(
    tls: ssl.SSLContext, headers: Sequence[Header], body: bytes
) -> AsyncIterator[Http2Web]:
    """A running server on a free port, which offers h2 alone."""
    tls.set_alpn_protocols(["h2"])
    web = Http2Web(headers, body)
    server = await asyncio.start_server(web.handle, "127.0.0.1", 0, ssl=tls)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()
