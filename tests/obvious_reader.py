"""A second reader of command files, slow and obvious, to hold against the real one."""

from __future__ import annotations


class Broken(Exception):
    """The line breaks the grammar."""


def read(data: bytes) -> tuple[list[tuple[int, list[str]]], list[int]]:
    """Return the lines that hold words, each with its number, and the numbers of broken lines."""
    lines, broken = [], []
    rest = physical_lines(data)
    number = 1
    while rest:
        used, words = 1, []
        try:
            used = logical_length(rest)
            words = line_words(rest[:used])
        except Broken:
            broken.append(number)
        if words:
            lines.append((number, words))
        rest = rest[used:]
        number += used
    return lines, broken


def physical_lines(data: bytes) -> list[bytes]:
    """Split at newlines, and drop the mark at the beginning and carriage returns at the ends."""
    parts = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if parts[-1] == b"":
        parts.pop()
    return [part.removesuffix(b"\r") for part in parts]


def is_comment(line: bytes) -> bool:
    """Tell whether the first character that is no blank is `#`."""
    return line.lstrip(b" \t").startswith(b"#")


def is_continued(line: bytes) -> bool:
    """Count the backslashes at the end."""
    count = 0
    while line.endswith(b"\\"):
        line, count = line[:-1], count + 1
    return count % 2 == 1


def logical_length(rest: list[bytes]) -> int:
    """Return how many physical lines the first logical line has."""
    if is_comment(rest[0]):
        return 1
    length = 1
    while length < len(rest) and is_continued(rest[length - 1]):
        length += 1
    return length


def line_words(parts: list[bytes]) -> list[str]:
    """Join and split one logical line."""
    try:
        texts = [part.decode() for part in parts]
    except UnicodeDecodeError:
        raise Broken from None
    if any("\0" in text for text in texts):
        raise Broken
    if is_comment(parts[0]):
        return []
    line = "".join(text[:-1] for text in texts[:-1]) + texts[-1]
    if line.lstrip(" \t").startswith("#"):
        return []
    return words(line)


def words(line: str) -> list[str]:  # noqa: C901 - one obvious loop
    """Go through the line character by character."""
    found: list[str] = []
    word: str | None = None
    quote = ""
    escaped = False
    for char in line:
        if escaped:
            word, escaped = (word or "") + char, False
        elif quote:
            if char == quote:
                quote = ""
            else:
                word = (word or "") + char
        elif char in "'\"":
            word, quote = word or "", char
        elif char == "\\":
            word, escaped = word or "", True
        elif char in "|;<>":
            raise Broken
        elif char in " \t":
            if word is not None:
                found.append(word)
            word = None
        else:
            word = (word or "") + char
    if quote or escaped:
        raise Broken
    return found if word is None else [*found, word]
