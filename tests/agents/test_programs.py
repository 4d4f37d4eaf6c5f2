"""The real agent programs, from npm, behind ours, and a stand-in for their services on loopback: `make agents`.

Each test has an environment and a home of its own: nobody's sign-in is ever used, and no service is ever asked.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import stand_in

from arena import Arena
from busdk import agent
from peers import BIN

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = Path(os.environ.get("BUSDK_AGENTS", "nowhere")) / "node_modules" / ".bin"
AGENTS = ("claude", "codex", "gemini")
PATIENCE = 120
CANARY = "c4n4ry-0f-4-s3cr3t"
CODEX = """\
model = "stand-in"
model_provider = "stand-in"
[model_providers.stand-in]
name = "stand-in"
base_url = "{address}/v1"
wire_api = "responses"
env_key = "STAND_IN_KEY"
request_max_retries = 1
stream_max_retries = 2
"""


@pytest.fixture
def service() -> Iterator[stand_in.Service]:
    with stand_in.Service() as running:
        yield running
        running.shutdown()


class User(Arena):
    """A user whose settings lead the three programs to the stand-in."""

    def __init__(self, root: Path, service: stand_in.Service) -> None:
        super().__init__(root)
        self.service = service
        self.keep(".codex/config.toml", CODEX.format(address=service.address))
        self.keep(".gemini/settings.json", json.dumps({"security": {"auth": {"selectedType": "gemini-api-key"}}}))
        self.run("bus-agent", "trust", ".")

    def keep(self, name: str, text: str) -> None:
        """Write a file of the user's."""
        (self.home / name).parent.mkdir(parents=True, exist_ok=True)
        (self.home / name).write_text(text)

    def environment(self) -> dict[str, str]:
        """Return an empty environment but for where things are."""
        ours = super().environment()
        address = self.service.address
        temporary = self.root / "tmp"
        temporary.mkdir(exist_ok=True)
        return {
            **ours,
            "PATH": f"{PROGRAMS}:{ours['PATH']}:/usr/local/bin",
            "TMPDIR": str(temporary),
            "STAND_IN_KEY": "none",
            "ANTHROPIC_BASE_URL": address,
            "ANTHROPIC_API_KEY": "none",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "GOOGLE_GEMINI_BASE_URL": address,
            "GEMINI_API_KEY": "none",
        }

    def ask(self, name: str, prompt: str, *options: str, **variables: str) -> tuple[int, str, list[str]]:
        """Ask an agent; return exit code, answer and the lines of ours on stderr."""
        done = subprocess.run(
            [BIN / "bus-agent", "run", "--agent", name, "--timeout", "100s", *options, "--prompt", "-"],
            check=False, cwd=self.work, env={**self.environment(), **variables}, input=prompt, capture_output=True,
            text=True, timeout=PATIENCE,
        )  # fmt: skip
        return done.returncode, done.stdout, [line for line in done.stderr.splitlines() if line.startswith("bus-")]

    def has_kept(self, text: str) -> list[str]:
        """Return the files of the user's and the temporary ones that hold a text."""
        files = [path for folder in (self.home, self.root / "tmp") for path in folder.rglob("*") if path.is_file()]
        return [str(path.relative_to(self.root)) for path in files if text.encode() in path.read_bytes()]


def give(user: User, prompt: str) -> None:
    """Make a step `show` of a prompt, with a secret bound to it."""
    subprocess.run(
        [BIN / "bus-secrets", "-q", "set", "key", "--stdin"],
        check=True, cwd=user.work, env=user.environment(), input=CANARY.encode(),
    )  # fmt: skip
    user.ok("bus-run", "set", "env-for", "show", "KEY", "secret:key")
    (user.work / ".bus" / "run").mkdir(parents=True)
    (user.work / ".bus" / "run" / "show.txt").write_text(prompt)


@pytest.fixture
def user(tmp_path: Path, service: stand_in.Service) -> User:
    return User(tmp_path, service)


@pytest.fixture(params=AGENTS)
def name(request: pytest.FixtureRequest) -> str:
    return need(request.param)


def need(name: str) -> str:
    """Skip where a program could not be installed."""
    if not (PROGRAMS / name).exists():
        pytest.skip(f"{name} is not installed in BUSDK_AGENTS; make agents does it where npm reaches its registry")
    return name


def test_an_answer(user: User, name: str) -> None:
    """A31, A34-A36: the answer and nothing else, inside another agent, too."""
    code, answer, said = user.ask(name, "hello", CLAUDECODE="1", CLAUDE_CODE_ENTRYPOINT="cli")
    assert (code, answer) == (0, stand_in.ANSWER + "\n")
    assert said[0] == f"bus-agent: runtime={name} model=auto"


def test_a_refusal(user: User, name: str) -> None:
    """A29: exit 1, the reason once, no answer."""
    code, answer, said = user.ask(name, "REFUSE")
    assert (code, answer) == (1, "")
    assert said[-1].startswith(f"bus-agent: error: {name} failed with exit code ")
    assert [stand_in.REASON in line for line in said].count(True) == 1


@pytest.mark.parametrize("other", ["", "notes\n", "@AGENTS.md\n"])
def test_the_projects_instructions_come_once(user: User, name: str, other: str) -> None:
    """A42: whoever reads AGENTS.md, and whatever CLAUDE.md says."""
    (user.work / "AGENTS.md").write_text("Marker-4711\n")
    if other:
        (user.work / "CLAUDE.md").write_text(other)
    assert user.ask(name, "hello")[0] == 0
    assert user.service.bodies[-1].count("Marker-4711") == 1


def test_an_answer_that_is_longer_than_a_pipe(user: User, name: str) -> None:
    """A31: nothing of it is lost, though it is read late."""
    user.service.answer = "0123456789" * 50_000
    command = f"'{BIN}/bus-agent' run --agent {name} hello | (sleep 8; wc -c)"
    done = subprocess.run(
        ["/bin/sh", "-c", command], check=True, cwd=user.work, env=user.environment(), capture_output=True,
        timeout=PATIENCE,
    )  # fmt: skip
    assert int(done.stdout) == 500_001


def test_all_that_can_be_said(user: User, name: str) -> None:
    """A38: the programs take the flags that we pass."""
    runtime = agent.find_runtime(name)
    settings = agent.Settings(model="stand-in", effort="low", verbosity="low", timeout=100.0, trusted=(str(user.work),))
    plan = agent.plan(
        "hello", agent.Selection(runtime, str(PROGRAMS / name)), settings,
        directory=str(user.work), directories=("/usr/share", "/opt"), private=True,
    )  # fmt: skip
    result = agent.run(plan, environment=user.environment(), capture=True)
    assert (result.code, result.stdout.decode()) == (0, stand_in.ANSWER + "\n"), result.stderr


@pytest.mark.parametrize(
    ("name", "command", "refusal"),
    [
        ("claude", "python3 -c 1", "requires approval"),
        ("claude", "make", "requires approval"),
        ("claude", "curl http://127.0.0.1", "requires approval"),
        ("codex", "python3 -c 'import socket; socket.socket()' 2>&1", "not permitted"),
        ("gemini", "ls", "not found"),
    ],
)
def test_what_none_may_do_unasked(user: User, name: str, command: str, refusal: str) -> None:
    """docs/agent.md: the table of what each may do."""
    assert user.ask(need(name), f"RUN({command})NUR")[0] == 0
    assert refusal in user.service.bodies[-1]


@pytest.mark.parametrize(
    ("name", "file", "settings"),
    [
        ("claude", ".claude/settings.json", {"permissions": {"allow": ["Bash(printenv:*)"]}}),
        ("codex", None, None),
        (
            "gemini",
            ".gemini/settings.json",
            {
                "security": {"auth": {"selectedType": "gemini-api-key"}},
                "tools": {"allowed": ["run_shell_command(printenv)"]},
            },
        ),
    ],
)
def test_a_secret_is_of_use_and_is_not_kept(user: User, name: str, file: str | None, settings: object) -> None:
    """A38, docs/agent.md: the settings of the table let a command have it; only gemini keeps what that printed."""
    need(name)
    if file:
        user.keep(file, json.dumps(settings))
    give(user, "RUN(printenv KEY)NUR")
    done = subprocess.run(
        [BIN / "bus-run", "--agent", name, "--timeout", "100s", "show"],
        check=False, cwd=user.work, env=user.environment(), stdin=subprocess.DEVNULL, capture_output=True,
        timeout=PATIENCE,
    )  # fmt: skip
    assert (done.returncode, done.stdout.decode()) == (0, stand_in.ANSWER + "\n"), done.stderr
    assert CANARY in user.service.bodies[-1]
    assert bool(user.has_kept(CANARY)) is (name == "gemini")


def test_gemini_in_a_folder_that_nobody_trusts(user: User) -> None:
    """A38: it says so, and the hint is the line to type."""
    need("gemini")
    user.ok("bus-preferences", "unset", "bus-agent.trusted_dirs")
    code, answer, said = user.ask("gemini", "hello")
    assert (code, answer) == (1, "")
    assert said[1:] == [
        "bus-agent: error: gemini failed with exit code 55", f"bus-agent: hint: bus agent trust {user.work}"
    ]  # fmt: skip


def test_a_connection_of_codex_that_breaks(user: User) -> None:
    """A31: what it says on the way is no part of the answer."""
    code, answer, said = user.ask(need("codex"), "BREAK")
    assert (code, answer) == (0, stand_in.ANSWER + "\n")
    assert any("Reconnecting" in line for line in said)


def test_codex_keeps_no_secret_when_it_is_ended(user: User) -> None:
    """A38: its own clean-up, which is by chance, is not needed."""
    need("codex")
    give(user, "RUN(printenv KEY; sleep 60)NUR")
    done = user.run("bus-run", "--agent", "codex", "--timeout", "7s", "show")
    assert done.stderr.splitlines()[-1] == b"bus-run: error: show: codex timed out after 7 s"
    assert "sleep 60" in user.service.bodies[0]
    assert user.has_kept(CANARY) == []


def test_detect(user: User) -> None:
    """A19: they are what they are called."""
    there = [name for name in AGENTS if (PROGRAMS / name).exists()]
    assert user.ok("bus-agent", "detect").decode().split() == there
