"""The child's side: a process that lives exactly as long as its parent wants the server.

The parent holds the other end of stdin. When that end closes, whether by intent or because the
parent was killed, the server is closed and the process ends; no signal of the terminal reaches it.
"""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

import filelock
import jpype

from clashwire_local.launch import CLOSE_GRACE_SECONDS, Launch

PREDECESSOR_GRACE_SECONDS = 30.0
PARENT_CHECK_SECONDS = 1.0


class Server(Protocol):
    """A Java server inside this process."""

    def start(self) -> None:
        """Start it; return when it serves."""

    def close(self) -> None:
        """Close it cleanly; return when its files are released."""


def host(build: Callable[[Launch], Server]) -> None:
    """Host the server that `build` makes until stdin ends, SIGTERM comes or the parent is gone."""
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    launch = Launch.decode(sys.stdin.buffer.readline())
    threading.Thread(target=_watch, args=(sys.stdin.buffer, stopping), daemon=True).start()
    status = 1
    try:
        # Held until this process has ended, so that a successor never meets this server's files.
        with filelock.FileLock(launch.lock_file, timeout=PREDECESSOR_GRACE_SECONDS):
            _run(build, launch, stopping)
            status = 0
    except BaseException:  # noqa: BLE001 - whatever it was, the process ends with it on record
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        # The JVM's own exit waits for every stray Java thread; nothing is left to lose here.
        os._exit(status)


def _run(build: Callable[[Launch], Server], launch: Launch, stopping: threading.Event) -> None:
    _start_jvm(launch)
    server = build(launch)
    server.start()
    Path(launch.ready_file).write_text(str(os.getpid()), "ascii")
    while not stopping.wait(PARENT_CHECK_SECONDS) and os.getppid() == launch.parent_pid:
        pass
    _end_after_grace()
    server.close()


def _start_jvm(launch: Launch) -> None:
    jpype.startJVM(
        launch.jvm_library,
        "-Xrs",  # the JVM leaves signals to this process
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",  # as netty and Kafka still do
        *launch.jvm_options,
        classpath=launch.class_path,
        convertStrings=False,
        interrupt=False,
    )


def _watch(lifeline: BinaryIO, stopping: threading.Event) -> None:
    lifeline.read()
    stopping.set()
    _end_after_grace()  # also when the server is still starting and cannot be closed yet


def _end_after_grace() -> None:
    timer = threading.Timer(CLOSE_GRACE_SECONDS, os._exit, args=(1,))
    timer.daemon = True
    timer.start()
