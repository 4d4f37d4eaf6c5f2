"""`bus config set [KEY VALUE]`."""

from __future__ import annotations

from busdk import config
from busdk.config import properties
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from busdk.command import Call


def run(call: Call) -> None:
    """Change one property by key, or any number by option; stdout stays empty."""
    settings = _by_key(call) if call.arguments else call.options
    config.set(call.directory, settings)
    if settings:
        call.detail(f"set {', '.join(settings)}: {config.path(call.directory)}")


def _by_key(call: Call) -> Mapping[str, str]:
    if call.options:
        raise UsageError("KEY VALUE and options exclude each other")
    key = properties.find(call.arguments[0])
    if key.repeated:
        raise UsageError(f"{key.name} is set by option only", f"bus config set --{key.name} {key.kind.metavar}")
    if len(call.arguments) == 1:
        raise UsageError("missing argument: VALUE", f"bus config set {key.name} VALUE")
    return {key.name: call.arguments[1]}
