"""GitHub Actions: what is appended to the file that `$GITHUB_ENV` names, and the commands that mask the values before.

After the page "Workflow commands for GitHub Actions" of its documentation.
"""

from __future__ import annotations

from itertools import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAMES = (
    "GITHUB_ACTION GITHUB_ACTIONS GITHUB_ACTION_PATH GITHUB_ACTION_REPOSITORY GITHUB_ACTOR GITHUB_ACTOR_ID "
    "GITHUB_API_URL GITHUB_BASE_REF GITHUB_ENV GITHUB_EVENT_NAME GITHUB_EVENT_PATH GITHUB_GRAPHQL_URL "
    "GITHUB_HEAD_REF GITHUB_JOB GITHUB_OUTPUT GITHUB_PATH GITHUB_REF GITHUB_REF_NAME GITHUB_REF_PROTECTED "
    "GITHUB_REF_TYPE GITHUB_REPOSITORY GITHUB_REPOSITORY_ID GITHUB_REPOSITORY_OWNER GITHUB_REPOSITORY_OWNER_ID "
    "GITHUB_RETENTION_DAYS GITHUB_RUN_ATTEMPT GITHUB_RUN_ID GITHUB_RUN_NUMBER GITHUB_SERVER_URL GITHUB_SHA "
    "GITHUB_STATE GITHUB_STEP_SUMMARY GITHUB_TRIGGERING_ACTOR GITHUB_WORKFLOW GITHUB_WORKFLOW_REF "
    "GITHUB_WORKFLOW_SHA GITHUB_WORKSPACE NODE_OPTIONS RUNNER_ARCH RUNNER_DEBUG RUNNER_ENVIRONMENT RUNNER_NAME "
    "RUNNER_OS RUNNER_TEMP RUNNER_TOOL_CACHE"
)
KEPT = frozenset(_NAMES.split())
"""Variables that cannot be set this way."""


def refusal(variable: str, value: str) -> str:
    """Say why a variable cannot be set: it is the runner's own, or its value's end is part of a line end on Windows."""
    if variable in KEPT:
        return "the runner keeps that name for itself"
    return "a carriage return at the end" if value.endswith("\r") else ""


def masks(values: Iterable[str]) -> str:
    """Write the commands that have each line of the values masked, which go to stdout before anything else does."""
    lines = dict.fromkeys(line for value in values for line in value.replace("\r", "\n").split("\n") if line.strip())
    return "".join(f"::add-mask::{line.replace('%', '%25')}\n" for line in lines)


def write(values: Mapping[str, str]) -> str:
    """Write what is appended, from the begin of a line, each value between lines of a delimiter that is in none."""
    text = "\n".join(values.values())
    delimiter = next(word for number in count() if (word := f"END_OF_VALUE_{number}") not in text)
    return "".join(f"{variable}<<{delimiter}\n{value}\n{delimiter}\n" for variable, value in values.items())
