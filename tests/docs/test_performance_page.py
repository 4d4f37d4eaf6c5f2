"""The page on performance shows what the benchmarks print."""

from __future__ import annotations

import importlib
import re
import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import peers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
TABLES = runpy.run_path(str(ROOT / "benchmarks" / "run.py"))["TABLES"]


def once_each(
    commands: Mapping[str, Sequence[str]],
    environment: Mapping[str, str],
    rounds: int = 1,
    variables: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, float]:
    """Run each command once, as `measure.interleaved` does many times: one that fails is an error."""
    assert rounds > 0
    once = importlib.import_module("measure").once
    return {name: once(argv, {**environment, **(variables or {}).get(name, {})}) for name, argv in commands.items()}


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
def test_each_benchmark_runs(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of it once, and its largest files, too: it measures what is allowed."""
    if module == "programs":
        peers.need("cc")
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
    monkeypatch.setattr(importlib.import_module("measure"), "interleaved", once_each)
    benchmark = importlib.import_module(module)
    monkeypatch.setattr(benchmark, "COMMANDS", 3, raising=False)
    rows = benchmark.rows()
    assert len(rows) > 2
    assert {len(row) for row in rows} == {3}
