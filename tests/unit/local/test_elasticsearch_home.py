"""The home folder Elasticsearch starts in."""

import socket
import zipfile
from pathlib import Path

from clashwire_local.elasticsearch import is_healthy, node_settings, prepare_home

MODULE = Path("modules/transport-netty4")


def transport_jar(folder: Path) -> Path:
    jar = folder / "transport-netty4-9.2.0.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        base = "META-INF/es-plugins/transport-netty4"
        descriptor = (
            "name=transport-netty4\nmodulename=org.elasticsearch.transport\njava.version=21\n"
        )
        archive.writestr(f"{base}/plugin-descriptor.properties", descriptor)
        archive.writestr(
            f"{base}/entitlement-policy.yaml", "io.netty.common:\n  - manage_threads\n"
        )
    return jar


def test_the_transport_module_is_unnamed_and_complete(tmp_path: Path) -> None:
    netty = tmp_path / "netty-buffer-4.jar"
    netty.write_bytes(b"netty")

    prepare_home(tmp_path / "home", [transport_jar(tmp_path), netty])

    module = tmp_path / "home" / MODULE
    assert {file.name for file in module.iterdir()} == {
        "transport-netty4-9.2.0.jar",
        "netty-buffer-4.jar",
        "plugin-descriptor.properties",
        "entitlement-policy.yaml",
    }
    descriptor = (module / "plugin-descriptor.properties").read_text("utf-8")
    assert descriptor == "name=transport-netty4\njava.version=21\n"


def test_preparing_again_drops_the_jars_of_an_older_version_and_keeps_the_data(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    (home / "data").mkdir(parents=True)
    (home / "data" / "segment").write_bytes(b"documents")
    (home / MODULE).mkdir(parents=True)
    (home / MODULE / "netty-buffer-3.jar").write_bytes(b"old")

    prepare_home(home, [transport_jar(tmp_path)])

    assert not (home / MODULE / "netty-buffer-3.jar").exists()
    assert (home / "data" / "segment").read_bytes() == b"documents"


def test_the_node_listens_on_loopback_alone(tmp_path: Path) -> None:
    settings = node_settings(tmp_path, {"elasticsearch": 9200, "elasticsearch_transport": 9300})

    assert settings["network.host"] == "127.0.0.1"
    assert (settings["http.port"], settings["transport.port"]) == ("9200", "9300")


def test_a_port_without_a_cluster_is_not_healthy() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))

        assert not is_healthy(unused.getsockname()[1])
