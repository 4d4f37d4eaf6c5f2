"""The examples of the pages in `docs` are run, so that they cannot rot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import script_runner

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("config", "preferences")


def blocks(page: str, language: str) -> str:
    """Return the text of a page's blocks in one language, one after the other."""
    parts = (DOCS / f"{page}.md").read_text(encoding="utf-8").split(f"```{language}\n")[1:]
    assert parts, f"{page}.md has no {language} block"
    return "".join(part.partition("```")[0] for part in parts)


def script(console: str) -> str:
    """Write a console's lines as a script; what programs say on stderr begins with their name."""
    lines = console.splitlines()
    marks = [
        "" if line.startswith("$ ") else "! " if line.startswith("bus-") and ": " in line else "> " for line in lines
    ]
    script = [mark + line.replace("$ bus ", "$ bus-", 1) for mark, line in zip(marks, lines, strict=True)]
    failed = [index for index, line in enumerate(script) if line.startswith("! ") and ": error: " in line]
    for index in reversed(failed):
        script.insert(index + 1, "? 1")
    return "\n".join(script)


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
