"""Keep values of secrets out of what is shown of a command, by the table of the program it runs."""

from __future__ import annotations

from busdk import credentials
from busdk.command.parse import parse
from busdk.dispatch import own
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.command import Program

MASK = "***"
_FORM = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-.:/=@,")
_VARIABLE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


class _Word(str):
    """One argument, told from others of the same text by its identity."""

    __slots__ = ()


def masked(module: str, arguments: Sequence[str]) -> list[str | None]:
    """Return the arguments of a module's command, None in the place of each that may hold a value.

    In a program that takes values the table says where they are. Any other word of such a command is shown where it
    has the form of a name or flag: a value may have been put in a wrong place.
    """
    program = own.program(module)
    if program is None or not _takes_values(program):
        return list(arguments)
    words = [_Word(argument) for argument in arguments]
    values, harmless = _values(program, words)
    return [None if id(word) in values - harmless or not _shown(word, harmless) else str(word) for word in words]


def _shown(word: _Word, harmless: set[int]) -> bool:
    """Return whether a word surely is no value, or has the form of a name, flag or variable and not of a credential."""
    if id(word) in harmless:
        return True
    return (_FORM.issuperset(word) or _VARIABLE.issuperset(word)) and not credentials.has_shape(word)


def _values(program: Program, words: Sequence[_Word]) -> tuple[set[int], set[int]]:
    """Return the identities of the words where values are, and of those among them that surely are none.

    Where the command is not known, or broken, all words behind its name may be values if it takes any.
    """
    try:
        parsed = parse(program, words)
    except UsageError:
        parsed = None
    if parsed is None or parsed.wants or parsed.command is None:
        command, length = program.find(words)
        known = command is not None and command.secret is None
        return set() if known else {id(word) for word in words[length:]}, set()
    command = parsed.command
    if command.secret is None:
        return set(), set()
    before, values = parsed.arguments[: command.secret], parsed.arguments[command.secret :]
    harmless = {id(word) for word in values if command.harmless is not None and command.harmless(word, before)}
    return {id(word) for word in values}, harmless


def carriers() -> list[str]:
    """Return the modules of this package whose arguments may hold a value."""
    return [program.name.removeprefix("bus-") for program in own.programs() if _takes_values(program)]


def _takes_values(program: Program) -> bool:
    commands = (*program.commands, *((program.default,) if program.default else ()))
    return any(command.secret is not None for command in commands)
