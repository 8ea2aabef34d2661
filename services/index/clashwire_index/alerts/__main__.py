import sys

from clashwire_index.alerts.app import main
from clashwire_index.alerts.settings import AlertsSettings
from clashwire_runtime.process import run_service

if __name__ == "__main__":
    sys.exit(run_service("alerts", AlertsSettings, main))
