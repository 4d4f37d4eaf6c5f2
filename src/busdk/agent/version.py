"""What a program says that its version is."""

from __future__ import annotations

import functools
import os
import re

from busdk import process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.agent.runtimes import Runtime

PATIENCE = 10.0
"""Seconds that a program may take to say its version."""
GIVEN = ("PATH", "HOME", "LANG", "SYSTEMROOT")
"""Variables that a program needs to start; nothing else goes to one that may be anybody's."""
_VERSION = re.compile(r"(?:[\w@/.-]+ )*v?(\d+(?:\.\d+)+)[\w.+-]*(?: \([\w .-]+\))?")


@functools.cache
def said(program: str) -> str:
    """Return the first line that `--version` prints; nothing where the program does not take it."""
    given = {name: os.environ[name] for name in GIVEN if name in os.environ}
    try:
        ended = process.run(
            (program, "--version"), directory="/", environment=given, stdin=None,
            capture=True, terminal=False, timeout=PATIENCE,
        )  # fmt: skip
    except process.StartError:
        return ""
    return "" if ended.code else ended.stdout.decode("utf-8", "replace").strip().partition("\n")[0]


def is_namesake(runtime: Runtime, program: str) -> bool:
    """Return whether the program tells that it is something else; one that tells nothing is not."""
    line = said(program)
    return _VERSION.fullmatch(line) is not None and re.match(runtime.version, line) is None


def is_at_least(version: tuple[int, ...], runtime: Runtime, program: str) -> bool:
    """Return whether the program tells that it is the agent, of this version or a later one."""
    line = said(program)
    found = _VERSION.fullmatch(line)
    if found is None or re.match(runtime.version, line) is None:
        return False
    return tuple(map(int, found[1].split("."))) >= version
