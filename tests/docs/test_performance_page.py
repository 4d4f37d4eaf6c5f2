"""The page on performance shows what the benchmarks print."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
TABLES = runpy.run_path(str(ROOT / "benchmarks" / "run.py"))["TABLES"]


@pytest.mark.parametrize("title", TABLES.values())
def test_each_table_is_on_the_page(title: str) -> None:
    """Under its own heading, with rows of three cells."""
    section = PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    assert rows[:2] == ["| what | figure | ratio |", "| --- | ---: | ---: |"]
    assert len(rows) > 4
    assert {line.count("|") for line in rows} == {4}


def test_the_page_tells_when_and_where_it_was_measured() -> None:
    """The first line of a run: day, machine, versions."""
    assert re.search(
        r"^20\d\d-\d\d-\d\d, .+ cores, .+, Python 3\.\d+\.\d+, busdk .+, jiter .+, pyrage .+$", PAGE, re.MULTILINE
    )


@pytest.mark.parametrize("module", TABLES)
def test_each_table_has_its_benchmark(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A benchmark is a module with `rows`."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
    assert callable(runpy.run_path(str(ROOT / "benchmarks" / f"{module}.py"))["rows"])
