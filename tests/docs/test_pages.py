"""The sessions and programs shown in the README and in `docs` are run, so that they cannot rot.

A page's `console` blocks, in order, are one session in one empty home and folder:

    $ a command, run by `sh -c`
    > its next line, of a here-document say
    its output, stdout and stderr as a terminal mixes them; `{ANY}` stands for any text

The home folder is `/home/you` there, and stand-ins for the agent programs are on PATH. A page's `python` blocks run as
one program, in an empty home and folder too.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import fake_agents
import peers
import script_runner

ROOT = Path(__file__).parents[2]
PEERS = ("age ", "sops ", "git ")
HOME = "/home/you"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
SESSIONS = [page for page in PAGES if "```console\n" in page.read_text(encoding="utf-8")]
PROGRAMS = [page for page in PAGES if "```python\n" in page.read_text(encoding="utf-8")]


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
    environment = script_runner.environment(folder / "home")
    environment["PATH"] = f"{folder / 'bin'}:{environment['PATH']}"
    done = subprocess.run(
        argv, check=check, cwd=folder / "work", env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=60,
    )  # fmt: skip
    return done.stdout.decode(errors="backslashreplace").replace(str(folder / "home"), HOME)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make an empty home, an empty folder to work in, and stand-ins for the agent programs."""
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    fake_agents.write(tmp_path / "bin", "claude", "codex")
    return tmp_path


def test_there_are_pages() -> None:
    """A suite that lost its folder must not pass."""
    expected = {"README", "bus", "secrets", "preferences", "config"}
    assert expected <= {page.stem for page in SESSIONS}
    assert "secrets" in {page.stem for page in PROGRAMS}


@pytest.mark.parametrize("page", SESSIONS, ids=lambda path: path.stem)
def test_each_command_prints_what_the_page_shows(page: Path, folder: Path) -> None:
    """All commands of the page's sessions, in order."""
    for command, output in session(page.read_text(encoding="utf-8")):
        if command.startswith(PEERS):
            peers.need(command.split()[0])
        printed = run(["/bin/sh", "-c", command.replace(HOME, str(folder / "home"))], folder)
        assert script_runner.matches(output, printed), f"{command}\n{printed}\n--- expected\n{output}"


@pytest.mark.parametrize("page", PROGRAMS, ids=lambda path: path.stem)
def test_the_program_on_the_page_runs(page: Path, folder: Path) -> None:
    """The page's Python blocks, as one program; its assertions hold."""
    run([sys.executable, "-c", "".join(blocks(page.read_text(encoding="utf-8"), "python"))], folder, check=True)
