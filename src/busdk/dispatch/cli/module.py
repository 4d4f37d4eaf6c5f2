"""`bus MODULE [ARGUMENTS...]`."""

from __future__ import annotations

from busdk.dispatch import perf
from busdk.dispatch.target import find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> int:
    """Run the module's program with the flags that stood before it, and its own arguments."""
    module, *arguments = call.arguments
    forwarded = _forwarded(call, module)
    start = perf.now()
    code = run_module(module, forwarded + arguments)
    if perf.is_on(call.flags):
        from busdk.dispatch.cli.files import say

        say(perf.shown(module, arguments, start))
    return code


def run_module(module: str, arguments: list[str]) -> int:
    """Run a module's program; raise NoModule when there is none."""
    target = find(module)
    if target is None:
        from busdk.dispatch import lookup
        from busdk.dispatch.errors import NoModule

        near = lookup.close(module)
        hints = [f"bus {near}"] if near else []
        raise NoModule(f"no such module: {module} (expected bus-{module} on PATH)", *hints)
    return target.run(arguments)


def _forwarded(call: Call, module: str) -> list[str]:
    """Return the global flags as words for the module; raise UsageError for those of command files."""
    if not call.flags:
        return []
    from busdk.dispatch import forwarding
    from busdk.dispatch.cli import FILE_OPTIONS
    from busdk.errors import UsageError

    for option in FILE_OPTIONS:
        if option.name[2:] in call.flags:
            raise UsageError(f"{option.name} goes with command files, and {module} is a module")
    return forwarding.words(call.flags)
