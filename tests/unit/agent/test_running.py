"""Running an agent, through the library."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

import fake_agents
from busdk import agent

if TYPE_CHECKING:
    from pathlib import Path


class Upper:
    """A filter that tells what it saw."""

    def feed(self, data: bytes) -> bytes:
        return data.upper()

    def finish(self) -> bytes:
        return b"<END>"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    fake_agents.write(folder)
    return folder


def planned(programs: Path, token: str = "claude", prompt: str = "do it", **settings: object) -> agent.Plan:
    runtime = agent.find_runtime(token)
    selection = agent.Selection(runtime, str(programs / runtime.program))
    return agent.plan(prompt, selection, agent.Settings(**settings), directory=str(programs.parent))  # type: ignore[arg-type]


def captured(plan: agent.Plan, does: str | None = None, **environment: str) -> agent.Result:
    given = {"PATH": "/usr/bin:/bin", **environment}
    if does is not None:
        given["FAKE_AGENT_DOES"] = does
    return agent.run(plan, environment=given, capture=True)


@pytest.mark.parametrize("token", agent.TOKENS)
def test_success(token: str, programs: Path) -> None:
    """A30: code, output, runtime and model of a run that went well; repr does not show the output."""
    plan = planned(programs, token, model="m")
    result = captured(plan)
    program = plan.runtime.program
    assert result == agent.Result(0, "", token, "m", None, f"{program} is done\n".encode())
    assert "is done" not in repr(result)


def test_the_child_gets_what_it_was_given(programs: Path) -> None:
    """A27: exact argv, prompt, folder and environment, less the key to all secrets."""
    plan = planned(programs, prompt="öne\n")
    captured(plan, BUS_SECRETS_IDENTITY="AGE-SECRET-KEY-1", OPENAI_API_KEY="k")
    (call,) = fake_agents.calls(programs, "claude")
    assert call.argv == list(plan.argv[1:])
    assert call.stdin == "öne\n"
    assert call.directory == str(programs.parent)
    inherited = {name: value for name, value in call.environment.items() if name not in ("LC_CTYPE", "PWD", "OLDPWD")}
    assert inherited == {"PATH": "/usr/bin:/bin", "OPENAI_API_KEY": "k"}


@pytest.mark.parametrize("token", ["cursor", "gemini"])
def test_stdin_is_empty_where_the_prompt_is_an_argument(token: str, programs: Path) -> None:
    """A27: nothing of ours can be read there."""
    assert captured(planned(programs, token)).code == 0
    (call,) = fake_agents.calls(programs, agent.find_runtime(token).program)
    assert call.stdin == ""


@pytest.mark.parametrize(
    ("does", "message"),
    [
        ("exit 1", "claude failed with exit code 1"),
        ("exit 2", "claude failed with exit code 2"),
        ("exit 255", "claude failed with exit code 255"),
        ("kill -TERM $$", "claude was ended by signal 15"),
        ("kill -KILL $$", "claude was ended by signal 9"),
    ],
)
def test_failure(does: str, message: str, programs: Path) -> None:
    """A29, A30: any other end is code 1 with the number in the message, and what came before is kept."""
    result = captured(planned(programs), f"echo partly; echo why >&2; {does}")
    assert (result.code, result.category, str(result.error)) == (1, "execution", message)
    assert (result.stdout, result.stderr) == (b"partly\n", b"why\n")


def test_cannot_start(programs: Path) -> None:
    """A29: a program that is gone, or that the system refuses."""
    (programs / "claude").unlink()
    result = captured(planned(programs))
    assert (result.code, result.category) == (1, "execution")
    assert str(result.error) == f"cannot start {programs}/claude: No such file or directory"


def test_timeout(programs: Path) -> None:
    """A28, A30: its own category; the output up to then is kept."""
    result = captured(planned(programs, timeout=0.5), "echo partly; exec sleep 60")
    assert (result.code, result.category, str(result.error)) == (1, "timeout", "claude timed out after 0.5 s")
    assert isinstance(result.error, agent.TimedOut)
    assert result.stdout == b"partly\n"


def test_the_stream_itself(programs: Path) -> None:
    """A31: `ndjson` is the stream byte for byte."""
    result = captured(planned(programs, "gemini", output_format="ndjson"))
    assert result.stdout.decode() == fake_agents.stream("gemini")


def test_further_filters_stand_behind_the_formatter(programs: Path, tmp_path: Path) -> None:
    """What a caller adds, such as a mask, sees the text and changes both streams."""
    out = os.open(tmp_path / "out", os.O_WRONLY | os.O_CREAT)
    err = os.open(tmp_path / "err", os.O_WRONLY | os.O_CREAT)
    line = '{"type":"result","result":"text"}'
    environment = {"PATH": "/usr/bin:/bin", "FAKE_AGENT_DOES": f"echo '{line}'; echo oops >&2"}
    result = agent.run(planned(programs), environment=environment, stdout=out, stderr=err,
                       stdout_filters=[Upper()], stderr_filters=[Upper()])  # fmt: skip
    assert result.code == 0
    assert (tmp_path / "out").read_bytes() == b"TEXT\n<END>"
    assert (tmp_path / "err").read_bytes() == b"OOPS\n<END>"


def test_an_agent_that_does_not_read_its_prompt(programs: Path) -> None:
    """A prompt larger than a pipe, to a program that ends at once, is no failure and does not hang."""
    (programs / "claude").write_text("#!/bin/sh\necho early\n")
    assert captured(planned(programs, prompt="x" * 1_000_000)).stdout == b"early\n"


def test_megabytes_to_both_streams(programs: Path) -> None:
    """Both pipes are drained at once, so a chatty agent never hangs."""
    code = "import sys; sys.stderr.write('e' * 3000000); sys.stdout.write('o' * 3000000)"
    result = captured(planned(programs, timeout=60.0), f'exec {sys.executable} -c "{code}"')
    assert (len(result.stdout), len(result.stderr)) == (3000000, 3000000)
