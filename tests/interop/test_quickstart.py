"""The README's first command, as far as it comes after the installation."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import script_runner

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_quickstart_shows_its_work_and_leaves_nothing(tmp_path: Path) -> None:
    """It ends well, tells where the values lie, and neither the home nor the current folder has a new file."""
    environment = {**script_runner.environment(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        ["/bin/sh", str(EXAMPLES / "quickstart.sh"), str(script_runner.BIN)],
        check=False, cwd=tmp_path, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith("sk-")] == [
        "sk-shared-test-key",
        "sk-my-own-key",
        "sk-my-own-key",
    ]
    assert "openai_api_key\trepo\tplain\ttrue" in lines
    assert any("secrets.openai_api_key" in line and "BEGIN AGE ENCRYPTED FI..." in line for line in lines)
    assert any(line.endswith("/project/datapackage.json (empty again after unset)") for line in lines)
    assert os.listdir(tmp_path) == []
