"""What a command in this process changes does not reach the next one."""

from __future__ import annotations

import os
import resource
import signal
import sys
from typing import TYPE_CHECKING

from busdk.dispatch.busfile.surroundings import Surroundings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def state() -> tuple[object, ...]:
    """Return what a command would find."""
    umask = os.umask(0o22)
    os.umask(umask)
    limit = resource.getrlimit(resource.RLIMIT_CORE)
    return umask, limit, os.getcwd(), dict(os.environ), list(sys.path), signal.getsignal(signal.SIGTERM)


def test_all_that_a_command_may_change_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Environment, umask, core limit, folder, import path and signal handlers are as before."""
    monkeypatch.setenv("BUS_TEST_KEPT", "1")
    monkeypatch.setenv("BUS_TEST_CHANGED", "1")
    surroundings = Surroundings(dict(os.environ))
    before = state()
    os.environ.pop("BUS_TEST_KEPT")
    os.environ["BUS_TEST_CHANGED"] = "2"
    os.environ["BUS_TEST_NEW"] = "3"
    os.umask(0o777)
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    os.chdir(tmp_path)
    sys.path.insert(0, "elsewhere")
    signal.signal(signal.SIGTERM, lambda *_: None)
    surroundings.restore()
    assert state() == before


def test_variables_set_for_commands_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `bus` itself sets for its commands is no change of theirs."""
    monkeypatch.setenv("BUS_TEST_LINE", "0")
    environment = dict(os.environ)
    surroundings = Surroundings(environment)
    environment["BUS_TEST_LINE"] = "7"
    surroundings.restore()
    assert os.environ["BUS_TEST_LINE"] == "7"
