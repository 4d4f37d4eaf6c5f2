"""Writing secrets."""

from __future__ import annotations

from busdk.errors import BusError, FileError, FormatError
from busdk.secrets import names
from busdk.secrets.errors import InvalidValue
from busdk.secrets.forms import form
from busdk.secrets.scopes import writable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import builtins
    from typing import Any

    from busdk.secrets.scopes import Scope

LONGEST = 1 << 20


class Stored:
    """What `set` did.

    `form` is what it stored and `path` where; `replaced` is the form of what stood there before, empty for nothing.
    `hidden` tells that repository scope has the name, too, which comes first. `identity_made` and `descriptor_made`
    are the files it had to make on the way, empty where none.
    """

    __slots__ = ("descriptor_made", "form", "hidden", "identity_made", "path", "replaced")

    def __init__(self, form: str, path: str, replaced: str = "", *, hidden: bool = False) -> None:
        self.form = form
        self.path = path
        self.replaced = replaced
        self.hidden = hidden
        self.identity_made = ""
        self.descriptor_made = ""


def set(name: str, value: str, *, scope: str = "user", plain: bool = False, directory: str = ".") -> Stored:
    """Store a secret: sealed in user scope (plain with `plain`), plain in repository scope.

    `value` is any Unicode text without NUL of at most 1 MiB in UTF-8. Raises InvalidName, InvalidScope or
    InvalidValue for what can never be stored, and IdentityError when sealed values exist and the identity
    that opens them is gone.
    """
    names.check(name)
    place = writable(scope, directory)
    check(value)
    plain = plain or scope == "repo"
    hidden = scope == "user" and _has(writable("repo", directory), name)
    done = Stored("plain" if plain else "sealed", place.path, _form(place.get(name)), hidden=hidden)
    if plain:
        _set_plain(place, name, value, done)
        return done
    from busdk.secrets import envelope, identity

    recipient, done.identity_made = identity.own_recipient(_has_sealed)
    place.set(name, envelope.seal(name, scope, value, [recipient]))
    return done


def prepare(name: str, *, scope: str = "user", plain: bool = False, directory: str = ".") -> None:
    """Raise what `set` would raise whatever the value, as far as that can be known before there is one."""
    names.check(name)
    place = writable(scope, directory)
    place.get(name)
    _check_folder(place.path)
    if scope == "user" and not plain:
        from busdk.secrets import identity

        identity.check(_has_sealed)


def unset(*names_: str, scope: str = "user", directory: str = ".") -> builtins.set[str]:
    """Remove secrets in one write and return the names of those that were there.

    Those that are absent are fine; without any, nothing is written.
    """
    for name in names_:
        names.check(name)
    place = writable(scope, directory)
    there = {name for name in names_ if place.get(name) is not None}
    place.unset(names_)
    return there


def check(value: str) -> None:
    """Raise InvalidValue unless `value` can be stored."""
    if "\0" in value:
        raise InvalidValue("value holds a NUL character")
    try:
        length = len(value.encode())
    except UnicodeEncodeError:
        raise InvalidValue("value is not valid UTF-8") from None
    if length > LONGEST:
        raise InvalidValue(f"value is longer than {LONGEST} bytes")


def _set_plain(place: Scope, name: str, value: str, done: Stored) -> None:
    if form(value) != "plain":
        raise InvalidValue("value begins like a sealed one and cannot be stored plain")
    if place.set(name, value):
        done.descriptor_made = place.path


def _form(stored: Any) -> str:
    """Return the form of what stands in the place; what has none may be replaced."""
    try:
        return "" if stored is None else form(stored)
    except FormatError:
        return ""


def _has(place: Scope, name: str) -> bool:
    """Tell whether a scope has a secret; one that cannot be read has none."""
    try:
        return place.get(name) is not None
    except BusError:
        return False


def _check_folder(path: str) -> None:
    """Raise FileError when the folder of a file, or the one that it would be made in, cannot be written to."""
    import os

    folder = os.path.dirname(os.path.realpath(path))
    while not os.path.lexists(folder):
        folder = os.path.dirname(folder)
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK | os.X_OK):
        raise FileError(f"cannot write {path}: {folder} is no folder that can be written to")


def _has_sealed() -> bool:
    return any(isinstance(value, str) and form(value) == "sealed" for value in writable("user", ".").values().values())
