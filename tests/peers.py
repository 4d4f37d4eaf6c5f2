"""Programs that tests use as peers: a test without one is skipped, and fails under CI."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

BIN = Path(sys.executable).parent
IS_ROOT = os.name == "posix" and os.geteuid() == 0


def need(name: str) -> str:
    """Return the path of a peer program."""
    return shutil.which(name) or missing(f"{name} is not installed")


def missing(reason: str) -> NoReturn:
    """Skip the test, or fail it under CI, where every peer must be there."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
