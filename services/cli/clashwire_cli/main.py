"""The `clashwire` command: its verbs put together, errors as one sentence, exit codes 0, 1, 2."""

import asyncio
import sys

import typer

from clashwire_cli.verbs import (
    dead_letters,
    demo,
    read,
    run,
    setup,
    status,
    tag,
    up,
)

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
app = typer.Typer(
    name="clashwire",
    help="A live, searchable record of armed conflict, and who claims what about it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for verb in (demo, up, setup, run, tag, read, status, dead_letters):
    verb.register(app)


def main() -> None:
    """Run the command line -> exit 0 done, 1 failed, 2 usage; failures are one sentence."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Arguments -> exit code; writes a failure's sentence to standard error."""
    try:
        code = typer.main.get_command(app).main(arguments, "clashwire", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt, asyncio.CancelledError):
        return _INTERRUPTED
    except BrokenPipeError:
        return 0
    except Exception as error:
        # the errors of every service, and the command line's own, carry their exit code
        code = getattr(error, "exit_code", None)
        if code is None:
            raise
        sys.stderr.write(f"clashwire: {error}\n")
    return code if isinstance(code, int) else 0
