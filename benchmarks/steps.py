"""Running a program with a secret in its environment: `bus run` beside `sops exec-env` and the program alone."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import measure

BIN = Path(sys.executable).parent
ROUNDS = 30
SCRIPT = '#!/bin/sh\ntest -n "$API_KEY"\n'
ALONE = "the script alone"
PEER = "sops exec-env, one script"


def rows() -> list[tuple[str, str, str]]:
    """Return (what, least milliseconds, ratio over the peer, or the script without any tool where there is none)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {"HOME": name, "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin", "API_KEY": "inherited"}
        commands = {ALONE: (str(_script(folder)),), **_ours(folder, environment), **_peer(folder, environment)}
        with contextlib.chdir(folder):
            fastest = measure.interleaved(commands, environment, ROUNDS)
    base = PEER if PEER in fastest else ALONE
    return [(what, f"{took * 1000:.1f} ms", f"{took / fastest[base]:.2f} x") for what, took in fastest.items()]


def _script(folder: Path) -> Path:
    path = folder / ".bus" / "run" / "step.sh"
    path.parent.mkdir(parents=True)
    path.write_text(SCRIPT, encoding="utf-8")
    path.chmod(0o755)
    return path


def _ours(folder: Path, environment: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Bind the script to a sealed secret; `many` runs it in a pipeline with nine more."""
    for words in (("secrets", "set", "api_key", "value"),
                  ("run", "set", "env-for", "step", "API_KEY", "secret:api_key")):  # fmt: skip
        subprocess.run([str(BIN / f"bus-{words[0]}"), *words[1:]], check=True, env=environment, capture_output=True)
    others = [f"step{number}" for number in range(9)]
    for other in others:
        shutil.copy(folder / ".bus" / "run" / "step.sh", folder / ".bus" / "run" / f"{other}.sh")
    program = str(BIN / "bus-run")
    return {
        "bus run, one script": (program, "step"),
        "bus run, ten scripts": (program, "step", *others),
    }


def _peer(folder: Path, environment: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Seal the same value with sops, to the same identity, where it is installed."""
    sops = measure.native_sops(environment["PATH"])
    if sops is None:
        return {}
    identity = folder / ".local/share/busdk/identity.txt"
    environment["SOPS_AGE_KEY_FILE"] = str(identity)
    recipient = identity.read_text(encoding="utf-8").split("public key: ")[1].split()[0]
    sealed = folder / "values.json"
    sealed.write_text('{"API_KEY": "value"}', encoding="utf-8")
    subprocess.run(
        [sops, "-e", "-i", "--age", recipient, str(sealed)], check=True, env=environment, capture_output=True
    )
    script = str(folder / ".bus" / "run" / "step.sh")
    return {PEER: (sops, "exec-env", str(sealed), script)}


if __name__ == "__main__":
    for row in rows():
        print("{:<40} {:>10} {:>8}".format(*row))
