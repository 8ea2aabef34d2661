"""`python -m clashwire_local.kafka_node`: one Kafka broker and controller in this process."""

from pathlib import Path
from typing import Any

import jpype

from clashwire_local.jvm_host import host
from clashwire_local.launch import Launch


class KafkaNode:
    """Kafka in KRaft mode, both roles; formats its storage at the first start."""

    def __init__(self, launch: Launch) -> None:
        self._properties_file = launch.settings["properties_file"]
        self._log_dir = Path(launch.settings["log_dir"])
        self._server: Any = None

    def start(self) -> None:
        """Format the storage if it is new, then start; return when the broker serves."""
        if not (self._log_dir / "meta.properties").exists():
            self._format()
        utilities = jpype.JClass("org.apache.kafka.common.utils.Utils")
        properties = utilities.loadProps(self._properties_file)
        config = jpype.JClass("kafka.server.KafkaConfig").fromProps(properties)
        system_time = jpype.JClass("org.apache.kafka.common.utils.Time").SYSTEM
        self._server = jpype.JClass("kafka.server.KafkaRaftServer")(config, system_time)
        self._server.startup()

    def close(self) -> None:
        """Shut the broker down as its own stop script does: hand over, flush, close."""
        self._server.shutdown()
        self._server.awaitShutdown()

    def _format(self) -> None:
        cluster_id = str(jpype.JClass("org.apache.kafka.common.Uuid").randomUuid())
        arguments = ["format", "-t", cluster_id, "-c", self._properties_file]
        tool = jpype.JClass("kafka.tools.StorageTool")
        status = tool.execute(jpype.JString[:](arguments), jpype.JClass("java.lang.System").out)
        if status != 0:
            raise RuntimeError(f"Kafka could not format {self._log_dir} (status {status}).")


if __name__ == "__main__":
    host(KafkaNode)
