"""Telling an agent from another program of the same name, by what it says its version is."""

from __future__ import annotations

import re

from busdk import process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from busdk.agent.runtimes import Runtime

PATIENCE = 10.0
"""Seconds that a program may take to say its version."""
GIVEN = ("PATH", "HOME", "LANG", "SYSTEMROOT")
"""Variables that a program needs to start; nothing else goes to one that may be anybody's."""
_VERSION = re.compile(r"(?:[\w@/.-]+ )*v?\d+\.\d+[\w.+-]*(?: \([\w .-]+\))?")


def is_namesake(runtime: Runtime, program: str, environment: Mapping[str, str]) -> bool:
    """Return whether the program tells by `--version` that it is something else; one that tells nothing is not."""
    given = {name: environment[name] for name in GIVEN if name in environment}
    try:
        ended = process.run(
            (program, "--version"), directory="/", environment=given, stdin=None,
            capture=True, terminal=False, timeout=PATIENCE,
        )  # fmt: skip
    except process.StartError:
        return False
    said = ended.stdout.decode("utf-8", "replace").strip().partition("\n")[0]
    return ended.code == 0 and bool(_VERSION.fullmatch(said)) and not re.match(runtime.version, said)
