"""The memory of a process that holds a value is out of reach of core dumps and of its user's other processes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from arena import Arena

PROBE = """
import ctypes, resource, sys
from busdk.secrets import cli
code = cli.main(sys.argv[1:])
print(code, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE)[0], file=sys.stderr)
"""  # 3 is PR_GET_DUMPABLE


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for its dumpable flag")
@pytest.mark.parametrize(
    "argv", [["get", "x"], ["resolve", "secret:x"], ["set", "y", "value"], ["set", "y", "v", "--scope", "repo"]]
)
def test_no_core_dump_of_a_value(arena: Arena, argv: list[str]) -> None:
    """After get, resolve and set the process is not dumpable and its soft core limit is 0."""
    arena.ok("bus-secrets", "set", "x", "value")
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROBE, *argv],
        check=True, cwd=arena.work, env=arena.environment(), capture_output=True, timeout=30,
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == b"0 0 0"
