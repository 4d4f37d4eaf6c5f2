"""What can go wrong before a module runs."""

from __future__ import annotations

from busdk.errors import BusError


class Refused(BusError):
    """A command file is a link out of the repository."""

    code = 65


class NoModule(BusError):
    """No program of that module was found."""

    code = 127


class NotStartable(BusError):
    """The system refuses to start the program."""

    code = 126
