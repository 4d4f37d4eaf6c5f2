"""What a cold `bus-secrets get` of a sealed value imports, module by module."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import script_runner

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = [
    "__future__",
    "_ctypes",
    "binascii",
    "busdk",
    "busdk.command",
    "busdk.command.call",
    "busdk.command.main",
    "busdk.command.parse",
    "busdk.command.protect",
    "busdk.command.streams",
    "busdk.command.table",
    "busdk.config",
    "busdk.config.descriptor",
    "busdk.errors",
    "busdk.files",
    "busdk.gitroot",
    "busdk.jsonfile",
    "busdk.preferences",
    "busdk.preferences.keys",
    "busdk.preferences.location",
    "busdk.preferences.store",
    "busdk.secrets",
    "busdk.secrets.cli",
    "busdk.secrets.cli.get",
    "busdk.secrets.cli.output",
    "busdk.secrets.envelope",
    "busdk.secrets.errors",
    "busdk.secrets.forms",
    "busdk.secrets.header",
    "busdk.secrets.identity",
    "busdk.secrets.names",
    "busdk.secrets.reading",
    "busdk.secrets.scopes",
    "busdk.secrets.writing",
    "jiter",
    "jiter.jiter",
    "pyrage",
    "pyrage.pyrage",
    "resource",
]


def imported(argv: list[str], home: Path) -> set[str]:
    """Return the modules that a command imports on top of the bare interpreter."""
    environment = script_runner.environment(home) | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *argv], check=True, env=environment, cwd=home, capture_output=True
    )
    return {
        line.rpartition(b"|")[2].strip().decode()
        for line in done.stderr.splitlines()
        if line.startswith(b"import time:")
    }


def test_a_cold_get_imports_only_this(tmp_path: Path) -> None:
    """Every module on the read path is here on purpose; none of re, json, argparse, typing, dataclasses is."""
    program = str(script_runner.BIN / "bus-secrets")
    subprocess.run([program, "set", "a", "1"], check=True, env=script_runner.environment(tmp_path), capture_output=True)
    bare = imported(["-c", "pass"], tmp_path)
    assert sorted(imported([program, "get", "a"], tmp_path) - bare) == EXPECTED


def test_a_script_step_imports_nothing_for_agents(tmp_path: Path) -> None:
    """A script with a secret starts without the modules that only prompts need, and without slow ones."""
    script = tmp_path / ".bus" / "run" / "step.sh"
    script.parent.mkdir(parents=True)
    script.write_text('test "$KEY" = value\n')
    script.chmod(0o755)
    for words in (["bus-secrets", "set", "a", "value"], ["bus-run", "set", "env-for", "step", "KEY", "secret:a"]):
        argv = [str(script_runner.BIN / words[0]), *words[1:]]
        subprocess.run(argv, check=True, env=script_runner.environment(tmp_path), capture_output=True)
    modules = imported([str(script_runner.BIN / "bus-run"), "step"], tmp_path)
    assert "busdk.steps.job" in modules
    slow = {"argparse", "busdk.agent", "dataclasses", "difflib", "inspect", "ruamel.yaml", "tempfile"}
    assert not modules & slow
