"""What installers make of the package: the programs' scripts are ours, and `busdk` and `python -m busdk` are `bus`."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from busdk.dispatch import own
from peers import missing, need
from script_runner import BIN, environment

TREE = Path(__file__).parents[2]
PROGRAMS = {
    "bus": "dispatch",
    **{f"bus-{name}": name for name in ("agent", "config", "dev", "preferences", "run", "secrets")},
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), str(TREE)],
        check=False, capture_output=True, timeout=300,
    )  # fmt: skip
    if done.returncode:
        missing("the wheel cannot be built: is PyPI reached?")
    return str(next(folder.iterdir()))


def installed(folder: Path, wheel: str) -> Path:
    """Install the wheel with the pip that comes with this Python; return the folder of programs."""
    base = Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")
    subprocess.run([base, "-m", "venv", folder], check=True, capture_output=True, timeout=300)
    subprocess.run(
        [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", wheel],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return folder / "bin"


def output(folder: Path, *words: str | Path) -> str:
    """Run a program in a new user's home, with the libraries of the tests, and return what it prints."""
    variables = {**environment(folder), "PATH": os.defpath, "PYTHONPATH": sysconfig.get_path("platlib")}
    done = subprocess.run(words, check=True, cwd=folder, env=variables, capture_output=True, text=True, timeout=60)
    return done.stdout


@pytest.mark.parametrize(("program", "package"), PROGRAMS.items())
def test_each_script_is_the_one_that_is_told_from_others(program: str, package: str) -> None:
    """`bus` runs a program in its own process when the program's script is this one."""
    text = (TREE / "scripts" / program).read_text()
    assert text == "#!python\n" + own.BODY.format(package)
    assert (BIN / program).read_text().endswith(own.BODY.format(package))


def test_an_old_pip_makes_fast_scripts(tmp_path: Path, wheel: str) -> None:
    """The pip of this Python installs our scripts; they import nothing of their own, and `bus` starts no other."""
    bin_ = installed(tmp_path / "env", wheel)
    for program in PROGRAMS:
        assert "import re" not in (bin_ / program).read_text()
        assert output(tmp_path, bin_ / program, "-V").startswith(program)
    trace = tmp_path / "trace"
    assert output(tmp_path, need("strace"), "-f", "-o", trace, "-e", "trace=execve", bin_ / "bus", "secrets", "-V")
    assert trace.read_text().count("execve(") == 1


def test_busdk_works_where_the_path_has_a_blank(tmp_path: Path, wheel: str) -> None:
    """There pip's first line for scripts starts nothing; `busdk` and `python -m busdk` go on to work as `bus`."""
    bin_ = installed(tmp_path / "an env", wheel)
    assert output(tmp_path, bin_ / "busdk", "secrets", "-V").startswith("bus-secrets ")
    assert output(tmp_path, bin_ / "python", "-m", "busdk", "secrets", "-V").startswith("bus-secrets ")


def test_python_m_busdk_is_bus(tmp_path: Path) -> None:
    """It finds the programs beside its interpreter, whatever PATH is, and prints what `bus` prints."""
    alone = {**environment(tmp_path), "PATH": "/usr/bin:/bin"}
    for words in (["help"], ["secrets", "list", "--help"]):
        done = [
            subprocess.run([*program, *words], check=True, env=alone, cwd=tmp_path, capture_output=True, timeout=60)
            for program in ([sys.executable, "-m", "busdk"], [str(BIN / "bus")], [str(BIN / "busdk")])
        ]
        assert {one.stdout for one in done} == {done[0].stdout}


def test_a_repository_brings_no_module_of_ours(tmp_path: Path) -> None:
    """A folder `busdk` in the current folder is not what a program imports."""
    (tmp_path / "busdk").mkdir()
    (tmp_path / "busdk" / "__init__.py").write_text("raise SystemExit('taken from the current folder')\n")
    assert output(tmp_path, BIN / "bus-secrets", "-V").startswith("bus-secrets ")
    assert os.listdir(tmp_path) == ["busdk"]
