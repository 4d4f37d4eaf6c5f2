"""Children that are started without `subprocess` get what those of `subprocess` get."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from busdk import process
from busdk.process import spawned

if TYPE_CHECKING:
    from pathlib import Path

linux = pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="this system does not tell what is open")
SHOW = "ls /proc/$$/fd; grep SigIgn /proc/$$/status; test $(cut -d ' ' -f 5 /proc/$$/stat) = $$ && echo leader"


def ended(argv: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, *, quick: bool) -> str:
    """Run a program in one way or the other; return its output."""
    monkeypatch.setattr("busdk.process.start.can_spawn", (lambda *_: True) if quick else (lambda *_: False))
    return process.run(argv, directory=str(folder), environment=dict(os.environ), capture=True).stdout.decode()


@linux
def test_both_ways_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No other descriptor, signals by default, a group of its own."""
    monkeypatch.chdir(tmp_path)
    extra = os.open("/dev/null", os.O_RDONLY)
    os.set_inheritable(extra, True)
    try:
        one, two = (ended(["/bin/sh", "-c", SHOW], tmp_path, monkeypatch, quick=quick) for quick in (True, False))
    finally:
        os.close(extra)
    for found in (one, two):
        *descriptors, ignored, leader = found.splitlines()
        assert (descriptors, leader) == (["0", "1", "2"], "leader")
        assert not int(ignored.split()[1], 16) & (1 << 31) - 1  # the C library has two more for itself


@linux
def test_only_where_it_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another folder, a session and streams that would overwrite each other are for `subprocess`."""

    class Wires:
        session = False
        stdin, stdout, stderr = 0, 1, 2

    monkeypatch.chdir(tmp_path)
    wires = Wires()
    assert spawned.can_spawn(str(tmp_path), wires)  # type: ignore[arg-type]
    assert not spawned.can_spawn("/", wires)  # type: ignore[arg-type]
    wires.stderr = 1
    assert not spawned.can_spawn(str(tmp_path), wires)  # type: ignore[arg-type]
    wires.stderr, wires.session = 7, True
    assert not spawned.can_spawn(str(tmp_path), wires)  # type: ignore[arg-type]


@linux
@pytest.mark.parametrize("quick", [True, False])
def test_what_cannot_be_started_is_the_same_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: bool) -> None:
    """A missing interpreter, no interpreter, and a variable that cannot be passed on."""
    monkeypatch.chdir(tmp_path)
    for text, message in (("#!/nope\n", "No such file or directory"), ("no\n", "Exec format error")):
        script = tmp_path / "x.sh"
        script.write_text(text)
        script.chmod(0o755)
        with pytest.raises(process.StartError, match=f"cannot start {script}: {message}"):
            ended([str(script)], tmp_path, monkeypatch, quick=quick)
    monkeypatch.setattr(os, "environ", {"A": "b\0"})
    with pytest.raises(process.StartError, match="an argument or variable cannot be passed on"):
        ended(["/bin/true"], tmp_path, monkeypatch, quick=quick)
