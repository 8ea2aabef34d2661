"""What every test may ask for on the command line."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--compose`: run the tests that bring up docker-compose.yml."""
    parser.addoption(
        "--compose",
        action="store_true",
        help="run the end-to-end tests against `docker compose up`; needs Docker",
    )
