"""Programs that tests use as peers: a test without one is skipped, and fails under CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

BIN = Path(sys.executable).parent
NOBODY = 65534
IS_ROOT = os.name == "posix" and os.geteuid() == 0


def need(name: str) -> str:
    """Return the path of a peer program."""
    return shutil.which(name) or missing(f"{name} is not installed")


def unprivileged() -> list[str]:
    """Return the words before a program that run it as `NOBODY`; none where the tests are no root's themselves."""
    if not IS_ROOT:
        return []
    plain = [need("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    # The interpreter may lie in a folder of root's own: then let the program read, but still not write, everything.
    reading = [*plain, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    for words in (plain, reading):
        if subprocess.run([*words, str(BIN / "bus-secrets"), "-V"], check=False, capture_output=True).returncode == 0:
            return words
    return missing("no other user can run the installed programs")


def missing(reason: str) -> NoReturn:
    """Skip the test, or fail it under CI, where every peer must be there."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
