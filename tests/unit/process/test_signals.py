"""What becomes of signals that come as a child is ending."""

from __future__ import annotations

import os
import signal

import pytest

from busdk.process.signals import Signals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_that_comes_too_late_is_not_lost(number: int) -> None:
    """It reaches the handler that was there before, once, and one that the loop has taken does not."""
    seen: list[int] = []
    before = signal.signal(number, lambda number, _: seen.append(number))
    try:
        with Signals():
            os.kill(os.getpid(), number)
            assert seen == []
        assert seen == [number]
        with Signals() as signals:
            os.kill(os.getpid(), number)
            assert signals.taken() == bytes([number])
        assert seen == [number]
    finally:
        signal.signal(number, before)
