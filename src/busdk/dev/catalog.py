"""The variables of templates and scripts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCS = "https://docs.busdk.com"
PLAN, AGENTS = "PLAN.md", "AGENTS.md"
TESTS = "tests"


def catalog(root: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for a repository at `root`."""
    docs = (environment.get("BUS_DEV_DOCS_BASE_URL") or DOCS).rstrip("/")
    module = os.path.basename(root)
    suffix = module.removeprefix("bus-")
    script = f"e2e_bus_{suffix}.sh"
    return {
        "AGENTS_FILE_PATH": os.path.join(root, AGENTS),
        "DOCS_BASE_URL": docs,
        "E2E_SCRIPT": script,
        "E2E_SCRIPT_PATH": f"{TESTS}/{script}",
        "E2E_WORKSPACE_DIR": root,
        "MAIN_SDD_URL": f"{docs}/sdd",
        "MODULE_DOCS_URL": f"{docs}/modules/{module}",
        "MODULE_NAME": module,
        "MODULE_SDD_URL": f"{docs}/sdd/{module}",
        "MODULE_SUFFIX": suffix,
        "PLAN_FILE": PLAN,
        "PLAN_FILE_PATH": os.path.join(root, PLAN),
    }
