import sys

from clashwire_index.page.app import main
from clashwire_index.page.settings import PageSettings
from clashwire_runtime.process import run_service

if __name__ == "__main__":
    sys.exit(run_service("page", PageSettings, main))
