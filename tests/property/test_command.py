"""Laws of the command line, for any words."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busdk.command import Command, Option, Program, streams
from busdk.command.parse import parse
from busdk.errors import UsageError

COMMAND = Command(
    "do it",
    "",
    "nowhere",
    arguments=("NAME", "[REST...]"),
    options=(Option("--scope", "SCOPE"), Option("--plain"), Option("--var", "KEY", repeat=True)),
    formats=("text", "json"),
)
PROGRAM = Program("bus-test", "", (COMMAND, Command("do", "", "nowhere")))
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
positionals = words.filter(lambda word: not word.startswith("-") or word == "-")
FAULTS = st.lists(
    st.sampled_from(["--bogus", "-x", "--quiet=x", "-q", "-v", "--color=odd", "--format=odd"]), max_size=3
)
flags = st.permutations(["-v", "--chdir=x", "--output=y", "--format=json", "--color=never", "--no-color"])


@given(flags, st.lists(positionals, min_size=1, max_size=4))
def test_global_flags_stand_in_any_order(order: list[str], names: list[str]) -> None:
    """The order of global flags changes nothing."""
    parsed = parse(PROGRAM, [*order, "do", "it", *names])
    assert parsed.flags == {
        "verbose": 1, "chdir": "x", "output": "y", "format": "json", "color": "never", "no-color": True,
    }  # fmt: skip
    assert parsed.arguments == names


@given(words, positionals)
def test_both_spellings_of_a_flag_are_equal(value: str, name: str) -> None:
    """`--scope VALUE` and `--scope=VALUE` are one, before and after the positionals."""
    spellings = (
        ["--scope", value, name],
        [f"--scope={value}", name],
        [name, "--scope", value],
        [name, f"--scope={value}"],
    )
    for spelling in spellings:
        parsed = parse(PROGRAM, ["do", "it", *spelling])
        assert (parsed.options, parsed.arguments) == ({"scope": value}, [name])


@given(st.lists(words, min_size=1, max_size=5))
def test_two_dashes_end_the_options(rest: list[str]) -> None:
    """Whatever stands behind `--` is a positional, `-h` and `--` included."""
    parsed = parse(PROGRAM, ["do", "it", "--plain", "--", *rest])
    assert (parsed.arguments, parsed.options, parsed.wants) == (rest, {"plain": True}, "")


@given(st.lists(words, max_size=6))
def test_any_words_are_parsed_or_refused(argv: list[str]) -> None:
    """No words make the parser fail in any other way than with a usage error."""
    with contextlib.suppress(UsageError):
        parsed = parse(PROGRAM, argv)
        assert parsed.command is not None or parsed.wants


@given(FAULTS, st.lists(st.sampled_from(["do", "it", "x", "--bogus", "--scope", "-"]), max_size=4))
def test_help_outranks_every_fault(before: list[str], after: list[str]) -> None:
    """`-h` among the global flags asks for help whatever else is wrong."""
    assert parse(PROGRAM, [*before, "-h", *after]).wants == "help"


def test_help_behind_two_dashes_is_a_word() -> None:
    """Behind `--` there is no flag, not even the one for help."""
    one = Program("bus-test", "", (Command("set", "", "nowhere", arguments=("NAME...",)),))
    parsed = parse(one, ["set", "--", "-h"])
    assert (parsed.wants, parsed.arguments) == ("", ["-h"])


@given(positionals)
def test_a_missing_option_value_is_refused(name: str) -> None:
    """A flag at the end that wants a value is a usage error."""
    with pytest.raises(UsageError, match="missing value: --scope SCOPE"):
        parse(PROGRAM, ["do", "it", name, "--scope"])


def test_repeats_add_up() -> None:
    """A repeatable option collects, `-vv` counts, a single-value flag's last wins."""
    parsed = parse(PROGRAM, ["-vv", "-v", "-C", "a", "-C", "b", "do", "it", "n", "--var", "1", "--var=2"])
    assert parsed.flags == {"verbose": 3, "chdir": "b"}
    assert parsed.options == {"var": ["1", "2"]}


def test_the_longest_command_name_wins() -> None:
    """`do it` is found before `do`."""
    assert parse(PROGRAM, ["do"]).command is PROGRAM.commands[1]
    assert parse(PROGRAM, ["do", "it", "n"]).command is COMMAND


@given(st.text())
def test_visible_text_acts_on_no_terminal(text: str) -> None:
    """What is shown is printable, and printable text is shown as it is."""
    shown = streams.visible(text)
    assert shown.isprintable()
    assert shown == text or not text.isprintable()


DEFAULT = Program("bus-test", "", (COMMAND,), default=Command("", "", "nowhere", arguments=("TOKEN...",)))


@given(positionals.filter(bool), st.lists(positionals, max_size=3))
def test_a_default_command_takes_all_lines_that_begin_with_no_command(first: str, rest: list[str]) -> None:
    """A word that begins a command's name never is an argument of the default, complete or not."""
    if first == "do" and rest[:1] != ["it"]:
        with pytest.raises(UsageError, match="incomplete command: do"):
            parse(DEFAULT, [first, *rest])
    elif first != "do":
        parsed = parse(DEFAULT, [first, *rest])
        assert parsed.command is DEFAULT.default
        assert parsed.arguments == [first, *rest]


def test_a_flag_s_own_check_is_asked_before_anything_else() -> None:
    """A value that the check refuses is an error of the command line."""

    def refuse(value: str) -> None:
        raise UsageError(f"not {value}")

    program = Program("bus-test", "", (COMMAND,), options=(Option("--time", "T", check=refuse),))
    with pytest.raises(UsageError, match="not now"):
        parse(program, ["--time=now", "do", "it", "x"])
