import sys

from clashwire_index.app import main
from clashwire_index.settings import IndexSettings
from clashwire_runtime.process import run_service

if __name__ == "__main__":
    sys.exit(run_service("index", IndexSettings, main))
