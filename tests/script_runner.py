r"""Run the command-line contract as scripts, comparing stdout, stderr and exit code exactly.

A script is a text file of blocks:

    # a comment
    $ bus secrets get nothing          one shell command, run by `sh -c`; `\` at the end continues it
    > a line of stdout, exactly
    ! a line of stderr, exactly
    ? 1                                the exit code, 0 when absent
    @ reveals datapackage.json         a file that may hold the canary from here on

`{HOME}`, `{WORK}` and `{CANARY}` stand for the script's own folders and its canary value in all lines, `{ANY}` for
any text in expected lines. `{BIN}` is a folder of the script's own that stands first on PATH; it is for the script to
make, and `python {TESTS}/fake_agents.py {BIN}` makes it with stand-ins for the agent programs. The last line of
stdout written `>| text` has no newline behind it. The canary must appear in no stderr, in no stdout where it is not
expected, and at the end in no file that was not named.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

CANARY = "canary-7Qx9-Zp4w"
BIN = Path(sys.executable).parent
TESTS = Path(__file__).parent


class Step:
    """One command with what it must print and return."""

    def __init__(self, line: int, command: str) -> None:
        self.line = line
        self.command = command
        self.stdout = ""
        self.stderr = ""
        self.code = 0
        self.reveals: list[str] = []


def parse(text: str) -> list[Step]:
    """Read a script; an unknown line is an error."""
    steps: list[Step] = []
    lines = iter(enumerate(text.splitlines(), 1))
    for number, line in lines:
        mark, _, rest = line.partition(" ")
        if mark == "$":
            command = rest
            while command.endswith("\\"):
                command = command[:-1] + next(lines)[1]
            steps.append(Step(number, command))
        elif mark == ">":
            steps[-1].stdout += rest + "\n"
        elif mark == ">|":
            steps[-1].stdout += rest
        elif mark == "!":
            steps[-1].stderr += rest + "\n"
        elif mark == "?":
            steps[-1].code = int(rest)
        elif line.startswith("@ reveals "):
            steps[-1].reveals.append(line.removeprefix("@ reveals "))
        elif line and mark != "#":
            message = f"line {number}: unknown mark {mark!r}"
            raise ValueError(message)
    return steps


def environment(home: Path) -> dict[str, str]:
    """Return a new user's environment: an empty home, the script's own programs first on PATH, then ours."""
    return {
        "HOME": str(home),
        "PATH": f"{home.parent / 'bin'}:{BIN}:/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "CANARY": CANARY,
    }


def run(path: Path, folder: Path) -> int:
    """Run one script in `folder`; return the number of steps."""
    home, work = folder / "home", folder / "work"
    home.mkdir()
    work.mkdir()
    names = {"HOME": str(home), "WORK": str(work), "CANARY": CANARY, "BIN": str(folder / "bin"), "TESTS": str(TESTS)}
    steps = parse(path.read_text(encoding="utf-8"))
    assert steps, f"{path} has no steps"
    revealed: set[str] = set()
    for step in steps:
        where = f"{path.name}:{step.line}: {step.command}"
        done = subprocess.run(
            ["/bin/sh", "-c", fill(step.command, names)],
            check=False, cwd=work, env=environment(home), capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip
        stdout, stderr = done.stdout.decode(errors="backslashreplace"), done.stderr.decode(errors="backslashreplace")
        told = f"\n--- stdout\n{stdout}--- stderr\n{stderr}--- code {done.returncode}"
        assert matches(fill(step.stdout, names), stdout), f"{where}: stdout{told}\n--- expected\n{step.stdout}"
        assert matches(fill(step.stderr, names), stderr), f"{where}: stderr{told}\n--- expected\n{step.stderr}"
        assert done.returncode == step.code, f"{where}: exit code{told}"
        assert CANARY not in stderr, f"{where}: the canary is in stderr"
        revealed.update(step.reveals)
    leaks = [str(file.relative_to(folder)) for file in holders(folder) if file.name not in revealed]
    assert not leaks, f"{path.name}: the canary is in {leaks}"
    return len(steps)


def fill(text: str, names: dict[str, str]) -> str:
    """Replace `{HOME}` and the like."""
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def matches(expected: str, actual: str) -> bool:
    """Compare exactly, but for `{ANY}`."""
    pattern = ".*".join(re.escape(part) for part in expected.split("{ANY}"))
    return re.fullmatch(pattern, actual) is not None


def holders(folder: Path) -> list[Path]:
    """Return the files below a folder that hold the canary."""
    files = [Path(top, name) for top, _, names in os.walk(folder) for name in names]
    return [file for file in files if file.is_file() and CANARY.encode() in file.read_bytes()]
