"""AGENTS.md."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from busdk import agent
from busdk.agent import instructions, version
from busdk.errors import RefusedFile

if TYPE_CHECKING:
    from pathlib import Path

CLAUDE = agent.find_runtime("claude")
LIMIT = 64 * 1024


def read(folder: Path, token: str = "claude", says: str = "") -> instructions.Instructions:
    program = folder / "program"
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    version.said.cache_clear()
    return instructions.read(agent.find_runtime(token), str(folder), str(program))


def test_missing(tmp_path: Path) -> None:
    """A41: the run goes on without, and says nothing."""
    assert read(tmp_path) == instructions.Instructions()


@pytest.mark.parametrize("length", [LIMIT - 1, LIMIT])
def test_as_long_as_may_be(length: int, tmp_path: Path) -> None:
    """A42: 64 KiB pass whole."""
    (tmp_path / "AGENTS.md").write_text("x" * length)
    assert read(tmp_path) == instructions.Instructions("x" * length)


@pytest.mark.parametrize("character", ["x", "é", "€", "😀"])
@pytest.mark.parametrize("shift", range(4))
def test_too_long(character: str, shift: int, tmp_path: Path) -> None:
    """A41, A42: cut at a character's border with a marker line, and a warning."""
    text = "." * shift + character * LIMIT + "."
    (tmp_path / "AGENTS.md").write_text(text, encoding="utf-8")
    found = read(tmp_path)
    kept = found.text.removesuffix("\n[AGENTS.md is cut here]\n")
    assert text.startswith(kept)
    assert LIMIT - 4 < len(kept.encode()) <= LIMIT
    assert found.warnings == ("AGENTS.md is larger than 65536 bytes: only its beginning is passed on",)


@pytest.mark.parametrize("token", ["codex", "codex:local", "cursor"])
def test_those_who_find_it_themselves(token: str, tmp_path: Path) -> None:
    """A42: codex and cursor are given nothing."""
    (tmp_path / "AGENTS.md").write_text("Be brief.")
    assert read(tmp_path, token) == instructions.Instructions()


def test_codex_reads_32_kib(tmp_path: Path) -> None:
    """A41, A42: what codex itself cuts is said."""
    (tmp_path / "AGENTS.md").write_text("x" * 32769)
    assert read(tmp_path, "codex").warnings == ("AGENTS.md is larger than 32768 bytes: codex reads its beginning",)
    assert read(tmp_path, "cursor").warnings == ()


@pytest.mark.parametrize(
    ("text", "passed"), [("@AGENTS.md\n", False), ("# x\r\n @AGENTS.md \r\n", False), ("see @AGENTS.md", True)]
)
def test_claude_may_import_it(text: str, passed: bool, tmp_path: Path) -> None:
    """A42: a line `@AGENTS.md` of CLAUDE.md makes claude read it, so it is not passed on."""
    (tmp_path / "AGENTS.md").write_text("Be brief.")
    (tmp_path / "CLAUDE.md").write_text(text, newline="")
    assert bool(read(tmp_path).text) is passed
    assert read(tmp_path, "gemini").text == "Be brief."


def test_a_link_may_stay_inside(tmp_path: Path) -> None:
    """A repository may keep the file elsewhere in it, but a link out of it is not followed."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "notes.md").write_text("Be brief.")
    (tmp_path / "private").write_text("key")
    os.symlink("notes.md", tmp_path / "work" / "AGENTS.md")
    assert read(tmp_path / "work").text == "Be brief."
    (tmp_path / "AGENTS.md").write_text("Be whole.")
    os.unlink(tmp_path / "work" / "AGENTS.md")
    os.symlink("../AGENTS.md", tmp_path / "work" / "AGENTS.md")
    with pytest.raises(RefusedFile, match=r"AGENTS\.md leads out of the project"):
        read(tmp_path / "work")
    (tmp_path / ".git").mkdir()  # the repository is larger than the workdir
    assert read(tmp_path / "work").text == "Be whole."


@pytest.mark.parametrize(
    ("token", "name"),
    [
        *((token, "AGENTS.md") for token in agent.TOKENS),
        *(("claude", "CLAUDE.md"), ("claude", ".claude/CLAUDE.md"), ("gemini", "GEMINI.md")),
        ("codex", "AGENTS.override.md"),
    ],
)
def test_no_link_out_of_the_repository_reaches_an_agent(token: str, name: str, tmp_path: Path) -> None:
    """A41: not even a program that reads the file by itself is started."""
    private = tmp_path / "private.md"
    private.write_text("key")
    (tmp_path / "work" / ".claude").mkdir(parents=True)
    os.symlink(private, tmp_path / "work" / name)
    with pytest.raises(RefusedFile, match=f"^{name} leads out of the project$") as caught:
        read(tmp_path / "work", token)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    ("says", "passed"),
    [
        ("2.1.331 (Claude Code)", True), ("2.1.332 (Claude Code)", False), ("2.10.0 (Claude Code)", False),
        ("3.0.0 (Claude Code)", False), ("", True), ("9.9.9", True), ("what", True),
    ],
)  # fmt: skip
def test_claude_reads_it_from_a_version_on(says: str, passed: bool, tmp_path: Path) -> None:
    """A42: where there is no CLAUDE.md; where there is one, the file is passed on as before."""
    (tmp_path / "AGENTS.md").write_text("Be brief.")
    assert bool(read(tmp_path, says=says).text) is passed
    assert read(tmp_path, "gemini", says).text == "Be brief."
    (tmp_path / "CLAUDE.md").write_text("notes")
    assert read(tmp_path, says=says).text == "Be brief."


def test_what_is_no_file(tmp_path: Path) -> None:
    """A41: neither a folder nor a pipe in its place stops the run, or holds it up."""
    os.mkfifo(tmp_path / "AGENTS.md")
    assert read(tmp_path).warnings == ("cannot read AGENTS.md: it is not a regular file; going on without it",)
    os.unlink(tmp_path / "AGENTS.md")
    (tmp_path / "AGENTS.md").mkdir()
    assert read(tmp_path).warnings == ("cannot read AGENTS.md: it is not a regular file; going on without it",)


def test_bytes_that_no_argument_holds(tmp_path: Path) -> None:
    """NUL and bytes that are not UTF-8 are replaced."""
    (tmp_path / "AGENTS.md").write_bytes(b"a\0b\xff")
    assert read(tmp_path).text == "a\ufffdb\ufffd"


def test_bytes_that_become_longer(tmp_path: Path) -> None:
    """A42: the limit holds for what is passed on, which the system would refuse above 128 KiB."""
    (tmp_path / "AGENTS.md").write_bytes(b"\xff" * LIMIT)
    found = read(tmp_path)
    assert len(found.text.encode()) <= LIMIT + 30
    assert found.text.endswith("\ufffd\n[AGENTS.md is cut here]\n")
    assert found.warnings


@pytest.mark.parametrize("target", [".env", ".git/config", ".git/notes.md"])
def test_a_link_to_what_no_commit_brings_is_not_followed(target: str, tmp_path: Path) -> None:
    """A41: files inside the workdir that may hold credentials go to no service either."""
    place = tmp_path / target
    place.parent.mkdir(exist_ok=True)
    place.write_text("key")
    os.symlink(target, tmp_path / "AGENTS.md")
    with pytest.raises(RefusedFile, match=r"AGENTS.md (leads into .git|is a link to something else)"):
        read(tmp_path)
