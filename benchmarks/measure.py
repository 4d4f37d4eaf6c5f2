"""Time whole commands against each other in one run, so that a busy machine disturbs all of them alike."""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def once(argv: Sequence[str], environment: Mapping[str, str]) -> float:
    """Run one command, its output thrown away; return seconds of wall time. A failure is an error."""
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    start = time.perf_counter()
    pid = os.posix_spawn(argv[0], list(argv), dict(environment), file_actions=null)
    status = os.waitpid(pid, 0)[1]
    took = time.perf_counter() - start
    assert status == 0, f"{argv} failed: {status}"
    return took


def interleaved(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], rounds: int = 40
) -> dict[str, float]:
    """Return the median seconds of each command; every round runs each of them once, after one warm-up."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, argv in commands.items():
            times[name].append(once(argv, environment))
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}
