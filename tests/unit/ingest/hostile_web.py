"""A web server on loopback that answers each path in its own bad way, and notes what it got."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


class HostileWeb:
    """Answers by path; `requests` holds path and headers of each request, in order."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    def url(self, path: str) -> str:
        """The URL of a path here."""
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.requests]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request, answer it, close."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            start, *lines = head.strip().split("\r\n")
            path = start.split(" ")[1]
            pairs = (line.partition(": ") for line in lines)
            self.requests.append((path, {name.lower(): value for name, _, value in pairs}))
            found = self.answers.get(path, response(b"", status="404 Not Found"))
            if isinstance(found, bytes):
                writer.write(found)
            else:
                await found(writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def response(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer; a header's underscores are written as hyphens."""
    given = {"Content-Length": str(len(body)), "Connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in given.items() if value != ""]
    return ("\r\n".join([f"HTTP/1.1 {status}", *lines]) + "\r\n\r\n").encode("latin-1") + body


def drip(body: bytes, seconds: float) -> Answer:
    """An answer whose body comes a byte at a time."""

    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(response(b"", Content_Length=str(len(body))))
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(seconds)

    return send


def endless(chunk: bytes, **headers: str) -> Answer:
    """An answer that goes on until the other side has had enough."""

    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(response(b"", Content_Length="", **headers))
        while True:
            writer.write(chunk)
            await writer.drain()

    return send


@asynccontextmanager
async def hostile_web() -> AsyncIterator[HostileWeb]:
    """A running server on a free port."""
    web = HostileWeb()
    server = await asyncio.start_server(web.handle, "127.0.0.1", 0)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()
