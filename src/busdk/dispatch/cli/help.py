"""`bus help [MODULE [COMMAND]]`, and `bus` alone."""

from __future__ import annotations

from busdk.command import help as texts
from busdk.dispatch import lookup, own

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> int:
    """Print usage and the modules found, or the own help of a module or of one of its commands."""
    if call.arguments:
        from busdk.dispatch.cli.module import run_module

        module, *command = call.arguments
        return run_module(module, [*command, "--help"])
    call.write(overview())
    return 0


def overview() -> str:
    """Return usage and the modules found, with one line for each that is ours."""
    from busdk.dispatch.cli import PROGRAM

    usage, _, more = texts.usages(PROGRAM).rpartition("Help:")
    rows = "".join(f"  {name:<12} {_summary(name, path)}".rstrip() + "\n" for name, path in lookup.modules().items())
    return f"{usage}Modules:\n{rows}Help:{more}" if rows else f"{usage}Help:{more}"


def _summary(module: str, path: str) -> str:
    program = own.program(module) if own.is_own(module, path) else None
    return program.summary if program is not None else ""
