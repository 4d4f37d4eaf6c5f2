"""Reading secrets: names, values, references."""

from __future__ import annotations

from busdk.errors import BusError, FormatError
from busdk.secrets import names
from busdk.secrets.errors import NotFound
from busdk.secrets.forms import form
from busdk.secrets.scopes import readable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence
    from typing import Any

    from pyrage.x25519 import Identity

    from busdk.secrets.scopes import Scope


class Entry:
    """What is known of a secret without its value.

    `scope` is `user` or `repo`; `form` is `plain`, `sealed` or `pointer`; `shadows` tells whether this
    entry hides one of the same name in user scope.
    """

    __slots__ = ("form", "name", "scope", "shadows")

    def __init__(self, name: str, scope: str, form: str, *, shadows: bool) -> None:
        self.name = name
        self.scope = scope
        self.form = form
        self.shadows = shadows


class Found:
    """A secret that was read: its `value`, and the scope that it came from."""

    __slots__ = ("_place", "value")

    def __init__(self, value: str, place: Scope) -> None:
        self.value = value
        self._place = place

    @property
    def scope(self) -> str:
        """`user` or `repo`."""
        return self._place.label

    @property
    def path(self) -> str:
        """The path of the scope's file."""
        return self._place.path


def get(name: str, *, scope: str = "auto", directory: str = ".") -> str:
    """Return the value of a secret; raise NotFound where no scope asked has it."""
    return find(name, scope=scope, directory=directory).value


def find(name: str, *, scope: str = "auto", directory: str = ".", call: str = "bus secrets get ") -> Found:
    """Return the value of a secret and where it lies; raise NotFound where no scope asked has it.

    `call` is the command line before the name, for the hint with a name that is near.
    """
    names.check(name)
    for place in readable(scope, directory):
        stored = place.get(name)
        if stored is not None:
            return Found(value(stored, name, place.label), place)
    raise missing(name, scope, directory, call)


def missing(name: str, scope: str, directory: str, call: str = "bus secrets get ") -> NotFound:
    """Return the error for a secret that no scope has."""
    near = _nearest(name, scope, directory)
    option = "" if scope == "auto" else f" --scope {scope}"
    return NotFound(name, scope, f"{call}{near}{option}" if near else "")


def resolve(text: str, *, scope: str = "auto", directory: str = ".") -> str:
    """Return the value that `secret:<name>` stands for, and any other text unchanged.

    Nothing inside a longer text is resolved, and a value is not resolved again. Raises InvalidName for
    `secret:` with no legal name behind it.
    """
    name = names.reference(text)
    if name is None:
        readable(scope, directory)
        return text
    return get(name, scope=scope, directory=directory)


def list(scope: str = "auto", *, directory: str = ".") -> builtins.list[str]:
    """Return the names known in a scope, sorted, each once."""
    return sorted({name for place in readable(scope, directory) for name in place.values()})


def entries(scope: str = "auto", *, directory: str = ".") -> builtins.list[Entry]:
    """Return what is known of each secret, sorted by name; in `auto` the entry that a reading would take.

    User scope is read for `shadows`, whatever the scope.
    """
    below = readable("user", directory)[0].values()
    found: dict[str, Entry] = {}
    for place in readable(scope, directory):
        hides = below if place.label == "repo" else {}
        for name, stored in place.values().items():
            if name not in found:
                found[name] = Entry(name, place.label, form_of(stored, name), shadows=name in hides)
    return [found[name] for name in sorted(found)]


def _nearest(name: str, scope: str, directory: str) -> str:
    """Return the name nearest to one that is missing, or nothing, also where the names cannot be read."""
    from busdk import quoting

    try:
        return quoting.nearest(name, list(scope, directory=directory))
    except BusError:
        return ""


def value(stored: Any, name: str, scope: str, identities: Sequence[Identity] = ()) -> str:
    """Return the value that is stored in one of the forms, opened with `identities`, by default those at hand."""
    kind = form_of(stored, name)
    if kind == "plain":
        return str(stored)
    if kind == "sealed":
        from busdk.secrets import envelope, identity

        return envelope.unseal(stored, name, scope, identities or identity.at_hand())
    raise FormatError(f"secret lies in a store that this version cannot read: {name}")


def form_of(stored: Any, name: str) -> str:
    """Return the form of a stored value: `plain`, `sealed` or `pointer`."""
    try:
        return form(stored)
    except FormatError as error:
        raise FormatError(f"{error}: {name}") from None
