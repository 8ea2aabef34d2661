"""Which partition of the feed topics a feed belongs to: one for all feeds of a site.

So one worker owns them all, and spacing between requests, the scope of a rate limit and articles
shared by several feeds of a site need no second worker (docs/adr/0008).
"""

import hashlib

from clashwire_contracts.topics import FEEDS_STATE
from clashwire_ingest.web.sites import registrable_domain


def feed_partition(url: str, partitions: int = FEEDS_STATE.partitions) -> int:
    """A feed's URL as configured -> the number of its partition, the same in every process."""
    digest = hashlib.sha256(registrable_domain(url).encode()).digest()
    return int.from_bytes(digest[:8]) % partitions
