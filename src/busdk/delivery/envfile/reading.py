"""Reading env files: every binding with the text it came from, and every fault."""

from __future__ import annotations

import io
import re

from busdk.delivery.envfile.binding import Binding, EnvFile
from busdk.delivery.pairs import Fault
from busdk.errors import FormatError
from busdk.secret import Secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dotenv.parser import Binding as Parsed

LARGEST = 1 << 20
"""Bytes of an env file: the parser takes 140 times as many for a long value in quotes, and 10 s for short lines."""
LONGEST_GAP = 256
"""Blanks in a row within a line: the parser's time grows with their square."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_GAP = re.compile(r"(?<=\S)[^\S\r\n]+")
_HEAD = re.compile(r"\ufeff?\s*(export[^\S\r\n]+)?(?:'[^']+'|[^=#\s]+)[^\S\r\n]*=")
_BLANKS = re.compile(r"\A[^\S\r\n]+")
_QUOTED = {quote: re.compile(rf"{quote}(?:\\.|[^{quote}\\])*{quote}", re.DOTALL) for quote in "'\""}


def decode(data: bytes) -> str:
    """Return the text of an env file; raise FormatError when it is too large or not UTF-8."""
    if len(data) > LARGEST:
        raise FormatError(f"env file is larger than {LARGEST} bytes")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError(f"line {line}: not valid UTF-8") from None


def read(text: str) -> EnvFile:
    r"""Read the text of an env file as `python-dotenv` does a file: line ends within a value are `\n`.

    Nothing is interpolated. What is no binding, comment or blank line is a fault, and so is a key without `=`: it is
    what the lines of a value without quotes look like.
    """
    pieces: list[Binding | str] = []
    faults: list[Fault] = []
    for parsed, source in _parsed(text) if text != "\ufeff" else ():
        piece = _piece(parsed, source)
        if isinstance(piece, Fault):
            faults.append(piece)
        pieces.append(piece if isinstance(piece, Binding) else source)
    return EnvFile(pieces or [text], faults)


def _parsed(text: str) -> Iterator[tuple[Parsed, str]]:
    """Go through what the parser finds, each with the file's own text, whose line ends reading a file would change.

    Where the parser would take too long, all the rest is one error.
    """
    from dotenv.parser import Binding as Parsed
    from dotenv.parser import Original, parse_stream

    lines = _LINE.findall(text)
    parser = parse_stream(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")))
    at = 0
    while at < len(lines):
        if _is_slow(lines[number] for number in range(at, len(lines))):
            rest = "".join(lines[at:])
            yield Parsed(None, None, Original(rest, at + 1), error=True), rest
            return
        parsed = next(parser)
        found = parsed.original.string
        begin, at = at, at + found.count("\n") + (not found.endswith("\n"))
        yield parsed, "".join(lines[begin:at])


def _is_slow(lines: Iterable[str]) -> bool:
    """Tell whether the first line that is not blank has a value without quotes and too many blanks in a row."""
    line = next((line for line in lines if line.removeprefix("\ufeff").strip()), "")
    head = _HEAD.match(line)
    value = line[head.end() :].lstrip() if head else ""
    return value[:1] not in _QUOTED and any(len(gap) > LONGEST_GAP for gap in _GAP.findall(value))


def _piece(parsed: Parsed, source: str) -> Binding | Fault | None:
    """Return the binding, or what is wrong, or None for comments and blank lines."""
    if parsed.key is None and not parsed.error:
        return None
    found = parsed.original.string
    line = parsed.original.line + found.count("\n", 0, len(found) - len(found.lstrip()))
    head = _HEAD.match(source)
    if head is None or parsed.key is None or parsed.value is None:
        return Fault(f"line {line}", _reason(source, head.end() if head else 0))
    if "\0" in parsed.value:
        return Fault(f"line {line}", "NUL in the value")
    span = _span(source, head.end(), parsed.value)
    return Binding(parsed.key, Secret(parsed.value), line, source, span, exported=head[1] is not None)


def _reason(source: str, start: int) -> str:
    """Say what is wrong with a line whose value begins at `start`, 0 for none; nothing of it is quoted."""
    value = source[start:].lstrip()
    if _is_slow(_LINE.findall(source)):
        return f"more than {LONGEST_GAP} blanks in a row and no quotes"
    if not start or value[:1] not in _QUOTED:
        return "expected KEY=VALUE; a value of several lines stands in quotes"
    return "text after the closing quote" if _QUOTED[value[0]].match(value) else "unterminated quote"


def _span(source: str, start: int, value: str) -> tuple[int, int]:
    """Find where a value stands behind its `=`; an empty one stands before the blanks, which a comment may need."""
    begin = len(source) - len(_BLANKS.sub("", source[start:], count=1))
    quoted = _QUOTED[source[begin]].match(source, begin) if source[begin : begin + 1] in _QUOTED else None
    if quoted is not None:
        return quoted.span()
    return (begin, begin + len(value)) if value else (start, start)
