"""`bus FILE.bus...`."""

from __future__ import annotations

import os

from busdk.command import streams
from busdk.dispatch import commandfile, target
from busdk.dispatch.busfile import load
from busdk.dispatch.busfile.faults import DISPATCH, Fault
from busdk.dispatch.busfile.run import run as run_steps
from busdk.dispatch.busfile.run import steps, traced
from busdk.dispatch.busfile.settings import read as read_settings
from busdk.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.command import Call
    from busdk.dispatch.busfile import Loaded
    from busdk.dispatch.target import Target

SYNTAX_ERROR = 65
UNKNOWN_TARGET = 127


def run(call: Call) -> int:
    """Check all files, then run their commands; 65 for syntax errors, 127 for unknown modules."""
    given = {**call.flags, **call.options}
    _change_folder(given.get("chdir"))
    settings = read_settings(given.get("transaction"))
    if settings.warning:
        call.warn(settings.warning)
    check, trace = "check" in given, "trace" in given
    for path in call.arguments:
        commandfile.require(path)
    loaded = load(call.arguments, keep=not check or trace)
    if loaded.faults:
        return _tell(loaded.faults, SYNTAX_ERROR)
    targets = _targets(loaded, shell_lookup=settings.shell_lookup)
    unknown = _unknown(loaded, targets)
    if unknown:
        return _tell(unknown, UNKNOWN_TARGET)
    found = steps(loaded, {name: value for name, value in call.flags.items() if name != "chdir"})
    if not check:
        return run_steps(found, targets, _say, trace=trace)
    for step in found if trace else ():
        _say(traced(step))
    return 0


def _change_folder(folder: str | None) -> None:
    if folder is None:
        return
    try:
        os.chdir(folder)
    except OSError as error:
        raise FileError.of("change to folder", folder, error) from None


def _targets(loaded: Loaded, *, shell_lookup: bool) -> dict[str, Target]:
    find = target.find if shell_lookup else target.find_own
    found = ((module, find(module)) for module in loaded.modules)
    return {module: program for module, program in found if program is not None}


def _unknown(loaded: Loaded, targets: dict[str, Target]) -> list[Fault]:
    return [
        Fault(path, number, DISPATCH, f'unknown target "{module}"')
        for module, places in loaded.modules.items()
        if module not in targets
        for path, number in places
    ]


def _tell(faults: Sequence[Fault], code: int) -> int:
    for fault in faults:
        _say(str(fault))
    return code


def _say(text: str) -> None:
    streams.write(2, f"{text}\n".encode("utf-8", "backslashreplace"), "standard error")
