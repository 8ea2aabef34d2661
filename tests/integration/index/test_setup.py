"""Setting up Elasticsearch: twice is once, and what stands in the way is said."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from clashwire_index.indices import ALL_INDICES, CLAIM_INDEX, EVENT_INDEX
from clashwire_index.install import setup_elasticsearch
from clashwire_index.layout import SETTINGS_TEMPLATE, fields_name
from clashwire_local import RunningStack
from clashwire_local.ports import LOOPBACK, free_ports
from clashwire_runtime.errors import ClashwireError

pytestmark = pytest.mark.integration


@pytest.fixture
def client(ready_stack: RunningStack) -> Iterator[Elasticsearch]:
    with Elasticsearch(ready_stack.elasticsearch_url) as client:
        yield client


def set_up(stack: RunningStack) -> list[str]:
    return asyncio.run(setup_elasticsearch(stack.elasticsearch_url))


def everything(client: Elasticsearch) -> list[Any]:
    """All that set-up makes, as the cluster tells it."""
    return [
        client.cluster.get_component_template(name="clashwire-*").body,
        client.indices.get_index_template(name="clashwire-*").body,
        client.indices.get(index="clashwire-*").body,
    ]


def test_a_second_set_up_makes_nothing_and_changes_nothing(
    ready_stack: RunningStack, client: Elasticsearch
) -> None:
    before = everything(client)
    assert set_up(ready_stack) == []
    assert everything(client) == before


def test_every_index_has_its_fields_its_analyzer_and_its_alias(client: Elasticsearch) -> None:
    for index in ALL_INDICES:
        found = client.indices.get(index=index.concrete)[index.concrete]
        assert found["aliases"] == {index.alias: {"is_write_index": True}}
        assert found["mappings"]["dynamic"] == "false"
        assert "news_text" in found["settings"]["index"]["analysis"]["analyzer"]
    health = client.cluster.health(index="clashwire-*")
    assert health["status"] == "green"


def test_a_point_on_the_map_can_be_searched_by_distance(client: Elasticsearch) -> None:
    for path in ("place.location",):
        caps = client.field_caps(index=EVENT_INDEX.alias, fields=path)
        assert list(caps["fields"][path]) == ["geo_point"]


def test_a_template_removed_by_hand_is_put_back_and_named(
    ready_stack: RunningStack, client: Elasticsearch
) -> None:
    client.indices.delete_index_template(name=CLAIM_INDEX.alias)
    client.cluster.delete_component_template(name=fields_name(CLAIM_INDEX))
    assert set_up(ready_stack) == [fields_name(CLAIM_INDEX), f"template {CLAIM_INDEX.alias}"]


def test_a_template_of_an_earlier_layout_is_brought_up_to_date_and_named(
    ready_stack: RunningStack, client: Elasticsearch
) -> None:
    client.cluster.put_component_template(
        name=SETTINGS_TEMPLATE,
        template={"settings": {"number_of_shards": 1}},
        meta={"managed_by": "clashwire", "digest": "of an earlier one"},
    )
    assert set_up(ready_stack) == [SETTINGS_TEMPLATE]


def test_an_index_in_the_place_of_an_alias_is_named(
    ready_stack: RunningStack, client: Elasticsearch
) -> None:
    client.indices.delete_alias(index=CLAIM_INDEX.concrete, name=CLAIM_INDEX.alias)
    client.indices.create(index=CLAIM_INDEX.alias)
    try:
        with pytest.raises(ClashwireError, match=f"refused the set-up.*{CLAIM_INDEX.alias}"):
            set_up(ready_stack)
    finally:
        client.indices.delete(index=CLAIM_INDEX.alias)
    assert set_up(ready_stack) == [f"alias {CLAIM_INDEX.alias}"]


def test_a_server_that_is_not_there_is_named() -> None:
    (port,) = free_ports(1)
    with pytest.raises(ClashwireError, match=f"{LOOPBACK}:{port} does not answer"):
        asyncio.run(setup_elasticsearch(f"http://{LOOPBACK}:{port}"))


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ClashwireError, match="is not a URL"):
        asyncio.run(setup_elasticsearch("elasticsearch"))
