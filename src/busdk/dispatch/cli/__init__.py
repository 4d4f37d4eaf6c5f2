"""The program `bus`: a module's program, a command file, or help."""

from __future__ import annotations

import os
import sys

from busdk.command import Command, Option, Program, end
from busdk.command import main as run_program
from busdk.command.parse import global_flags
from busdk.command.table import GLOBAL_OPTIONS
from busdk.dispatch import perf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

FILE_OPTIONS = (
    Option("--check", help="check command files, and run nothing"),
    Option("--trace", help="show each command of a command file on stderr before it runs"),
    Option("--scope", "SCOPE", "what a transaction spans: file (the default) or batch", choices=("file", "batch")),
    Option(
        "--transaction",
        "PROVIDER",
        "how a failed run is undone: none, the only one there is",
        choices=("none", "fs", "git", "snapshot", "copy"),
    ),
)
CHDIR = next(option for option in GLOBAL_OPTIONS if option.name == "--chdir")

_ABOUT = (
    "MODULE runs the program bus-MODULE, the first on PATH; all ARGUMENTS are its own, and global flags before\n"
    "MODULE are handed to it. FILE is a file of such commands: its name ends in .bus, or it is executable and its\n"
    "first line is #!/usr/bin/env bus. All files are checked before anything runs."
)

PROGRAM = Program(
    "bus",
    "run a module's program, or a file of commands",
    (
        Command(
            "MODULE",
            "run the program bus-MODULE",
            "busdk.dispatch.cli.module",
            arguments=("[ARGUMENTS...]",),
            forwards=True,
            verbatim=True,
        ),
        Command(
            "help",
            "show the modules found, or a module's help",
            "busdk.dispatch.cli.help",
            arguments=("[MODULE]", "[COMMAND...]"),
            examples=("bus help", "bus help secrets", "bus help secrets set"),
        ),
    ),
    options=(*FILE_OPTIONS, *perf.OPTIONS),
    default=Command(
        "",
        "run command files",
        "busdk.dispatch.cli.files",
        arguments=("FILE...",),
        options=(*FILE_OPTIONS, CHDIR),
        forwards=True,
    ),
    overview="busdk.dispatch.cli.help",
    description=_ABOUT,
    examples=("bus secrets list", "bus month.bus", "bus --check --trace january.bus february.bus"),
)
MODULES = Program(
    "bus",
    PROGRAM.summary,
    (),
    options=(*FILE_OPTIONS, *perf.OPTIONS),
    default=Command(
        "",
        "run a module's program",
        "busdk.dispatch.cli.module",
        arguments=("MODULE", "[ARGUMENTS...]"),
        forwards=True,
        verbatim=True,
    ),
    description=_ABOUT,
)


def start() -> NoReturn:
    """Be the program `bus`."""
    end(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run `bus`."""
    words = sys.argv[1:] if argv is None else argv
    return run_program(_program(words), words)


def _program(words: Sequence[str]) -> Program:
    """Choose what the first word asks for; after `--` it is a module, whatever its name."""
    flags, index, ended, _ = global_flags(words, (*GLOBAL_OPTIONS, *PROGRAM.options))
    if index == len(words) or "help" in flags or "version" in flags:
        return PROGRAM
    if not ended and (words[index] == "help" or _is_command_file(words[index], flags.get("chdir", "."))):
        return PROGRAM
    return MODULES


def _is_command_file(word: str, folder: str) -> bool:
    if word.endswith(".bus"):
        return True
    if "/" not in word or not os.access(os.path.join(folder, word), os.X_OK):
        return False
    from busdk.dispatch import commandfile

    return commandfile.is_script(word, folder)
