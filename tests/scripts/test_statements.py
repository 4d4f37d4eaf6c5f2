"""Each numbered statement of the contracts is named by the scripts of its suite, so that a gap shows.

A script names statements at the beginning of a comment: `# C3, C14 a new file`, `# R47-R50: ...` or `# 7: a name that
ends in .bus`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NAMES = re.compile(r"# ((?:[A-Z]?\d+(?:-[A-Z]?\d+)?, )*[A-Z]?\d+(?:-[A-Z]?\d+)?)(?:\W|$)")
RANGE = re.compile(r"([A-Z]?)(\d+)(?:-[A-Z]?(\d+))?")
CONTRACTS = {
    "agent": (("A", 44),),
    "config": (("C", 26),),
    "dev": (("D", 72),),
    "dispatch": (("", 21),),
    "preferences": (("P", 29), ("G", 13)),
    "run": (("R", 76),),
}
ELSEWHERE = {  # what no script can show, and the test that names it
    "A8": "unit/agent/test_selection.py",  # of the callers run and dev
    "A30": "unit/agent/test_running.py",  # the library
    "A32": "unit/agent/test_command_lines.py",
    "A35": "unit/agent/test_command_lines.py",
    "A36": "unit/agent/test_command_lines.py",
    "A37": "unit/agent/test_command_lines.py",
    "A38": "unit/agent/test_command_lines.py",
    "P5": "unit/preferences/test_location.py",  # Windows only
    "P28": "unit/preferences/test_store.py",  # the library
    "R3": "interop/test_run_secrets.py",
}


def named(script: Path) -> set[str]:
    """Return the statements that a script's comments begin with."""
    matches = map(NAMES.match, script.read_text(encoding="utf-8").splitlines())
    ranges = [found for match in matches if match for found in RANGE.findall(match[1])]
    return {
        f"{letter}{number}" for letter, first, last in ranges for number in range(int(first), int(last or first) + 1)
    }


def statements(suite: str) -> set[str]:
    """Return the statements of a suite's contract."""
    return {f"{letter}{number}" for letter, last in CONTRACTS[suite] for number in range(1, last + 1)}


def test_each_suite_has_a_contract() -> None:
    """No folder of scripts is left out; `secrets` is named after the sections of its page instead."""
    suites = {path.parent.name for path in HERE.glob("*/*.txt")}
    assert suites == {*CONTRACTS, "secrets"}


@pytest.mark.parametrize("suite", CONTRACTS)
def test_each_statement_has_its_script(suite: str) -> None:
    """The scripts name all statements of the contract that a script can show, and invent none."""
    found = set().union(*map(named, (HERE / suite).glob("*.txt")))
    assert sorted(statements(suite) - ELSEWHERE.keys() - found) == []
    assert sorted(found - set().union(*map(statements, CONTRACTS))) == []


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_statement_that_no_script_can_show_is_tested_elsewhere(name: str) -> None:
    """The test named here says which statement it is for."""
    assert re.search(rf"\b{name}\b", (HERE.parent / ELSEWHERE[name]).read_text(encoding="utf-8"))
