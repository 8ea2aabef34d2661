"""What the page is told by CLASHWIRE_* variables."""

from clashwire_index.settings import ElasticsearchSettings
from clashwire_runtime.settings import Port


class PageSettings(ElasticsearchSettings, frozen=True, kw_only=True):
    """Where the page listens: it asks nobody who they are, so loopback unless told otherwise."""

    page_host: str = "127.0.0.1"
    page_port: Port = 8800
