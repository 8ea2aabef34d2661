"""Loopback ports: those asked for, else those of the earlier run, else free ones."""

import itertools
import random
import socket
from collections.abc import Callable, Mapping

from clashwire_local.errors import PortInUseError

LOOPBACK = "127.0.0.1"
PORT_NAMES = ("kafka", "kafka_controller", "elasticsearch", "elasticsearch_transport")

# Below the range from which Linux (32768) and macOS (49152) take outgoing ports: no client
# connection can occupy one between two runs.
_CANDIDATES = range(21_000, 32_000)


def is_free(port: int) -> bool:
    """Port -> whether a server could listen there on loopback now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do, so that a port whose last connections are winding down counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """-> so many different ports that are free now."""
    candidates = random.sample(_CANDIDATES, k=len(_CANDIDATES))
    return list(itertools.islice((port for port in candidates if is_free(port)), count))


def choose_ports(
    requested: Mapping[str, int | None],
    remembered: Mapping[str, int],
    free: Callable[[int], bool] = is_free,
) -> dict[str, int]:
    """Requested and remembered ports by name -> one free port for each of PORT_NAMES.

    A requested port that is taken raises PortInUseError; a remembered one gives way to another.
    """
    chosen: dict[str, int] = {}
    for name in sorted(PORT_NAMES, key=lambda name: requested.get(name) is None):
        chosen[name] = _choose(name, requested.get(name), remembered.get(name), chosen, free)
    return chosen


def _choose(
    name: str,
    requested: int | None,
    remembered: int | None,
    chosen: Mapping[str, int],
    free: Callable[[int], bool],
) -> int:
    if requested is not None:
        if requested in chosen.values() or not free(requested):
            raise PortInUseError(name, requested)
        return requested
    if remembered is not None and remembered not in chosen.values() and free(remembered):
        return remembered
    candidates = random.sample(_CANDIDATES, k=len(_CANDIDATES))  # no secret: spreads parallel runs
    return next(port for port in candidates if port not in chosen.values() and free(port))
