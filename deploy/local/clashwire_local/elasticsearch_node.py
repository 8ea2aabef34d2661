"""`python -m clashwire_local.elasticsearch_node`: one Elasticsearch node in this process."""

from typing import Any

import jpype

from clashwire_local.jvm_host import host
from clashwire_local.launch import Launch

NODE_NAME = "clashwire"
CLOSE_SECONDS = 10


class ElasticsearchNode:
    """An Elasticsearch node made of the server's jars and the netty transport as its module."""

    def __init__(self, launch: Launch) -> None:
        self._settings = launch.settings
        self._node: Any = None

    def start(self) -> None:
        """Start the node; return when it has joined its own cluster and serves HTTP."""
        log_configurator = jpype.JClass("org.elasticsearch.common.logging.LogConfigurator")
        log_configurator.configureESLogging()
        environment = self._prepare_environment()
        log_configurator.setNodeName(NODE_NAME)
        log_configurator.configure(environment, False)  # noqa: FBT003 - Java: use the console
        plugins = jpype.JClass("org.elasticsearch.plugins.PluginsLoader")
        loader = plugins.createPluginsLoader(
            plugins.loadModulesBundles(environment.modulesDir()),
            plugins.loadPluginsBundles(environment.pluginsDir()),
            jpype.JClass("java.util.HashMap")(),
            False,  # noqa: FBT003 - Java: with a server export service
        )
        self._node = jpype.JClass("org.elasticsearch.node.Node")(environment, loader)
        self._node.start()

    def close(self) -> None:
        """Flush, close and release the data folder."""
        self._node.close()
        self._node.awaitClose(CLOSE_SECONDS, jpype.JClass("java.util.concurrent.TimeUnit").SECONDS)

    def _prepare_environment(self) -> Any:
        builder = jpype.JClass("org.elasticsearch.common.settings.Settings").builder()
        for name, value in self._settings.items():
            builder.put(name, value)
        home = jpype.JClass("java.nio.file.Paths").get(self._settings["path.home"], [])
        return jpype.JClass("org.elasticsearch.node.InternalSettingsPreparer").prepareEnvironment(
            builder.build(),
            jpype.JClass("java.util.HashMap")(),
            home.resolve("config"),
            _as_supplier(NODE_NAME),
        )


def _as_supplier(text: str) -> Any:
    return jpype.JProxy("java.util.function.Supplier", dict={"get": lambda: text})


if __name__ == "__main__":
    host(ElasticsearchNode)
