"""Starting children and what they are given and return."""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from busdk import process
from busdk.errors import FileError
from children import Upper, filtered, python, run, shell

if TYPE_CHECKING:
    from pathlib import Path


def test_codes_are_passed_on() -> None:
    """An exit code is the child's own, death by signal N is 128+N."""
    assert shell("exit 0") == process.Ended(0)
    assert shell("exit 2") == process.Ended(2)
    assert shell("kill -9 $$") == process.Ended(137, signal=9)


def test_arguments_are_exact() -> None:
    """No shell touches the arguments: blanks, quotes, newlines and empty ones arrive."""
    given = ["", "a b", "$HOME", "*", "q\"'", "line\nline", "--", "\udcff"]
    ended = run(
        [sys.executable, "-c", "import os, sys; print(list(map(os.fsencode, sys.argv[1:])))", *given], capture=True
    )
    assert ended.stdout.decode().strip() == str([os.fsencode(word) for word in given])


def test_environment_is_exact() -> None:
    """The child has the variables of the mapping and no other."""
    ended = run(["/usr/bin/env", "-0"], environment={"A": "1\n2", "B": ""}, capture=True)
    assert sorted(ended.stdout.split(b"\0")) == [b"", b"A=1\n2", b"B="]


def test_directory_is_the_childs(tmp_path: Path) -> None:
    """The child starts in the folder; ours stays."""
    here = os.getcwd()
    assert shell("pwd -P", directory=str(tmp_path), capture=True).stdout.decode() == f"{tmp_path.resolve()}\n"
    assert os.getcwd() == here


@pytest.mark.parametrize("stdin", [b"", b"bytes", b"x" * 3_000_000])
def test_bytes_are_fed(stdin: bytes) -> None:
    """Bytes for stdin arrive whole, however many, while the output is read."""
    assert run(["cat"], stdin=stdin, capture=True).stdout == stdin


def test_a_descriptor_is_inherited(tmp_path: Path) -> None:
    """A descriptor for stdin is the child's own, at its place in the file."""
    (tmp_path / "in").write_bytes(b"one\ntwo\n")
    with (tmp_path / "in").open("rb") as file:
        assert shell("read a; echo $a", stdin=file.fileno(), capture=True).stdout == b"one\n"


def test_no_stdin_is_empty() -> None:
    """None is an input that is at its end."""
    assert shell("cat; echo end", stdin=None, capture=True).stdout == b"end\n"


def test_input_that_nobody_reads_is_no_error() -> None:
    """A child may end without reading its input."""
    assert run(["true"], stdin=b"x" * 3_000_000) == process.Ended(0)


def test_megabytes_on_both_outputs_and_input() -> None:
    """A child that writes and reads more than any pipe holds, in any order, never hangs."""
    program = """
import os, sys, threading
for _ in range(60):
    os.write(1, b"o" * 50_000); os.write(2, b"e" * 50_000)
total = len(sys.stdin.buffer.read())
for _ in range(60):
    os.write(2, b"e" * 50_000); os.write(1, b"o" * 50_000)
sys.exit(total == 3_000_000)
"""
    ended = python(program, stdin=b"i" * 3_000_000, capture=True)
    assert (ended.code, ended.stdout, ended.stderr) == (1, b"o" * 6_000_000, b"e" * 6_000_000)


def test_filters_run_in_order_to_the_end(tmp_path: Path) -> None:
    """Each filter sees what the one before it made, and its end."""

    class Count:
        seen = 0

        def feed(self, data: bytes) -> bytes:
            self.seen += len(data)
            return data

        def finish(self) -> bytes:
            return str(self.seen).encode()

    ended, out = filtered(tmp_path / "out", "echo abc; exit 3", stdout_filters=[Upper(), Count()])
    assert (ended.code, out) == (3, b"ABC\n.5")


def test_outputs_stay_apart() -> None:
    """Captured streams do not mix, and filters hold for both."""
    ended = shell("echo a; echo b >&2", capture=True, stdout_filters=[Upper()])
    assert (ended.stdout, ended.stderr) == (b"A\n.", b"b\n")


def test_unfiltered_output_is_the_descriptor_itself(tmp_path: Path) -> None:
    """Nothing is copied where nothing is filtered: the child writes to the very file."""
    with (tmp_path / "out").open("wb") as file:
        assert shell("test /dev/fd/1 -ef out", directory=str(tmp_path), stdout=file.fileno()).code == 0


def test_repr_holds_no_output() -> None:
    """What a child wrote may be secret and is not in the result's `repr`."""
    assert "value" not in repr(shell("echo value; echo value >&2", capture=True))


def test_descriptors_are_not_leaked() -> None:
    """A run leaves no descriptor open, in us or in the child."""
    before = os.listdir("/dev/fd")
    ended = shell("ls /dev/fd | wc -l", capture=True, stdin=b"x")
    assert len(os.listdir("/dev/fd")) == len(before)
    assert int(ended.stdout) <= 4  # its three and the one of `ls`


def test_signals_have_their_defaults() -> None:
    """The child does not inherit that Python ignores SIGPIPE, and no signal is blocked."""
    ended = run(["cat", "/proc/self/status"], capture=True)
    masks = dict(line.split(":\t") for line in ended.stdout.decode().splitlines() if line.startswith("Sig"))
    assert int(masks["SigBlk"], 16) == 0
    assert not int(masks["SigIgn"], 16) & 1 << (signal.SIGPIPE - 1)


def test_our_handlers_are_restored() -> None:
    """After a run, and after one that failed, signals are handled as before."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGWINCH)
    before = [signal.getsignal(number) for number in numbers]
    shell("true")
    with pytest.raises(process.StartError):
        run(["no-such-program"])
    assert [signal.getsignal(number) for number in numbers] == before
    assert signal.set_wakeup_fd(-1) == -1


@pytest.mark.parametrize(
    ("argv", "message", "number"),
    [
        (["no-such-program"], "program not found: no-such-program", 0),
        (["/no/such/program"], "cannot start /no/such/program: No such file or directory", errno.ENOENT),
        (["/etc/passwd"], "cannot start /etc/passwd: Permission denied", errno.EACCES),
        (["./blank"], "cannot start ./blank: Exec format error", errno.ENOEXEC),
        (["true", "a\0b"], "cannot start true: an argument or variable cannot be passed on", 0),
        (["true", "x" * 200_000], "cannot start true: Argument list too long", errno.E2BIG),
    ],
)
def test_what_cannot_start(tmp_path: Path, argv: list[str], message: str, number: int) -> None:
    """A program that cannot start is one error, with the system's reason."""
    (tmp_path / "blank").write_text("no interpreter\n")
    (tmp_path / "blank").chmod(0o755)
    with pytest.raises(process.StartError) as caught:
        run(argv, directory=str(tmp_path))
    assert (str(caught.value), caught.value.errno, caught.value.code) == (message, number, 1)


def test_a_missing_directory_is_named() -> None:
    """A folder that is not there is not mistaken for the program."""
    with pytest.raises(process.StartError, match="cannot start true in /no/such: No such file or directory"):
        run(["true"], directory="/no/such")


def test_an_error_quotes_no_variable() -> None:
    """A value that cannot be passed on is in neither the error nor what it came from."""
    with pytest.raises(process.StartError) as caught:
        run(["true"], environment={"PATH": os.environ["PATH"], "KEY": "canary\0value"})
    assert "canary" not in repr(caught.value)
    assert caught.value.__suppress_context__


def test_a_full_disk_is_an_error() -> None:
    """Output that cannot be written is our failure, not the child's success."""
    with (
        open("/dev/full", "wb") as full,
        pytest.raises(FileError, match="cannot write output: No space left on device"),
    ):
        shell("echo value", stdout=full.fileno(), stdout_filters=[Upper()])


def test_a_failing_filter_leaves_no_child(tmp_path: Path) -> None:
    """Whatever goes wrong on our side, the child is ended before the error goes on."""

    class Broken:
        def feed(self, data: bytes) -> bytes:
            raise ZeroDivisionError(len(data))

        def finish(self) -> bytes:
            return b""

    with pytest.raises(ZeroDivisionError):
        shell("echo $$ > pid; echo x; exec sleep 60", directory=str(tmp_path), capture=True, stdout_filters=[Broken()])
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_core_limit_is_the_inherited_one() -> None:
    """That this process makes no core files is not passed on."""
    program = """
import os, resource
from busdk import process
from busdk.command import protect
resource.setrlimit(resource.RLIMIT_CORE, (4096, resource.getrlimit(resource.RLIMIT_CORE)[1]))
protect.no_core_dumps()
process.run(["sh", "-c", "ulimit -c"], directory=".", environment=os.environ)
print(resource.getrlimit(resource.RLIMIT_CORE)[0])
"""
    first, second = python(program, capture=True).stdout.split()
    assert (int(first) > 0, second) == (True, b"0")
