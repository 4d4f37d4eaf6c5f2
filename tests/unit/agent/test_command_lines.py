"""What each program is started with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from busdk import agent
from busdk.errors import BusError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = agent.Settings(model="m-1", effort="high", verbosity="low")


def planned(
    token: str,
    folder: Path,
    prompt: str = "do it",
    *,
    directories: tuple[str, ...] = (),
    private: bool = False,
    **changes: Any,
) -> agent.Plan:
    selection = agent.Selection(agent.find_runtime(token), "/bin/agent")
    settings = replace(SETTINGS, **changes)
    return agent.plan(prompt, selection, settings, directory=str(folder), directories=directories, private=private)


def test_codex(tmp_path: Path) -> None:
    """A34: sandboxed to the workdir and the further directories, prompt on stdin."""
    plan = planned("codex", tmp_path, directories=("../docs", "tools", "tools/."))
    assert plan.argv == (
        "/bin/agent", "exec", "--skip-git-repo-check", "--sandbox", "workspace-write", "--cd", str(tmp_path),
        "--model", "m-1", "-c", 'model_reasoning_effort="high"', "-c", 'model_verbosity="low"',
        "--add-dir", str(tmp_path.parent / "docs"), "--add-dir", str(tmp_path / "tools"), "--json", "-",
    )  # fmt: skip
    assert plan.stdin == b"do it"
    assert plan.warnings == ()


def test_codex_local(tmp_path: Path) -> None:
    """A1, A34: the same with `--oss`."""
    plan = planned("codex:local", tmp_path, model="auto")
    assert plan.argv[7:9] == ("--oss", "-c")
    assert plan.hints == {1: "bus agent set local-provider ollama"}
    plan = planned("codex:local", tmp_path, provider="lmstudio", model="auto")
    assert plan.argv[7:10] == ("--oss", "--local-provider", "lmstudio")
    assert plan.hints == {}
    assert "--oss" not in planned("codex", tmp_path, provider="lmstudio").argv
    assert plan.announcement == "runtime=codex:local model=auto"


def test_claude(tmp_path: Path) -> None:
    """A35, A38: prompt on stdin, AGENTS.md appended to the system prompt, effort and further folders."""
    (tmp_path / "AGENTS.md").write_text("Be brief.")
    plan = planned("claude", tmp_path, directories=("a", "/b"))
    assert plan.argv[1:] == (
        "-p", "--output-format", "stream-json", "--verbose", "--permission-mode", "acceptEdits",
        "--model", "m-1", "--effort", "high", "--add-dir", str(tmp_path / "a"), "--add-dir", "/b",
        "--append-system-prompt", "Be brief.",
    )  # fmt: skip
    assert plan.stdin == b"do it"


@pytest.mark.parametrize("token", ["claude", "gemini"])
@pytest.mark.parametrize("text", ["--dangerously-skip-permissions", "- be brief\n", "---\ntitle: x\n---\n"])
def test_no_instructions_are_read_as_a_flag(token: str, text: str, tmp_path: Path) -> None:
    """A32: AGENTS.md, which comes from a repository, is never an argument that begins with `-`."""
    (tmp_path / "AGENTS.md").write_text(text)
    argv = planned(token, tmp_path).argv
    assert text.strip() in argv[-1]
    assert not argv[-1].startswith("-")


def test_claude_knows_no_minimal_effort(tmp_path: Path) -> None:
    """A38: its least is low."""
    argv = planned("claude", tmp_path, effort="minimal").argv
    assert argv[argv.index("--effort") + 1] == "low"


@pytest.mark.parametrize(
    ("token", "flags"),
    [
        ("claude", ("--no-session-persistence",)),
        ("codex", ("--ephemeral", "--disable", "shell_snapshot")),
        ("codex:local", ("--ephemeral", "--disable", "shell_snapshot")),
        ("cursor", ()),
        ("gemini", ()),
    ],
)
def test_a_run_that_holds_secrets(token: str, flags: tuple[str, ...], tmp_path: Path) -> None:
    """A38: what it would keep on disk it is asked not to; other runs are as they were."""
    plain, private = planned(token, tmp_path).argv, planned(token, tmp_path, private=True).argv
    assert [word for word in private if word not in plain] == list(flags)
    assert [word for word in private if word not in flags] == list(plain)


def test_gemini_runs_in_folders_that_the_user_trusts(tmp_path: Path) -> None:
    """A38: these and those below; elsewhere it says itself that it does not, and the hint says what to do."""
    (tmp_path / "a b").mkdir()
    for trusted in (tmp_path, tmp_path / "a b"):
        plan = planned("gemini", tmp_path / "a b", trusted=(str(trusted),))
        assert ("--skip-trust" in plan.argv, plan.hints) == (True, {})
    for other in ((), (str(tmp_path / "a"),), (str(tmp_path / "a b" / "c"),)):
        plan = planned("gemini", tmp_path / "a b", trusted=other)
        assert "--skip-trust" not in plan.argv
        assert plan.hints == {55: f"bus agent trust '{tmp_path}/a b'"}
    assert "--skip-trust" not in planned("claude", tmp_path, trusted=(str(tmp_path),)).argv


def test_directories_of_gemini(tmp_path: Path) -> None:
    """A38: its flag takes a list, so that a comma cannot be in one."""
    argv = planned("gemini", tmp_path, directories=("a", "/b c")).argv
    assert argv[7:11] == ("--include-directories", str(tmp_path / "a"), "--include-directories", "/b c")
    with pytest.raises(BusError, match="a folder with a comma"):
        planned("gemini", tmp_path, directories=("a,/etc",))


def test_cursor_takes_no_directories(tmp_path: Path) -> None:
    """A38: it runs without them, with one warning."""
    plan = planned("cursor", tmp_path, directories=("a", "b"))
    assert plan.warnings == ("cursor takes no further directories: it runs without them",)
    assert str(tmp_path / "a") not in plan.argv


def test_gemini(tmp_path: Path) -> None:
    """A36: a prompt of up to 100 KiB is an argument, a longer one goes to stdin."""
    plan = planned("gemini", tmp_path)
    flags = ("--output-format", "stream-json", "--approval-mode", "auto_edit", "--model", "m-1")
    assert (plan.argv[1:], plan.stdin) == ((*flags, "-p", "do it"), None)
    plan = planned("gemini", tmp_path, "é" * 51200)
    assert plan.argv[1:] == (*flags, "-p", "é" * 51200)
    plan = planned("gemini", tmp_path, "é" * 51200 + "!")
    assert (plan.argv[1:], plan.stdin) == (flags, ("é" * 51200 + "!").encode())


def test_cursor(tmp_path: Path) -> None:
    """A37: the prompt is the last argument; one that is too long is an error with a hint."""
    plan = planned("cursor", tmp_path)
    assert (plan.argv[1:], plan.stdin) == (("-p", "--output-format", "stream-json", "--model", "m-1", "do it"), None)
    assert planned("cursor", tmp_path, "x" * 102400).argv[-1] == "x" * 102400
    with pytest.raises(BusError, match="too long for cursor") as caught:
        planned("cursor", tmp_path, "x" * 102401)
    assert caught.value.code == 1
    assert caught.value.hints


@pytest.mark.parametrize("token", agent.TOKENS)
@pytest.mark.parametrize(
    "prompt", ["--force", "--yolo", "-", "- a list\n- of things", "--dangerously-skip-permissions"]
)
def test_no_prompt_is_read_as_a_flag(token: str, prompt: str, tmp_path: Path) -> None:
    """A32: a prompt, which may come from a repository, is never an argument that begins with `-`."""
    plan = planned(token, tmp_path, prompt)
    assert prompt not in plan.argv[1:] or prompt == "-"
    if plan.stdin is None:
        assert plan.argv[-1] == "\n" + prompt
    else:
        assert plan.stdin == prompt.encode()


@pytest.mark.parametrize("token", agent.TOKENS)
def test_approvals_are_never_skipped(token: str, tmp_path: Path) -> None:
    """A32: no flag that is known to skip approvals or the sandbox."""
    argv = [word for word in planned(token, tmp_path).argv if word != str(tmp_path)]
    for word in ("yolo", "force", "dangerously", "bypass", "full-auto", "danger-full-access", "never", "--trust"):
        assert not any(word in argument for argument in argv)


@pytest.mark.parametrize("prompt", ["", " \n\t", "a\0b", "\ud800"])
def test_prompts_that_nobody_can_be_given(prompt: str, tmp_path: Path) -> None:
    """A22: a blank prompt, one with a NUL, one that is not UTF-8."""
    with pytest.raises(UsageError):
        planned("codex", tmp_path, prompt)
