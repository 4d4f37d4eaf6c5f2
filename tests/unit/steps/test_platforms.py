"""The variants of scripts, as on Windows and elsewhere (R20, R21, R31, R55, R56, R65)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from busdk.errors import UsageError
from busdk.run import TOOL
from busdk.steps import Script, definitions, job, resolution, scanning
from busdk.steps.cli import platforms

if TYPE_CHECKING:
    from pathlib import Path

ALL = {"sh": True, "ps1": True, "bat": True}


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pure parts believe that this is Windows."""
    monkeypatch.setattr(definitions, "PLATFORM", ("ps1", "bat"))


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("variants", "ending"),
    [(ALL, "ps1"), ({"sh": True, "bat": True}, "bat"), ({"ps1": True}, "ps1"), ({"sh": True}, None)],
)
def test_the_variant_on_windows(variants: dict[str, bool], ending: str | None) -> None:
    """R20: `.ps1` if it is there, else `.bat`; R56: a listing shows the first there is where none runs."""
    script = Script("x", ".bus/run", variants)
    assert script.ending == ending
    assert script.enabled == (ending is not None)
    assert script.source == f".bus/run/x.{ending or 'sh'}"


@pytest.mark.parametrize(
    ("variants", "ending", "source"),
    [(ALL, "sh", "x.sh"), ({"ps1": True, "bat": True}, None, "x.ps1"), ({"bat": True}, None, "x.bat")],
)
def test_the_variant_elsewhere(variants: dict[str, bool], ending: str | None, source: str) -> None:
    """R20, R56."""
    script = Script("x", ".bus/run", variants)
    assert (script.ending, script.source) == (ending, f".bus/run/{source}")


def test_the_state_of_variants() -> None:
    """R56: in one order, whatever the order they were found in."""
    assert Script("x", "", {"bat": False, "ps1": True, "sh": False}).state == "sh:disabled,ps1:enabled,bat:disabled"


@pytest.mark.usefixtures("windows")
def test_a_script_for_other_platforms_on_windows() -> None:
    """R20: it is an unknown token."""
    found = scanning.Definitions({"x": [Script("x", ".bus/run", {"sh": True})]}, TOOL)
    with pytest.raises(UsageError, match="unknown token: x") as caught:
        resolution.resolve(TOOL, found, "x")
    assert caught.value.hints == (".bus/run/x.sh is for another platform",)


@pytest.mark.parametrize(
    ("ending", "argv"),
    [
        ("sh", ["C:\\x"]),
        ("bat", ["cmd.exe", "/C", "C:\\x"]),
        ("ps1", ["powershell.exe", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File", "C:\\x"]),
    ],
)
def test_how_a_script_is_started(ending: str, argv: list[str]) -> None:
    """R31."""
    assert list(job.command(ending, "C:\\x")) == argv


def test_what_is_enabled(tmp_path: Path) -> None:
    """R21: `.sh` with an execute bit, the other two without one."""
    folder = tmp_path / ".bus" / "run"
    folder.mkdir(parents=True)
    for ending in definitions.ENDINGS:
        (folder / f"x.{ending}").touch(0o644)
    [script] = scanning.scan(TOOL, str(tmp_path), {}).all()
    assert isinstance(script, Script)
    assert script.variants == {"sh": False, "ps1": True, "bat": True}


def test_what_a_platform_is_written_as() -> None:
    """R65: the endings of each choice; the default is this platform's."""
    assert platforms.ENDINGS == {
        "unix": ("sh",), "windows": ("bat",), "windows-ps1": ("ps1",), "both": ("sh", "bat"),
    }  # fmt: skip
    assert platforms.DEFAULT == "unix"
