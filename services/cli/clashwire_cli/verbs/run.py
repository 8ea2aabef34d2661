"""`clashwire run PART`: one part in this process, as a container runs it."""

import os
from typing import Annotated

import typer

from clashwire_cli.parts import PARTS
from clashwire_runtime.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("run")(run)


def run(
    part: Annotated[str, typer.Argument(help=f"One of: {', '.join(sorted(PARTS))}.")],
) -> None:
    """Run one part in this process, set by CLASHWIRE_* variables."""
    known = PARTS.get(part)
    if known is None:
        raise UsageError(f"There is no part {part!r}; choose one of {', '.join(sorted(PARTS))}.")
    os.execv(known.argv[0], known.argv)  # noqa: S606  # this process becomes the part
