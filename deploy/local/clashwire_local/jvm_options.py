"""The Java options both servers share."""

from pathlib import Path

from clashwire_local.data_folder import Layout
from clashwire_local.node_process import remake_folder

HEAP_MEGABYTES = 512


def jvm_options(layout: Layout, name: str) -> list[str]:
    """Layout, name of a part -> its JVM options; its temporary folder is made anew."""
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


def log_configuration() -> Path:
    """-> the log4j configuration both servers log by."""
    return Path(__file__).with_name("log4j2.properties")
