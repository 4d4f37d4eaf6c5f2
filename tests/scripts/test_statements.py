"""Each statement of the contracts in `docs/contracts` is named by a test, and no test names one that is on no page.

A page's statement begins a paragraph: `**C3.** ...`. A script names statements at the beginning of a comment: `# C3,
C14 a new file`, `# R47-R50: ...` or `# 7: a name that ends in .bus`; a test in Python at the beginning of its
docstring: `A29, A30: ...`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
LIST = r"((?:[A-Z]?\d+(?:-[A-Z]?\d+)?, )*[A-Z]?\d+(?:-[A-Z]?\d+)?)"
STATEMENT = re.compile(r"^\*\*([A-Z]?\d+)\.\*\* ", re.MULTILINE)
SCRIPT = re.compile(rf"^# {LIST}(?:\W|$)", re.MULTILINE)
DOCSTRING = re.compile(rf'"""(?=[A-Z]){LIST}: ')
ROW = re.compile(r"^\| [A-Z]\d+\b", re.MULTILINE)
RANGE = re.compile(r"([A-Z]?)(\d+)(?:-[A-Z]?(\d+))?")
SUITES = ("agent", "config", "dev", "dispatch", "preferences", "run", "secrets")
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


def named(test: Path, form: re.Pattern[str]) -> set[str]:
    """Return the statements that a script's comments, or a program's docstrings, begin with."""
    ranges = [found for names in form.findall(test.read_text(encoding="utf-8")) for found in RANGE.findall(names)]
    return {
        f"{letter}{number}" for letter, first, last in ranges for number in range(int(first), int(last or first) + 1)
    }


def statements(suite: str) -> list[str]:
    """Return the statements of a suite's contract, in the order of its page."""
    return STATEMENT.findall((DOCS / "contracts" / f"{suite}.md").read_text(encoding="utf-8"))


CONTRACTS = {suite: statements(suite) for suite in SUITES}
KNOWN = [name for names in CONTRACTS.values() for name in names]


def test_each_suite_has_a_contract() -> None:
    """No folder of scripts and no page is left out, and no number is given twice."""
    assert {path.parent.name for path in HERE.glob("*/*.txt")} == set(SUITES)
    assert {path.stem for path in DOCS.glob("contracts/*.md")} <= {*SUITES, "index"}
    assert all(CONTRACTS.values())
    assert sorted(set(KNOWN)) == sorted(KNOWN)


@pytest.mark.parametrize("suite", SUITES)
def test_each_statement_has_its_script(suite: str) -> None:
    """The scripts name all statements of the contract that a script can show, and invent none."""
    found = set().union(*(named(path, SCRIPT) for path in (HERE / suite).glob("*.txt")))
    assert sorted({*CONTRACTS[suite]} - ELSEWHERE.keys() - found) == []
    assert sorted(found - {*KNOWN}) == []


def test_programs_name_only_what_is_on_a_page() -> None:
    """The same for the tests in Python."""
    tests = list(HERE.parent.rglob("test_*.py"))
    found = set().union(*(named(path, DOCSTRING) for path in tests))
    assert "A29" in found
    assert sorted(found - {*KNOWN}) == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_a_page_that_names_statements_links_to_their_contract(page: Path) -> None:
    """So that no number is one of a text that nobody has."""
    text = page.read_text(encoding="utf-8")
    assert not ROW.search(text) or f"](contracts/{page.name})" in text


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_statement_that_no_script_can_show_is_tested_elsewhere(name: str) -> None:
    """The test named here says which statement it is for."""
    assert name in KNOWN
    assert re.search(rf"\b{name}\b", (HERE.parent / ELSEWHERE[name]).read_text(encoding="utf-8"))
