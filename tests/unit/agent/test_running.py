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


def test_the_marks_of_an_agent_around_us_are_not_passed_on(programs: Path) -> None:
    """A31: claude refuses to run inside itself."""
    captured(planned(programs), CLAUDECODE="1", CLAUDE_CODE_ENTRYPOINT="cli", GEMINI_CLI="1", CLAUDE_CONFIG_DIR="/c")
    (call,) = fake_agents.calls(programs, "claude")
    assert not {"CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "GEMINI_CLI"} & call.environment.keys()
    assert call.environment["CLAUDE_CONFIG_DIR"] == "/c"


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


FAILED = '{"type":"result","is_error":true,"result":"rate limit\\nreached"}'
DONE = '{"type":"result","result":"done"}'


def says(*lines: str) -> str:
    """Return shell commands that print events."""
    return "".join(f"echo '{line}'; " for line in lines).replace("\\", "\\\\")


@pytest.mark.parametrize("output_format", ["text", "ndjson"])
@pytest.mark.parametrize(("end", "how"), [("exit 0", "failed"), ("exit 7", "failed with exit code 7")])
def test_a_failure_in_the_events(output_format: str, end: str, how: str, programs: Path) -> None:
    """A29: it is one whatever the exit status, and its message is one line."""
    result = captured(planned(programs, output_format=output_format), says(FAILED) + end)
    assert (result.code, result.category) == (1, "execution")
    assert str(result.error) == f"claude {how}: rate limit reached"
    assert "rate" not in repr(result)


@pytest.mark.parametrize(("line", "error"), [(DONE, None), (FAILED, "claude failed: rate limit reached")])
def test_a_program_that_stays(line: str, error: str | None, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A29: a while after its last event it is ended, and the event decides."""
    monkeypatch.setattr("busdk.agent.conversation.LINGER", 0.3)
    result = captured(planned(programs, timeout=60.0), says(line) + "sleep 60")
    assert (result.code, result.error and str(result.error)) == (1 if error else 0, error)
    assert result.stdout == (b"" if error else b"done\n")


def test_a_program_that_goes_on(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A29: only the last event of the stream counts, so more events after a first result are waited for."""
    monkeypatch.setattr("busdk.agent.conversation.LINGER", 0.3)
    more = '{"type":"assistant","message":{"content":[{"type":"text","text":"more"}]}}'
    does = says(DONE, '{"type":"system"}') + "sleep 1; " + says(more, DONE)
    assert captured(planned(programs, timeout=60.0), does).stdout == b"done\nmore\n"


def test_codex_is_interrupted_first(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A38: it cleans up on SIGINT, which comes before SIGTERM; one that does not care gets both, then SIGKILL."""
    monkeypatch.setattr("busdk.agent.conversation.LINGER", 0.3)
    monkeypatch.setattr("busdk.process.running.KILL_AFTER", 1.0)
    code = (
        "import signal, sys, time; says = lambda n, f: print(n, file=sys.stderr, flush=True); "
        "signal.signal(2, says); signal.signal(15, says); "
        """print('{"type":"turn.completed"}', flush=True); [time.sleep(0.1) for _ in range(600)]"""
    )
    (programs / "code.py").write_text(code)
    result = captured(planned(programs, "codex", timeout=60.0), f"exec {sys.executable} {programs}/code.py")
    assert (result.code, result.stderr) == (0, b"2\n15\n")


def test_a_silent_program_is_told_of(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A29: once for each long silence, on the way to the caller's own stderr."""
    monkeypatch.setattr("busdk.agent.conversation.SILENCE", 0.3)
    notices: list[str] = []
    does = {"PATH": "/usr/bin:/bin", "FAKE_AGENT_DOES": "sleep 1.2; echo a; sleep 0.8"}
    result = agent.run(planned(programs), environment=does, capture=True, notify=notices.append)
    assert result.code == 0
    assert notices == ["claude has written nothing for 0.3 s"] * 2


def test_a_writer_that_does_not_wait_for_its_reader(programs: Path, tmp_path: Path) -> None:
    """A31: 900 kB written at once are all taken, though nobody reads our output meanwhile."""
    code = (
        "import json, os; os.set_blocking(1, False); "
        "line = json.dumps({'type': 'result', 'result': 'x' * 899_000}).encode() + b'\\n'; "
        "sys_exit = 0 if os.write(1, line) == len(line) else 3; os._exit(sys_exit)"
    )
    (programs / "code.py").write_text(code)
    reader, writer = os.pipe()
    command = f"exec {sys.executable} {programs}/code.py"
    plan = planned(programs, timeout=60.0)
    if (pid := os.fork()) == 0:
        os.close(reader)
        result = agent.run(plan, environment={"PATH": "/usr/bin:/bin", "FAKE_AGENT_DOES": command}, stdout=writer)
        os._exit(result.code)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        while not (programs / "claude.calls").exists():
            pass
        answer = file.read()
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert answer == b"x" * 899_000 + b"\n"


@pytest.mark.parametrize("stream", ["1", "2"])
def test_what_is_kept_has_a_limit(stream: str, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A31: an answer that is captured is kept up to 16 MiB, and the program that goes on is ended."""
    monkeypatch.setattr("busdk.agent.conversation.LIMIT", 1 << 20)
    result = captured(planned(programs, timeout=60.0), f"exec yes >&{stream}")
    assert str(result.error) == "claude wrote more than 1 MiB, which is not kept in memory"
    assert len(result.stdout) + len(result.stderr) == 1 << 20


def test_no_record_shows_what_it_holds(programs: Path) -> None:
    """Neither environment, nor prompt, nor answer, nor the value of a setting is in a repr."""
    canary = "c4n4ry"
    origin = agent.Origin({"K": canary}, {"bus-agent.model": canary})
    plan = planned(programs, "gemini", prompt=canary)
    shown = [origin, plan, agent.runtime_sources(origin), agent.variable({"K": canary}, "K")]
    assert canary not in repr(shown)
