"""What the launch of both servers has in common."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clashwire_local.data_folder import Layout
from clashwire_local.launch import Launch
from clashwire_local.node_process import remake_folder

HEAP_MEGABYTES = 512


@dataclass(frozen=True)
class Java:
    """The JVM's library and the jars of one server."""

    jvm_library: Path
    jars: Sequence[Path]


def make_launch(
    layout: Layout,
    name: str,
    java: Java,
    own_options: Sequence[str],
    settings: Mapping[str, str],
) -> Launch:
    """Name of a part, its Java, JVM options and settings -> its launch as our child."""
    return Launch(
        jvm_library=str(java.jvm_library),
        class_path=[str(jar) for jar in java.jars],
        jvm_options=[*_shared_options(layout, name), *own_options],
        lock_file=str(layout.lock_file(name)),
        ready_file=str(layout.ready_file(name)),
        parent_pid=os.getpid(),
        settings=dict(settings),
    )


def log_configuration() -> Path:
    """-> the log4j configuration both servers log by."""
    return Path(__file__).with_name("log4j2.properties")


def _shared_options(layout: Layout, name: str) -> list[str]:
    temporary = remake_folder(layout.part(name) / "tmp")
    return [
        f"-Xmx{HEAP_MEGABYTES}m",
        # On two cores the second compiler costs more than it earns in runs of minutes: without it
        # the start takes 40 % and the first 10,000 documents 50 % less processor time.
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",  # no file outside the data folder
        f"-XX:ErrorFile={layout.log_file(name).with_suffix('.crash')}",
        f"-Djava.io.tmpdir={temporary}",
        f"-Dclashwire.log_file={layout.log_file(name)}",
        "-Dlog4j2.disable.jmx=true",
    ]
