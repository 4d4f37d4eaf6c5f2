"""Steps: what `bus run` and `bus dev` share.

A step is a prompt for an agent, a script, or an operation that is built in. `load` finds what is defined for a `Tool`
in a `Workspace`; `plan` turns tokens into a `Plan`, in which all has been checked that can be; `run` runs it. Secrets
are resolved when the step starts that they are bound to, and reach that step only.
"""

from busdk.steps.definitions import Operation, Pipeline, Prompt, Script, Step
from busdk.steps.errors import Interrupted, StepFailed
from busdk.steps.expansion import Segment, expand
from busdk.steps.job import Job, Report
from busdk.steps.plan import Flags, Plan, check, plan
from busdk.steps.retrying import retry
from busdk.steps.running import run
from busdk.steps.tool import Tool
from busdk.steps.turn import turn
from busdk.steps.workspace import Workspace, load

__all__ = [
    "Flags",
    "Interrupted",
    "Job",
    "Operation",
    "Pipeline",
    "Plan",
    "Prompt",
    "Report",
    "Script",
    "Segment",
    "Step",
    "StepFailed",
    "Tool",
    "Workspace",
    "check",
    "expand",
    "load",
    "plan",
    "retry",
    "run",
    "turn",
]
