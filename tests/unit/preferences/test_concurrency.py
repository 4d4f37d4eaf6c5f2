"""Writers at the same time."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from busdk import preferences

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from busdk import preferences
for i in range(15):
    preferences.set_string(f"{sys.argv[1]}.{i}", "x")
"""


def test_no_write_of_several_processes_is_lost(home: Path) -> None:
    """The read, the change and the write of one process are one step to the others."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, f"p{i}"]) for i in range(4)]
    assert [writer.wait(timeout=60) for writer in writers] == [0] * 4
    assert len(preferences.list()) == 60
