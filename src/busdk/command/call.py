"""One call of a command: its arguments and flags, and the streams it may use."""

from __future__ import annotations

import os

from busdk.command import streams
from busdk.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from busdk.command.parse import Parsed
    from busdk.command.table import Command, Program
    from busdk.errors import BusError


class Call:
    """What a command's `run(call)` is given.

    `arguments` are the positionals (`literal` the number of those before `--`, None without one), `options` the
    command's own options and `flags` the global ones, by long name without dashes. `directory` is the effective
    working directory (`.` without `-C`); the process itself does not change its own.
    """

    __slots__ = ("_output", "arguments", "command", "directory", "flags", "format", "literal", "options", "program",
                 "quiet", "verbose")  # fmt: skip

    def __init__(self, program: Program, command: Command, parsed: Parsed) -> None:
        flags = parsed.flags
        self.program = program
        self.command = command
        self.arguments = parsed.arguments
        self.literal = parsed.literal
        self.options = parsed.options
        self.flags = flags
        self.directory: str = flags.get("chdir", ".")
        self.verbose: int = flags.get("verbose", 0)
        self.quiet: bool = "quiet" in flags
        self.format: str = flags.get("format", command.formats[0])
        self._output = -1

    def option(self, name: str, default: Any = None) -> Any:
        """Return the value of one of the command's options."""
        return self.options.get(name, default)

    def is_dash(self, index: int) -> bool:
        """Tell whether an argument is `-`, for standard input; one that stands behind `--` is itself."""
        return self.arguments[index] == "-" and (self.literal is None or index < self.literal)

    def path(self, path: str) -> str:
        """Resolve a path of the user's against the effective working directory."""
        return path if self.directory == "." else os.path.join(self.directory, path)

    def write(self, text: str | bytes) -> None:
        """Write a result to stdout or the `-o` file; nothing with `-q`."""
        if not self.quiet:
            data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
            streams.write(self.output(), data, self.flags.get("output", "standard output"))

    def output(self) -> int:
        """Return the descriptor that results go to, opened when first asked for; with `-q` that of the null device."""
        if self._output < 0:
            path = os.devnull if self.quiet else self.flags.get("output")
            self._output = 1 if path is None else self._open(path)
        return self._output

    def _open(self, path: str) -> int:
        from busdk.command import output

        return output.open_output(self.path(path), secret=self.command.sensitive)

    def note(self, text: str) -> None:
        """Say something on stderr, unless `-q`."""
        if not self.quiet:
            streams.say(self.program.name, "", text, self.flags)

    def warn(self, text: str, *hints: str) -> None:
        """Warn on stderr, with what to do next, unless `-q`."""
        if not self.quiet:
            streams.say(self.program.name, "warning", text, self.flags)
            for hint in hints:
                streams.say(self.program.name, "hint", hint, self.flags)

    def fail(self, error: BusError) -> None:
        """Tell of an error on stderr that does not end the call."""
        streams.say_error(self.program.name, error, self.flags)

    def detail(self, text: str) -> None:
        """Say something on stderr with `-v`."""
        if self.verbose:
            streams.say(self.program.name, "", text, self.flags)

    def check_directory(self) -> None:
        """Raise FileError when `-C` names no folder that can be entered."""
        if self.directory == ".":
            return
        try:
            os.stat(os.path.join(self.directory, ".") if self.directory else "")
        except OSError as error:
            raise FileError.of("change to folder", self.directory, error) from None

    def close(self) -> None:
        """Close the `-o` file if it was opened."""
        if self._output > 2:
            descriptor, self._output = self._output, -1
            streams.close(descriptor, self.flags.get("output", os.devnull))
