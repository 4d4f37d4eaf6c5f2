"""The sessions shown in `docs` are run, so that they cannot rot.

A page's `console` blocks, in order, are one session in one empty home and folder:

    $ a command, run by `sh -c`
    > its next line, of a here-document say
    its output, stdout and stderr as a terminal mixes them; `{ANY}` stands for any text

The home folder is `/home/you` there. A page's `python` blocks run after that, as one program in the same folder.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import peers
import script_runner

DOCS = Path(__file__).parents[2] / "docs"
PEERS = ("age ", "sops ")
HOME = "/home/you"
PAGES = sorted(path for path in DOCS.glob("*.md") if "```console\n" in path.read_text(encoding="utf-8"))


def blocks(text: str, language: str) -> list[str]:
    """Return a page's blocks in one language."""
    return [part.partition("```")[0] for part in text.split(f"```{language}\n")[1:]]


def session(text: str) -> list[tuple[str, str]]:
    """Return the commands of a page, each with the output it shows."""
    steps: list[list[str]] = []
    for block in blocks(text, "console"):
        asked = False
        for line in block.splitlines(keepends=True):
            asked = line.startswith("$ ") or (asked and line.startswith("> "))
            if line.startswith("$ "):
                steps.append([line[2:], ""])
            elif asked:
                steps[-1][0] += line[2:]
            else:
                steps[-1][1] += line
    return [(command, output) for command, output in steps]


def run(argv: list[str], folder: Path, *, check: bool = False) -> str:
    """Run one command in a page's folder and return what a terminal would show."""
    done = subprocess.run(
        argv, check=check, cwd=folder / "work", env=script_runner.environment(folder / "home"),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=60,
    )  # fmt: skip
    return done.stdout.decode(errors="backslashreplace").replace(str(folder / "home"), HOME)


def test_there_are_pages() -> None:
    """A suite that lost its folder must not pass."""
    assert DOCS / "bus.md" in PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_each_command_prints_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    """All commands of the page's sessions, in order, and then its Python blocks, whose assertions hold."""
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    text = page.read_text(encoding="utf-8")
    for command, output in session(text):
        if command.startswith(PEERS):
            peers.need(command.split()[0])
        printed = run(["/bin/sh", "-c", command.replace(HOME, str(tmp_path / "home"))], tmp_path)
        assert script_runner.matches(output, printed), f"{command}\n{printed}\n--- expected\n{output}"
    run([sys.executable, "-c", "".join(blocks(text, "python"))], tmp_path, check=True)
