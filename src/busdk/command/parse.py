"""From argv to a checked call: pure, no streams, no files."""

from __future__ import annotations

from busdk.command.table import GLOBAL_OPTIONS
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from busdk.command.table import Command, Option, Program


FLAG = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
LONGEST_QUOTED = 32


class Parsed:
    """A parsed command line: the command, its positionals, its options, the global flags.

    `wants` is `help` or `version` (nothing else has been checked then), `usage` for a line without a
    command, or empty. Options are keyed
    by their long name without dashes; an absent one is missing from the mapping.
    """

    __slots__ = ("arguments", "command", "flags", "options", "wants")

    def __init__(
        self,
        command: Command | None,
        arguments: list[str],
        options: dict[str, Any],
        flags: dict[str, Any],
        wants: str = "",
    ) -> None:
        self.command = command
        self.arguments = arguments
        self.options = options
        self.flags = flags
        self.wants = wants


def parse(program: Program, argv: Sequence[str]) -> Parsed:
    """Parse `[global flags] COMMAND [options and positionals]`; raise UsageError where it is wrong."""
    flags, index, ended, fault = global_flags(argv, (*GLOBAL_OPTIONS, *program.options))
    words = list(argv[index:])
    command, length = program.find(words)
    if command is None and words and not program.begins(words[0]):
        command = program.default
    wants = next((name for name in flags if name in ("help", "version")), "")
    if command is None and {"-h", "--help"}.intersection(words[1:3]) and program.begins(words[0]):
        wants = wants or "help"
    if wants:
        return Parsed(command, [], {}, flags, wants)
    if fault is None and "quiet" in flags and "verbose" in flags:
        fault = UsageError("--quiet and --verbose exclude each other")
    parsed = Parsed(command, [], {}, flags)
    if command is not None:
        fault = _command_words(program, words[length:], parsed, fault, ended=ended)
    if fault is not None and not parsed.wants:
        raise fault
    if command is None and words:
        raise _unknown_command(program, words)
    if command is None:
        parsed.wants = "usage"
    elif not parsed.wants:
        _check_counts(command, parsed.arguments)
        _check_format(command, None if command.forwards else flags.get("format"))
    return parsed


def global_flags(argv: Sequence[str], options: Iterable[Option]) -> tuple[dict[str, Any], int, bool, UsageError | None]:
    """Read flags up to the first other word; go on past a fault, as a later `--help` outranks it.

    Returns the flags, the index of that word, whether `--` stood before it, and the first fault.
    """
    flags: dict[str, Any] = {}
    table = _by_name(options)
    index, fault = 0, None
    while index < len(argv) and argv[index][:1] == "-" and argv[index] != "-":
        if argv[index] == "--":
            return flags, index + 1, True, fault
        try:
            index = _take(argv, index, table, flags)
        except UsageError as error:
            fault = fault or error
            index += 1
    return flags, index, False, fault


def _command_words(
    program: Program, words: list[str], parsed: Parsed, fault: UsageError | None, *, ended: bool
) -> UsageError | None:
    """Split a command's words into positionals and options; `-h` among them asks for its help."""
    command = parsed.command
    if command is None or command.verbatim:
        parsed.arguments = words
        return fault
    table = _by_name((*command.options, GLOBAL_OPTIONS[0]))
    index = 0
    while index < len(words):
        word = words[index]
        if ended or word[:1] != "-" or word == "-":
            parsed.arguments.append(word)
            index += 1
            continue
        if word == "--":
            ended = True
            index += 1
            continue
        try:
            index = _take(words, index, table, parsed.options)
        except UsageError as error:
            fault = fault or _command_fault(program, command, word, error)
            index += 1
    if "help" in parsed.options:
        parsed.wants = "help"
    return fault


def _take(words: Sequence[str], index: int, table: dict[str, Option], into: dict[str, Any]) -> int:
    """Read one flag and its value at `index`; return the index after it."""
    word = words[index]
    name, equals, value = word.partition("=") if word[:2] == "--" else (word, "", "")
    option = table.get(name)
    if option is None:
        repeats = len(word) - 1
        if word == "-" + "v" * repeats and "-v" in table:
            into["verbose"] = into.get("verbose", 0) + repeats
            return index + 1
        raise _unknown_flag(name, table)
    key = option.name[2:]
    if not option.metavar:
        if equals:
            raise UsageError(f"flag takes no value: {option.name}")
        into[key] = into.get(key, 0) + 1 if option.repeat else True
        return index + 1
    if not equals:
        index += 1
        if index == len(words):
            raise UsageError(f"missing value: {name} {option.metavar}")
        value = words[index]
    if option.choices and value not in option.choices:
        raise UsageError(f"invalid {key}: {value}", f"expected {_alternatives(option.choices)}")
    if option.check is not None:
        option.check(value)
    if option.repeat:
        into.setdefault(key, []).append(value)
    else:
        into[key] = value
    return index + 1


def _check_counts(command: Command, arguments: list[str]) -> None:
    required = [name for name in command.arguments if name[0] != "["]
    usage = f"usage: {' '.join((command.name, *command.arguments))}".replace("  ", " ")
    if len(arguments) < len(required):
        raise UsageError(f"missing argument: {required[len(arguments)].removesuffix('...')}", usage)
    rest = bool(command.arguments) and "..." in command.arguments[-1]
    if len(arguments) > len(command.arguments) and not rest:
        raise UsageError(f"too many arguments for {command.name}", usage)


def _check_format(command: Command, name: str | None) -> None:
    if name is not None and name not in command.formats:
        raise UsageError(f"unknown format: {name}", f"expected {_alternatives(command.formats)}")


def _by_name(options: Iterable[Option]) -> dict[str, Option]:
    table = {}
    for option in options:
        table[option.name] = option
        if option.short:
            table[option.short] = option
    return table


def _alternatives(words: Sequence[str]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


def _unknown_flag(name: str, table: Iterable[str]) -> UsageError:
    """Quote what looks like a flag; anything else may be a value that nobody else should see."""
    if len(name) > LONGEST_QUOTED or not FLAG.issuperset(name):
        return UsageError("unknown flag")
    return UsageError(f"unknown flag: {name}", *(_close(name, table) if name[:2] == "--" else ()))


def _command_fault(program: Program, command: Command, word: str, error: UsageError) -> UsageError:
    """Say what a command's flag wants; a word that may be a secret's value is not quoted."""
    if not str(error).startswith("unknown flag"):
        return error
    hint = "a value that begins with '-' stands after '--'"
    known = _by_name((*GLOBAL_OPTIONS, *program.options))
    if word.partition("=")[0] in known:
        place = f"global flags stand before {command.name or 'all other words'}"
        return UsageError(f"{word.partition('=')[0]} is a global flag", place)
    if command.secret is not None:
        return UsageError(f"unknown flag for {command.name}", *error.hints, hint)
    return UsageError(str(error), *error.hints, *([hint] if command.arguments else []))


def _unknown_command(program: Program, words: Sequence[str]) -> UsageError:
    word = words[0]
    below = [command.name for command in program.commands if command.name.startswith(word + " ")]
    if below:
        near = _close(words[1], {name.split(" ")[1] for name in below}, f"{word} ") if len(words) > 1 else []
        return UsageError(f"incomplete command: {word}", *near, f"expected {_alternatives(below)}")
    known = {command.name.split(" ")[0] for command in program.commands}
    return UsageError(f"unknown command: {word}", *_close(word, known), f"{program.name} --help lists the commands")


def _close(word: str, known: Iterable[str], before: str = "") -> list[str]:
    import difflib

    return [f"did you mean {before}{near}?" for near in difflib.get_close_matches(word, list(known), 1)]
