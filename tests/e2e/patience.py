"""Waiting for what a running system does in its own time."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
DEADLINE_SECONDS = 30.0
_LOOK_EVERY_SECONDS = 0.2


def eventually(check: Callable[[], T], seconds: float = DEADLINE_SECONDS) -> T:
    """Call until it returns what is true and raises no AssertionError -> its answer.

    After the deadline the last AssertionError is raised, or one that says what was answered.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            answer = check()
            missing = AssertionError(f"still {answer!r} after {seconds} s")
        except AssertionError as error:
            answer, missing = None, error
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise missing
        time.sleep(_LOOK_EVERY_SECONDS)
