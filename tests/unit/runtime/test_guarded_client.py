"""Which of several failures a client tells when no address of a host could be reached."""

import errno

import httpcore
import pytest

from clashwire_runtime.guarded_client import _most_telling


def failed(number: int) -> Exception:
    """A connect error as httpcore raises it, over the system's own."""
    error = httpcore.ConnectError("failed")
    error.__cause__ = OSError(number, "failed")
    return error


@pytest.mark.parametrize("no_way", [errno.ENETUNREACH, errno.EADDRNOTAVAIL])
def test_a_failure_that_met_the_host_tells_more_than_a_missing_way(no_way: int) -> None:
    refused, lost = failed(errno.ECONNREFUSED), failed(no_way)

    assert _most_telling([refused, lost]) is refused
    assert _most_telling([lost, refused]) is refused


def test_without_any_way_the_missing_way_is_told() -> None:
    lost = failed(errno.ENETUNREACH)

    assert _most_telling([failed(errno.ENETUNREACH), lost]) is lost
    assert _most_telling([]) is None
