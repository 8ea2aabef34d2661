"""The parts of Clashwire as processes: which module runs each, with which environment."""

import sys

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part: its name, the module that runs it and that module's arguments."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()

    @property
    def argv(self) -> list[str]:
        """The command line that runs it."""
        return [sys.executable, "-m", self.module, *self.arguments]


# in starting order: readers before writers, so that the first record finds all of them
PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        Part(name="page", module="clashwire_index.page"),
        Part(name="alerts", module="clashwire_index.alerts"),
        Part(name="index", module="clashwire_index"),
        Part(name="resolve", module="clashwire_enrich", arguments=("resolve",)),
        Part(name="tag", module="clashwire_enrich", arguments=("tag",)),
        Part(name="ingest", module="clashwire_ingest"),
    )
}
