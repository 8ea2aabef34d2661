"""A checksum over everything that the indices hold, to prove that a replay changes nothing."""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec
from elasticsearch import Elasticsearch

from clashwire_index.indices import ALL_INDICES

_PAGE_SIZE = 1000
ALIASES = tuple(index.alias for index in ALL_INDICES)


def indices_checksum(url: str, *aliases: str) -> str:
    """URL -> sha256 over (alias, _id, _version, _source) of every document, sorted by _id.

    Covers all four aliases unless some are named; two calls agree only when every stored byte
    that a reader can see agrees.
    """
    digest = hashlib.sha256()
    with Elasticsearch(url) as client:
        for alias in aliases or ALIASES:
            for line in sorted(_documents(client, alias)):
                digest.update(line)
    return digest.hexdigest()


def count_documents(url: str, alias: str) -> int:
    """How many documents stand behind an alias, those just written included."""
    with Elasticsearch(url) as client:
        client.indices.refresh(index=alias)
        return int(client.count(index=alias)["count"])


def _documents(client: Elasticsearch, alias: str) -> Iterator[bytes]:
    client.indices.refresh(index=alias)
    pit = client.open_point_in_time(index=alias, keep_alive="1m")["id"]
    after: list[Any] | None = None
    try:
        while True:
            answer = client.search(
                pit={"id": pit, "keep_alive": "1m"},
                size=_PAGE_SIZE,
                sort=["_shard_doc"],
                search_after=after,
                version=True,
            )
            hits = answer["hits"]["hits"]
            if not hits:
                return
            after = hits[-1]["sort"]
            for hit in hits:
                parts = (alias, hit["_id"], hit["_version"], hit["_source"])
                yield msgspec.json.encode(parts, order="deterministic") + b"\n"
    finally:
        client.close_point_in_time(id=pit)
