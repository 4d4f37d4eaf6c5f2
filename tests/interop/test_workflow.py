"""The workflow of the examples, from a secret that is set once to the steps that have it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import script_runner

EXAMPLES = Path(__file__).parents[2] / "examples"
VALUE = "ghp-my-own-token"


def variables(record: Path) -> dict[str, str]:
    """Return an environment that a step kept."""
    pairs = (line.partition("=") for line in record.read_text(encoding="utf-8").splitlines())
    return {name: value for name, _, value in pairs}


def test_the_workflow_gives_the_key_to_the_steps_it_is_bound_to(tmp_path: Path) -> None:
    """Both agents had the value in their environment, the unbound script had not; what they printed is masked."""
    work, scratch = tmp_path / "work", tmp_path / "scratch"
    work.mkdir()
    scratch.mkdir()
    done = subprocess.run(
        ["/bin/sh", str(EXAMPLES / "workflow.sh"), str(script_runner.BIN), str(scratch)],
        check=False, cwd=work, env=script_runner.environment(work), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    home = scratch / "home"
    records = sorted(home.glob("line-*.environment"))
    assert [variables(record)["GITHUB_TOKEN"] for record in records] == [VALUE, VALUE]
    assert "GITHUB_TOKEN" not in variables(home / "look.environment")
    assert "BUS_RUN_LOCK_DIR" in variables(home / "look.environment")
    lines = done.stdout.splitlines()
    assert lines.count("GITHUB_TOKEN=***") == 2
    assert "the prompt begins: Summarise what is open in bus-demo." in lines
    assert "the prompt begins: Do the work that is open in the repository bus-demo." in lines
    assert lines[-1] == "look has no key"
    assert VALUE not in done.stdout


def test_no_file_but_the_agents_own_records_holds_the_key(tmp_path: Path) -> None:
    """The value is in what the stand-in wrote down itself, and in no file of ours."""
    (tmp_path / "scratch").mkdir()
    subprocess.run(
        ["/bin/sh", str(EXAMPLES / "workflow.sh"), str(script_runner.BIN), str(tmp_path / "scratch")],
        check=True, env=script_runner.environment(tmp_path), capture_output=True, timeout=60,
    )  # fmt: skip
    files = (path for path in tmp_path.rglob("*") if path.is_file())
    holders = sorted(path.name for path in files if VALUE.encode() in path.read_bytes())
    assert holders == ["line-10.environment", "line-11.environment"]
