"""What can go wrong, as one tree; every message is one sentence for a person.

ClashwireError            exit code 1
├── UsageError            exit code 2: the command line or a file the operator wrote
│   └── SettingsError     exit code 2: a CLASHWIRE_* environment variable
├── InvalidRecord         this record only: it becomes a dead letter, the service goes on
└── InfrastructureError   Kafka or Elasticsearch stayed away: exit, commit nothing, be restarted
"""

from clashwire_contracts.vocabulary import DeadLetterKind


class ClashwireError(Exception):
    """A failure said in one sentence: what, on which input, what to do."""

    exit_code = 1


class UsageError(ClashwireError):
    """The command line or an operator's file is wrong."""

    exit_code = 2


class SettingsError(UsageError):
    """An environment variable is missing or unreadable."""


class InvalidRecord(ClashwireError):  # noqa: N818  # a verdict on a record, not a fault of ours
    """A record no step can use; `kind` says why and goes into the dead letter's headers."""

    def __init__(self, kind: DeadLetterKind, reason: str) -> None:
        super().__init__(reason)
        self.kind: DeadLetterKind = kind


class InfrastructureError(ClashwireError):
    """A server we depend on stayed away too long; the process should be restarted."""

    exit_code = 70  # EX_SOFTWARE of sysexits.h: the supervisor restarts us
