"""Parsing in child processes, so that a document which hangs the parser costs one failed poll."""

import asyncio
import sys
from typing import TypeVar

import msgspec

from clashwire_ingest.documents.parse import MAX_ITEMS, ParsedFeed
from clashwire_ingest.documents.parse_worker import FRAME, ParseRequest
from clashwire_ingest.pages.page_outcome import PageReading, PageRequest

T = TypeVar("T")

_MEMORY_BYTES = 1_500_000_000  # address space; a 15 MB document of HTML items needs about a third
# Beyond the CPU limit, which a child enforces on itself, so that a busy machine fails no feed.
_WALL_TO_CPU = 6


class ParserLimits(msgspec.Struct, frozen=True, kw_only=True):
    """CPU seconds one document may take, and how much address space a child may use."""

    cpu_seconds: int
    memory_bytes: int = _MEMORY_BYTES


class ParserPool:
    """A fixed number of parsing children, started on first use and again after a limit."""

    def __init__(self, size: int, limits: ParserLimits) -> None:
        self._limits = limits
        self._idle: asyncio.Queue[_Child | None] = asyncio.Queue()
        for _ in range(size):
            self._idle.put_nowait(None)

    async def parse(
        self, content: bytes, content_type: str, url: str, most_items: int = MAX_ITEMS
    ) -> ParsedFeed:
        """A document -> what it gave; health `parser_limit` when it broke a limit."""
        request = ParseRequest(
            content=content,
            content_type=content_type,
            url=url,
            most_items=most_items,
            cpu_seconds=self._limits.cpu_seconds,
        )
        answer = await self._ask(request, ParsedFeed)
        if answer is not None:
            return answer
        return ParsedFeed(health="parser_limit", reason=self._limit_reason("document"))

    async def read_page(
        self, content: bytes, content_type: str, url: str, *, title: str, feed_text: str
    ) -> PageReading:
        """An article's page -> its text or why there is none; `parser_limit` for a broken limit."""
        request = PageRequest(
            content=content,
            content_type=content_type,
            url=url,
            title=title,
            feed_text=feed_text,
            cpu_seconds=self._limits.cpu_seconds,
        )
        answer = await self._ask(request, PageReading)
        if answer is not None:
            return answer
        return PageReading(outcome="parser_limit", reason=self._limit_reason("page"))

    async def _ask(self, request: ParseRequest | PageRequest, kind: type[T]) -> T | None:
        """A request -> its answer; None when the child broke a limit, and ended."""
        child = await self._idle.get()
        kept: _Child | None = None
        try:
            child = child or await _Child.start(self._limits.memory_bytes)
            async with asyncio.timeout(self._limits.cpu_seconds * _WALL_TO_CPU):
                answer = await child.ask(request, kind)
            kept = child
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            return None
        else:
            return answer
        finally:
            if kept is None and child is not None:
                await child.kill()
            self._idle.put_nowait(kept)

    def _limit_reason(self, what: str) -> str:
        return (
            f"the {what} was not parsed within {self._limits.cpu_seconds} s of processor time "
            "and its memory limit"
        )

    async def close(self) -> None:
        """End the idle children; those at work end with their poll."""
        while not self._idle.empty():
            child = self._idle.get_nowait()
            if child is not None:
                await child.kill()


class _Child:
    """One parsing process and the pipes to it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, memory_bytes: int) -> "_Child":
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "clashwire_ingest.documents.parse_worker",
            str(memory_bytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        return cls(process)

    async def ask(self, request: ParseRequest | PageRequest, kind: type[T]) -> T:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise ConnectionError("the parsing child has no pipes")
        frame = msgspec.msgpack.encode(request)
        stdin.write(FRAME.pack(len(frame)) + frame)
        await stdin.drain()
        (size,) = FRAME.unpack(await stdout.readexactly(FRAME.size))
        return msgspec.msgpack.decode(await stdout.readexactly(size), type=kind)

    async def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
