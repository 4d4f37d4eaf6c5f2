"""What is wrong with a command line, said without quoting what may be a value; imported when something is wrong."""

from __future__ import annotations

from busdk import quoting
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from busdk.command.table import Command, Option, Program

SYNONYMS = {
    "add": "set", "cp": "copy", "delete": "unset", "ls": "list", "mv": "move", "put": "set", "read": "get",
    "remove": "unset", "rm": "unset", "run": "exec", "show": "get",
}  # fmt: skip
"""What other programs call such commands; told of, not taken."""
_DASH = "a value that begins with '-' stands after '--'"


def unknown_flag(argv: Sequence[str], index: int, known: Iterable[str]) -> UsageError:
    """Say that a word is no flag; it is quoted when it is nearly one."""
    name = argv[index].partition("=")[0]
    near = quoting.nearest(name, known)
    if near:
        return UsageError(f"unknown flag: {name}", f"did you mean {near}?")
    return UsageError(f"unknown flag (word {index + 1})")


def flag_of_command(
    program: Program, command: Command, argv: Sequence[str], index: int, options: Iterable[Option]
) -> UsageError:
    """Say that a word is no flag of a command, and where a global flag or a value that looks like one stands."""
    name = argv[index].partition("=")[0]
    misplaced = next((option for option in options if name in (option.name, option.short)), None)
    if misplaced is not None:
        flag = f"{name} {misplaced.metavar}".rstrip()
        return UsageError(f"{name} is a global flag", line(program, command, flag))
    error = unknown_flag(argv, index, [option.name for option in command.options])
    return UsageError(str(error), *error.hints, *([_DASH] if command.arguments else []))


def unknown_command(program: Program, argv: Sequence[str], index: int) -> UsageError:
    """Say that a word begins no command's name, or that one is incomplete."""
    word, *rest = argv[index:]
    below = {command.name: command for command in program.commands if command.name.startswith(word + " ")}
    if below:
        near = quoting.nearest(" ".join((word, *rest[:1])), [" ".join(name.split(" ")[:2]) for name in below])
        told = [line(program, command) for name, command in below.items() if near and name.startswith(near)]
        return UsageError(f"incomplete command: {word}", *told, f"expected {alternatives([*below])}")
    help = f"{program.name} --help lists the commands"
    found = {command.name.split(" ")[0]: command for command in program.commands}
    meant = SYNONYMS.get(word, "") if SYNONYMS.get(word) in found else quoting.nearest(word, found)
    if not meant:
        return UsageError(f"unknown command (word {index + 1})", help)
    whole = found[meant].name == meant
    return UsageError(
        f"unknown command: {word}", line(program, found[meant]) if whole else f"did you mean {meant}?", help
    )


def wrong_count(program: Program, command: Command, arguments: Sequence[str]) -> UsageError:
    """Say which argument is missing, or that there are too many."""
    missing = command.required[len(arguments) :]
    what = (
        f"missing argument: {missing[0].removesuffix('...')}" if missing else f"too many arguments for {command.name}"
    )
    return UsageError(what.removesuffix(" for "), line(program, command))


def not_one_of(what: str, words: Sequence[str]) -> UsageError:
    """Say what a word of a fixed set should be; what stands there instead is not quoted."""
    return UsageError(what, f"expected {alternatives(words)}")


def line(program: Program, command: Command, flag: str = "") -> str:
    """Return the line to type: `bus secrets set NAME [VALUE]`."""
    words = (program.name.replace("-", " ", 1), flag, command.name, *command.arguments)
    return " ".join(word for word in words if word)


def alternatives(words: Sequence[str]) -> str:
    """Return `a, b or c`."""
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]
