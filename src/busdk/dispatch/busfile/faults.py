"""What is wrong with a command file, and how it is shown."""

from __future__ import annotations

from busdk.command.streams import visible
from busdk.dispatch.busfile.tokens import pieces

SYNTAX, DISPATCH = "syntax error", "dispatch error"
WIDTH, LEFT = 110, 80  # columns of a line that are shown, and how many of them stand before the place


class Fault:
    """One fault: the file as it is shown, the line's number, what is wrong, and for syntax errors the line.

    `text` is what may be shown of the line: nothing of a secret's value is in it. `column` counts from 0.
    """

    __slots__ = ("column", "kind", "message", "number", "path", "text")

    def __init__(self, path: str, number: int, kind: str, message: str, *, text: str = "", column: int = 0) -> None:
        self.path = path
        self.number = number
        self.kind = kind
        self.message = message
        self.text = text
        self.column = column

    def __str__(self) -> str:
        """Return `month.bus:17: syntax error: unterminated quote`, and under it the line with a caret."""
        head = f"{visible(self.path)}:{self.number}: {self.kind}: {visible(self.message)}"
        return head + ("\n" + _excerpt(self.text, self.column) if self.text else "")


def showable(line: str) -> str:
    """Return what may be shown of a broken line: it ends where a module that takes secrets is named.

    Where a line cannot be split into words, no later place in it is known to hold no value.
    """
    from busdk.dispatch import masking

    names = masking.carriers()
    before = 0
    for word, end in pieces(line):
        if any(name in word for name in names):
            cut = end if word.removeprefix("bus-") in names else before
            return f"{line[:cut]} {masking.MASK}".lstrip() if line[cut:].strip() else line[:cut]
        before = end
    return line


def _excerpt(text: str, column: int) -> str:
    """Show the line around the column, and a caret under it."""
    column = min(column, max(len(text) - 1, 0))
    start = max(0, column - LEFT)
    before, after = text[start:column], text[column : start + WIDTH]
    left, right = ("..." if start else ""), ("..." if len(text) > start + WIDTH else "")
    shown = left + visible(before.replace("\t", " "))
    return f"  {shown}{visible(after.replace(chr(9), ' '))}{right}\n  {' ' * len(shown)}^"
