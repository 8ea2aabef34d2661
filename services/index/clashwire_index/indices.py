"""The indices as values: alias, concrete index, the topic each is filled from, and its id."""

import msgspec

from clashwire_contracts.alert import Delivery
from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_contracts.model import Message
from clashwire_contracts.topics import CLAIMS, DELIVERIES, ENRICHED_ARTICLES, EVENTS, Topic


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """One index: documents are written to and read from `alias`, and live in `concrete`.

    `id_field` names the document's _id, `version_field` its external version.
    """

    kind: str
    topic: Topic
    model: type[Message]
    id_field: str
    version_field: str

    @property
    def alias(self) -> str:
        """The name that everything but set-up uses."""
        return f"clashwire-{self.kind}"

    @property
    def concrete(self) -> str:
        """The index behind the alias; a new layout would be v2 behind the same alias."""
        return f"{self.alias}-v1"


ARTICLE_INDEX = Index(
    kind="articles",
    topic=ENRICHED_ARTICLES,
    model=EnrichedArticle,
    id_field="article_id",
    version_field="revision",
)
EVENT_INDEX = Index(
    kind="events", topic=EVENTS, model=Event, id_field="event_id", version_field="version"
)
CLAIM_INDEX = Index(
    kind="claims", topic=CLAIMS, model=Claim, id_field="claim_id", version_field="version"
)
DELIVERY_INDEX = Index(
    kind="deliveries",
    topic=DELIVERIES,
    model=Delivery,
    id_field="delivery_id",
    version_field="version",
)
ALL_INDICES = (ARTICLE_INDEX, EVENT_INDEX, CLAIM_INDEX, DELIVERY_INDEX)
BY_TOPIC = {index.topic.name: index for index in ALL_INDICES}
BY_ALIAS = {index.alias: index for index in ALL_INDICES}
