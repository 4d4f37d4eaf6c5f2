r"""Executables that stand for `claude`, `codex`, `cursor-agent` and `gemini`, and record what they were given.

As a script, `python fake_agents.py FOLDER` writes them into the folder. Each appends one line of JSON to
`PROGRAM.calls` beside it (argv, stdin, directory, environment) and leaves `PROGRAM.argv` (a line for each
argument, its own newlines as `\\n`) and `PROGRAM.stdin` of its last call. Then it says `PROGRAM is done` in the event
stream of its kind, or, where the variable `FAKE_AGENT_DOES` is set, becomes `/bin/sh -c "$FAKE_AGENT_DOES"`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

STREAMS = {
    "claude": (
        {"type": "system", "subtype": "init"},
        {"type": "assistant", "message": {"content": [{"type": "text", "text": "claude is done"}]}},
        {"type": "result", "subtype": "success", "result": "claude is done"},
    ),
    "codex": (
        {"type": "thread.started", "thread_id": "1"},
        {"type": "item.completed", "item": {"type": "agent_message", "text": "codex is done"}},
        {"type": "turn.completed"},
    ),
    "cursor-agent": (
        {"type": "system", "subtype": "init"},
        {"type": "assistant", "message": {"content": [{"type": "text", "text": "cursor-agent is done"}]}},
        {"type": "result", "subtype": "success", "result": "cursor-agent is done"},
    ),
    "gemini": (
        {"type": "init", "model": "auto"},
        {"type": "message", "role": "user", "content": "a prompt"},
        {"type": "message", "role": "assistant", "content": "gemini is", "delta": True},
        {"type": "message", "role": "assistant", "content": " done", "delta": True},
        {"type": "result", "status": "success"},
    ),
}

VERSIONS = {
    "claude": "2.1.332 (Claude Code)",
    "codex": "codex-cli 0.169.0",
    "cursor-agent": "2025.09.18-7ae6800",
    "gemini": "0.61.0",
}
"""What each says of `--version`, which is no call that is recorded."""

PROGRAM = """\
#!{python} -IS
import json, os, signal, sys
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
place = {place!r}
if sys.argv[1:] == ["--version"]:
    print({version!r})
    sys.exit()
given = sys.stdin.buffer.read()
call = {{
    "argv": sys.argv[1:],
    "stdin": given.decode("utf-8", "surrogateescape"),
    "directory": os.getcwd(),
    "environment": dict(os.environ),
}}
with open(place + ".calls", "a") as calls:
    calls.write(json.dumps(call) + "\\n")
with open(place + ".argv", "w", encoding="utf-8", errors="surrogateescape") as file:
    file.writelines(word.replace("\\n", "\\\\n") + "\\n" for word in sys.argv[1:])
with open(place + ".stdin", "wb") as file:
    file.write(given)
if "FAKE_AGENT_DOES" in os.environ:
    os.execv("/bin/sh", ["sh", "-c", os.environ["FAKE_AGENT_DOES"]])
sys.stdout.write({stream!r})
"""


class Call(NamedTuple):
    """What one start of a program was given; `argv` is without the program itself."""

    argv: list[str]
    stdin: str
    directory: str
    environment: dict[str, str]


def write(folder: Path, *programs: str) -> None:
    """Write the executables into a folder, all four where none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    for program in programs or STREAMS:
        place = folder / program
        filled = PROGRAM.format(
            python=sys.executable, place=str(place), version=VERSIONS[program], stream=stream(program)
        )
        place.write_text(filled)
        place.chmod(0o755)


def stream(program: str) -> str:
    """Return what a program writes to stdout."""
    return "".join(json.dumps(event) + "\n" for event in STREAMS[program])


def calls(folder: Path, program: str) -> list[Call]:
    """Return the calls of a program since it was written, the oldest first."""
    record = folder / f"{program}.calls"
    lines = record.read_text().splitlines() if record.exists() else []
    return [Call(**json.loads(line)) for line in lines]


if __name__ == "__main__":
    write(Path(sys.argv[1]), *sys.argv[2:])
