import sys

from clashwire_ingest.app import main
from clashwire_ingest.settings import IngestSettings
from clashwire_runtime.process import run_service

if __name__ == "__main__":
    sys.exit(run_service("ingest", IngestSettings, main))
