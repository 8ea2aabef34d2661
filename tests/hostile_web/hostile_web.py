"""A web server on loopback that answers each path in its own bad way, and notes what it got.

One server, many behaviours: an answer is the bytes to send, or a coroutine that sends them as it
likes. Names resolve to this server when a client is built with its `resolver`.
"""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import NamedTuple

_FOREVER_SECONDS = 3600.0


class Seen(NamedTuple):
    """A request as it came: its path with the query, its headers by lower-case name, its method."""

    path: str
    headers: dict[str, str]
    method: str = "GET"


Answer = bytes | Callable[[Seen, asyncio.StreamWriter], Awaitable[None]]


class HostileWeb:
    """Answers by path; `requests` holds each request, in order."""

    def __init__(self, scheme: str = "http", address: str = "127.0.0.1") -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[Seen] = []
        self.lookups: list[str] = []
        self.scheme = scheme
        self.address = address
        self.port = 0

    def url(self, path: str, host: str | None = None) -> str:
        """The URL of a path here, by this server's address or under a name of your choice."""
        literal = f"[{self.address}]" if ":" in self.address else self.address
        return f"{self.scheme}://{host or literal}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [seen.path for seen in self.requests]

    async def resolver(self, host: str, _port: int) -> Sequence[str]:
        """Every name is this server's; an address is itself."""
        try:
            return [str(ip_address(host))]
        except ValueError:
            self.lookups.append(host)
            return [self.address]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request, answer it, close."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            start, *lines = head.removesuffix("\r\n\r\n").split("\r\n")
            method, path = start.split(" ")[:2]
            pairs = (line.partition(": ") for line in lines)
            seen = Seen(path, {name.lower(): value for name, _, value in pairs}, method)
            self.requests.append(seen)
            await _send(self.answers.get(path, NOT_FOUND), seen, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def _octets(line: str) -> bytes:
    """A line as latin-1, or as UTF-8 where that has no letter for it: servers send both."""
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode()


def response(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer; a header's underscores are written as hyphens, an empty one left out."""
    given = {"Content-Length": str(len(body)), "Connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in given.items() if value != ""]
    return b"\r\n".join(map(_octets, [f"HTTP/1.1 {status}", *lines])) + b"\r\n\r\n" + body


NOT_FOUND = response(b"", status="404 Not Found")


def redirect(target: str, status: str = "301 Moved Permanently") -> bytes:
    """An answer that sends the reader elsewhere."""
    return response(b"", status=status, Location=target)


def conditional(body: bytes, *, etag: str = "", last_modified: str = "", **headers: str) -> Answer:
    """A document with validators, and a 304 to who sends one of them back exactly."""
    validators = {"ETag": etag, "Last_Modified": last_modified}

    def decide(seen: Seen) -> bytes:
        known = bool(etag) and seen.headers.get("if-none-match") == etag
        dated = bool(last_modified) and seen.headers.get("if-modified-since") == last_modified
        if known or (dated and "if-none-match" not in seen.headers):
            return response(b"", status="304 Not Modified", **validators, **headers)
        return response(body, **validators, **headers)

    return by_request(decide)


def by_request(decide: Callable[[Seen], bytes]) -> Answer:
    """An answer that depends on the request."""

    async def send(seen: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(decide(seen))

    return send


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other; the last one for ever."""
    left = list(answers)

    async def send(seen: Seen, writer: asyncio.StreamWriter) -> None:
        await _send(left.pop(0) if len(left) > 1 else left[0], seen, writer)

    return send


def drip(body: bytes, seconds: float) -> Answer:
    """An answer whose body comes a byte at a time."""

    async def send(_seen: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(response(b"", Content_Length=str(len(body))))
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(seconds)

    return send


def endless(chunk: bytes, **headers: str) -> Answer:
    """An answer that goes on until the other side has had enough."""

    async def send(_seen: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(response(b"", Content_Length="", **headers))
        while True:
            writer.write(chunk)
            await writer.drain()

    return send


def silence() -> Answer:
    """No answer at all, on a connection that stays open."""

    async def send(_seen: Seen, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(_FOREVER_SECONDS)

    return send


def reset_after(start: bytes) -> Answer:
    """An answer that begins, and then a TCP reset."""

    async def send(_seen: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        await writer.drain()
        await asyncio.sleep(0.05)  # or the reset overtakes what was sent
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return send


async def _send(answer: Answer, seen: Seen, writer: asyncio.StreamWriter) -> None:
    if isinstance(answer, bytes):
        writer.write(answer)
    else:
        await answer(seen, writer)


@asynccontextmanager
async def hostile_web(
    *, tls: ssl.SSLContext | None = None, address: str = "127.0.0.1"
) -> AsyncIterator[HostileWeb]:
    """A running server on a free port of an address of this machine."""
    web = HostileWeb("http" if tls is None else "https", address)
    server = await asyncio.start_server(web.handle, address, 0, ssl=tls)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()
