"""Elasticsearch as a part of the stack: its home, its launch and how to ask whether it is ready."""

import http.client
import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from clashwire_local.data_folder import Layout
from clashwire_local.jvm_launch import Java, log_configuration, make_launch
from clashwire_local.node_process import NodePlan, remake_folder
from clashwire_local.ports import LOOPBACK

NAME = "elasticsearch"
TRANSPORT_MODULE = "transport-netty4"

_MODULE_FILES = ("plugin-descriptor.properties", "entitlement-policy.yaml")
_PROBE_TIMEOUT_SECONDS = 5


def plan_elasticsearch(
    layout: Layout,
    ports: Mapping[str, int],
    java: Java,
    transport_jars: Sequence[Path],
) -> NodePlan:
    """Make the home folder -> the plan to start Elasticsearch in it."""
    home = layout.part(NAME)
    prepare_home(home, transport_jars)
    own_options = [
        f"-Djava.library.path={home / 'lib'}",
        "-Djava.awt.headless=true",
        f"-Des.path.home={home}",
        "-Des.distribution.type=tar",
    ]
    port = ports["elasticsearch"]
    return NodePlan(
        name=NAME,
        module="clashwire_local.elasticsearch_node",
        port=port,
        launch=make_launch(layout, NAME, java, own_options, node_settings(home, ports)),
        answers=lambda: is_healthy(port),
    )


def node_settings(home: Path, ports: Mapping[str, int]) -> dict[str, str]:
    """Home folder and ports -> the node's settings, in Elasticsearch's own names."""
    return {
        "path.home": str(home),
        "path.data": str(home / "data"),
        "cluster.name": "clashwire",
        "node.name": "clashwire",
        "network.host": LOOPBACK,
        "http.port": str(ports["elasticsearch"]),
        "transport.port": str(ports["elasticsearch_transport"]),
        "discovery.type": "single-node",
        # Its watermarks are shares of the disk: a developer's full but large disk is no disaster.
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }


def prepare_home(home: Path, transport_jars: Sequence[Path]) -> None:
    """Home folder -> the same with config and the transport module made anew; data untouched."""
    for name in ("config", "plugins", "lib"):
        (home / name).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(log_configuration(), home / "config" / "log4j2.properties")
    module = remake_folder(home / "modules" / TRANSPORT_MODULE)
    for jar in transport_jars:
        shutil.copyfile(jar, module / jar.name)
        if jar.name.startswith(TRANSPORT_MODULE):
            _extract_module_files(jar, module)


def _extract_module_files(jar: Path, module: Path) -> None:
    with zipfile.ZipFile(jar) as archive:
        for name in _MODULE_FILES:
            text = archive.read(f"META-INF/es-plugins/{TRANSPORT_MODULE}/{name}").decode()
            # As a named Java module it would need the server to be one too: run it unnamed.
            lines = [line for line in text.splitlines() if not line.startswith("modulename=")]
            (module / name).write_text("\n".join(lines) + "\n", "utf-8")


def is_healthy(port: int) -> bool:
    """Port on loopback -> whether the cluster there says yellow or green."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=_PROBE_TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=1s")
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return answer.status == http.client.OK and json.loads(body)["status"] in {"yellow", "green"}
