"""What is particular to `bus run`: nothing is built in, and the root is the working directory."""

from __future__ import annotations

import os

from busdk.run.merging import merge
from busdk.steps import Tool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

DOCS = "https://docs.busdk.com"
FOLDER = ".bus/run"
_COMMAND = "it is a command of bus run"
RESERVED = dict.fromkeys(("retry", "set", "context", "list", "pipeline", "action", "script"), _COMMAND)


def catalog(root: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of templates and scripts."""
    return {
        "DOCS_BASE_URL": (environment.get("BUS_RUN_DOCS_BASE_URL") or DOCS).rstrip("/"),
        "PROJECT_NAME": os.path.basename(root),
        "WORKDIR_ROOT": root,
    }


def find_above(root: str) -> str | None:
    """Return the nearest folder above the root that has steps."""
    above = os.path.dirname(root)
    while above != root:
        if os.path.isdir(os.path.join(above, FOLDER)):
            return above
        root, above = above, os.path.dirname(above)
    return None


TOOL = Tool(
    name="bus-run",
    folder=FOLDER,
    find_above=find_above,
    find_root=lambda directory: directory,
    catalog=catalog,
    merge=merge,
    reserved=RESERVED,
)
