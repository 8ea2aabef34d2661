"""The `clashwire` command: its verbs put together, errors as one sentence, exit codes 0, 1, 2."""

import asyncio
import logging
import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from clashwire_cli.terminal import drop_output
from clashwire_cli.verbs import (
    dead_letters,
    demo,
    feeds,
    read,
    run,
    setup,
    status,
    tag,
    up,
)

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_DEBUG = "CLASHWIRE_LOG_LEVEL"


class _ReaderLeft(Exception):  # noqa: N818  # no error: `clashwire events | head` has all it wants
    """Whoever read our output has closed it."""


class _Commands(TyperGroup):
    """Tells a closed pipe apart from other failures, which the parser would end with 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb; raises _ReaderLeft."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise _ReaderLeft from error
        return done


app = typer.Typer(
    name="clashwire",
    cls=_Commands,
    help="A live, searchable record of armed conflict, and who claims what about it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 100},
)
for verb in (demo, up, setup, run, feeds, tag, read, status, dead_letters):
    verb.register(app)


def main() -> None:
    """Run the command line -> exit 0 done, 1 failed, 2 usage; failures are one sentence."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Arguments -> exit code; writes a failure's sentence to standard error."""
    # the libraries' own words on a broken connection; the sentence we end with says it
    logging.getLogger("aiokafka").addHandler(logging.NullHandler())
    try:
        code = typer.main.get_command(app).main(arguments, "clashwire", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt, asyncio.CancelledError):
        return _INTERRUPTED
    except _ReaderLeft:
        drop_output()
        return 0
    except Exception as error:  # noqa: BLE001  # the one place where every failure becomes words
        sys.stderr.write(f"clashwire: {in_words(error)}\n")
        # the errors of every service, and the command line's own, carry their exit code
        code = getattr(error, "exit_code", 1)
    return code if isinstance(code, int) else 0


def in_words(error: Exception) -> str:
    """A failure -> its sentence; one of the command line names the help, an unforeseen one us."""
    if hasattr(error, "format_message"):
        return _usage(error)
    if hasattr(error, "exit_code"):
        return str(error)
    if os.environ.get(_DEBUG, "").lower() == "debug":
        traceback.print_exception(error)
    return (
        f"This is a fault in Clashwire itself ({type(error).__name__}: {error}); "
        f"run it again with {_DEBUG}=debug to see where, and report it."
    )


def _usage(error: Exception) -> str:
    said = str(error.format_message()).strip()  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    if said.startswith("Usage:"):  # a group without a verb: its help is the answer
        return f"which verb?\n{said}"
    command = context.command_path if context is not None else "clashwire"
    return f"{said.rstrip('.?')}; see `{command} --help`."
