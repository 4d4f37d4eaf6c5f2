"""Programs of this package: telling that a file is one, and running its `main` in this process."""

from __future__ import annotations

import os
import sys

from busdk.dispatch import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from busdk.command import Program

    Main = Callable[[Sequence[str]], int]

LONGEST_SCRIPT = 4096
BODY = """\
try:
    from busdk.{}.cli import start

    start()
except KeyboardInterrupt:
    raise SystemExit(130) from None
"""
"""The script of a program behind its first line, which the installer makes; the folder `scripts` has them."""
_loaded: dict[str, Program | None] = {}


def program(module: str) -> Program | None:
    """Return the command table of this package's program for a module, or None."""
    if module not in _loaded:
        _loaded[module] = _load(module)
    return _loaded[module]


def programs() -> list[Program]:
    """Return the command tables of all programs of this package but `bus` itself."""
    here = os.path.dirname(os.path.dirname(__file__))
    found = (program(name.replace("_", "-")) for name in sorted(os.listdir(here)))
    return [table for table in found if table is not None]


def main(module: str) -> Main | None:
    """Return the entry point of this package's program for a module, or None."""
    return getattr(sys.modules[_package(module)], "main", None) if program(module) else None


def is_own(module: str, path: str) -> bool:
    """Tell whether the program at `path` starts this package's own for that module, by this interpreter.

    It does when it is the script that comes with this package, its first line naming this interpreter, or being that
    of the running `bus`: where the path of the interpreter has a blank in it, installers write more than one line.
    """
    body = BODY.format(_folder(module)).encode()
    script = _start(path)
    head = script.removesuffix(body)
    if head == script or program(module) is None:
        return False
    interpreter = os.fsencode(sys.executable)
    ours = _start(lookup.SCRIPT).removesuffix(BODY.format("dispatch").encode())
    return head == b"#!" + interpreter + b"\n" or (head == ours and interpreter in head)


def run(main: Main, path: str, arguments: Sequence[str]) -> int:
    """Call a program's `main` as its own script at `path` would, and return the exit code."""
    before, sys.argv = sys.argv, [path, *arguments]
    try:
        result: object = main(list(arguments))
    except SystemExit as end:
        result = end.code
    finally:
        sys.argv = before
    return _code(result)


def _package(module: str) -> str:
    return f"busdk.{_folder(module)}.cli"


def _folder(module: str) -> str:
    return module.replace("-", "_")


def _load(module: str) -> Program | None:
    name = _package(module)
    if not all(part.isidentifier() for part in name.split(".")):
        return None
    try:
        __import__(name)
    except ImportError:
        return None
    table: Program | None = getattr(sys.modules[name], "PROGRAM", None)
    return table if table is not None and table.name == lookup.PREFIX + module else None


def _start(path: str) -> bytes:
    """Return the bytes of a file that is as short as such a script, else nothing."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return b""
    try:
        data = os.read(descriptor, LONGEST_SCRIPT)
    except OSError:
        return b""
    finally:
        os.close(descriptor)
    return data if len(data) < LONGEST_SCRIPT else b""


def _code(result: object) -> int:
    """Return the exit code that `sys.exit(result)` makes."""
    if result is None:
        return 0
    if isinstance(result, int):
        return result & 0xFF
    from busdk import blocking

    blocking.write(2, f"{result}\n".encode("utf-8", "backslashreplace"))
    return 1
