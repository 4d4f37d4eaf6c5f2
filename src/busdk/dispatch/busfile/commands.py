"""The commands of a checked file, in order, with the flags that hold for each."""

from __future__ import annotations

from busdk.dispatch import forwarding, perf
from busdk.dispatch.busfile import directives
from busdk.dispatch.busfile.blocks import joined, lines
from busdk.dispatch.busfile.source import is_include
from busdk.dispatch.busfile.tokens import quoted, tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from busdk.dispatch.busfile.source import Source


LONGEST_SHOWN = 200
"""Characters of a word that are shown."""


class Step:
    """One command: the file as shown, the number of its first line, the module, its arguments.

    `flags` are the global flags that are forwarded, as words before the arguments; `timed` is what `--perf` asks for.
    """

    __slots__ = ("flags", "module", "number", "path", "timed", "words")

    def __init__(
        self, path: str, number: int, words: Sequence[str], flags: Sequence[str], *, timed: bool = False
    ) -> None:
        self.path = path
        self.number = number
        self.module = words[0]
        self.words = words
        self.flags = flags
        self.timed = timed

    @property
    def arguments(self) -> list[str]:
        """What the module's program is given."""
        return [*self.flags, *self.words[1:]]

    def shown(self, *, flags: bool = True) -> str:
        """Return the command as a line to read or to paste behind `bus`: values of secrets masked, long words cut."""
        from busdk.dispatch import masking

        before = [_cut(word) for word in self.flags] if flags else []
        after = masking.masked(self.module, self.words[1:])
        words = (masking.MASK if word is None else _cut(word) for word in after)
        return " ".join((*before, quoted(self.module), *words))


def commands(source: Source, flags: Mapping[str, Any]) -> Iterator[Step]:
    """Go through the commands of a file and of what it includes; the file must be kept and free of faults."""
    current = directives.Flags(flags)
    forwarded, timed = forwarding.words(current.now()), perf.is_on(current.now())
    stack = [(source, _lines(source))]
    while stack:
        file, rest = stack[-1]
        number, words = next(rest, (0, []))
        if not words:
            stack.pop()
        elif is_include(words):
            included = file.included[words[0]]
            stack.append((included, _lines(included)))
        elif directives.is_directive(words):
            current.apply(directives.parse(words))
            forwarded, timed = forwarding.words(current.now()), perf.is_on(current.now())
        else:
            yield Step(file.path, number, words, forwarded, timed=timed)


def _cut(word: str) -> str:
    return quoted(word) if len(word) <= LONGEST_SHOWN else quoted(word[:LONGEST_SHOWN]) + "..."


def _lines(source: Source) -> Iterator[tuple[int, list[str]]]:
    for block in source.blocks:
        for number, text in lines(block):
            words = tokenize(joined(text))
            if words:
                yield number, words
