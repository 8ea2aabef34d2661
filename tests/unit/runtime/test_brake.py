from clashwire_runtime.brake import Brake, BrakeLimits


def observe(brake: Brake, pattern: str) -> Brake:
    for mark in pattern:
        brake.observe(bad=mark == "x")
    return brake


def test_a_bad_record_now_and_then_does_not_brake() -> None:
    limits = BrakeLimits(max_consecutive=3, window=10, max_ratio=0.5)
    assert observe(Brake(limits), "xx..x...x." * 20).tripped is None


def test_too_many_in_a_row_brake() -> None:
    limits = BrakeLimits(max_consecutive=3, window=100, max_ratio=0.9)
    assert "3 records in a row" in (observe(Brake(limits), "..xxx").tripped or "")


def test_too_large_a_share_brakes_once_the_window_is_full() -> None:
    limits = BrakeLimits(max_consecutive=99, window=6, max_ratio=0.5)
    assert observe(Brake(limits), "xx.xx").tripped is None
    assert "67% of the last 6" in (observe(Brake(limits), "xx.xx.").tripped or "")


def test_once_tripped_it_stays() -> None:
    limits = BrakeLimits(max_consecutive=2, window=100)
    assert observe(Brake(limits), "xx" + "." * 500).tripped
