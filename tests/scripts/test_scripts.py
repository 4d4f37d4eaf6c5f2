"""Every script in this folder holds, on its own, in an empty home."""

from __future__ import annotations

from pathlib import Path

import pytest

import script_runner
from peers import need

SCRIPTS = sorted(Path(__file__).parent.glob("**/*.txt"))


def test_there_are_scripts() -> None:
    """A suite that lost its folder must not pass."""
    assert len(SCRIPTS) > 3


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_script(script: Path, tmp_path: Path) -> None:
    """Each command prints exactly what the script says."""
    if script.parent.name == "dev":
        need("git")
    script_runner.run(script, tmp_path)
