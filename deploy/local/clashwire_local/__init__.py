"""Real Apache Kafka and real Elasticsearch on this machine, on loopback, without Docker.

`start_stack(data_dir)` -> a ready `RunningStack`; every refusal is a `LocalStackError` of `errors`.
"""

from clashwire_local.errors import LocalStackError
from clashwire_local.progress import ConsoleProgress, Progress
from clashwire_local.stack import PARTS, RunningStack, start_stack

__all__ = [
    "PARTS",
    "ConsoleProgress",
    "LocalStackError",
    "Progress",
    "RunningStack",
    "start_stack",
]
