"""Running an external AI agent program with a prompt: claude, codex, cursor, gemini.

From the outside in: `availability` and `select` choose the runtime, `settings` how it runs, `plan` makes the call
and `run` runs it. Only the agent's program is started, without a shell; never Git, and nothing is written. Sources
of settings are read from an `Origin`, in which a caller can name a layer of its own. A call that cannot succeed
as it is raises UsageError, anything else BusError, before something is started; how a run ended is its `Result`.
"""

from busdk.agent.availability import Availability, availability
from busdk.agent.duration import parse_duration
from busdk.agent.errors import Failed, NoneAvailable, NotInstalled, TimedOut
from busdk.agent.formatter import Formatter, one_line
from busdk.agent.plan import Plan, check_prompt, plan
from busdk.agent.render import render
from busdk.agent.running import Result, run
from busdk.agent.runtimes import IDS, TOKENS, Runtime, find_runtime
from busdk.agent.selection import Selection, runtime_sources, select
from busdk.agent.settings import TRUSTED, Origin, Settings, settings, trusted_folders
from busdk.agent.source import Source, first, layer, preference, variable
from busdk.agent.values import check, check_model_key
from busdk.agent.version import is_namesake

__all__ = [
    "IDS",
    "TOKENS",
    "TRUSTED",
    "Availability",
    "Failed",
    "Formatter",
    "NoneAvailable",
    "NotInstalled",
    "Origin",
    "Plan",
    "Result",
    "Runtime",
    "Selection",
    "Settings",
    "Source",
    "TimedOut",
    "availability",
    "check",
    "check_model_key",
    "check_prompt",
    "find_runtime",
    "first",
    "is_namesake",
    "layer",
    "one_line",
    "parse_duration",
    "plan",
    "preference",
    "render",
    "run",
    "runtime_sources",
    "select",
    "settings",
    "trusted_folders",
    "variable",
]
