"""The examples of the pages in `docs` are run, so that they cannot rot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import script_runner
from pages import blocks, script

PAGES = ("config", "preferences")


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_print_what_the_page_says(page: str, tmp_path: Path) -> None:
    """The console blocks of a page, in order, in one empty home."""
    path = tmp_path / f"{page}.txt"
    path.write_text(script(blocks(page, "console")), encoding="utf-8")
    assert script_runner.run(path, tmp_path) > 2


@pytest.mark.parametrize("page", PAGES)
def test_the_python_runs(page: str, home: Path) -> None:
    """The Python blocks of a page, in order, in one empty home; their assertions hold."""
    Path("books").mkdir()
    subprocess.run([sys.executable, "-c", blocks(page, "python")], check=True, timeout=60)


def test_the_file_shown_is_canonical() -> None:
    """The preferences file on the page is what the program writes."""
    from busdk import jsonfile

    shown = blocks("preferences", "json").encode()
    assert jsonfile.canonical(jsonfile.parse(shown, "x")) == shown
