"""The examples of the pages in `docs` are run, so that they cannot rot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import script_runner

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("config", "preferences")
SAID = tuple(f"bus-{page}: " for page in PAGES)


def blocks(page: str, language: str) -> str:
    """Return the text of a page's blocks in one language, one after the other."""
    parts = (DOCS / f"{page}.md").read_text(encoding="utf-8").split(f"```{language}\n")[1:]
    assert parts, f"{page}.md has no {language} block"
    return "".join(part.partition("```")[0] for part in parts)


def script(console: str) -> str:
    """Write a console's lines as a script; what a program says on stderr begins with its name."""
    lines = []
    for line in console.splitlines():
        if line.startswith("$ bus "):
            lines.append(line.replace("$ bus ", "$ bus-", 1))
        elif line.startswith(SAID):
            lines += [f"! {line}", *(["? 1"] if ": error: " in line else [])]
        else:
            lines.append(f"> {line}")
    return "\n".join(lines)


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
