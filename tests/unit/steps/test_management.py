"""Writing scripts where the system does not let us."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from busdk import steps
from busdk.errors import FileError
from busdk.run import TOOL
from busdk.steps import management

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("home")
def test_a_script_that_cannot_be_made_executable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R65: it is an execution failure, which names the file."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    folder = tmp_path / ".bus" / "run"
    folder.mkdir(parents=True)
    (folder / "lint.sh").touch(0o644)
    monkeypatch.setattr(os, "chmod", refuse)
    with pytest.raises(FileError) as caught:
        management.write_script(steps.load(TOOL, str(tmp_path)), "lint", ["sh"], b"echo")
    assert (str(caught.value), caught.value.code) == (
        "cannot make executable .bus/run/lint.sh: Operation not permitted",
        1,
    )
