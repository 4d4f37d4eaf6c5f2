"""What commands say on stderr of the preferences file."""

from __future__ import annotations

from busdk import preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def warn_second(call: Call) -> None:
    """Warn of a second preferences file, which is not read."""
    if warning := preferences.ambiguity():
        call.warn(warning)


def wrote(call: Call, what: str) -> None:
    """Say with `-v` what was written where, and warn of a second file."""
    warn_second(call)
    call.detail(f"{what}: {preferences.path()}")
