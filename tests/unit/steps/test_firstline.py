"""What is said of a script that could not be started, where a real file system cannot be had."""

from __future__ import annotations

import errno
import os
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from busdk.process import StartError
from busdk.steps import firstline

if TYPE_CHECKING:
    from pathlib import Path

DENIED = StartError("cannot start", errno=errno.EACCES)


@pytest.mark.skipif(not hasattr(os, "ST_NOEXEC"), reason="this system has no such flag")
def test_a_file_system_without_execution_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R31: a script on a noexec mount, whatever its first line."""
    (tmp_path / "x.sh").write_text("#!/bin/sh\n")
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_flag=os.ST_NOEXEC))
    assert str(firstline.failure(str(tmp_path), "x.sh", DENIED)) == (
        "cannot start x.sh: its file system is mounted noexec"
    )


def test_the_error_stays_where_nothing_more_is_known(tmp_path: Path) -> None:
    """Neither a file without a first line nor one that has gone is explained."""
    (tmp_path / "x.sh").write_text("echo\n")
    for source in ("x.sh", "gone.sh"):
        assert firstline.failure(str(tmp_path), source, DENIED) is DENIED


def test_an_interpreter_that_is_no_plain_path_is_not_quoted(tmp_path: Path) -> None:
    """A word of the file is quoted only where it is an absolute path of printable characters."""
    missing = StartError("cannot start", errno=errno.ENOENT)
    for line in ("#!nope/sh\n", "#!/nope\x1b[31m\n"):
        (tmp_path / "x.sh").write_text(line)
        assert str(firstline.failure(str(tmp_path), "x.sh", missing)) == "interpreter of x.sh not found"
