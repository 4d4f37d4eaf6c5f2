"""The age identities of the user: finding those at hand, and making the first one.

They come, first one first, from `BUS_SECRETS_IDENTITY` (the key itself), `BUS_SECRETS_IDENTITY_FILE`, and the
file in the user's data folder. The file has the format of `age-keygen` and is never overwritten.
"""

from __future__ import annotations

import os

from busdk import files
from busdk.errors import FileError
from busdk.preferences.location import folder
from busdk.secrets.errors import IdentityError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyrage.x25519 import Identity

LARGEST = 1 << 20
KEY_VARIABLE = "BUS_SECRETS_IDENTITY"
FILE_VARIABLE = "BUS_SECRETS_IDENTITY_FILE"
_pipes: dict[str, bytes] = {}


def path() -> str:
    r"""Return the path of the identity file that is made on first use.

    `$XDG_DATA_HOME/busdk/identity.txt`, else `~/.local/share/busdk/identity.txt`; on Windows
    `%LOCALAPPDATA%\BusDK\identity.txt`.
    """
    return os.path.join(folder("XDG_DATA_HOME", os.path.join(".local", "share"), "LOCALAPPDATA"), "identity.txt")


def at_hand() -> list[Identity]:
    """Return every identity at hand; raise IdentityError when there is none."""
    identities = list(_identities())
    if not identities:
        raise _gone()
    return identities


def own_recipient(has_sealed: Callable[[], bool]) -> tuple[str, str]:
    """Return the recipient of the first identity at hand, and the path of the file made for it, if one was.

    `has_sealed` tells whether sealed values exist already: then no new identity is made, as it would
    open none of them, and IdentityError says how to restore the old one.
    """
    first = next(_identities(), None)
    if first is not None:
        _clear()
        return str(first.to_public()), ""
    # Looked at twice: since the first look, another process may have made the identity and sealed a value with it.
    if has_sealed() and next(_identities(), None) is None:
        raise _gone()
    made = _make()
    return str(next(_identities()).to_public()), made


def check(has_sealed: Callable[[], bool]) -> None:
    """Raise IdentityError where `own_recipient` would: sealed values, and no identity that opens them."""
    if next(_identities(), None) is None and has_sealed():
        raise _gone()


def exposed() -> list[str]:
    """Return the identity files in use that others than their owner may read."""
    return [place for place in _places() if _mode(place) & 0o077]


def _identities() -> Iterator[Identity]:
    key = os.environ.get(KEY_VARIABLE)
    if key:
        yield from _parsed(key, KEY_VARIABLE)
    for place in _places():
        data = _content(place)
        if data is not None:
            yield from _parsed(data.decode("utf-8", "replace"), place)
        elif place == os.environ.get(FILE_VARIABLE):
            raise IdentityError(f"identity file not found: {place}", f"{FILE_VARIABLE} names it")


def _content(place: str) -> bytes | None:
    """Return the bytes of an identity file, or None; those of a pipe that the user names are read once and kept."""
    if place != os.environ.get(FILE_VARIABLE) or os.path.isfile(place) or not os.path.exists(place):
        return files.read(place, LARGEST)
    if place not in _pipes:
        _pipes[place] = _drained(place)
    return _pipes[place]


def _drained(place: str) -> bytes:
    """Read a pipe or device to its end: `<(pass show id)`, `/dev/stdin`."""
    from busdk import blocking
    from busdk.command import descriptors

    try:
        descriptor = descriptors.open_path(place, os.O_RDONLY | files.NO_INHERIT)
        try:
            data = blocking.read_to_end(descriptor, LARGEST + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise FileError.of("read", place, error) from None
    if len(data) > LARGEST:
        raise FileError(f"cannot read {place}: larger than {LARGEST} bytes")
    return data


def _places() -> list[str]:
    """Return the files to look at; without a home folder only the one that is named."""
    named = os.environ.get(FILE_VARIABLE)
    if os.environ.get(KEY_VARIABLE) or named:
        try:
            return [*([named] if named else []), path()]
        except FileError:
            return [named] if named else []
    return [path()]


def _parsed(text: str, source: str) -> Iterator[Identity]:
    """Read `age-keygen` lines: comments, blank lines, one key a line, at least one in all."""
    import pyrage

    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise IdentityError(f"identity holds no key: {source}", _EXPECTED)
    for line in lines:
        try:
            yield pyrage.x25519.Identity.from_str(line.strip())
        except pyrage.IdentityError:
            raise IdentityError(f"identity is not valid: {source}", _EXPECTED) from None


_EXPECTED = "expected AGE-SECRET-KEY-1... lines, as age-keygen writes them"


def _make() -> str:
    """Make the identity file; return its path, or nothing when another process was faster."""
    import time

    import pyrage

    from busdk import folders, lock

    place = path()
    folders.make(os.path.dirname(os.path.realpath(place)))
    identity = pyrage.x25519.Identity.generate()
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    text = f"# created: {created}\n# public key: {identity.to_public()}\n{identity}\n"
    with lock.locked(place):
        return place if files.create(place, text.encode()) else ""


def _clear() -> None:
    """Remove what a crash left while it made the identity; a copy of the key is among it."""
    if not os.environ.get(KEY_VARIABLE) and not os.environ.get(FILE_VARIABLE):
        from busdk import lock

        lock.clear(path())


def _gone() -> IdentityError:
    return IdentityError(
        f"no identity to open sealed secrets with: {path()}",
        f"restore that file from a backup, or point {FILE_VARIABLE} to a copy",
    )


def _mode(place: str) -> int:
    try:
        return os.stat(place).st_mode if os.name != "nt" and os.path.isfile(place) else 0
    except OSError:
        return 0
