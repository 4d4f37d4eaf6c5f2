"""How `get`, `set` and `list` grow with the number of secrets in a scope, as single processes."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import measure

from busdk import jsonfile

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent
KINDS = ("user, plain", "user, sealed", "repo, plain")
SIZES = (10, 1_000, 10_000, 100_000)
ROUNDS = 9
READ = (
    "import os, sys, jiter; file = open(sys.argv[1], 'rb', 0)\n"
    "value = jiter.from_json(file.read(), cache_mode='none'); os._exit(0)"
)


def rows() -> list[tuple[str, str, str]]:
    """Return (what, least milliseconds or peak memory, ratio over the same among 10 secrets)."""
    return [row for kind in KINDS for row in _rows(kind)]


def _rows(kind: str) -> Iterator[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as name:
        places = {size: Place(Path(name, str(size)), kind, size) for size in SIZES}
        commands = {f"{what} of {size:,}": argv for size in SIZES for what, argv in places[size].commands().items()}
        variables = {
            f"{what} of {size:,}": places[size].variables for size in SIZES for what in places[size].commands()
        }
        fastest = measure.interleaved(commands, {}, ROUNDS, variables)
        peaks = {size: places[size].peak() for size in SIZES}
    for what in places[SIZES[0]].commands():
        figures = {size: fastest[f"{what} of {size:,}"] for size in SIZES}
        for size, took in figures.items():
            yield f"{what} of {size:,} ({kind})", f"{took * 1000:.1f} ms", f"{took / figures[SIZES[0]]:.1f} x"
    for size, peak in peaks.items():
        ratio = peak / (peaks[SIZES[0]] or 1)
        yield f"peak memory, get of {size:,} ({kind})", f"{peak / 1024:.1f} MiB", f"{ratio:.1f} x"


class Place:
    """A scope with so many secrets, in a folder of its own; all sealed ones hold the one envelope that is read."""

    def __init__(self, folder: Path, kind: str, size: int) -> None:
        """Write the file."""
        folder.mkdir()
        self.folder = folder
        self.scope, _, self.form = kind.partition(", ")
        self.file = folder / ("datapackage.json" if self.scope == "repo" else "preferences.json")
        self.variables = {"HOME": str(folder), "BUS_PREFERENCES_PATH": str(folder / "preferences.json")}
        self.file.write_bytes(jsonfile.canonical(self._document(size)))

    def commands(self) -> dict[str, tuple[str, ...]]:
        """Return what is timed."""
        program = (str(BIN / "bus-secrets"), "-C", str(self.folder))
        plain = ["--plain"] if (self.scope, self.form) == ("user", "plain") else []
        return {
            "parse the file alone, file": (sys.executable, "-I", "-c", READ, str(self.file)),
            "get": (*program, "get", "n5" if self.form == "plain" else "seed", "--scope", self.scope),
            "list": (*program, "list", "--scope", self.scope),
            "set": (*program, "set", "n5", "value", "--scope", self.scope, *plain),
        }

    def peak(self) -> int:
        """Return the peak memory of `get`."""
        return measure.peak("secrets", self.commands()["get"], self.variables)

    def _document(self, size: int) -> dict[str, object]:
        names = [f"n{number}" for number in range(size)]
        if self.scope == "repo":
            return {"busdk": {"secrets": dict.fromkeys(names, "value")}}
        stored = "value" if self.form == "plain" else self._envelope()
        return {"version": 1, "values": {f"secrets.{name}": stored for name in (*names, "seed")}}

    def _envelope(self) -> object:
        measure.once([str(BIN / "bus-secrets"), "set", "seed", "value"], self.variables)
        return jsonfile.parse_object(self.file.read_bytes(), "seed")["values"]["secrets.seed"]


if __name__ == "__main__":
    for row in rows():
        print("{:<44} {:>12} {:>10}".format(*row))
