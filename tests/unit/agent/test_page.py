"""The examples of `docs/agent.md` are run, so that they cannot rot."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import fake_agents
import script_runner
from busdk import agent
from pages import DOCS, blocks, script

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (DOCS / "agent.md").read_text(encoding="utf-8")
PREPARED = "$ python {TESTS}/fake_agents.py {BIN} claude codex\n@ reveals claude.calls\n@ reveals codex.calls\n"


def test_the_commands_print_what_the_page_says(tmp_path: Path) -> None:
    """The console blocks, in order, with stand-ins for claude and codex."""
    path = tmp_path / "page.txt"
    path.write_text(PREPARED + script(blocks("agent", "console")), encoding="utf-8")
    assert script_runner.run(path, tmp_path) > 8


def test_the_python_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python block; its assertions hold."""
    fake_agents.write(home / "bin", "claude")
    monkeypatch.setenv("PATH", f"{home / 'bin'}:/usr/bin:/bin")
    subprocess.run([sys.executable, "-c", blocks("agent", "python")], check=True, timeout=60)


@pytest.mark.parametrize("token", agent.TOKENS)
def test_the_table_of_agents(token: str) -> None:
    """Each runtime's row names its program, and its reference is on the page."""
    runtime = agent.find_runtime(token)
    assert f"| `{token}` | `{runtime.program}`" in PAGE
    assert f"<{runtime.reference}>" in PAGE
