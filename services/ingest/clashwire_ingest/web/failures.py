"""An exception of a request -> the health state that it means, told apart by its causes.

| health | means |
|---|---|
| dns_unknown_host | the name service says that there is no such name |
| dns_failure | the name service did not answer |
| no_route | this machine has no way to the address, such as IPv6 from an IPv4 network |
| unreachable | no way to the host from somewhere on the way |
| refused | nothing listens at the port |
| tls | no trust: certificate, host name or protocol |
| timeout | no complete answer in time |
| reset | the connection ended before the answer did |
| bad_answer | what came is not HTTP |
| bad_url | the URL cannot be asked for |
"""

import errno
import ssl
from collections.abc import Iterator

import httpx

from clashwire_ingest.web.credentials import SecretError
from clashwire_ingest.web.inflate import DamagedError, TooLargeError
from clashwire_runtime.address_guard import ForbiddenAddressError
from clashwire_runtime.name_lookup import (
    NameServiceError,
    NameServiceTimeoutError,
    UnknownHostError,
)


class NoBodyError(Exception):
    """A document was announced, and the connection ended before any of it came."""


# The first that fits any error of the chain, so a cause stands before what it causes.
_MEANINGS: tuple[tuple[type[BaseException], str, str], ...] = (
    (ForbiddenAddressError, "forbidden_address", "the address guard refused"),
    (NoBodyError, "reset", "the connection ended too early"),
    (SecretError, "no_secret", "the feed's secret cannot be used"),
    (TooLargeError, "too_large", "the document is too large"),
    (DamagedError, "bad_encoding", "the body is damaged"),
    (UnknownHostError, "dns_unknown_host", "there is no such host"),
    (NameServiceError, "dns_failure", "the name service failed"),
    (NameServiceTimeoutError, "dns_failure", "the name service failed"),
    (ssl.SSLEOFError, "reset", "the connection ended too early"),
    (ssl.SSLError, "tls", "no secure connection"),
    (TimeoutError, "timeout", "no complete answer in time"),
    (httpx.TimeoutException, "timeout", "the server did not answer in time"),
)
_CONNECTION_ERRORS = {
    errno.ECONNREFUSED: ("refused", "nothing listens there"),
    errno.ECONNRESET: ("reset", "the connection was reset"),
    errno.ECONNABORTED: ("reset", "the connection was reset"),
    errno.EPIPE: ("reset", "the connection was reset"),
    errno.ENETUNREACH: ("no_route", "this machine has no way to the address"),
    errno.EADDRNOTAVAIL: ("no_route", "this machine has no way to the address"),
    errno.EHOSTUNREACH: ("unreachable", "the host cannot be reached"),
}
_UNASKABLE = (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, UnicodeError)
# What a request may raise; anything else is a fault of ours and is not caught.
EXPECTED: tuple[type[Exception], ...] = (
    ForbiddenAddressError,
    NoBodyError,
    SecretError,
    TooLargeError,
    DamagedError,
    TimeoutError,
    httpx.HTTPError,
    httpx.InvalidURL,
    UnicodeError,
)


def explain_failure(error: Exception) -> tuple[str, str]:
    """One of EXPECTED -> health state and the reason in a sentence, without any header's value."""
    chain = list(_causes(error))
    health, meaning = _named(chain) or _of_connection(chain) or _of_protocol(error, chain)
    return health, f"{meaning}: {_first_words(error)}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, then what caused it, and so on."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def _named(chain: list[BaseException]) -> tuple[str, str] | None:
    for kind, health, meaning in _MEANINGS:
        if any(isinstance(one, kind) for one in chain):
            return health, meaning
    return None


def _of_connection(chain: list[BaseException]) -> tuple[str, str] | None:
    numbers = (one.errno for one in chain if isinstance(one, OSError) and one.errno)
    return next((_CONNECTION_ERRORS[n] for n in numbers if n in _CONNECTION_ERRORS), None)


def _of_protocol(error: Exception, chain: list[BaseException]) -> tuple[str, str]:
    # h11 or h2 stand behind what is no HTTP; nothing does when nothing came
    parsers = {type(one).__module__.partition(".")[0] for one in chain}
    is_theirs = isinstance(error, httpx.RemoteProtocolError)
    if "h2" in parsers or (is_theirs and "h11" in parsers):
        return "bad_answer", "what came is not HTTP"
    if isinstance(error, _UNASKABLE):
        return "bad_url", "the URL cannot be asked for"
    if is_theirs:
        return "reset", "the connection ended without an answer"
    if isinstance(error, httpx.ReadError | httpx.WriteError | httpx.CloseError):
        return "reset", "the connection was lost"
    return "unreachable", "the request failed"


def _first_words(error: Exception) -> str:
    return str(error) or type(error.__cause__ or error).__name__
