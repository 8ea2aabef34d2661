"""Setting up Elasticsearch: templates, indices and aliases, as often as you like."""

from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch, NotFoundError, TransportError

from clashwire_index import layout
from clashwire_index.connection import Connection, connect
from clashwire_index.indices import ALL_INDICES, Index
from clashwire_runtime.errors import ClashwireError


async def setup_elasticsearch(url: str) -> list[str]:
    """URL -> names of the templates, indices and aliases that were made or changed.

    Raises ClashwireError naming the server, or what it refused.
    """
    return await install(Connection(url=url))


async def install(connection: Connection) -> list[str]:
    """Connection -> names of what was made or changed; nothing when all was there."""
    client = connect(connection)
    try:
        return await _install(client)
    except ApiError as error:
        raise ClashwireError(
            f"Elasticsearch at {connection.shown_url} refused the set-up "
            f"(HTTP {error.meta.status}: {_root_cause(error)})."
        ) from error
    except TransportError as error:
        raise ClashwireError(
            f"Elasticsearch at {connection.shown_url} does not answer ({error.message}); "
            "is it running and reachable?"
        ) from error
    finally:
        await client.close()


async def _install(client: AsyncElasticsearch) -> list[str]:
    analysis = layout.choose_analysis(await shared_modules(client))
    made = await _put_component(client, layout.SETTINGS_TEMPLATE, layout.settings_template())
    for index in ALL_INDICES:
        fields = layout.fields_template(index, analysis)
        made += await _put_component(client, layout.fields_name(index), fields)
        made += await _put_template(client, index)
        made += await _put_index(client, index)
    return made


async def shared_modules(client: AsyncElasticsearch) -> frozenset[str]:
    """The modules and plugins that every node of the cluster has."""
    nodes = (await client.nodes.info(metric="plugins"))["nodes"].values()
    named = [{one["name"] for kind in ("modules", "plugins") for one in n[kind]} for n in nodes]
    return frozenset(set.intersection(*named))


async def _put_component(client: AsyncElasticsearch, name: str, body: layout.Body) -> list[str]:
    try:
        found = await client.cluster.get_component_template(name=name)
        before = found["component_templates"][0]["component_template"].get("_meta")
    except NotFoundError:
        before = None
    await client.cluster.put_component_template(
        name=name, template=body["template"], meta=body["_meta"]
    )
    return [] if before == body["_meta"] else [name]


async def _put_template(client: AsyncElasticsearch, index: Index) -> list[str]:
    body = layout.index_template(index)
    try:
        found = await client.indices.get_index_template(name=index.alias)
        before = found["index_templates"][0]["index_template"].get("_meta")
    except NotFoundError:
        before = None
    await client.indices.put_index_template(
        name=index.alias,
        index_patterns=body["index_patterns"],
        composed_of=body["composed_of"],
        priority=body["priority"],
        meta=body["_meta"],
    )
    return [] if before == body["_meta"] else [f"template {index.alias}"]


async def _put_index(client: AsyncElasticsearch, index: Index) -> list[str]:
    """Make the index, or add to it the fields it lacks; then see to its alias."""
    made: list[str] = []
    if not await client.indices.exists(index=index.concrete):
        await client.indices.create(index=index.concrete)
        made.append(index.concrete)
    else:
        fields = layout.mappings(index)
        await client.indices.put_mapping(
            index=index.concrete, dynamic=fields["dynamic"], properties=fields["properties"]
        )
    if not await client.indices.exists_alias(name=index.alias):
        await client.indices.put_alias(index=index.concrete, name=index.alias, is_write_index=True)
        made.append(f"alias {index.alias}")
    return made


def _root_cause(error: ApiError) -> str:
    body: Any = error.body
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        return str(body["error"].get("reason", error.message))
    return error.message
