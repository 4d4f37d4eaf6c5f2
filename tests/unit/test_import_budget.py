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


RUN = [
    "__future__",
    "_bisect",
    "_collections",
    "_ctypes",
    "_json",
    "ahocorasick_rs",
    "ahocorasick_rs.ahocorasick_rs",
    "binascii",
    "bisect",
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
    "busdk.folders",
    "busdk.gitroot",
    "busdk.jsonfile",
    "busdk.kept",
    "busdk.lean",
    "busdk.lock",
    "busdk.masking",
    "busdk.masking.marker",
    "busdk.masking.mask",
    "busdk.masking.prefixes",
    "busdk.masking.spellings",
    "busdk.ownership",
    "busdk.preferences",
    "busdk.preferences.keys",
    "busdk.preferences.location",
    "busdk.preferences.store",
    "busdk.process",
    "busdk.process.child",
    "busdk.process.ended",
    "busdk.process.errors",
    "busdk.process.flow",
    "busdk.process.foreground",
    "busdk.process.jobs",
    "busdk.process.lookup",
    "busdk.process.moving",
    "busdk.process.run",
    "busdk.process.running",
    "busdk.process.sealed",
    "busdk.process.signals",
    "busdk.process.spawned",
    "busdk.process.start",
    "busdk.process.terminal",
    "busdk.process.watch",
    "busdk.process.wiring",
    "busdk.rootfile",
    "busdk.run",
    "busdk.run.cli",
    "busdk.run.merging",
    "busdk.run.tool",
    "busdk.secrets",
    "busdk.secrets.envelope",
    "busdk.secrets.errors",
    "busdk.secrets.forms",
    "busdk.secrets.header",
    "busdk.secrets.identity",
    "busdk.secrets.names",
    "busdk.secrets.reader",
    "busdk.secrets.reading",
    "busdk.secrets.scopes",
    "busdk.secrets.writing",
    "busdk.signals",
    "busdk.spelling",
    "busdk.steps",
    "busdk.steps.binding",
    "busdk.steps.cli",
    "busdk.steps.cli.subject",
    "busdk.steps.cli.table",
    "busdk.steps.cli.tokens",
    "busdk.steps.definitions",
    "busdk.steps.environment",
    "busdk.steps.errors",
    "busdk.steps.expansion",
    "busdk.steps.firstline",
    "busdk.steps.job",
    "busdk.steps.limits",
    "busdk.steps.names",
    "busdk.steps.pipelines",
    "busdk.steps.plan",
    "busdk.steps.resolution",
    "busdk.steps.retrying",
    "busdk.steps.running",
    "busdk.steps.scanning",
    "busdk.steps.sealing",
    "busdk.steps.selectors",
    "busdk.steps.tool",
    "busdk.steps.turn",
    "busdk.steps.workspace",
    "errno",
    "fcntl",
    "itertools",
    "jiter",
    "jiter.jiter",
    "pyrage",
    "pyrage.pyrage",
    "resource",
    "select",
    "termios",
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


def test_a_cold_run_of_a_script_imports_only_this(tmp_path: Path) -> None:
    """A script with a sealed secret starts without `subprocess`, `signal`, `re`, `json`, and all that agents need."""
    script = tmp_path / ".bus" / "run" / "step.sh"
    script.parent.mkdir(parents=True)
    script.write_text('test "$KEY" = value\n')
    script.chmod(0o755)
    for words in (["bus-secrets", "set", "a", "value"], ["bus-run", "set", "env-for", "step", "KEY", "secret:a"]):
        argv = [str(script_runner.BIN / words[0]), *words[1:]]
        subprocess.run(argv, check=True, env=script_runner.environment(tmp_path), capture_output=True)
    bare = imported(["-c", "pass"], tmp_path)
    assert sorted(imported([str(script_runner.BIN / "bus-run"), "step"], tmp_path) - bare) == RUN
