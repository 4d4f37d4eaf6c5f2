"""What is exported reads back to the same bytes in the real programs, or is refused by name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from dotenv import dotenv_values
from hypothesis import given, settings
from hypothesis import strategies as st

from busdk.delivery.formats import FORMATS, CannotCarry, gha, write
from busdk.delivery.naming import is_variable
from busdk.secret import Secret
from peers import need

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SHELLS = {
    "sh": ["sh"],
    "dash": ["dash"],
    "bash": ["bash", "--norc"],
    "bash as sh": ["bash", "--norc", "--posix"],
    "zsh": ["zsh", "-f"],
    "fish": ["fish", "--no-config"],
}
LOCALES = ["C.UTF-8", "C"]
NAME = st.from_regex(r"\AX[A-Z0-9_]{0,6}\Z")
VALUE = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.text(
    "a'\"\\ \t\r\n#$`!{}n=%:;&|()<>*?~^\ufeff"
)
VALUES = st.dictionaries(NAME, VALUE, max_size=8)
ASTRAL = [*range(0x1F400, 0x1F500), *range(0x1FFF0, 0x20010), *range(0xE0000, 0xE0100), *range(0x10FFF0, 0x110000)]
CHARACTERS = [chr(code) for code in [*range(1, 0xD800), *range(0xE000, 0x10000), *ASTRAL]]
EVERY = {f"V{at}": "".join(CHARACTERS[at : at + 4096]) for at in range(0, len(CHARACTERS), 4096)} | {
    "PAIRS": "".join(f"{chr(left)}{right} " for left in range(1, 128) for right in "\n\r'\\\"$`! %#=")
}


def in_shell(words: list[str], text: str, locale: str, how: str) -> dict[str, str]:
    """Return the environment that a shell gives to a program after it has taken in a text."""
    program = need(words[0])
    take = {"eval": 'eval "$(cat)"', "dot": ". /dev/stdin", "source": "source", "psub": "cat | source"}[how]
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": locale}
    code = f"{take}; {need('env')} -0"
    done = subprocess.run(
        [program, *words[1:], "-c", code], input=text.encode(), env=environment, capture_output=True, check=True
    )
    assert done.stderr == b""
    entries = (entry.split(b"=", 1) for entry in done.stdout.split(b"\0") if entry)
    return {name.decode(): value.decode() for name, value in entries}


def shell_reader(shell: str) -> Callable[[str, Path], Mapping[str, str | None]]:
    def reader(text: str, folder: Path) -> dict[str, str]:
        del folder
        return in_shell(SHELLS[shell], text, "C.UTF-8", "psub" if shell == "fish" else "eval")

    return reader


def by_python_dotenv(text: str, folder: Path) -> Mapping[str, str | None]:
    path = folder / ".env"
    path.write_bytes(text.encode())
    return dotenv_values(path)


def by_jq(text: str, folder: Path) -> dict[str, str]:
    del folder
    words = [need("jq"), "-j", 'to_entries[] | .key, "\\u0000", .value, "\\u0000"']
    done = subprocess.run(words, input=text.encode(), capture_output=True, check=True)
    parts = done.stdout.decode().split("\0")[:-1]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def by_github(text: str, folder: Path) -> dict[str, str]:
    """Read an environment file as GitHub's page describes it: `{name}<<{delimiter}`, the value, the delimiter."""
    del folder
    lines = text.split("\n")
    found = {}
    while len(lines) > 1:
        name, _, delimiter = lines.pop(0).partition("<<")
        end = lines.index(delimiter)
        found[name] = "\n".join(lines[:end])
        del lines[: end + 1]
    assert lines == [""]
    return found


def by_powershell(text: str, folder: Path) -> dict[str, str]:
    """Read assignments of literals and of lists of literals and characters that are joined, as PowerShell does."""
    del folder
    assert text.isascii()
    found = {}
    for line in text.splitlines():
        match = re.fullmatch(r"\$env:(\w+) = (?:('(?:[^']|'')*')|-join \((.*)\))", line)
        assert match is not None
        units = b""
        for literal, unit, other in re.findall(r"'((?:[^']|'')*)'|\[char\]0x([0-9A-F]{4})|(.)", match[2] or match[3]):
            assert other in {"", ",", " "}
            units += bytes.fromhex(unit) if unit else literal.replace("''", "'").encode("utf-16-be")
        found[match[1]] = units.decode("utf-16-be")
    return found


READERS: dict[str, tuple[str, Callable[[str, Path], Mapping[str, str | None]]]] = {
    **{shell: ("fish" if shell == "fish" else "shell", shell_reader(shell)) for shell in SHELLS},
    "python-dotenv": ("dotenv", by_python_dotenv),
    "jq": ("json", by_jq),
    "GitHub's page": ("gha", by_github),
    "PowerShell's grammar": ("powershell", by_powershell),
}


def carried(format: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return those of the values that a format can carry."""
    return {name: value for name, value in values.items() if not FORMATS[format].refusal(name, value)}


def hidden(values: Mapping[str, str]) -> dict[str, Secret]:
    return {name: Secret(value) for name, value in values.items()}


@pytest.mark.parametrize("reader", READERS)
def test_values_read_back(reader: str, tmp_path: Path) -> None:
    """For any names and values, each program finds what was exported."""
    format, read = READERS[reader]

    @settings(max_examples=30)
    @given(VALUES)
    def law(values: dict[str, str]) -> None:
        kept = carried(format, values)
        found = read(write(format, hidden(kept)), tmp_path)
        assert {name: found.get(name) for name in kept} == kept

    law()


@pytest.mark.parametrize("reader", READERS)
def test_every_character_reads_back(reader: str, tmp_path: Path) -> None:
    """No character is beyond a format, alone or in a pair that means something."""
    format, read = READERS[reader]
    found = read(write(format, hidden(EVERY)), tmp_path)
    assert {name for name in EVERY if found.get(name) != EVERY[name]} == set()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("shell", SHELLS)
def test_a_file_is_sourced_in_any_locale(shell: str, locale: str, tmp_path: Path) -> None:
    """Sourcing a file is as good as evaluating text, in a locale that knows no UTF-8 too."""
    format = "fish" if shell == "fish" else "shell"
    text = write(format, hidden(EVERY))
    path = tmp_path / "values"
    path.write_bytes(text.encode())
    how = "source" if shell == "fish" else "dot"
    found = in_shell(SHELLS[shell], text, locale, how)
    assert {name for name in EVERY if found.get(name) != EVERY[name]} == set()


@pytest.mark.parametrize("shell", SHELLS)
def test_what_a_shell_keeps_for_itself_is_refused(shell: str) -> None:
    """Each variable that the shell knows of is refused, or set as it is told."""
    format = "fish" if shell == "fish" else "shell"
    names = sorted(carried(format, dict.fromkeys(known(), "it's a:b\n0")))
    for name in names:
        values = {name: "it's a:b\n0"}
        assert (
            in_shell(SHELLS[shell], write(format, hidden(values)), "C.UTF-8", "psub" if shell == "fish" else "eval")[
                name
            ]
            == values[name]
        )


def known() -> set[str]:
    """Return the variables in capitals that any of the shells has."""
    asked = {"bash": "compgen -v", "zsh": "typeset +", "fish": "set --names", "dash": "set"}
    found = set()
    for shell, code in asked.items():
        done = subprocess.run([need(shell), *SHELLS[shell][1:], "-c", code], capture_output=True, text=True, check=True)
        found |= {word for line in done.stdout.splitlines() for word in line.split("=")[0].split()[-1:]}
    return {name for name in found if is_variable(name) and name == name.upper()}


def test_powershell_itself() -> None:
    """Where PowerShell is installed, it finds what was exported."""
    program = shutil.which("pwsh")
    if program is None:
        pytest.skip("pwsh is not installed")
    code = write("powershell", hidden(EVERY)) + "& /usr/bin/env -0\n"
    done = subprocess.run(
        [program, "-NoProfile", "-Command", "-"], input=code.encode(), capture_output=True, check=True
    )
    found = dict(entry.split(b"=", 1) for entry in done.stdout.split(b"\0") if b"=" in entry)
    assert {name for name in EVERY if found.get(name.encode()) != EVERY[name].encode()} == set()


@given(VALUES)
def test_every_line_is_masked_before(values: dict[str, str]) -> None:
    """The commands unescape to each line that is not blank, and there is no command besides."""
    commands = gha.masks(values.values()).split("\n")
    assert commands.pop() == ""
    assert all(command.startswith("::add-mask::") for command in commands)
    data = [command.removeprefix("::add-mask::") for command in commands]
    assert not any(re.search(r"%(?!25)|\r", text) for text in data)
    wanted = {line for value in values.values() for line in re.split(r"[\r\n]", value) if line.strip()}
    assert {text.replace("%25", "%") for text in data} == wanted


@given(VALUES, st.lists(st.integers(0, 3)))
def test_the_delimiter_is_in_no_value(values: dict[str, str], taken: list[int]) -> None:
    """Values that hold likely delimiters read back too, so they set no other variable."""
    planted = values | {f"P{at}": f"a\nEND_OF_VALUE_{number}\nPATH<<E\n/evil\nE" for at, number in enumerate(taken)}
    kept = carried("gha", planted)
    assert by_github(write("gha", hidden(kept)), None) == kept  # type: ignore[arg-type]


@pytest.mark.parametrize("format", FORMATS)
def test_what_cannot_be_carried_is_named(format: str) -> None:
    """All such variables are in one error, which quotes no value."""
    with pytest.raises(CannotCarry) as caught:
        write(format, hidden({"A": "hunter\0", "B": "fine", "C": "hunter\udc80"}))
    assert str(caught.value) == f"{format} cannot carry A (a NUL character), C (not valid UTF-8)"
    assert caught.value.code == 1


@pytest.mark.parametrize(
    ("format", "variable", "value", "reason"),
    [
        ("dotenv", "A", "x${B}", "readers of env files replace ${...}"),
        ("shell", "UID", "1", "a shell keeps that name for itself"),
        ("fish", "PATH", "/bin", "fish keeps that name for itself"),
        ("powershell", "A", "", "an empty value removes a variable there"),
        ("gha", "GITHUB_ENV", "x", "the runner keeps that name for itself"),
        ("gha", "A", "x\r", "a carriage return at the end"),
    ],
)
def test_what_one_format_cannot_carry(format: str, variable: str, value: str, reason: str) -> None:
    """The reason is told, and JSON carries it."""
    with pytest.raises(CannotCarry) as caught:
        write(format, hidden({variable: value}))
    assert str(caught.value) == f"{format} cannot carry {variable} ({reason})"
    assert by_jq(write("json", hidden({variable: value})), None) == {variable: value}  # type: ignore[arg-type]


@pytest.mark.parametrize("format", FORMATS)
def test_a_word_that_is_no_variable_is_never_written(format: str) -> None:
    """Not even by mistake: it would be code."""
    with pytest.raises(ValueError, match=r"^not a variable$"):
        write(format, hidden({"A;id": "x"}))


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_written_for_nothing(format: str) -> None:
    """No variables give an empty text, in JSON an empty object."""
    assert write(format, {}) == ("{}\n" if format == "json" else "")
