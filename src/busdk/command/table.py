"""The declarative table of a program: what parsing, help and dispatch read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any


class Option:
    """One flag.

    `name` is the long form with its dashes, `short` the short one. Without `metavar` it is a switch
    (`True` when given); with one it takes a value, checked against `choices` where there are any, and by `check`,
    which raises UsageError for a wrong one. `repeat` collects every value in a list; a switch that repeats counts.
    """

    __slots__ = ("check", "choices", "help", "metavar", "name", "repeat", "short")

    def __init__(
        self,
        name: str,
        metavar: str = "",
        help: str = "",
        *,
        short: str = "",
        choices: Sequence[str] = (),
        check: Callable[[str], object] | None = None,
        repeat: bool = False,
    ) -> None:
        self.name = name
        self.metavar = metavar
        self.help = help
        self.short = short
        self.choices = choices
        self.check = check
        self.repeat = repeat


class Command:
    """One subcommand.

    `name` is one word or several (`pipeline set repo`). `arguments` are the positionals as help shows
    them: `NAME` is required, `[NAME]` optional, a final `NAME...` or `[NAME...]` takes the rest.
    `module` is imported when the command runs, and its `run(call)` returns the exit code or None.
    `secret` names the positional (from 0) that may carry a secret's value, or is None; where commands are shown,
    that one is not; `harmless` tells of a word there, with the positionals before it, that it is surely no value.
    `sensitive` marks output that can hold a value: a file for it that is there already becomes 0600.
    `formats` are the values of `-f`, default first.
    `forwards` hands the global flags on to other programs instead of obeying them, `verbatim` takes all
    words after the name as they are, flags and `--` included.
    """

    __slots__ = (
        "arguments", "description", "examples", "formats", "forwards", "harmless", "module", "name", "options",
        "secret", "sensitive", "summary", "verbatim",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        summary: str,
        module: str,
        *,
        arguments: Sequence[str] = (),
        options: Sequence[Option] = (),
        formats: Sequence[str] = ("text",),
        secret: int | None = None,
        harmless: Callable[[str, Sequence[str]], bool] | None = None,
        sensitive: bool = False,
        forwards: bool = False,
        verbatim: bool = False,
        description: str = "",
        examples: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.summary = summary
        self.module = module
        self.arguments = arguments
        self.options = options
        self.formats = formats
        self.secret = secret
        self.harmless = harmless
        self.sensitive = sensitive
        self.forwards = forwards
        self.verbatim = verbatim
        self.description = description
        self.examples = examples

    @property
    def required(self) -> Sequence[str]:
        """The arguments that may not be left out."""
        return [name for name in self.arguments if name[0] != "["]


class Program:
    """One program: its commands and what its own help says.

    `default` is the command that takes all words when the first one names no subcommand; with `default_leads` it
    stands first in help. `options` are global flags of this program's own, beside the shared ones; `overview` is a
    module whose `overview()` returns what a line without a command shows, where that is more than the usage;
    `context` is handed to the commands as it is, for those that several programs share.
    """

    __slots__ = (
        "commands", "context", "default", "default_leads", "description", "examples", "name", "options", "overview",
        "summary",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        summary: str,
        commands: Sequence[Command],
        *,
        options: Sequence[Option] = (),
        default: Command | None = None,
        default_leads: bool = False,
        overview: str = "",
        context: Any = None,
        description: str = "",
        examples: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.summary = summary
        self.commands = commands
        self.context = context
        self.options = options
        self.default = default
        self.default_leads = default_leads
        self.overview = overview
        self.description = description
        self.examples = examples

    def find(self, words: Sequence[str]) -> tuple[Command | None, int]:
        """Find the command that the first words name, and how many words its name has (0 when none does)."""
        best, length = None, 0
        for command in self.commands:
            name = command.name.split(" ")
            if len(name) > length and list(words[: len(name)]) == name:
                best, length = command, len(name)
        return best, length

    def begins(self, word: str) -> bool:
        """Tell whether a command's name begins with this word."""
        return any(command.name.split(" ")[0] == word for command in self.commands)


GLOBAL_OPTIONS = (
    Option("--help", short="-h", help="show this help, or a command's, and exit"),
    Option("--version", short="-V", help="show the version and exit"),
    Option("--verbose", short="-v", help="say more on stderr; repeats add up", repeat=True),
    Option("--quiet", short="-q", help="no normal output; errors still show"),
    Option("--chdir", "DIR", short="-C", help="work as if started in DIR"),
    Option("--output", "FILE", short="-o", help="write results to FILE instead of stdout"),
    Option("--format", "FORMAT", short="-f", help="output format, where a command has several"),
    Option("--color", "WHEN", choices=("auto", "always", "never"), help="colour on stderr: auto, always, never"),
    Option("--no-color", help="no colour"),
)
