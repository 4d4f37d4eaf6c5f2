"""Changing values in the text of an env file, and nothing else."""

from __future__ import annotations

from busdk.delivery.envfile.reading import read
from busdk.delivery.envfile.spelling import BARE, spell
from busdk.errors import FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from busdk.delivery.envfile.binding import Binding, EnvFile


def rewrite(file: EnvFile, values: Mapping[str, str]) -> str:
    """Return the text of a file with new values; every byte that is none of theirs stays.

    A key that is there more than once gets the new value everywhere, so that no old one is left. Quotes stay where
    they can hold the new value. Raises KeyError for a key that is not there, and FormatError when the text would not
    read back, as for a value with NUL.
    """
    for key in values.keys() - {found.key for found in file.bindings}:
        raise KeyError(key)
    text = "".join(_written(piece, values) for piece in file.pieces)
    if _facts(read(text)) != _facts(file, values):
        raise FormatError("a new value cannot be written into the env file")
    return text


def _written(piece: Binding | str, values: Mapping[str, str]) -> str:
    if isinstance(piece, str):
        return piece
    if piece.key not in values:
        return piece.source
    quote = piece.source[piece.start : piece.end][:1]
    value = spell(values[piece.key], quote if quote in ("'", '"') else BARE)
    return piece.source[: piece.start] + value + piece.source[piece.end :]


def _facts(file: EnvFile, values: Mapping[str, str] | None = None) -> tuple[object, ...]:
    """Return what must read back: keys, values, `export`, and the number of faults."""
    changed = values or {}
    found = [(piece.key, changed.get(piece.key, piece.value.reveal()), piece.exported) for piece in file.bindings]
    return found, len(file.faults)
