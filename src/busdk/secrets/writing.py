"""Writing secrets."""

from __future__ import annotations

from busdk.secrets import names
from busdk.secrets.errors import InvalidValue
from busdk.secrets.forms import form
from busdk.secrets.scopes import writable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.secrets.scopes import Scope

LONGEST = 1 << 20


class Stored:
    """What `set` did: the `form` it stored, and the files it had to make on the way, empty where none."""

    __slots__ = ("descriptor_made", "form", "identity_made")

    def __init__(self, form: str, identity_made: str = "", descriptor_made: str = "") -> None:
        self.form = form
        self.identity_made = identity_made
        self.descriptor_made = descriptor_made


def set(name: str, value: str, *, scope: str = "user", plain: bool = False, directory: str = ".") -> Stored:
    """Store a secret: sealed in user scope (plain with `plain`), plain in repository scope.

    `value` is any Unicode text without NUL of at most 1 MiB in UTF-8. Raises InvalidName, InvalidScope or
    InvalidValue for what can never be stored, and IdentityError when sealed values exist and the identity
    that opens them is gone.
    """
    names.check(name)
    place = writable(scope, directory)
    check(value)
    if plain or scope == "repo":
        return _set_plain(place, name, value, directory)
    from busdk.secrets import envelope, identity

    recipient, made = identity.own_recipient(_has_sealed)
    place.set(name, envelope.seal(name, scope, value, [recipient]))
    return Stored("sealed", identity_made=made)


def unset(name: str, *, scope: str = "user", directory: str = ".") -> None:
    """Remove a secret; one that is absent is fine, and nothing is written then."""
    names.check(name)
    writable(scope, directory).unset(name)


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


def _set_plain(place: Scope, name: str, value: str, directory: str) -> Stored:
    if form(value) != "plain":
        raise InvalidValue("value begins like a sealed one and cannot be stored plain")
    made = place.set(name, value)
    if not made:
        return Stored("plain")
    from busdk import config

    return Stored("plain", descriptor_made=config.path(directory))


def _has_sealed() -> bool:
    return any(isinstance(value, str) and form(value) == "sealed" for value in writable("user", ".").values().values())
