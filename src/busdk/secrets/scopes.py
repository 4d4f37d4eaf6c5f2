"""Where secrets lie: preferences keys `secrets.<name>`, and `busdk.secrets.<name>` of the descriptor.

Both scopes hold stored values, in any of the forms, and know nothing of what they mean.
"""

from __future__ import annotations

from busdk import config, preferences
from busdk.errors import FormatError
from busdk.secrets import names
from busdk.secrets.errors import InvalidScope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Protocol

    class Scope(Protocol):
        """One place that holds stored values by name."""

        label: str

        @property
        def path(self) -> str:
            """The path of its file."""

        def get(self, name: str) -> Any:
            """Return the stored value, or None when there is none."""

        def values(self) -> dict[str, Any]:
            """Return all stored values by name; a JSON null is none."""

        def set(self, name: str, stored: Any) -> bool:
            """Store a value; return True when its file had to be made."""

        def unset(self, names: Sequence[str]) -> None:
            """Remove values in one write; those that are absent are fine."""


KEY = "secrets"
ENTRY = ("busdk", "secrets")


class User:
    """The user's own scope."""

    label = "user"

    def __init__(self, read: Callable[[], preferences.Snapshot] = preferences.read) -> None:
        self._read = read

    @property
    def path(self) -> str:
        """The path of the preferences file."""
        return preferences.path()

    def get(self, name: str) -> Any:
        """Return the stored value, or None when there is none."""
        return self._read().get(f"{KEY}.{name}")

    def values(self) -> dict[str, Any]:
        """Return all stored values by name; a JSON null is none."""
        found = {key[len(KEY) + 1 :]: value for key, value in self._read().list(KEY).items() if value is not None}
        return {name: value for name, value in found.items() if names.is_name(name)}

    def set(self, name: str, stored: Any) -> bool:
        """Store a value."""
        preferences.set_value(f"{KEY}.{name}", stored)
        return False

    def unset(self, names: Sequence[str]) -> None:
        """Remove values in one write."""
        preferences.unset(*(f"{KEY}.{name}" for name in names))


class Repo:
    """The scope of the workspace in a folder."""

    label = "repo"

    def __init__(self, directory: str, read: Callable[[], Mapping[str, Any]] | None = None) -> None:
        self.directory = directory
        self._section = read or self.read

    @property
    def path(self) -> str:
        """The path of the descriptor."""
        return config.path(self.directory)

    def get(self, name: str) -> Any:
        """Return the stored value, or None when there is none."""
        return self._section().get(name)

    def values(self) -> dict[str, Any]:
        """Return all stored values by name, but for JSON null, which is none.

        A name that breaks the grammar is an error, not ignored.
        """
        section = self._section()
        for name in section:
            if not names.is_name(name):
                raise FormatError(f"{config.path(self.directory)} has an invalid secret name")
        return {name: stored for name, stored in section.items() if stored is not None}

    def set(self, name: str, stored: Any) -> bool:
        """Store a value; return True when the descriptor had to be made."""
        self._section()
        return config.change(self.directory, (*ENTRY, name), stored)

    def unset(self, names: Sequence[str]) -> None:
        """Remove values in one write."""
        section = self._section()
        if there := [(*ENTRY, name) for name in names if name in section]:
            config.remove(self.directory, *there)

    def read(self) -> Mapping[str, Any]:
        """Read the descriptor and return `busdk.secrets`; what else looks like a setting for secrets is an error."""
        place = config.path(self.directory)
        busdk = (config.read(self.directory) or {}).get(ENTRY[0], {})
        if not isinstance(busdk, dict):
            raise FormatError(f"{place} must have an object '{ENTRY[0]}'")
        for key in busdk:
            if key.startswith(KEY) and key != KEY:
                from busdk import quoting

                what = f"{place} has an unknown setting"
                raise FormatError(quoting.legal(what, f"{ENTRY[0]}.{key}") if names.is_name(key) else what)
        section = busdk.get(KEY, {})
        if not isinstance(section, dict):
            raise FormatError(f"{place} must have an object '{'.'.join(ENTRY)}'")
        return section


def readable(scope: str, directory: str) -> Sequence[Scope]:
    """Return the scopes to ask, first one first: `auto` is repository, then user."""
    return among((Repo(directory), User()), scope)


def among(places: Sequence[Scope], scope: str) -> Sequence[Scope]:
    """Return those of the scopes that `auto`, `user` or `repo` names."""
    found = places if scope == "auto" else [place for place in places if place.label == scope]
    if not found:
        raise InvalidScope("invalid scope", "expected auto, user or repo")
    return found


def writable(scope: str, directory: str) -> Scope:
    """Return the one scope that `user` or `repo` names."""
    if scope == "user":
        return User()
    if scope == "repo":
        return Repo(directory)
    raise InvalidScope("invalid scope", "expected user or repo")
