"""Keep values of secrets out of what is shown of a command, by the table of the program it runs."""

from __future__ import annotations

from busdk.command.parse import parse
from busdk.dispatch import own
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.command import Program
    from busdk.command.parse import Parsed

MASK = "***"


class _Word(str):
    """One argument, told from others of the same text by its identity."""

    __slots__ = ()


def masked(module: str, arguments: Sequence[str]) -> list[str | None]:
    """Return the arguments of a module's command, None in the place of each that may hold a value.

    The module's own table and parser say which; where they refuse the arguments, all that may be one is hidden.
    """
    program = own.program(module)
    if program is None or not _takes_values(program):
        return list(arguments)
    words = [_Word(argument) for argument in arguments]
    try:
        parsed = parse(program, words)
    except UsageError:
        return _command_only(program, arguments)
    if parsed.wants:
        return _command_only(program, arguments)
    hidden = _hidden(parsed)
    return [None if id(word) in hidden else str(word) for word in words]


def _hidden(parsed: Parsed) -> set[int]:
    """Return the identities of the words that may hold a value."""
    command = parsed.command
    if command is None or command.secret is None:
        return set()
    return {
        id(word) for word in parsed.arguments[command.secret :] if not (command.harmless and command.harmless(word))
    }


def carriers() -> list[str]:
    """Return the modules of this package whose arguments may hold a value."""
    return [program.name.removeprefix("bus-") for program in own.programs() if _takes_values(program)]


def _takes_values(program: Program) -> bool:
    commands = (*program.commands, *((program.default,) if program.default else ()))
    return any(command.secret is not None for command in commands)


def _command_only(program: Program, arguments: Sequence[str]) -> list[str | None]:
    length = program.find(arguments)[1]
    return [*arguments[:length], *[None] * (len(arguments) - length)]
