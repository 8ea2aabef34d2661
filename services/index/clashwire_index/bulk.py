"""The sink: documents → Elasticsearch's bulk interface, each one settled before it returns.

A document is settled when it is stored, when a newer version of it is stored, or when
Elasticsearch refuses it for good (then its record is set aside). Everything else is tried again
for as long as it takes, while the partition waits; nothing is committed meanwhile.
"""

import asyncio
import random
from collections.abc import Sequence
from typing import Any

import msgspec
from elasticsearch import ApiError, AsyncElasticsearch, TransportError

from clashwire_contracts.vocabulary import DeadLetterKind
from clashwire_index.bulk_request import BulkLimits, Pending, chunks, explain, to_lines
from clashwire_index.conflicts import ConflictCheck, count_document
from clashwire_index.documents import Document
from clashwire_index.verdicts import judge, pause_seconds
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.step import Done, SetAside

_ANSWER_FIELDS = ("errors", "items.*.status", "items.*.error.type", "items.*.error.reason",
                  "items.*.error.caused_by.reason")  # fmt: skip
_CAUSE = "elasticsearch"


class StoppedWaitingError(Exception):
    """The process was told to stop while Elasticsearch was away; nothing is committed."""


class Answer(msgspec.Struct, kw_only=True):
    """What one request left over: refused for good, to be tried again, or to be sent in halves."""

    aside: list[SetAside] = []
    again: list[Pending] = []
    halve: bool = False
    reason: str = ""


class BulkSink:
    """Writes documents, several to a request, and reports those refused for good."""

    def __init__(
        self,
        client: AsyncElasticsearch,
        shown_url: str,
        context: ServiceContext,
        limits: BulkLimits | None = None,
    ) -> None:
        self._client = client
        self._shown_url = shown_url
        self._context = context
        self._limits = limits or BulkLimits()
        self._conflicts = ConflictCheck(client, context)

    async def write(self, done: Sequence[Done]) -> Sequence[SetAside]:
        """Write every document -> the records Elasticsearch refuses for good.

        Raises InfrastructureError when waiting cannot help (missing index, no permission), and
        StoppedWaitingError when the process is told to stop while it waits.
        """
        pending = [
            Pending(one.record, output)
            for one in done
            for output in one.outputs
            if isinstance(output, Document)
        ]
        aside: list[SetAside] = []
        for chunk in chunks(pending, self._limits):
            aside += await self._settle(chunk)
        return aside

    async def _settle(self, chunk: Sequence[Pending]) -> list[SetAside]:
        """Send one chunk until each of its documents is settled."""
        aside: list[SetAside] = []
        failures = 0
        while chunk:
            answer = await self._send(chunk)
            aside += answer.aside
            if answer.halve:
                middle = len(chunk) // 2
                return (
                    aside + await self._settle(chunk[:middle]) + await self._settle(chunk[middle:])
                )
            chunk = answer.again
            if chunk:
                failures += 1
                await self._wait(failures, len(chunk), answer.reason)
        self._context.watch.unblock(_CAUSE)
        return aside

    async def _send(self, chunk: Sequence[Pending]) -> Answer:
        try:
            lines: Any = to_lines(chunk)  # its types know dicts only; it sends bytes as they are
            response = await self._client.bulk(
                operations=lines, require_alias=True, filter_path=_ANSWER_FIELDS
            )
            return await self._sort(chunk, response["items"])
        except ApiError as error:
            return self._judge_request(chunk, error)
        except TransportError as error:
            return Answer(again=list(chunk), reason=error.message)

    def _judge_request(self, chunk: Sequence[Pending], error: ApiError) -> Answer:
        """A request refused as a whole -> what that means for its documents."""
        reason = f"HTTP {error.meta.status}: {error.message}"
        verdict = judge(error.meta.status, error.message)
        if verdict == "stop":
            raise self._cannot_go_on(reason)
        if verdict in {"rejected", "too_large"}:
            if len(chunk) > 1:
                return Answer(halve=True)
            kind: DeadLetterKind = "too_large" if verdict == "too_large" else "rejected"
            return Answer(aside=[self._refuse(chunk[0], kind, reason)])
        return Answer(again=list(chunk), reason=reason)

    async def _sort(self, chunk: Sequence[Pending], items: Sequence[Any]) -> Answer:
        """Go through the answer's items, in the order of the chunk."""
        answer = Answer()
        conflicts: list[Pending] = []
        for pending, item in zip(chunk, items, strict=True):
            outcome = item["index"]
            error = outcome.get("error", {})
            match judge(outcome["status"], error.get("type", "")):
                case "written":
                    count_document(self._context, pending, "written")
                case "conflict":
                    conflicts.append(pending)
                case "rejected":
                    answer.aside.append(self._refuse(pending, "rejected", explain(error)))
                case "too_large":
                    answer.aside.append(self._refuse(pending, "too_large", explain(error)))
                case "stop":
                    raise self._cannot_go_on(explain(error))
                case "retry":
                    answer.again.append(pending)
                    answer.reason = explain(error)
        answer.again += await self._conflicts.look_into(conflicts)
        return answer

    def _refuse(self, pending: Pending, kind: DeadLetterKind, reason: str) -> SetAside:
        count_document(self._context, pending, kind)
        return SetAside(pending.record, kind, f"Elasticsearch refused it: {reason}")

    def _cannot_go_on(self, reason: str) -> InfrastructureError:
        return InfrastructureError(
            f"Elasticsearch at {self._shown_url} takes no documents ({reason}); "
            "run `clashwire setup` against it, or check the key it is given."
        )

    async def _wait(self, failures: int, documents: int, reason: str) -> None:
        """Say why, then pause; returns early never, raises when told to stop."""
        self._context.watch.block(
            _CAUSE,
            f"Elasticsearch at {self._shown_url} takes no documents ({reason}); "
            "trying again until it does, nothing is lost",
        )
        self._context.metrics.count("clashwire_retries_total", target="elasticsearch")
        seconds = pause_seconds(failures, random.random())  # noqa: S311  # jitter is no secret
        self._context.logger.warning(
            "elasticsearch_retry", documents=documents, reason=reason, pause_seconds=seconds
        )
        try:
            await asyncio.wait_for(self._context.stop.wait(), seconds)
        except TimeoutError:
            return
        raise StoppedWaitingError
