"""What a process hands to the service it runs."""

import asyncio

import msgspec
from structlog.typing import FilteringBoundLogger

from clashwire_runtime.clock import Clock
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.progress import ProgressWatch


class ServiceContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the process hands a service besides its settings; `stop` is set on SIGTERM."""

    name: str
    clock: Clock
    logger: FilteringBoundLogger
    metrics: Metrics
    watch: ProgressWatch
    stop: asyncio.Event
