"""Cold starts of `bus-secrets`, over the start of the bare interpreter, beside `age -d` and `sops -d`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import measure

BIN = Path(sys.executable).parent
BARE = "python -I -c pass"


def rows() -> list[tuple[str, str, str]]:
    """Return (what, least milliseconds, ratio over the bare interpreter)."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"HOME": folder, "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin"}
        bare = (sys.executable, "-I", "-c", "pass")
        commands = {BARE: bare, **_ours(Path(folder), environment), **_peers(Path(folder), environment)}
        fastest = measure.interleaved(commands, environment)
    return [(name, f"{took * 1000:.1f} ms", f"{took / fastest[BARE]:.2f} x") for name, took in fastest.items()]


def _ours(folder: Path, environment: dict[str, str]) -> dict[str, tuple[str, ...]]:
    program = str(BIN / "bus-secrets")
    repo = str(folder / "repo")
    Path(repo).mkdir()
    for words in (("set", "sealed", "value"), ("set", "--plain", "plain", "value"),
                  ("-C", repo, "set", "key", "value", "--scope", "repo")):  # fmt: skip
        subprocess.run([program, *words], check=True, env=environment, capture_output=True)
    return {
        "bus-secrets get, sealed": (program, "get", "sealed"),
        "bus-secrets get, plain": (program, "get", "plain"),
        "bus-secrets get, repository": (program, "-C", repo, "get", "key"),
        "bus-secrets list": (program, "list"),
        "bus-secrets resolve secret:sealed": (program, "resolve", "secret:sealed"),
        "bus-secrets set": (program, "set", "other", "value"),
    }


def _peers(folder: Path, environment: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Seal the same value with age and sops, where they are installed."""
    identity = str(folder / ".local/share/busdk/identity.txt")
    environment["SOPS_AGE_KEY_FILE"] = identity
    commands: dict[str, tuple[str, ...]] = {}
    age, sops = shutil.which("age", path=environment["PATH"]), measure.native_sops(environment["PATH"])
    if age:
        sealed = str(folder / "value.age")
        subprocess.run([age, "-e", "-i", identity, "-o", sealed], check=True, input=b"value", env=environment)
        commands["age -d"] = (age, "-d", "-i", identity, sealed)
    if sops:
        recipient = Path(identity).read_text(encoding="utf-8").split("public key: ")[1].split()[0]
        plain = folder / "value.json"
        plain.write_text('{"key": "value"}', encoding="utf-8")
        done = subprocess.run(
            [sops, "-e", "--age", recipient, str(plain)], check=True, env=environment, capture_output=True
        )
        plain.write_bytes(done.stdout)
        commands["sops -d"] = (sops, "-d", "--extract", '["key"]', str(plain))
    return commands


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for row in rows():
        print("{:<40} {:>10} {:>8}".format(*row))
