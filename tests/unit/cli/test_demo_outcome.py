import pytest

from clashwire_cli.demo.outcome import DemoNumbers, refuse_unverified
from clashwire_runtime.errors import ClashwireError


def numbers(*, received: int, verified: int) -> DemoNumbers:
    return DemoNumbers(
        articles=9,
        relevant=5,
        events=4,
        claims=8,
        contested_claims=2,
        alerts=3,
        webhooks_received=received,
        signatures_verified=verified,
        dead_letters=0,
        seconds=1.0,
    )


def test_a_demo_whose_signatures_all_hold_has_done() -> None:
    refuse_unverified(numbers(received=3, verified=3))


@pytest.mark.parametrize(
    ("received", "verified", "said"), [(0, 0, "No webhook"), (3, 2, "1 of 3"), (3, 0, "3 of 3")]
)
def test_a_demo_fails_on_a_signature_that_does_not_hold(
    received: int, verified: int, said: str
) -> None:
    with pytest.raises(ClashwireError, match=said):
        refuse_unverified(numbers(received=received, verified=verified))
