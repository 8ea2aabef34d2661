"""Creating topics: every topic of the contract, with its settings, as often as you like."""

from collections.abc import Iterable

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from clashwire_contracts.topics import Topic
from clashwire_runtime.errors import ClashwireError


async def create_topics(bootstrap: str, topics: Iterable[Topic]) -> list[str]:
    """Make the missing topics and set every topic's config -> names of those made.

    Raises ClashwireError naming the broker or the topic that could not be made.
    """
    wanted = {topic.name: topic for topic in topics}
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        missing = set(wanted) - set(await admin.list_topics())
        await _create(admin, [wanted[name] for name in sorted(missing)])
        await admin.alter_configs(
            [
                ConfigResource(ConfigResourceType.TOPIC, topic.name, topic.config)
                for topic in wanted.values()
            ]
        )
    except KafkaError as error:
        raise ClashwireError(
            f"Kafka at {bootstrap} could not be set up ({error}); is it running and reachable?"
        ) from error
    finally:
        await admin.close()
    return sorted(missing)


async def _create(admin: AIOKafkaAdminClient, topics: list[Topic]) -> None:
    if not topics:
        return
    answer = await admin.create_topics(
        [
            NewTopic(
                name=topic.name,
                num_partitions=topic.partitions,
                replication_factor=1,
                topic_configs=topic.config,
            )
            for topic in topics
        ]
    )
    for name, code, *rest in answer.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise ClashwireError(f"Kafka refused topic {name}: {rest[0] if rest else error}.")
