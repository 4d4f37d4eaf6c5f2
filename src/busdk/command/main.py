"""Run a program: the one place that prints errors and chooses exit codes."""

from __future__ import annotations

import os
import sys

from busdk import files
from busdk.command import streams
from busdk.command.call import Call
from busdk.command.parse import parse
from busdk.errors import BusError, FileError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from busdk.command.parse import Parsed
    from busdk.command.table import Program

INTERRUPTED = 130
BROKEN_PIPE = 141


def main(program: Program, argv: Sequence[str] | None = None) -> int:
    """Run `program` with `argv` (the process's own by default) and return its exit code."""
    streams.reserve_standard()
    flags: dict[str, object] = {}
    try:
        _drop_current_folder()
        parsed = parse(program, sys.argv[1:] if argv is None else argv)
        flags = parsed.flags
        return _run(program, parsed)
    except BusError as error:
        return _report(program, error, flags)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
        return _report(program, _refused(error), flags)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not print a traceback, which could hold a value
        return _report(program, _fault(error), flags)


def end(code: int) -> NoReturn:
    """End the process: all output is written, and taking the interpreter apart would only cost time."""
    os._exit(code)


def _run(program: Program, parsed: Parsed) -> int:
    if parsed.wants or parsed.command is None:
        return _show(program, parsed)
    call = Call(program, parsed.command, parsed)
    if not parsed.command.forwards:
        call.check_directory()
        from busdk.command import protect

        protect.no_core_dumps()
    files.on_wait = lambda path: call.note(f"waiting for another writer of {path}")
    __import__(parsed.command.module)
    try:
        return sys.modules[parsed.command.module].run(call) or 0
    finally:
        call.close()
        while files.warnings:
            call.warn(files.warnings.pop())
        while files.written_in_place:
            call.detail(f"{files.written_in_place.pop()} cannot be replaced, and was written in place")


def _show(program: Program, parsed: Parsed) -> int:
    from busdk.command import help

    if parsed.wants == "usage":
        streams.write(2, _overview(program).encode(), "standard error")
        return UsageError.code
    text = help.version(program) if parsed.wants == "version" else help.render(program, parsed.command)
    streams.write(1, text.encode(), "standard output")
    return 0


def _overview(program: Program) -> str:
    from busdk.command import help

    if not program.overview:
        return help.usages(program)
    __import__(program.overview)
    text: str = sys.modules[program.overview].overview()
    return text


def _report(program: Program, error: BusError, flags: dict[str, object]) -> int:
    streams.say_error(program.name, error, flags)
    return error.code


def _refused(error: OSError) -> BusError:
    """Say what the system refuses where nobody expected it; the path is left out, as in a fault."""
    if isinstance(error, FileNotFoundError) and error.filename is None:  # what asking for a folder that is gone gives
        return FileError.of("find", "the working directory", error)
    return BusError(f"the system refuses: {error.strerror or type(error).__name__}")


def _fault(error: Exception) -> BusError:
    """Describe a fault of ours by its kind and place; its message could quote a value, so it is left out."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    return BusError(f"internal fault: {type(error).__name__} at {place}", "please report this with the command's name")


def _drop_current_folder() -> None:
    """Keep the current folder off `sys.path`: a repository must not be able to bring modules of ours."""
    ours = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    try:
        here = os.getcwd()
    except OSError:
        here = ""
    library = os.path.dirname(os.__file__)
    # What stands before the standard library comes from how we were started, the rest from the interpreter itself.
    given = sys.path.index(library) if library in sys.path else len(sys.path)
    if here != ours:
        sys.path[:] = [
            entry for place, entry in enumerate(sys.path) if os.path.isabs(entry) and (place >= given or entry != here)
        ]
