"""Every statement of the contract of `bus run` is named by the test that proves it."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[2]
STATEMENTS = range(1, 77)
ELSEWHERE = {3: "interop/test_run_secrets.py", 70: "interop/test_run_turns.py"}
"""Statements that no script alone can prove, with the file that does."""


def named(text: str) -> set[int]:
    """Return the statements that the comments of a script name: `# R18, R47-R50: ...`."""
    found: set[int] = set()
    for line in re.findall(r"^# (R\d[^:]*):", text, re.MULTILINE):
        for first, last in re.findall(r"R(\d+)(?:-R(\d+))?", line):
            found.update(range(int(first), int(last or first) + 1))
    return found


def test_each_statement_has_a_script() -> None:
    """All of R1 to R76, and none besides, but for those that are proved elsewhere."""
    scripts = sorted((TESTS / "scripts" / "run").glob("*.txt"))
    found = set().union(*(named(script.read_text(encoding="utf-8")) for script in scripts))
    assert sorted(set(STATEMENTS) - found - set(ELSEWHERE)) == []
    assert sorted(found - set(STATEMENTS)) == []


def test_the_others_are_named_where_they_are_proved() -> None:
    for number, file in ELSEWHERE.items():
        assert re.search(rf"\bR{number}\b", (TESTS / file).read_text(encoding="utf-8")), (number, file)
