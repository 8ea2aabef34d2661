import errno
import ssl

import httpcore
import httpx
import pytest

from clashwire_ingest.web.failures import EXPECTED, explain_failure
from clashwire_runtime.name_lookup import NameServiceTimeoutError, UnknownHostError


def caused(error: Exception, *causes: BaseException) -> Exception:
    """An error with its chain of causes."""
    last: BaseException = error
    for cause in causes:
        last.__cause__ = cause
        last = cause
    return error


def connect_error(*causes: BaseException) -> Exception:
    """A connect error of httpx over one of httpcore, as they come."""
    return caused(httpx.ConnectError("failed"), httpcore.ConnectError("failed"), *causes)


@pytest.mark.parametrize(
    ("number", "health"),
    [
        (errno.ECONNREFUSED, "refused"),
        (errno.ECONNRESET, "reset"),
        (errno.EPIPE, "reset"),
        (errno.ENETUNREACH, "no_route"),
        (errno.EADDRNOTAVAIL, "no_route"),
        (errno.EHOSTUNREACH, "unreachable"),
        (errno.EMFILE, "unreachable"),
    ],
)
def test_a_connection_error_is_told_by_its_number(number: int, health: str) -> None:
    assert explain_failure(connect_error(OSError(number, "x")))[0] == health


@pytest.mark.parametrize(
    ("error", "health"),
    [
        (connect_error(ssl.SSLCertVerificationError("self-signed")), "tls"),
        (connect_error(ssl.SSLEOFError("eof")), "reset"),
        (caused(httpx.ConnectError("x"), UnknownHostError("x")), "dns_unknown_host"),
        (caused(httpx.ConnectTimeout("x"), NameServiceTimeoutError("x")), "dns_failure"),
        (httpx.ReadTimeout("slow"), "timeout"),
        (httpx.PoolTimeout("busy"), "timeout"),
        (TimeoutError(), "timeout"),
        (httpx.RemoteProtocolError("Server disconnected"), "reset"),
        (httpx.ReadError("gone"), "reset"),
        (httpx.UnsupportedProtocol("no scheme"), "bad_url"),
        (httpx.InvalidURL("no host"), "bad_url"),
        (UnicodeEncodeError("ascii", "\xe9", 0, 1, "no"), "bad_url"),
        (httpx.ConnectError("who knows"), "unreachable"),
    ],
)
def test_each_failure_has_its_state(error: Exception, health: str) -> None:
    assert isinstance(error, EXPECTED)
    assert explain_failure(error)[0] == health


def test_the_reason_says_what_failed() -> None:
    health, reason = explain_failure(connect_error(ConnectionRefusedError(errno.ECONNREFUSED, "x")))

    assert (health, reason) == ("refused", "nothing listens there: failed")


def test_a_fault_of_ours_is_not_expected() -> None:
    assert not isinstance(KeyError("x"), EXPECTED)
