"""How long a script may take: `--timeout`, then the preference `<tool>.script_timeout`, else as long as it likes."""

from __future__ import annotations

from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.steps.plan import Flags
    from busdk.steps.workspace import Workspace


def script_timeout(workspace: Workspace, flags: Flags) -> float | None:
    """Return the seconds, None for no limit; raise UsageError for a preference that is no duration."""
    key = f"{workspace.tool.name}.script_timeout"
    stored = workspace.preferences.get(key)
    if flags.timeout is None and stored is None:
        return None
    from busdk import agent

    if flags.timeout is not None:
        return agent.parse_duration(flags.timeout)
    try:
        return agent.parse_duration(agent.check("script_timeout", stored))
    except UsageError as error:
        raise UsageError(f"{error} in preference {key}", *error.hints) from None
