"""Templates: `{{secret:<name>}}` and `{{secret:<name>|<encoding>}}` stand for a value; all else is text."""

from __future__ import annotations

import re

from busdk.delivery.encodings import ENCODINGS
from busdk.delivery.pairs import Fault
from busdk.secrets.names import is_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from busdk.secret import Secret

_REFERENCE = re.compile(r"\{\{secret:([a-z0-9_.-]*)(?:\|([a-z0-9]*))?(\}\})?")


class Reference:
    """One reference: the secret's name, its encoding or nothing, and where it stands: `line 3, column 7`."""

    __slots__ = ("encoding", "name", "place")

    def __init__(self, name: str, encoding: str, place: str) -> None:
        self.name = name
        self.encoding = encoding
        self.place = place


class Template:
    """A template that has been read: its text and references in order, and what is wrong in it."""

    __slots__ = ("faults", "pieces")

    def __init__(self, pieces: Sequence[str | Reference], faults: Sequence[Fault]) -> None:
        self.pieces = pieces
        self.faults = faults

    @property
    def references(self) -> list[Reference]:
        """Return the references in the order of the text."""
        return [piece for piece in self.pieces if isinstance(piece, Reference)]

    @property
    def names(self) -> list[str]:
        """Return the names of the secrets that are needed, each once."""
        return list(dict.fromkeys(reference.name for reference in self.references))

    def missing(self, known: Container[str]) -> list[Fault]:
        """Return a fault for each reference to a name that is not known."""
        return [
            Fault(reference.place, f"secret not found: {reference.name}")
            for reference in self.references
            if reference.name not in known
        ]

    def render(self, values: Mapping[str, Secret]) -> str:
        """Return the text with the values, which are not looked at again; raise ValueError when there are faults."""
        if self.faults:
            raise ValueError("a template with faults is not rendered")
        return "".join(piece if isinstance(piece, str) else _value(piece, values) for piece in self.pieces)


def _value(reference: Reference, values: Mapping[str, Secret]) -> str:
    value = values[reference.name].reveal()
    return ENCODINGS[reference.encoding](value) if reference.encoding else value


def read(text: str) -> Template:
    r"""Read a template.

    What begins with `{{secret:` is a reference or a fault; every other `{{` is text. A line ends with `\n`; a column
    is that of a character; both count from 1.
    """
    places = _Places(text)
    pieces: list[str | Reference] = []
    faults: list[Fault] = []
    done = 0
    for found in _REFERENCE.finditer(text):
        place = places.of(found.start())
        at, message = _fault(found)
        if message:
            faults.append(Fault(places.of(at), message))
        pieces += (text[done : found.start()], found[0] if message else Reference(found[1], found[2] or "", place))
        done = found.end()
    return Template([*pieces, text[done:]], faults)


def _fault(found: re.Match[str]) -> tuple[int, str]:
    """Return where a reference is wrong and what was expected there; empty where nothing is."""
    if not is_name(found[1]):
        return found.start(1), "expected the name of a secret"
    if found[2] is not None and found[2] not in ENCODINGS:
        return found.start(2), f"expected one of {', '.join(ENCODINGS)}"
    return found.end(), "" if found[3] else "expected '}}'"


class _Places:
    """Turns offsets of a text, which must come in order, into lines and columns."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.begin = 0
        self.line = 1

    def of(self, at: int) -> str:
        """Return `line 3, column 7`."""
        newlines = self.text.count("\n", self.at, at)
        if newlines:
            self.line += newlines
            self.begin = self.text.rfind("\n", self.at, at) + 1
        self.at = at
        return f"line {self.line}, column {at - self.begin + 1}"
