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
_OURS = "busdk.dispatch.cli"
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

    It does when it is the script that the installer of the running `bus` made for it: the same bytes, but for
    the name of the module it imports.
    """
    script = _start(lookup.SCRIPT)
    if _OURS.encode() not in script or os.fsencode(sys.executable) not in script:
        return False
    return script.replace(_OURS.encode(), _package(module).encode()) == _start(path) and program(module) is not None


def run(main: Main, path: str, arguments: Sequence[str]) -> int:
    """Call a program's `main` as its own script at `path` would, and return the exit code."""
    sys.argv = [path, *arguments]
    try:
        result: object = main(list(arguments))
    except SystemExit as end:
        result = end.code
    return _code(result)


def _package(module: str) -> str:
    return f"busdk.{module.replace('-', '_')}.cli"


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
    os.write(2, f"{result}\n".encode("utf-8", "backslashreplace"))
    return 1
