"""Each numbered statement of the contracts is named by the scripts of its suite, so that a gap shows.

A script names statements at the beginning of a comment: `# C3, C14 a new file` or `# 7: a name that ends in .bus`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NAMES = re.compile(r"# ((?:[CGP]?\d+, )*[CGP]?\d+)(?:\W|$)")
CONTRACTS = {
    "config": [f"C{number}" for number in range(1, 27)],
    "preferences": [*(f"P{number}" for number in range(1, 30)), *(f"G{number}" for number in range(1, 14))],
    "dispatch": [f"{number}" for number in range(1, 22)],
}
ELSEWHERE = {  # what no script can show, and the test that names it
    "P5": "unit/preferences/test_location.py",  # Windows only
    "P28": "unit/preferences/test_store.py",  # the library
}


def named(script: Path) -> set[str]:
    """Return the statements that a script's comments begin with."""
    matches = map(NAMES.match, script.read_text(encoding="utf-8").splitlines())
    return {name for match in matches if match for name in match[1].split(", ")}


@pytest.mark.parametrize("suite", CONTRACTS)
def test_each_statement_has_its_script(suite: str) -> None:
    """The scripts name all statements of the contract, and no other ones."""
    found = set().union(*map(named, (HERE / suite).glob("*.txt")))
    expected = {name for name in CONTRACTS[suite] if name not in ELSEWHERE}
    assert sorted(expected - found) == []
    assert sorted(found - expected - {name for names in CONTRACTS.values() for name in names if name[0] == "G"}) == []


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_statement_that_no_script_can_show_is_tested_elsewhere(name: str) -> None:
    """The test named here says which statement it is for."""
    assert re.search(rf"\b{name}\b", (HERE.parent / ELSEWHERE[name]).read_text(encoding="utf-8"))
