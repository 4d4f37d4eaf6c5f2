r"""The words of one line, and words as a line. Pure.

The grammar, where `any` is any character but NUL, and `plain` is `any` but for blanks and `'"\|;<>`:

line = { blank } [ word { blank { blank } word } ] { blank } ;
word = part { part } ;
part = plain | "'" { any - "'" } "'" | '"' { any - '"' } '"' | "\" any ;
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NO_TEXT = r"\0\udc80-\udcff"
_PART = rf"""([ \t]+)|([^ \t'"\\|;<>{_NO_TEXT}]+)|'([^'{_NO_TEXT}]*)'|"([^"{_NO_TEXT}]*)"|\\([^{_NO_TEXT}])"""
_MARKS = tuple("'\"\\|;<>\0")
_BLANKS, _FAULT = 1, 0
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,")


class TokenError(ValueError):
    """A line is no sequence of words; `column` counts its characters from 0. The message quotes one at most."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def tokenize(line: str) -> list[str]:
    """Return the words of a logical line; raise TokenError where it breaks the grammar.

    Nothing is expanded, and `#` is a character like any other. Bytes that were not UTF-8, carried as lone
    surrogates, are faults.
    """
    if line.isascii() and not any(mark in line for mark in _MARKS):
        return [word for word in line.replace("\t", " ").split(" ") if word]
    words: list[str] = []
    word: list[str] = []
    for kind, text, end in _parts(line):
        if kind == _FAULT:
            raise _fault(line, end)
        if kind != _BLANKS:
            word.append(text)
        elif word:
            words.append("".join(word))
            word = []
    return [*words, "".join(word)] if word else words


def starts(line: str) -> list[int]:
    """Return where each word of a line begins."""
    found: list[int] = []
    position, inside = 0, False
    for kind, _, end in _parts(line):
        if kind != _BLANKS and not inside:
            found.append(position)
        position, inside = end, kind != _BLANKS
    return found


def pieces(line: str) -> list[tuple[str, int]]:
    """Return the words that a broken line may be meant to hold, each with the place where it ends.

    Characters that break the grammar are left out; `|`, `;`, `<`, `>` separate.
    """
    found: list[tuple[str, int]] = []
    word, last = "", 0
    for kind, text, end in _parts(line):
        if kind == _BLANKS or (kind == _FAULT and line[end] in "|;<>"):
            found.append((word, last))
            word = ""
        elif kind != _FAULT:
            word, last = word + text, end
    return [(text, end) for text, end in (*found, (word, last)) if text]


def render(words: Iterable[str]) -> str:
    """Return a line that reads back as these words, in a command file and in a POSIX shell.

    No word can hold a newline or NUL: raises ValueError.
    """
    return " ".join(map(quoted, words))


def quoted(word: str) -> str:
    """Return one word as it can stand in a line."""
    if "\n" in word or "\0" in word:
        message = "a word of a command file cannot hold a newline or NUL"
        raise ValueError(message)
    if word and _SAFE.issuperset(word):
        return word
    return "'" + word.replace("'", "'\"'\"'") + "'"


def _parts(line: str) -> Iterator[tuple[int, str, int]]:
    """Go through a line; a fault is told by its place, and the character there is skipped."""
    import re  # not for files of plain words only: it costs as much as a third of starting Python

    part = re.compile(_PART)
    position = 0
    while position < len(line):
        match = part.match(line, position)
        if match is None:
            yield _FAULT, "", position
            position += 1
        else:
            kind = match.lastindex or _BLANKS
            position = match.end()
            yield kind, match[kind], position


def _fault(line: str, column: int) -> TokenError:
    """Name what is wrong at `column`; bytes that are no text outrank what they stand in."""
    for index, char in enumerate(line):
        if char == "\0":
            return TokenError("NUL character", index)
        if "\udc80" <= char <= "\udcff":
            return TokenError("not valid UTF-8", index)
    char = line[column]
    if char in "'\"":
        return TokenError("unterminated quote", column)
    if char == "\\":
        return TokenError("line continues past the end of the file", column)
    return TokenError(f"unquoted {char}", column)
