"""What ingest is told through CLASHWIRE_* variables."""

from datetime import timedelta
from typing import Annotated

import msgspec

from clashwire_runtime.settings import Port, ServiceSettings

Positive = Annotated[int, msgspec.Meta(ge=1)]


class IngestSettings(ServiceSettings, frozen=True, kw_only=True):
    """Where the feeds file is, how wide to fetch, how long and how much one poll may take.

    `instance_id` names this worker to Kafka, which then gives it its feeds back at once when it is
    restarted; set it only where a supervisor sees to it that no second process bears the name.
    `contact` is a web or mail address for publishers, told in the User-Agent. `allow_cidrs`
    opens networks to the address guard, where hosts are also polled without spacing.
    `full_text_pages` is how many articles' pages one poll may ask for, `full_text_wait` how long
    its articles wait for them. `websub_callback` is the public URL under which hubs reach
    `websub_host` and `websub_port`; without it no hub is asked. `websub_secret_file` holds the
    random bytes that callbacks and secrets are made of, the same for all workers.
    """

    feeds: str = "deploy/feeds.yaml"
    instance_id: str = ""
    contact: str = ""
    allow_cidrs: tuple[str, ...] = ()
    concurrent_polls: Positive = 32
    parser_processes: Positive = 2
    fetch_timeout: timedelta = timedelta(seconds=30)
    host_spacing: timedelta = timedelta(seconds=1)
    parse_timeout: timedelta = timedelta(seconds=10)
    max_body_bytes: Positive = 15_000_000
    max_page_bytes: Positive = 5_000_000
    full_text_pages: Positive = 20
    full_text_wait: timedelta = timedelta(seconds=60)
    websub_callback: str = ""
    websub_secret_file: str = ""
    websub_host: str = "127.0.0.1"
    websub_port: Port = 8082
