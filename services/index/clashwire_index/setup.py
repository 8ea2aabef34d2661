"""`python -m clashwire_index.setup`: set up Elasticsearch once, then end."""

import asyncio
import os
import sys

from clashwire_index.install import install
from clashwire_index.settings import ElasticsearchSettings
from clashwire_runtime.errors import ClashwireError
from clashwire_runtime.settings import read_settings


def main() -> int:
    """Read CLASHWIRE_ELASTICSEARCH_*, set up, say what was made -> exit code."""
    try:
        settings = read_settings(ElasticsearchSettings, os.environ)
        made = asyncio.run(install(settings.elasticsearch))
    except ClashwireError as error:
        sys.stderr.write(f"clashwire setup: {error}\n")
        return error.exit_code
    sys.stdout.write("\n".join(made or ["Elasticsearch was set up already."]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
