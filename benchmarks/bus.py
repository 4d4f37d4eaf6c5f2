"""Command files: what checking them costs for each line, and running them for each command."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import measure

from busdk import files

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent
ROUNDS = {1_000: 15, 100_000: 7}
SIZES = tuple(ROUNDS)
COMMANDS = 1_000
LINES = {
    "short, plain": "journal add {0} 10.00\n",
    "short, quoted": "journal add {0} '1 x'\n",
    "120 bytes, plain": "journal add --date 2024-01-31 --desc invoice-{0} --debit 1910=1 --credit 3000=1 --tag x",
    "120 bytes, quoted": "journal add --date 2024-01-31 --desc 'invoice no {0}' --debit 1910=10 --credit \"3000 a=1\" ",
}
OWN = {
    "preferences get": "preferences get bus-run.timeout",
    "secrets set, sealed": "secrets set n{0} v{0}",
    "secrets resolve, sealed": "secrets resolve secret:n{0}",
}


def rows() -> list[tuple[str, str, str]]:
    """Return (what, figure, ratio): checks by the line, runs over a process for each command."""
    return list(_rows())


def _rows() -> Iterator[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = _environment(folder)
        for kind, line in LINES.items():
            for size in SIZES:
                yield _check(kind, line, size, folder, environment)
        yield from _memory(folder, environment)
        yield from _own(folder)
        yield _synced(folder / "together" / ".config" / "busdk" / "preferences.json")


def _environment(folder: Path) -> dict[str, str]:
    """Return an empty home, and a program that is not ours."""
    (folder / "bin").mkdir()
    (folder / "bin" / "bus-journal").symlink_to(shutil.which("true") or "/bin/true")
    return {"HOME": str(folder), "PATH": f"{folder / 'bin'}:/usr/bin:/bin"}


def _check(kind: str, line: str, size: int, folder: Path, environment: dict[str, str]) -> tuple[str, str, str]:
    """Time `bus --check`, and say what a line costs beyond a file of one."""
    path = _lines(folder / "check.bus", line, size)
    empty = _lines(folder / "empty.bus", line, 1)
    fastest = measure.interleaved(
        {name: [str(BIN / "bus"), "--check", str(file)] for name, file in (("check", path), ("start", empty))},
        environment,
        ROUNDS[size],
    )
    each = f"{(fastest['check'] - fastest['start']) / size * 1e6:.2f} µs a line"
    ratio = f"{fastest['check'] / fastest['start']:.2f} x one line"
    return f"check {size:,} lines ({kind})", f"{fastest['check'] * 1000:.0f} ms", ratio if size < SIZES[1] else each


def _memory(folder: Path, environment: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the peak memory of checks, and of a run that reads all and stops at its first command."""
    line, least, most = LINES["120 bytes, quoted"], 1, SIZES[-1]
    peaks = {
        f"check {least:,} lines": _peak(_lines(folder / "one.bus", line, least), environment, "--check"),
        f"check {most:,} lines": _peak(_lines(folder / "check.bus", line, most), environment, "--check"),
        f"read {most:,} lines to run them": _peak(
            _lines(folder / "run.bus", line, most, "secrets get nothing\n"), environment
        ),
    }
    for what, peak in peaks.items():
        yield (
            f"peak memory, {what}",
            f"{peak / 1024:.1f} MiB",
            f"{peak / (next(iter(peaks.values())) or 1):.2f} x one line",
        )


def _peak(path: Path, environment: dict[str, str], *options: str) -> int:
    """Return the peak memory of `bus` with one file, and remove the file."""
    found = measure.peak("dispatch", [str(BIN / "bus"), *options, str(path)], environment)
    path.unlink()
    return found


def _own(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Time 1,000 own commands in one file, over the same 1,000 as single processes, each in a home of its own."""
    together, apart = (_home(folder / name) for name in ("together", "apart"))
    for what, line in OWN.items():
        path = _lines(folder / "run.bus", f"{line}\n", COMMANDS)
        took = measure.once([str(BIN / "bus"), str(path)], together)
        start = time.perf_counter()
        for number in range(COMMANDS):
            module, *words = line.format(number).split()
            measure.once([str(BIN / f"bus-{module}"), *words], apart)
        ratio = took / (time.perf_counter() - start)
        yield f"run {COMMANDS:,} times {what}", f"{took * 1000:.0f} ms", f"{ratio:.3f} x as processes"


def _synced(path: Path) -> tuple[str, str, str]:
    """Time what no `set` can do without: the same file written beside, put on disk and renamed over."""
    data = path.read_bytes()[: path.stat().st_size // 2]  # as long as it was on average
    start = time.perf_counter()
    for _ in range(COMMANDS):
        files.replace(str(path), data)
    took = time.perf_counter() - start
    return f"replace a file of {len(data) // 1000} kB {COMMANDS:,} times", f"{took * 1000:.0f} ms", "part of each set"


def _home(folder: Path) -> dict[str, str]:
    """Return the environment of a new user with one preference."""
    folder.mkdir()
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    measure.once([str(BIN / "bus-preferences"), "set", "bus-run.timeout", "20m"], environment)
    return environment


def _lines(path: Path, line: str, size: int, first: str = "") -> Path:
    """Write a file of `size` lines behind the first; those that do not end are filled up to 120 bytes."""
    with path.open("w", encoding="utf-8") as file:
        file.write(first)
        for number in range(size):
            text = line.format(number)
            file.write(text if text.endswith("\n") else f"{text:x<119}\n")
    return path
