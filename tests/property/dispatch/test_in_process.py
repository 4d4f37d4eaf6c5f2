"""A command that runs in the process of `bus` does what its own process would do."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from busdk.dispatch.busfile import render
from command_words import COMMANDS, FINE
from script_runner import BIN

PROGRAMS = ("bus-secrets", "bus-preferences", "bus-config", "bus-agent", "bus-run", "bus-dev")
STEPS = {
    "good.sh": '#!/bin/sh\necho "KEY is ${KEY-unset}, directory $(pwd)"; env | grep ^BUS_ | sort\n',
    "failing.sh": "#!/bin/sh\necho failing >&2; exit 7\n",
    "killed.sh": "#!/bin/sh\nkill -9 $$\n",
    "asking.sh": "cat\n",
    "both.yml": "[good, failing]\n",
    "ask.txt": "What is in {{PROJECT_NAME}}?\n",
}
AGENT = '#!/bin/sh\ncat >/dev/null; echo "KEY is ${KEY-unset}"; echo said >&2\n'


def environment(folder: Path, programs: Path) -> dict[str, str]:
    """Return an environment whose `bus-...` programs are those in `programs`."""
    return {
        "HOME": str(folder / "home"),
        "PATH": f"{programs}:{BIN}:{folder / 'agents'}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        **{f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        **{f"GIT_{who}_DATE": "2026-01-01T00:00:00Z" for who in ("AUTHOR", "COMMITTER")},
        "BUS_SECRETS_IDENTITY": "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33",
    }


def run(file: bytes, programs: Path) -> tuple[int, bytes, bytes, dict[str, bytes]]:
    """Run a command file in a new folder; return code, streams and all files that are there then."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        (folder / "work" / "sub").mkdir(parents=True)
        (folder / "work" / "x.bus").write_bytes(file)
        subprocess.run(["git", "init", "--quiet", folder / "work"], check=True, env=environment(folder, programs))
        write(folder / "work" / ".bus" / "run", STEPS)
        write(folder / "agents", {"claude": AGENT})
        done = subprocess.run(
            [BIN / "bus", "--trace", "x.bus"],
            check=False, cwd=folder / "work", env=environment(folder, programs), input=b"given\n", capture_output=True,
            timeout=60,
        )  # fmt: skip
        own = str(folder).encode()
        out, err = (unsealed(stream.replace(own, b"")) for stream in (done.stdout, done.stderr))
        return done.returncode, out, err, files(folder)


def unsealed(data: bytes) -> bytes:
    """Return bytes without sealed values and the tokens of turns, which differ each time."""
    known = re.sub(rb"(?m)^BUS_RUN_LOCK=[0-9a-f]{32}$", b"BUS_RUN_LOCK=", data)
    return b"\n".join(line.partition(b"-----BEGIN AGE")[0] for line in known.split(b"\n"))


def write(folder: Path, programs: dict[str, str]) -> None:
    """Write executables, definitions of steps among them."""
    folder.mkdir(parents=True)
    for name, text in programs.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)


def files(folder: Path) -> dict[str, bytes]:
    """Return content and mode of all files but Git's own, without the folder's own name and what sealed values are."""
    found = {}
    for top, below, names in os.walk(folder):
        below[:] = [name for name in below if name != ".git"]
        for path in (Path(top, name) for name in names):
            data = unsealed(path.read_bytes().replace(str(folder).encode(), b""))
            found[str(path.relative_to(folder))] = oct(path.stat().st_mode).encode() + data
    return found


@settings(max_examples=25)
@given(st.builds(lambda fine, last: [*fine, *last], st.lists(FINE, max_size=8), st.lists(COMMANDS, max_size=2)))
@example([["secrets", "set", "a", "v", "--plain"], ["secrets", "get", "a"], ["secrets", "get", "b.c"], ["secrets"]])
@example(
    [["config", "init"], ["config", "-C", "sub", "init", "--base-currency", "SEK"], ["agent", "set", "model", "v"]]
)
@example(
    [["secrets", "set", "a", "value"], ["run", "set", "env-for", "good", "KEY", "secret:a"], ["run", "good"],
     ["run", "asking"], ["run", "killed"]]
)  # fmt: skip
@example([["run", "list"], ["run", "-o", "out.txt", "good"], ["dev", "list"], ["run", "both"]])
@example(
    [["secrets", "set", "a", "value"], ["run", "set", "env-for", "ask", "KEY", "secret:a"], ["run", "ask"],
     ["dev", "set", "env-for", "@commit", "KEY", "secret:a"], ["dev", "stage"], ["dev", "commit"], ["dev", "snapshot"],
     ["run", "ask", "failing"]]
)  # fmt: skip
def test_in_process_and_as_a_child_a_command_does_the_same(drawn: list[list[str]]) -> None:
    """Every byte of stdout, stderr and files, and the exit code, are those of the same programs as children.

    All commands but the last ones drawn succeed, so that sequences run far. A script with one more line is another
    program, so that `bus` starts it as a child.
    """
    text = "".join(render(words) + "\n" for words in drawn).encode()
    with tempfile.TemporaryDirectory() as name:
        for program in PROGRAMS:
            copy = Path(name, program)
            copy.write_bytes((BIN / program).read_bytes() + b"# not the one that was installed\n")
            copy.chmod(0o755)
        as_children = run(text, Path(name))
    in_process = run(text, BIN)
    assert in_process == as_children


@settings(max_examples=15)
@given(COMMANDS)
def test_one_command_is_the_same_with_and_without_bus(words: list[str]) -> None:
    """`bus secrets ...` equals `bus-secrets ...`."""
    both = []
    for argv in ([str(BIN / "bus"), *words], [str(BIN / f"bus-{words[0]}"), *words[1:]]):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name, "work")  # its own name is printed, too
            (folder / "sub").mkdir(parents=True)
            done = subprocess.run(
                argv, check=False, cwd=folder, env=environment(folder, BIN), input=b"given", capture_output=True,
                timeout=60,
            )  # fmt: skip
            streams = (done.stdout + b"\0" + done.stderr).replace(str(folder).encode(), b"")
            both.append((done.returncode, streams, files(folder)))
    assert both[0] == both[1]
