"""What the index service's processes are told by CLASHWIRE_* variables."""

from clashwire_index.connection import Connection
from clashwire_runtime.settings import ServiceSettings


class ElasticsearchSettings(ServiceSettings, frozen=True, kw_only=True):
    """Where Elasticsearch is; an API key and a CA certificate come as files, when needed."""

    elasticsearch_url: str = "http://127.0.0.1:9200"
    elasticsearch_api_key_file: str = ""
    elasticsearch_ca_file: str = ""

    @property
    def elasticsearch(self) -> Connection:
        """How to reach Elasticsearch, as one value."""
        return Connection(
            url=self.elasticsearch_url,
            api_key_file=self.elasticsearch_api_key_file,
            ca_file=self.elasticsearch_ca_file,
        )


class IndexSettings(ElasticsearchSettings, frozen=True, kw_only=True):
    """The index process."""
