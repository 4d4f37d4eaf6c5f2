"""Starting a program in a process group or session of its own."""

from __future__ import annotations

import os

from busdk.process.child import Child
from busdk.process.errors import StartError
from busdk.process.lookup import find
from busdk.process.spawned import can_spawn, spawn

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping, Sequence

    from busdk.process.spawned import Spawned
    from busdk.process.wiring import Wiring


def start(argv: Sequence[str], directory: str, environment: Mapping[str, str], wiring: Wiring) -> Child:
    """Start `argv`; raise StartError when the system refuses. No message quotes an argument or the environment."""
    program = find(argv[0], environment)
    if program is None:
        raise StartError(f"program not found: {argv[0]}")
    try:
        return Child(_open(program, argv, directory, environment, wiring))
    except OSError as error:
        if error.filename == directory and error.filename != program:
            raise StartError.of(f"{argv[0]} in {directory}", error) from None
        raise StartError.of(argv[0], error) from None
    except ValueError:  # it would quote the value
        raise StartError(f"cannot start {argv[0]}: an argument or variable cannot be passed on") from None


def _open(
    program: str, argv: Sequence[str], directory: str, environment: Mapping[str, str], wiring: Wiring
) -> subprocess.Popen[bytes] | Spawned:
    steps = _preparation(wiring)
    if not steps and can_spawn(directory, wiring):
        return spawn(program, argv, environment, wiring)
    import subprocess

    return subprocess.Popen(
        list(argv),
        executable=program,
        cwd=directory,
        env=dict(environment),
        stdin=wiring.stdin,
        stdout=wiring.stdout,
        stderr=wiring.stderr,
        pass_fds=wiring.kept,
        start_new_session=wiring.session,
        process_group=None if wiring.session else 0,
        preexec_fn=(lambda: [step() for step in steps]) if steps else None,  # noqa: PLW1509 - system calls only
    )


def _preparation(wiring: Wiring) -> list[Callable[[], None]]:
    """Return what the child does between its start and the program's, none of which `subprocess` can do."""
    from busdk.command import protect
    from busdk.process import foreground, terminal

    steps: list[Callable[[], None]] = []
    if protect.changed_core_limit():
        steps.append(protect.restore_core_limit)
    if wiring.controlling >= 0:
        steps.append(lambda: terminal.make_controlling(wiring.controlling))
    elif wiring.borrows:
        place = wiring.foreground.expect_to_lend()
        steps.append(lambda: foreground.give(place, os.getpid()))
    return steps
