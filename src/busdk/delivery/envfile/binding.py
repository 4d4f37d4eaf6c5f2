"""An env file that has been read: its bindings, and the text between them."""

from __future__ import annotations

from busdk.delivery.envfile.interpolation import is_interpolated
from busdk.delivery.pairs import Pair

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.delivery.pairs import Fault
    from busdk.secret import Secret


class Binding:
    """One `KEY=value`.

    `line` is that of the key, from 1. `source` is all its text, blank lines before it and the comment behind it
    included; the value's own part, quotes too, is `source[start:end]`. `exported` tells that `export` stands before
    the key.
    """

    __slots__ = ("end", "exported", "key", "line", "source", "start", "value")

    def __init__(
        self, key: str, value: Secret, line: int, source: str, span: tuple[int, int], *, exported: bool
    ) -> None:
        self.key = key
        self.value = value
        self.line = line
        self.source = source
        self.start, self.end = span
        self.exported = exported

    @property
    def interpolated(self) -> bool:
        """Tell whether `python-dotenv` would put another variable into the value."""
        return is_interpolated(self.value.reveal())


class EnvFile:
    """An env file: its `pieces`, bindings and all else as text, are together the whole of it."""

    __slots__ = ("faults", "pieces")

    def __init__(self, pieces: Sequence[Binding | str], faults: Sequence[Fault]) -> None:
        self.pieces = pieces
        self.faults = faults

    @property
    def bindings(self) -> list[Binding]:
        """Return the bindings in the order of the file; of several with one key the last one counts."""
        return [piece for piece in self.pieces if isinstance(piece, Binding)]

    @property
    def pairs(self) -> list[Pair]:
        """Return the bindings as they are imported."""
        return [
            Pair(found.key, found.value, f"line {found.line}", interpolated=found.interpolated)
            for found in self.bindings
        ]

    @property
    def duplicates(self) -> dict[str, list[int]]:
        """Return the keys that are there more than once, with their lines."""
        lines: dict[str, list[int]] = {}
        for found in self.bindings:
            lines.setdefault(found.key, []).append(found.line)
        return {key: places for key, places in lines.items() if len(places) > 1}
