"""`python -m clashwire_ingest.documents.parse_worker`: the child that parses, within its limits.

It reads feeds' documents and articles' pages. Framed requests come on standard input, framed
answers go to standard output; it ends when its parent does. A document that takes too much CPU or
memory ends the child, not ingest.
"""

import logging
import resource
import signal
import struct
import sys
from typing import BinaryIO

import msgspec

from clashwire_ingest.documents.parse import ParsedFeed, parse_document
from clashwire_ingest.pages.page_outcome import PageReading, PageRequest

FRAME = struct.Struct(">I")


class ParseRequest(msgspec.Struct, frozen=True, kw_only=True, tag="document"):
    """One document to parse, how many items to keep, and the CPU seconds it may take."""

    content: bytes
    content_type: str
    url: str
    most_items: int
    cpu_seconds: int


def main() -> int:
    """Answer requests until the input ends; `argv[1]` is the memory limit in bytes."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the parent decides when to end
    memory_bytes = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()  # libraries' notes on hostile bytes; what matters is in the answer
    decoder = msgspec.msgpack.Decoder(ParseRequest | PageRequest)
    while (frame := _read_frame(sys.stdin.buffer)) is not None:
        answer = msgspec.msgpack.encode(_answer(decoder.decode(frame)))
        sys.stdout.buffer.write(FRAME.pack(len(answer)) + answer)
        sys.stdout.buffer.flush()
    return 0


def _answer(request: ParseRequest | PageRequest) -> ParsedFeed | PageReading:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft_seconds = int(used.ru_utime + used.ru_stime) + request.cpu_seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft_seconds, hard))
    if isinstance(request, PageRequest):
        return _answer_page(request)
    try:
        return parse_document(
            request.content, request.content_type, request.url, request.most_items
        )
    except MemoryError:
        return ParsedFeed(
            health="parser_limit", reason="the document needs too much memory to parse"
        )
    except Exception as error:  # noqa: BLE001  # whatever a parser does on hostile bytes costs one poll
        return ParsedFeed(
            health="broken_document",
            reason=f"the document cannot be parsed ({type(error).__name__}: {error})",
        )


def _answer_page(request: PageRequest) -> PageReading:
    # 30 MB of extraction that a child without pages to read does without
    from clashwire_ingest.pages.page_text import read_page  # noqa: PLC0415

    try:
        return read_page(
            request.content,
            request.content_type,
            request.url,
            title=request.title,
            feed_text=request.feed_text,
        )
    except MemoryError:
        return PageReading(outcome="parser_limit", reason="the page needs too much memory to read")
    except Exception as error:  # noqa: BLE001  # whatever extraction does on hostile bytes costs one page
        reason = f"the page cannot be read ({type(error).__name__}: {error})"
        return PageReading(outcome="not_an_article", reason=reason)


def _read_frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(FRAME.size)
    if len(head) < FRAME.size:
        return None
    return stream.read(FRAME.unpack(head)[0])


if __name__ == "__main__":
    sys.exit(main())
