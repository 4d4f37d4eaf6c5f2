"""The memory of a process that holds a value is out of reach of core dumps and of its user's other processes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import fake_agents

if TYPE_CHECKING:
    from arena import Arena

PROBE = """
import ctypes, importlib, resource, sys
program = importlib.import_module(sys.argv[1])
code = program.main(sys.argv[2:])
print(code, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE)[0], file=sys.stderr)
"""  # 3 is PR_GET_DUMPABLE
SECRETS, PREFERENCES, AGENT, RUN = (f"busdk.{name}.cli" for name in ("secrets", "preferences", "agent", "run"))


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for its dumpable flag")
@pytest.mark.parametrize(
    "argv",
    [
        [SECRETS, "get", "x"], [SECRETS, "resolve", "secret:x"], [SECRETS, "set", "y", "value"], [SECRETS, "list"],
        [SECRETS, "set", "y", "v", "--scope", "repo"], [SECRETS, "unset", "x"], [PREFERENCES, "get", "secrets.x"],
        [PREFERENCES, "list"], [PREFERENCES, "set", "secrets.y", "v"], [AGENT, "detect"], [RUN, "list"],
    ],
    ids=lambda argv: " ".join(argv[:2]).removeprefix("busdk."),
)  # fmt: skip
def test_no_core_dump_of_a_value(arena: Arena, argv: list[str]) -> None:
    """Whatever may read a value, plain ones of the preferences included, is not dumpable; its core limit is 0."""
    arena.ok("bus-secrets", "set", "x", "value")
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROBE, *argv],
        check=True, cwd=arena.work, env=arena.environment(), capture_output=True, timeout=30,
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == b"0 0 0"


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for its dumpable flag")
def test_no_agent_reads_the_memory_of_what_started_it(arena: Arena) -> None:
    """A27: an agent that is not given the key to all secrets does not find it in `/proc` either."""
    fake_agents.write(arena.root / "bin", "claude")
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROBE, AGENT, "run", "hello"],
        check=True, cwd=arena.work, env={**arena.environment(), "PATH": f"{arena.root}/bin:/usr/bin:/bin"},
        capture_output=True, timeout=30,
    )  # fmt: skip
    assert (done.stdout, done.stderr.splitlines()[-1]) == (b"claude is done\n", b"0 0 0")
