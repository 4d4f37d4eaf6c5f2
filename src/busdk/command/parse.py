"""From argv to a checked call: pure, no streams, no files."""

from __future__ import annotations

from busdk.command.table import GLOBAL_OPTIONS
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from busdk.command.table import Command, Option, Program


class Parsed:
    """A parsed command line: the command, its positionals, its options, the global flags.

    `wants` is `help` or `version` (nothing else has been checked then), `usage` for a line without a
    command, or empty. Options are keyed by their long name without dashes; an absent one is missing from the
    mapping. `literal` is the number of arguments before `--`, None without one.
    """

    __slots__ = ("arguments", "command", "flags", "literal", "options", "wants")

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
        self.literal: int | None = None


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
        parsed.literal = 0 if ended else None
        later = _command_words(program, argv, index + length, parsed)
        fault = fault or later
    if fault is not None and not parsed.wants:
        raise fault
    if command is None and words:
        from busdk.command import faults

        raise faults.unknown_command(program, argv, index)
    if command is None:
        parsed.wants = "usage"
    elif not parsed.wants:
        _check_counts(program, command, parsed.arguments)
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


def _command_words(program: Program, argv: Sequence[str], index: int, parsed: Parsed) -> UsageError | None:
    """Split a command's words, from `index` on, into positionals and options; return the first fault.

    `-h` among them asks for the command's help.
    """
    command, fault = parsed.command, None
    if command is None or command.verbatim:
        parsed.arguments = list(argv[index:])
        return None
    table = _by_name((*command.options, GLOBAL_OPTIONS[0]))
    while index < len(argv):
        word = argv[index]
        if parsed.literal is not None or word[:1] != "-" or word == "-":
            parsed.arguments.append(word)
            index += 1
        elif word == "--":
            parsed.literal = len(parsed.arguments)
            index += 1
        else:
            try:
                index = _take(argv, index, table, parsed.options)
            except UsageError as error:
                fault = fault or _command_fault(program, command, argv, index, error)
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
        from busdk.command import faults

        raise faults.unknown_flag(words, index, table)
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
        from busdk.command import faults

        raise faults.not_one_of(f"invalid {key}", option.choices)
    if option.check is not None:
        option.check(value)
    if option.repeat:
        into.setdefault(key, []).append(value)
    else:
        into[key] = value
    return index + 1


def _check_counts(program: Program, command: Command, arguments: list[str]) -> None:
    rest = bool(command.arguments) and "..." in command.arguments[-1]
    if len(arguments) < len(command.required) or (len(arguments) > len(command.arguments) and not rest):
        from busdk.command import faults

        raise faults.wrong_count(program, command, arguments)


def _check_format(command: Command, name: str | None) -> None:
    if name is not None and name not in command.formats:
        from busdk.command import faults

        raise faults.not_one_of("unknown format", command.formats)


def _by_name(options: Iterable[Option]) -> dict[str, Option]:
    table = {}
    for option in options:
        table[option.name] = option
        if option.short:
            table[option.short] = option
    return table


def _command_fault(
    program: Program, command: Command, argv: Sequence[str], index: int, error: UsageError
) -> UsageError:
    """Return the fault of a command's flag; one that the command does not have may be a global one."""
    known = _by_name((*command.options, GLOBAL_OPTIONS[0]))
    if argv[index].partition("=")[0] in known:
        return error
    from busdk.command import faults

    return faults.flag_of_command(program, command, argv, index, (*GLOBAL_OPTIONS, *program.options))
