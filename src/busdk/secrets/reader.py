"""Reading many secrets: each file once while it stays the same, and each sealed value opened once."""

from __future__ import annotations

from busdk import preferences
from busdk.kept import Kept
from busdk.secrets import names, reading, scopes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from pyrage.x25519 import Identity


class Reader:
    """The secrets of the workspace in a folder, for one run of whatever needs many.

    `preferences` are the user's, which hold user scope; they are kept as the descriptor is. Between two calls of
    `look` nothing is read twice, and what is read fits together.
    """

    def __init__(self, directory: str = ".") -> None:
        repo = scopes.Repo(directory)
        self.preferences = Kept(preferences.path, preferences.read)
        self._directory = directory
        self._section = Kept(lambda: repo.path, repo.read)
        self._places = (scopes.Repo(directory, self._section.value), scopes.User(self.preferences.value))
        self._identities: list[Identity] = []
        self._opened: dict[tuple[str, str, str], str] = {}

    def look(self) -> None:
        """Look whether a file has changed since it was read; do so before each step, which may have changed it."""
        if self.preferences.look() | self._section.look():
            self._identities = []

    def get(self, name: str, scope: str = "auto") -> str:
        """Return the value of a secret as `secrets.get` does."""
        return self.find(name, scope)[0]

    def find(self, name: str, scope: str = "auto") -> tuple[str, str]:
        """Return the value of a secret and the scope that it is in."""
        names.check(name)
        for place in scopes.among(self._places, scope):
            stored = place.get(name)
            if stored is not None:
                return self._value(stored, name, place.label), place.label
        raise reading.missing(name, scope, self._directory)

    def _value(self, stored: Any, name: str, scope: str) -> str:
        if reading.form_of(stored, name) != "sealed":
            return reading.value(stored, name, scope)
        key = (stored, name, scope)
        if key not in self._opened:
            from busdk.secrets import identity

            self._identities = self._identities or identity.at_hand()
            self._opened[key] = reading.value(stored, name, scope, self._identities)
        return self._opened[key]
