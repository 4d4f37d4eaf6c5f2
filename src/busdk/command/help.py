"""Help and version texts, made from the command table."""

from __future__ import annotations

from busdk import __version__
from busdk.command.table import GLOBAL_OPTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from busdk.command.table import Command, Option, Program


def version(program: Program) -> str:
    """Return the line `bus-secrets <version>`."""
    return f"{program.name} {__version__}\n"


def render(program: Program, command: Command | None) -> str:
    """Return the help of one command, or of the whole program."""
    sections = _program(program) if command is None or not command.name else _command(program, command)
    return "\n".join(section for section in sections if section)


def usage(program: Program, command: Command) -> str:
    """Return one usage line, `bus secrets [global flags] set NAME [VALUE] [options]`."""
    options = ["[options]"] if command.options else []
    words = (_spoken(program), "[global flags]", command.name, *command.arguments, *options)
    return " ".join(word for word in words if word)


def usages(program: Program) -> str:
    """Return the usage lines of a whole program, and where to read more."""
    default = [program.default] if program.default else []
    commands = [*default, *program.commands] if program.default_leads else [*program.commands, *default]
    lines = "".join(f"  {usage(program, command)}\n" for command in commands)
    return f"Usage:\n{lines}Help: {program.name} --help\n"


def _program(program: Program) -> list[str]:
    return [
        f"{program.name} - {program.summary}\n",
        usages(program).rpartition("Help:")[0],
        _paragraph(program.description),
        "Commands:\n" + _columns((command.name, command.summary) for command in program.commands),
        "Global flags:\n" + _options((*program.options, *GLOBAL_OPTIONS)),
        _examples(program.examples),
    ]


def _command(program: Program, command: Command) -> list[str]:
    return [
        f"{program.name} {command.name} - {command.summary}\n",
        f"Usage:\n  {usage(program, command)}\n",
        _paragraph(command.description),
        "Options:\n" + _options(command.options) if command.options else "",
        f"Formats (-f): {', '.join(command.formats)}\n" if len(command.formats) > 1 else "",
        _examples(command.examples),
    ]


def _spoken(program: Program) -> str:
    return program.name.replace("-", " ", 1)


def _paragraph(text: str) -> str:
    return text.strip() + "\n" if text else ""


def _examples(lines: Iterable[str]) -> str:
    text = "".join(f"  {line}\n" for line in lines)
    return f"Examples:\n{text}" if text else ""


def _options(options: Iterable[Option]) -> str:
    return _columns((_spelling(option), option.help) for option in options)


def _spelling(option: Option) -> str:
    short = f"{option.short}, " if option.short else ""
    return f"{short}{option.name} {option.metavar}".rstrip()


def _columns(rows: Iterable[tuple[str, str]]) -> str:
    rows = list(rows)
    width = max((len(left) for left, _ in rows), default=0)
    return "".join(f"  {left.ljust(width)}  {right}".rstrip() + "\n" for left, right in rows)
