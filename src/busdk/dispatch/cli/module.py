"""`bus MODULE [ARGUMENTS...]`."""

from __future__ import annotations

from busdk.dispatch import perf
from busdk.dispatch.target import find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call
    from busdk.dispatch.errors import NoModule

WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-/")


def run(call: Call) -> int:
    """Run the module's program with the flags that stood before it, and its own arguments."""
    module, *arguments = call.arguments
    forwarded = _forwarded(call)
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
        raise _no_module(module)
    return target.run(arguments)


def _no_module(module: str) -> NoModule:
    """Name a module that was not found; a word with other characters than modules' names have may be a value."""
    from busdk import credentials
    from busdk.dispatch import lookup
    from busdk.dispatch.errors import NoModule

    if not WORD.issuperset(module) or credentials.has_shape(module):
        return NoModule("no such module", "bus help")
    near = lookup.close(module)
    return NoModule(f"no such module: {module} (expected bus-{module} on PATH)", *([f"bus {near}"] if near else []))


def _forwarded(call: Call) -> list[str]:
    """Return the global flags as words for the module; raise UsageError for those of command files."""
    if not call.flags:
        return []
    from busdk.dispatch import forwarding
    from busdk.dispatch.cli import FILE_OPTIONS
    from busdk.errors import UsageError

    for option in FILE_OPTIONS:
        if option.name[2:] in call.flags:
            raise UsageError(f"{option.name} goes with command files, not with a module")
    return forwarding.words(call.flags)
