"""`python -m clashwire_runtime.probe`: a container's health check, without curl."""

import os
import sys
import urllib.error
import urllib.request

_TIMEOUT_SECONDS = 5


def main() -> int:
    """Ask this container's /readyz -> 0 when ready, else 1 with the reason."""
    port = os.environ.get("CLASHWIRE_HEALTH_PORT", "8080")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=_TIMEOUT_SECONDS):
            return 0
    except urllib.error.HTTPError as error:
        sys.stdout.write(error.read().decode())
    except OSError as error:
        sys.stdout.write(f"no answer on port {port}: {error}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
