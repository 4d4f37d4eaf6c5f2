"""`bus FILE.bus...`."""

from __future__ import annotations

import os

from busdk.command import streams
from busdk.dispatch import commandfile, lookup, target
from busdk.dispatch.busfile import load
from busdk.dispatch.busfile.faults import DISPATCH, Fault
from busdk.dispatch.busfile.run import run as run_steps
from busdk.dispatch.busfile.run import steps, traced
from busdk.dispatch.busfile.settings import read as read_settings
from busdk.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from busdk.command import Call
    from busdk.dispatch.busfile import Loaded
    from busdk.dispatch.busfile.settings import Settings
    from busdk.dispatch.target import Target

SYNTAX_ERROR = 65
UNKNOWN_TARGET = 127
_UNKNOWN = 'unknown target "{}"'
_NO_MODULE = "the first word is not the name of a module"


def run(call: Call) -> int:
    """Check all files, then run their commands; 65 for syntax errors, 127 for unknown modules."""
    given = {**call.flags, **call.options}
    _change_folder(given.get("chdir"))
    settings = _settings(call, given.get("transaction"))
    check, trace = "check" in given, "trace" in given
    commandfile.require(call.arguments, call.literal)
    loaded = load(call.arguments, keep=not check or trace)
    if loaded.faults:
        return _tell(loaded.faults, SYNTAX_ERROR)
    targets = _targets(loaded, shell_lookup=settings.shell_lookup)
    unknown = _unknown(loaded, targets)
    if unknown:
        return _tell_unknown(call, unknown, shell_lookup=settings.shell_lookup)
    flags = {name: value for name, value in call.flags.items() if name != "chdir"}
    if check:
        return _show(loaded, flags) if trace else 0
    return run_steps(steps(loaded, flags), targets, say, trace=trace)


def _change_folder(folder: str | None) -> None:
    if folder is None:
        return
    try:
        os.chdir(folder)
    except OSError as error:
        raise FileError.of("change to folder", folder, error) from None


def _settings(call: Call, provider: str | None) -> Settings:
    settings = read_settings(provider)
    for warning in settings.warnings:
        call.warn(warning)
    return settings


def _targets(loaded: Loaded, *, shell_lookup: bool) -> dict[str, Target]:
    find = target.find if shell_lookup else target.find_own
    found = ((module, find(module)) for module in {module for module, _, _ in loaded.uses})
    return {module: program for module, program in found if program is not None}


def _unknown(loaded: Loaded, targets: dict[str, Target]) -> list[Fault]:
    return [
        Fault(path, number, DISPATCH, _UNKNOWN.format(module) if lookup.is_module(module) else _NO_MODULE)
        for module, path, number in loaded.uses
        if module not in targets
    ]


def _show(loaded: Loaded, flags: Mapping[str, Any]) -> int:
    for step in steps(loaded, flags):
        say(traced(step))
    return 0


def _tell_unknown(call: Call, unknown: Sequence[Fault], *, shell_lookup: bool) -> int:
    """Say which modules are unknown, and what is behind it where that is known."""
    code = _tell(unknown, UNKNOWN_TARGET)
    if any(fault.message == _UNKNOWN.format("bus") for fault in unknown):
        streams.say("bus", "hint", "a line begins with the module, without bus before it", call.flags)
    if not shell_lookup:
        hint = "dispatch.shell_lookup_enabled is false: only the modules of busdk itself run"
        streams.say("bus", "hint", hint, call.flags)
    return code


def _tell(faults: Sequence[Fault], code: int) -> int:
    for fault in faults:
        say(str(fault))
    return code


def say(text: str) -> None:
    """Print on stderr; one that is gone is nobody's loss, and ends no run."""
    try:
        streams.write(2, f"{text}\n".encode("utf-8", "backslashreplace"), "standard error")
    except (FileError, BrokenPipeError):
        return
