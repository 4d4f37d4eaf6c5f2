"""Programs that are not ours: what `bus` and a command file add to a program in C that does nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent
ROUNDS = 11
COMMANDS = 1_000
NOOP = "int main(void) { return 0; }\n"
LOOP = """
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
extern char **environ;
int main(int count, char **words) {
    char *arguments[] = {words[1], "0", 0};
    for (int i = atoi(words[2]); i > 0; i--) {
        pid_t child;
        int status;
#ifdef FORK
        if ((child = fork()) == 0) {
            execve(words[1], arguments, environ);
            _exit(127);
        }
#else
        if (posix_spawn(&child, words[1], 0, 0, arguments, environ)) return 1;
#endif
        if (waitpid(child, &status, 0) < 0 || status) return 1;
    }
    return 0;
}
"""


def rows() -> list[tuple[str, str, str]]:
    """Return (what, figure, ratio): starts over the interpreter's own, and a file over a compiled loop."""
    compiler = shutil.which("cc")
    if compiler is None:
        return [("nothing was measured: no compiler", "-", "-")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        noop = _compiled(compiler, folder / "bus-noop", NOOP)
        loops = {
            "fork and exec in C": _compiled(compiler, folder / "fork", LOOP, "-DFORK"),
            "posix_spawn in C": _compiled(compiler, folder / "spawn", LOOP),
        }
        environment = {"HOME": name, "PATH": f"{folder}:/usr/bin:/bin"}
        argvs = {what: [loop, noop, str(COMMANDS)] for what, loop in loops.items()}
        return [*_starts(folder, environment), *_lines(folder, argvs, environment)]


def _compiled(compiler: str, path: Path, source: str, *options: str) -> str:
    subprocess.run([compiler, "-O2", *options, "-x", "c", "-o", path, "-"], input=source.encode(), check=True)
    return str(path)


def _starts(folder: Path, environment: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    one = folder / "one.bus"
    one.write_text("noop\n", encoding="utf-8")
    bare = "python -I -c pass"
    commands = {
        bare: [sys.executable, "-I", "-c", "pass"],
        "bus noop": [str(BIN / "bus"), "noop"],
        "bus one.bus": [str(BIN / "bus"), str(one)],
    }
    fastest = measure.interleaved(commands, environment)
    for what, took in fastest.items():
        yield what, f"{took * 1000:.1f} ms", f"{took / fastest[bare]:.2f} x"


def _lines(folder: Path, loops: dict[str, list[str]], environment: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    path = folder / "many.bus"
    path.write_text("noop 0\n" * COMMANDS, encoding="utf-8")
    fastest = measure.interleaved({**loops, "bus FILE.bus": [str(BIN / "bus"), str(path)]}, environment, ROUNDS)
    base = next(iter(loops))
    for what, took in fastest.items():
        ratio = took / fastest[base]
        yield (
            f"{what}, {COMMANDS:,} times noop",
            f"{took / COMMANDS * 1000:.3f} ms each",
            f"{ratio:.2f} x fork and exec",
        )


if __name__ == "__main__":
    for row in rows():
        print("{:<40} {:>14} {:>14}".format(*row))
