"""One command file, read and checked on its own: faults, includes, and the first use of each module."""

from __future__ import annotations

from busdk.dispatch.busfile import directives
from busdk.dispatch.busfile.blocks import blocks, joined, scan
from busdk.dispatch.busfile.faults import SYNTAX, Fault, showable
from busdk.dispatch.busfile.tokens import TokenError, starts, tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from busdk.dispatch.busfile.blocks import Block


class Include:
    """A line that names another command file: its number, the name, and the line's text.

    `hidden` tells that it may be the rest of a value, and is not to be shown.
    """

    __slots__ = ("hidden", "line", "name", "number")

    def __init__(self, number: int, name: str, line: str, *, hidden: bool) -> None:
        self.number = number
        self.name = name
        self.line = line
        self.hidden = hidden


class Source:
    """What a command file holds.

    `path` is the file as it is shown; `modules` gives for each module the line of its first use; `includes`
    are in order; `included` maps an include's name to its file, once that is loaded; `runs` is how many files run for
    it, itself and all that it includes, as often as it does; `blocks` is the text, when it is kept for running.
    """

    __slots__ = ("_guarded", "blocks", "faults", "included", "includes", "modules", "path", "runs")

    def __init__(self, path: str) -> None:
        self.path = path
        self.modules: dict[str, int] = {}
        self.includes: list[Include] = []
        self.included: dict[str, Source] = {}
        self.faults: list[Fault] = []
        self.blocks: list[Block] = []
        self.runs = 1
        self._guarded = False

    def read(self, read: Callable[[int], bytes], *, keep: bool) -> None:
        """Check a file's content, which `read(size)` gives; keep its text with `keep`."""
        for block in blocks(read):
            self._check(block)
            if keep:
                self.blocks.append(block)

    def broken(self, number: int, message: str, line: str, column: int) -> None:
        """Note a syntax error in a line; what may be shown of the line, and in the message, is decided here.

        Once a line that takes a secret was broken, the lines after it may be the rest of a value: they are not
        shown.
        """
        from busdk.dispatch.masking import MASK

        text = "" if self._guarded else showable(line)
        if text != line:
            message = message.partition(": ")[0]
            column = min(column, max(len(text) - len(MASK), 0))
            self._guarded = True
        self.faults.append(Fault(self.path, number, SYNTAX, message, text=text, column=column))

    def missing(self, include: Include, message: str) -> None:
        """Note that an included file cannot be had."""
        if include.hidden:
            self.faults.append(Fault(self.path, include.number, SYNTAX, "an include that cannot be read"))
            return
        column = starts(include.line)[0]
        self.faults.append(Fault(self.path, include.number, SYNTAX, message, text=include.line, column=column))

    def _check(self, block: Block) -> None:
        found = scan(block)
        distinct = set(found)
        if any(text for _, text in distinct) or any(word not in self.modules for word, _ in distinct if word):
            number = block.number
            for word, text in found:
                if word:
                    self.modules.setdefault(word, number)
                elif text:
                    self._check_line(number, text)
                number += text.count("\n") or 1

    def _check_line(self, number: int, text: str) -> None:
        line = joined(text)
        try:
            words = tokenize(line)
            if not words:
                return
            if is_include(words):
                self.includes.append(Include(number, words[0], line, hidden=self._guarded))
            elif directives.is_directive(words):
                _check_directive(line, words)
            else:
                self.modules.setdefault(words[0], number)
        except TokenError as error:
            self.broken(number, str(error), line, error.column)


def is_include(words: list[str]) -> bool:
    """Tell whether a line's words are the name of a command file."""
    return len(words) == 1 and words[0].endswith(".bus")


def _check_directive(line: str, words: list[str]) -> None:
    """Raise TokenError with its column in the line."""
    try:
        directives.parse(words)
    except TokenError as error:
        raise TokenError(str(error), starts(line)[error.column]) from None
