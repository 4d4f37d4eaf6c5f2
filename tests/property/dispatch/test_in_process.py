"""A command that runs in the process of `bus` does what its own process would do."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from busdk.dispatch.busfile import render
from script_runner import BIN

NAMES = st.sampled_from(["a", "b.c", "UPPER", ""])
VALUES = st.sampled_from(["", "v", "two words", "-x", "secret:a", "é€", "$HOME", "x" * 300])
SCOPES = st.sampled_from([[], ["--scope", "user"], ["--scope=repo"], ["--scope", "nowhere"]])
SETTINGS = st.sampled_from([[], ["--base-currency", "SEK"], ["--legal-form=oy", "--vat-registered=no"], ["here"]])
FLAGS = st.sampled_from(
    [[], [], [], ["-q"], ["-v"], ["-q", "-v"], ["-C", "sub"], ["-C", "gone"], ["-o", "out.txt"], ["-o", "/dev/full"],
     ["-o", "/dev/stderr"], ["-f", "json"], ["-f", "tsv"], ["-h"], ["-V"], ["--bogus"], ["--color=always"]]
)  # fmt: skip


def command(module: str, *parts: Any) -> st.SearchStrategy[list[str]]:
    """Draw the words of one command."""
    drawn = st.tuples(*(part if isinstance(part, st.SearchStrategy) else st.just([part]) for part in parts))
    return st.builds(
        lambda flags, words: [module, *flags, *(word for part in words for word in part)], FLAGS, drawn
    )  # fmt: skip


def one(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Make a word a list of one."""
    return words.map(lambda word: [word])


COMMANDS = st.one_of(
    command("secrets", "set", one(NAMES), one(VALUES), SCOPES, "--plain"),
    command("secrets", "set", one(NAMES), SCOPES, "--stdin", "--plain"),
    command("secrets", "set", one(NAMES), one(VALUES)),
    command("secrets", "get", one(NAMES), SCOPES),
    command("secrets", "list", SCOPES),
    command("secrets", "resolve", one(VALUES)),
    command("secrets", "unset", one(NAMES), SCOPES),
    command("secrets"),
    command("preferences", "set", one(NAMES), one(VALUES)),
    command("preferences", "set-json", one(NAMES), one(st.sampled_from(["1", "[", '{"a": null}', "NaN"]))),
    command("preferences", "unset", one(NAMES)),
    command("preferences", "list"),
    command("preferences", "get", one(NAMES)),
    command("config", "init", SETTINGS),
    command("config", "set", SETTINGS),
    command("config", "set", one(st.sampled_from(["base-currency", "legal-form", "a"])), one(VALUES)),
    command("agent", "set", one(st.sampled_from(["model", "runtime", "a"])), one(VALUES)),
)
KEPT = [[], ["-q"], ["-vv"], ["-C", "sub"], ["-o", "out.txt"], ["-o", "/dev/stderr"], ["-h"], ["-V"]]
FINE = st.builds(
    lambda flags, words: [words[0], *flags, *words[1:]],
    st.sampled_from(KEPT),
    st.sampled_from(
        [
            ["secrets", "set", "a", "two words", "--plain"],
            ["secrets", "set", "b.c", "v", "--scope", "repo"],
            ["secrets", "set", "sealed", "v"],
            ["secrets", "resolve", "no reference"],
            ["secrets", "unset", "a"],
            ["secrets", "list"],
            ["preferences", "set", "a", "é€"],
            ["preferences", "unset", "a"],
            ["preferences", "list"],
            ["config", "init"],
            ["agent", "set", "model", "v"],
        ]
    ),
)
PROGRAMS = ("bus-secrets", "bus-preferences", "bus-config", "bus-agent")


def environment(folder: Path, programs: Path) -> dict[str, str]:
    """Return an environment whose `bus-...` programs are those in `programs`."""
    return {
        "HOME": str(folder / "home"),
        "PATH": f"{programs}:{BIN}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "BUS_SECRETS_IDENTITY": "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33",
    }


def run(file: bytes, programs: Path) -> tuple[int, bytes, bytes, dict[str, bytes]]:
    """Run a command file in a new folder; return code, streams and all files that are there then."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        (folder / "work" / "sub").mkdir(parents=True)
        (folder / "work" / "x.bus").write_bytes(file)
        done = subprocess.run(
            [BIN / "bus", "--trace", "x.bus"],
            check=False, cwd=folder / "work", env=environment(folder, programs), input=b"given\n", capture_output=True,
            timeout=60,
        )  # fmt: skip
        own = str(folder).encode()
        out, err = (unsealed(stream.replace(own, b"")) for stream in (done.stdout, done.stderr))
        return done.returncode, out, err, files(folder)


def unsealed(data: bytes) -> bytes:
    """Return bytes without sealed values, which differ each time."""
    return b"\n".join(line.partition(b"-----BEGIN AGE")[0] for line in data.split(b"\n"))


def files(folder: Path) -> dict[str, bytes]:
    """Return the content and mode of all files; of sealed values, which differ each time, that they are."""
    found = {}
    for top, _, names in os.walk(folder):
        for path in (Path(top, name) for name in names):
            found[str(path.relative_to(folder))] = oct(path.stat().st_mode).encode() + unsealed(path.read_bytes())
    return found


@settings(max_examples=25)
@given(st.builds(lambda fine, last: [*fine, *last], st.lists(FINE, max_size=8), st.lists(COMMANDS, max_size=2)))
@example([["secrets", "set", "a", "v", "--plain"], ["secrets", "get", "a"], ["secrets", "get", "b.c"], ["secrets"]])
@example(
    [["config", "init"], ["config", "-C", "sub", "init", "--base-currency", "SEK"], ["agent", "set", "model", "v"]]
)
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
            folder = Path(name)
            (folder / "sub").mkdir()
            done = subprocess.run(
                argv, check=False, cwd=folder, env=environment(folder, BIN), input=b"given", capture_output=True,
                timeout=60,
            )  # fmt: skip
            streams = (done.stdout + b"\0" + done.stderr).replace(str(folder).encode(), b"")
            both.append((done.returncode, streams, files(folder)))
    assert both[0] == both[1]
