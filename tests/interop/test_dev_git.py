"""What `bus dev` starts: of Git only reading commands, `add` and `commit`, and nothing that a repository names."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

import fake_agents
from git_repository import add_submodule, git, make
from peers import IS_ROOT, need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from arena import Arena

CANARY = "canary-7Qx9-Zp4w"
READING = {"status", "diff", "rev-parse", "ls-files"}
FORBIDDEN = {"--amend", "--no-verify", "-n", "--all", "-a", "--force", "-f"}
WRAPPER = """\
#!/bin/sh
printf '%s\\t' "$@" >> {log}
echo >> {log}
exec {git} "$@"
"""


@pytest.fixture
def shop(arena: Arena) -> Arena:
    """Make the workspace a repository with a submodule, and put a stand-in for an agent on PATH."""
    fake_agents.write(arena.root / "bin", "claude")
    library = make(arena.root / "library")
    make(arena.work)
    add_submodule(arena.work, "lib", library)
    git(arena.work / "lib", "config", "user.name", "Dev")
    git(arena.work / "lib", "config", "user.email", "dev@example.org")
    return arena


def run(shop: Arena, *tokens: str, does: str = "", before: Sequence[str] = ()) -> subprocess.CompletedProcess[bytes]:
    """Run steps with an agent that does something."""
    path = f"{shop.root / 'bin'}:{shop.environment()['PATH']}"
    more = {"PATH": path, "FAKE_AGENT_DOES": does} if does else {"PATH": path}
    return shop.run("bus-dev", "-q", *tokens, environment=more, before=before)


def test_a_whole_cycle_reads_adds_and_commits(shop: Arena) -> None:
    """With changes here and in the submodule; the words of each call of Git are looked at."""
    log = shop.root / "git.log"
    wrapper = shop.root / "bin" / "git"
    wrapper.write_text(WRAPPER.format(log=log, git=need("git")))
    wrapper.chmod(0o755)
    (shop.work / "code").write_text("x\n")
    (shop.work / "lib" / "code").write_text("x\n")
    git(shop.work / "lib", "add", "code")
    done = run(shop, "cycle")
    assert done.returncode == 1
    assert b"submodules have new commits" in done.stderr
    git(shop.work, "add", "lib")
    assert run(shop, "cycle").returncode == 0
    calls = [line.split("\t")[:-1] for line in log.read_text().splitlines()]
    commands = [command(words) for words in calls]
    assert set(commands) == READING | {"add", "commit"}
    assert (commands.count("add"), commands.count("commit")) == (1, 2)
    assert not [words for words in calls if FORBIDDEN.intersection(words)]
    assert git(shop.work, "log", "--format=%s").split("\n")[0] == "claude is done"


def command(words: list[str]) -> str:
    """Return the command behind settings."""
    while words[0] == "-c":
        words = words[2:]
    return words[0]


@pytest.mark.skipif(not IS_ROOT, reason="only root sees the arguments that a process without core dumps hands on")
def test_no_argument_holds_a_secret(shop: Arena) -> None:
    """The value is in the environment of the one step that it is bound to, and in no argument of anything started."""
    shop.ok("bus-secrets", "set", "key", "--stdin", stdin=None, input=CANARY.encode())
    for step in ("@work", "@commit"):
        shop.ok("bus-dev", "set", "env-for", step, "KEY", "secret:key")
    trace = shop.root / "trace"
    words = [need("strace"), "-f", "-qq", "-v", "-s", "100000", "-e", "trace=execve", "-o", str(trace)]
    does = 'test -n "$KEY" && echo "$KEY" > code; echo "Add $KEY"'
    done = run(shop, "round", does=does, before=words)
    assert (done.returncode, done.stderr) == (0, b"")
    started = [line.partition("execve(")[2] for line in trace.read_text().splitlines() if "execve(" in line]
    assert [line for line in started if '"KEY=' in line], "the step had no secret"
    assert not [line for line in started if CANARY in line.partition('"], [')[0]]
    assert not [line for line in started if CANARY in line and "claude" not in line and "/bin/sh" not in line]
    programs = {os.path.basename(line.partition('", ')[0].strip('"')) for line in started if line.endswith(" = 0")}
    assert {program for program in programs if not program.startswith("python")} <= {"bus-dev", "claude", "sh", "git"}
    assert CANARY not in git(shop.work, "log", "--format=%B")


def hostile(shop: Arena, name: str) -> str:
    """Return a program that leaves a file when it is started."""
    program = shop.root / name
    program.write_text(f'#!/bin/sh\ntouch {shop.root}/started\ncat "$@"\n')
    program.chmod(0o755)
    return str(program)


SETTINGS = {
    "fsmonitor": ("core.fsmonitor", "", "status"),
    "external diff": ("diff.external", "", "diff --cached"),
    "driver": ("diff.evil.command", "* diff=evil", "diff --cached"),
    "textconv": ("diff.evil.textconv", "* diff=evil", "diff --cached"),
    "pager": ("core.pager", "", ""),
    "pager of a command": ("pager.status", "", ""),
    "editor": ("core.editor", "", "commit"),
    "submodule's fsmonitor": ("lib core.fsmonitor", "", "status"),
    "submodule's diff": ("lib diff.external", "", "-c diff.submodule=diff diff --cached"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_reading_starts_nothing_that_the_repository_names(shop: Arena, name: str) -> None:
    """Git's own command does start it, where there is one without a terminal; ours do not."""
    setting, attributes, control = SETTINGS[name]
    place = shop.work / "lib" if setting.startswith("lib ") else shop.work
    git(place, "config", setting.removeprefix("lib "), hostile(shop, "evil"))
    git(shop.work, "config", "diff.submodule", "diff")
    (shop.work / ".git" / "info" / "attributes").write_text(attributes + "\n")
    (shop.work / "staged").write_text("x\n")
    (shop.work / "lib" / "staged").write_text("x\n")
    git(shop.work / "lib", "add", "staged")
    git(shop.work / "lib", "-c", "core.fsmonitor=false", "commit", "--quiet", "--message=more")
    git(shop.work, "-c", "core.fsmonitor=false", "add", "staged", "lib")
    started = shop.root / "started"
    started.unlink(missing_ok=True)
    read_all(shop)
    assert not started.exists()
    if control:
        subprocess.run([need("git"), *control.split()], check=False, cwd=shop.work, capture_output=True)
        assert started.exists(), "this setting starts nothing: the test proves nothing"


def read_all(shop: Arena) -> None:
    """Run steps that read in each way there is, and change nothing: their agents fail, or give no message."""
    (shop.work / "untracked").touch()
    assert run(shop, "plan").returncode == 0
    assert b"claude failed" in run(shop, "stage", does="exit 1").stderr
    assert b"gave no message" in run(shop, "commit", does="echo").stderr


def test_hooks_are_for_commits_only(shop: Arena) -> None:
    """Reading runs no hook, also none that Git runs when it writes its index; a commit runs all of them."""
    hooks = shop.work / ".git" / "hooks"
    shutil.rmtree(hooks, ignore_errors=True)
    hooks.mkdir()
    for name in ("post-index-change", "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"):
        hook = hooks / name
        hook.write_text(f"#!/bin/sh\necho {name} >> {shop.root}/hooks\n")
        hook.chmod(0o755)
    (shop.work / "staged").write_text("x\n")
    git(shop.work, "add", "staged")
    (shop.root / "hooks").unlink()
    os.utime(shop.work / ".gitmodules", (1, 1))
    read_all(shop)
    assert not (shop.root / "hooks").exists()
    assert run(shop, "commit").returncode == 0
    assert {"pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"} <= {
        *(shop.root / "hooks").read_text().split()
    }


def test_what_a_partial_clone_lacks_is_not_fetched(shop: Arena) -> None:
    """Git would ask the server by itself, through a program that the repository may name; it is an error instead."""
    (shop.work / "file").write_text("one\n")
    git(shop.work, "add", "file")
    git(shop.work, "commit", "--quiet", "--message=file")
    blob = git(shop.work, "rev-parse", "HEAD:file").strip()
    (shop.work / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": "ssh://example.invalid/x",
        "core.sshCommand": hostile(shop, "evil"),
        "protocol.ssh.allow": "always",
    }.items():
        git(shop.work, "config", key, value)
    (shop.work / "file").write_text("two\n")
    git(shop.work, "add", "file")
    started = shop.root / "started"
    started.unlink(missing_ok=True)
    done = run(shop, "commit")
    assert done.returncode == 1
    assert done.stderr.startswith(b"bus-dev: error: git diff failed with exit code 128: ")
    assert not started.exists()
    subprocess.run([need("git"), "diff", "--cached"], check=False, cwd=shop.work, capture_output=True)
    assert started.exists(), "this repository fetches nothing: the test proves nothing"
