"""What is particular to `bus dev`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk.dev import operations
from busdk.dev.catalog import catalog
from busdk.dev.committing import Commit
from busdk.dev.directories import directories
from busdk.dev.merging import merge
from busdk.dev.root import find_root
from busdk.steps import Tool

if TYPE_CHECKING:
    from busdk.steps import Operation

_COMMAND = "it is a command of bus dev"
_ABSENT = "this version of bus dev has no {}"
OPERATIONS: tuple[Operation, ...] = (
    operations.PLANNING,
    operations.SPECIFYING,
    operations.WORKING,
    operations.TESTING,
    operations.STAGING,
    Commit(),
)
PIPELINES = {
    "snapshot": ("@stage", "@commit"),
    "refresh": ("@spec", "@plan", "@stage", "@commit"),
    "round": ("@work", "@e2e", "@stage", "@commit"),
    "cycle": ("@spec", "@plan", "@work", "@e2e", "@stage", "@commit"),
    "iterate": ("@cycle", "@refresh"),
}
RESERVED = {
    **{operation.name: "it is a built-in step" for operation in OPERATIONS},
    **dict.fromkeys(("retry", "set", "context", "list", "pipeline", "action", "script"), _COMMAND),
    **{word: _ABSENT.format(word) for word in ("triage", "init", "each")},
}

TOOL = Tool(
    name="bus-dev",
    folder=".bus/dev",
    find_root=find_root,
    rootless="not in a Git repository",
    catalog=catalog,
    merge=merge,
    reserved=RESERVED,
    directories=directories,
    operations={operation.name: operation for operation in OPERATIONS},
    pipelines=PIPELINES,
)
