"""A file as blocks of whole logical lines, and a block as logical lines.

A logical line is one physical line, or several where all but the last end in an odd number of backslashes.
A comment is never continued.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE = 1 << 17
_MARK = b"\xef\xbb\xbf"
_OUTSIDE = r"""'"\\|;<>\0"""
_LOGICAL = r"[ \t]*\#[^\n]*\n|(?!\Z)[^\\\n]*(?:\\[\s\S][^\\\n]*)*(?:\n|\Z)"
# A line whose first word is plain, and whose quotes and escapes end on it, gives that word; what else is no blank line
# or comment gives its whole text. This one expression is what the speed of a check rests on. No repeat is possessive:
# Python 3.11.2 has faults there. None needs to be, as what follows each cannot begin with what it repeats.
_SCAN = (
    rf"""[ \t]*(?:([^ \t\n\#{_OUTSIDE}-][^ \t\n{_OUTSIDE}]*)(?=[ \t\n])(?<!\.bus)"""
    rf"""[^\n{_OUTSIDE}]*(?:(?:'[^'\n\0]*'|"[^"\n\0]*"|\\[^\n\0])[^\n{_OUTSIDE}]*)*\n"""
    rf"""|(?:\#[^\n\0]*)?\n)|({_LOGICAL})"""
)
_LONGEST_SCANNED = 2 * SIZE  # characters: what repeats without being possessive costs memory for each repetition
_FEWEST_SCANNED = 1 << 14  # characters that are worth the import of `re`


class Block:
    """Whole logical lines of a file: the number of the first, and their text, each line ended by a newline.

    `clean` is false where bytes that are not UTF-8 stand in it, as lone surrogates.
    """

    __slots__ = ("clean", "number", "text")

    def __init__(self, number: int, text: str, *, clean: bool = True) -> None:
        self.number = number
        self.text = text
        self.clean = clean


def blocks(read: Callable[[int], bytes]) -> Iterator[Block]:
    """Cut what `read(size)` gives into blocks; only one block is held, or one line where that is longer."""
    number, mark = 1, _MARK
    for data in _whole_lines(read):
        block = _decoded(number, data.removeprefix(mark).replace(b"\r\n", b"\n"))
        mark = b""
        yield block
        number += block.text.count("\n")


def scan(block: Block) -> list[tuple[str, str]]:
    """Return for each logical line its first word and nothing, or nothing and its text where it is not simple.

    Blank lines and comments give two empty strings. A simple line is known to be a command without faults.
    """
    if block.clean and _FEWEST_SCANNED < len(block.text) <= _LONGEST_SCANNED:
        import re

        return re.compile(_SCAN).findall(block.text)
    return [("", "" if _is_blank(text) else text) for text in _logical(block.text)]


def lines(block: Block) -> Iterator[tuple[int, str]]:
    """Go through the logical lines that are no blank lines or comments, each with the number of its first line."""
    number = block.number
    for text in _logical(block.text):
        if not _is_blank(text):
            yield number, text
        number += text.count("\n")


def joined(text: str) -> str:
    """Return a logical line without its line ends; a comment, seen only when joined, is an empty one.

    A line that continues past the end of the file keeps its last backslash.
    """
    line = text.removesuffix("\n")
    open_end = (len(line) - len(line.rstrip("\\"))) % 2
    line = line[: len(line) - open_end].replace("\\\n", "") + "\\" * open_end
    return "" if line.lstrip(" \t").startswith("#") and _is_text(line) else line


def _logical(text: str) -> Iterator[str]:
    """Go through the logical lines of whole lines, each with its line ends."""
    held: list[str] = []
    for line in text.removesuffix("\n").split("\n"):
        held.append(line)
        continued = (len(line) - len(line.rstrip("\\"))) % 2
        if not continued or (len(held) == 1 and line.lstrip(" \t").startswith("#")):
            yield "\n".join((*held, ""))
            held = []
    if held:
        yield "\n".join((*held, ""))


def _is_blank(text: str) -> bool:
    """Return whether a logical line is a blank one or a comment of legal text."""
    start = text.lstrip(" \t")
    return start == "\n" or (start.startswith("#") and _is_text(start))


def _is_text(text: str) -> bool:
    """Return whether a text has no NUL, and no byte in it that is not UTF-8."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _whole_lines(read: Callable[[int], bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    while data := read(SIZE):
        cut = _cut(data, first=not held)
        if cut:
            yield b"".join((*held, data[:cut]))
            held = [data[cut:]] if cut < len(data) else []
        else:
            held.append(data)
    if held:
        rest = b"".join(held)
        yield rest if rest.endswith(b"\n") else rest + b"\n"


def _cut(data: bytes, *, first: bool) -> int:
    """Return where the last line that no backslash ends is over, 0 when there is none.

    Two bytes before the line's end tell; where they may stand in an earlier piece the answer is 0.
    """
    end = data.rfind(b"\n")
    while end >= (0 if first else 2):
        if not data[max(0, end - 2) : end].removesuffix(b"\r").endswith(b"\\"):
            return end + 1
        end = data.rfind(b"\n", 0, end)
    return 0


def _decoded(number: int, data: bytes) -> Block:
    try:
        return Block(number, data.decode())
    except UnicodeDecodeError:
        return Block(number, data.decode("utf-8", "surrogateescape"), clean=False)
