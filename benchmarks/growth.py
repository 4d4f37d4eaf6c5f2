"""How `get`, `set` and `list` grow with the number of secrets in a scope, as single processes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import measure

from busdk import jsonfile

BIN = Path(sys.executable).parent
SIZES = (10, 1_000, 10_000, 100_000)
ROUNDS = 7
PARSE = "parse the file alone, file"
READ = (
    "import os, sys, jiter; file = open(sys.argv[1], 'rb', 0)\n"
    "value = jiter.from_json(file.read(), cache_mode='none'); os._exit(0)"
)


def rows() -> list[tuple[str, str, str]]:
    """Return (what, median milliseconds, ratio over the same command among 10 secrets)."""
    return [row for kind in ("user, plain", "user, sealed", "repo, plain") for row in _rows(kind)]


def _rows(kind: str) -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {"HOME": folder, "PATH": "/usr/bin:/bin"}
        medians = {size: _measured(Path(folder), kind, size, environment) for size in SIZES}
    return [
        (f"{name} of {size:,} ({kind})", f"{took * 1000:.1f} ms", f"{took / medians[SIZES[0]][name]:.1f} x")
        for name in medians[SIZES[0]]
        for size in SIZES
        for took in [medians[size][name]]
    ]


def _measured(folder: Path, kind: str, size: int, environment: dict[str, str]) -> dict[str, float]:
    scope = kind.partition(",")[0]
    place = folder / str(size)
    place.mkdir()
    program, preferences = str(BIN / "bus-secrets"), place / "preferences.json"
    environment = {**environment, "BUS_PREFERENCES_PATH": str(preferences)}
    subprocess.run([program, "set", "seed", "value"], check=True, env=environment, capture_output=True)
    stored = jsonfile.parse_object(preferences.read_bytes(), "seed")["values"]["secrets.seed"]
    _fill(place, scope, "value" if kind.endswith("plain") else stored, size)
    words = ["-C", str(place)]
    name = "n5" if kind.endswith("plain") else "seed"
    plain = [] if scope == "repo" or kind.endswith("sealed") else ["--plain"]
    commands = {
        PARSE: (sys.executable, "-I", "-c", READ, str(preferences if scope == "user" else place / "datapackage.json")),
        "get": (program, *words, "get", name, "--scope", scope),
        "list": (program, *words, "list", "--scope", scope),
        "set": (program, *words, "set", "n5", "value", "--scope", scope, *plain),
    }
    return measure.interleaved(commands, environment, ROUNDS)


def _fill(place: Path, scope: str, stored: str, size: int) -> None:
    names = [f"n{number}" for number in range(size)]
    if scope == "repo":
        text = jsonfile.canonical({"busdk": {"secrets": dict.fromkeys(names, stored)}})
        (place / "datapackage.json").write_bytes(text)
    else:
        values = {f"secrets.{name}": stored for name in (*names, "seed")}
        (place / "preferences.json").write_bytes(jsonfile.canonical({"version": 1, "values": values}))


if __name__ == "__main__":
    for row in rows():
        print("{:<44} {:>12} {:>10}".format(*row))
