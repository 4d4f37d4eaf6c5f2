"""Running a program's `main` in this process ends as its own process would."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from busdk.dispatch import own

RESULTS = [None, 0, 3, True, 256, 300, -1, "some text", 1.5]


@pytest.mark.parametrize("result", RESULTS, ids=repr)
@pytest.mark.parametrize("raised", [False, True], ids=["returned", "raised"])
def test_exit_codes_are_those_of_a_process(result: Any, raised: bool, capfd: pytest.CaptureFixture[str]) -> None:
    """What `main` returns, or raises as SystemExit, gives the code and message of `sys.exit`."""

    def main(_: object) -> Any:
        if raised:
            sys.exit(result)
        return result

    code = own.run(main, "program", [])
    message = capfd.readouterr().err
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.exit({result!r})"], check=False, capture_output=True, text=True
    )
    assert (code, message) == (done.returncode, done.stderr)


def test_argv_is_that_of_the_program_while_it_runs() -> None:
    """`sys.argv` is path and arguments, and afterwards what it was."""
    before = sys.argv
    seen: list[list[str]] = []

    def main(arguments: Any) -> int:
        seen.extend((sys.argv, arguments))
        return 0

    assert own.run(main, "/x/bus-program", ["a", ""]) == 0
    assert seen == [["/x/bus-program", "a", ""], ["a", ""]]
    assert sys.argv is before


@pytest.mark.parametrize("module", ["nothing", "dispatch", "secrets/cli", "..", "", "-", "secrets.cli", "command"])
def test_no_other_module_is_taken_for_a_program(module: str) -> None:
    """Only packages with a command table of that name are programs."""
    assert own.program(module) is None
