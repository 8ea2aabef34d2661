import sys

from clashwire_enrich.app import run_resolve, run_tag
from clashwire_enrich.settings import EnrichSettings
from clashwire_runtime.process import run_service

PARTS = {"tag": run_tag, "resolve": run_resolve}


def main(arguments: list[str]) -> int:
    """Run `tag` or `resolve` -> exit code; 2 on anything else."""
    if len(arguments) != 1 or arguments[0] not in PARTS:
        sys.stderr.write("usage: python -m clashwire_enrich tag|resolve\n")
        return 2
    return run_service(arguments[0], EnrichSettings, PARTS[arguments[0]])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
