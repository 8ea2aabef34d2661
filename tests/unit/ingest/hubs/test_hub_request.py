import pytest

from clashwire_ingest.hubs.hub_request import hub_address
from clashwire_runtime.address_guard import AddressGuard

GUARD = AddressGuard(["10.1.0.0/16"])


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("https://hub.example/a?b=c", "https://hub.example/a?b=c"),
        ("http://hub.example/", "https://hub.example/"),
        ("http://hub.example:80/a", "https://hub.example/a"),
        ("http://hub.example:8443/a", "https://hub.example:8443/a"),
        ("http://10.2.0.1/hub", "https://10.2.0.1/hub"),
        ("http://10.1.0.1:9000/hub", "http://10.1.0.1:9000/hub"),
    ],
)
def test_a_hub_is_asked_by_https_but_for_networks_that_the_operator_opened(
    named: str, asked: str
) -> None:
    assert hub_address(named, GUARD) == asked
