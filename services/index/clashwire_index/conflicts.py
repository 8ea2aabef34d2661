"""Versions that Elasticsearch refused as too low: outdated, or a sign of lost state."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from elasticsearch import AsyncElasticsearch

from clashwire_index.bulk_request import Pending
from clashwire_index.indices import BY_ALIAS
from clashwire_index.lineage import SOURCE_FIELDS, find_divergence
from clashwire_runtime.context import ServiceContext


class ConflictCheck:
    """Compares refused versions with what is stored in their place."""

    def __init__(self, client: AsyncElasticsearch, context: ServiceContext) -> None:
        self._client = client
        self._context = context

    async def look_into(self, conflicts: Sequence[Pending]) -> list[Pending]:
        """Refused versions -> those whose stored one could not be read, to be tried again.

        A stored version that is no successor is reported as an error; the document stays.
        """
        if not conflicts:
            return []
        stored = await self._client.mget(
            docs=[{"_index": one.document.index, "_id": one.document.id} for one in conflicts],
            source_includes=list(SOURCE_FIELDS),
        )
        unread = []
        for pending, found in zip(conflicts, stored["docs"], strict=True):
            if "error" in found:
                unread.append(pending)
            else:
                self._judge(pending, found)
        return unread

    def _judge(self, pending: Pending, found: Mapping[str, Any]) -> None:
        divergence = _divergence(pending, found)
        count_document(self._context, pending, "conflict" if divergence else "outdated")
        if divergence is None:
            return
        document = pending.document
        self._context.metrics.count("clashwire_version_conflicts_total", index=document.index)
        self._context.logger.error(
            "version_conflict",
            index=document.index,
            id=document.id,
            version=document.version,
            stored_version=found.get("_version"),
            reason=divergence,
        )


def _divergence(pending: Pending, found: Mapping[str, Any]) -> str | None:
    if not found["found"]:
        return "a newer version was deleted by hand"
    ours = msgspec.json.decode(pending.document.body)
    return find_divergence(BY_ALIAS[pending.document.index].kind, ours, found["_source"])


def count_document(context: ServiceContext, pending: Pending, result: str) -> None:
    """Count one settled document under its index and result."""
    context.metrics.count("clashwire_documents_total", index=pending.document.index, result=result)
