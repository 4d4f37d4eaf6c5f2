"""Env files: lines, spans, faults, and what is refused."""

from __future__ import annotations

import pytest

from busdk.delivery.envfile import decode, read, rewrite
from busdk.errors import FormatError

PEM = "-----BEGIN X-----\nMIIE/abc\nQUJD==\n-----END X-----"


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("K=sk-1", "secret:k", "K=secret:k"),
        ("export  K = 'sk-1'  # mine\n", "secret:k", "export  K = 'secret:k'  # mine\n"),
        ('K="a\\nb"\r\n', "secret:k", 'K="secret:k"\r\n'),
        ("K='a\r\nb' #\r\n", "secret:k", "K='secret:k' #\r\n"),
        ("K=\n", "secret:k", "K=secret:k\n"),
        ("K= # none yet", "secret:k", "K=secret:k # none yet"),
        ("K=a b#c #d", "secret:k", "K=secret:k #d"),
        ("\ufeff\n\n'K'=1", "secret:k", "\ufeff\n\n'K'=secret:k"),
        ("K=1\nL=2\nexport K=3", "secret:k", "K=secret:k\nL=2\nexport K=secret:k"),
        ("K=1", "", "K=''"),
        ("K=1", "$x y", "K='$x y'"),
        ("K='1'", "it's", 'K="it\'s"'),
        ("K=1", "a\r\nb\\", 'K="a\\r\nb\\\\"'),
        ('K="1"', '"', 'K="\\""'),
    ],
)
def test_a_rewritten_line(old: str, value: str, new: str) -> None:
    """The new value stands where the old one stood, in its quotes where they can hold it."""
    assert rewrite(read(old), {"K": value}) == new


def test_lines_are_those_of_the_keys() -> None:
    """Blank lines before a key, comments and values of several lines count; `export` is told."""
    file = read("# c\r\n\r\n  export A='1\r\n2'\r\n\r\nB=3")
    assert [(found.key, found.line, found.exported) for found in file.bindings] == [("A", 3, True), ("B", 6, False)]
    assert [pair.place for pair in file.pairs] == ["line 3", "line 6"]


def test_a_line_end_within_a_value_is_a_newline() -> None:
    """A file with CRLF has the values of one without, as for every program that opens it as text."""
    assert read("A='1\r\n2\r3'").bindings[0].value.reveal() == "1\n2\n3"
    assert read('A="1\\r\\n2"').bindings[0].value.reveal() == "1\r\n2"


def test_all_faults_are_collected() -> None:
    """Each fault has its line, and good lines between are still read."""
    file = read("A=1\n=2\nB='x' y\nC\n\nD=\"z\nE=3\n'F=1\nG=a\0b\n")
    assert [str(fault) for fault in file.faults] == [
        "line 2: expected KEY=VALUE; a value of several lines stands in quotes",
        "line 3: text after the closing quote",
        "line 4: expected KEY=VALUE; a value of several lines stands in quotes",
        "line 6: unterminated quote",
        "line 8: expected KEY=VALUE; a value of several lines stands in quotes",
        "line 9: NUL in the value",
    ]
    assert [found.key for found in file.bindings] == ["A", "E"]


def test_a_key_of_several_lines_without_quotes_is_a_fault() -> None:
    """The lines of a PEM file without quotes are told of by number; none of their text is shown."""
    faults = read(f"KEY={PEM}\n").faults
    assert [fault.place for fault in faults] == ["line 2", "line 4"]
    assert not any(part in str(fault) for fault in faults for part in ("MIIE", "QUJD", "END"))


def test_duplicates_are_told_with_their_lines() -> None:
    """All bindings of a key are there, in order."""
    file = read("A=1\nB=1\n\nA=2\n")
    assert file.duplicates == {"A": [1, 4]}
    assert [found.value.reveal() for found in file.bindings] == ["1", "1", "2"]


def test_which_values_are_interpolated() -> None:
    """Braces are what counts, in single quotes too; a lone dollar sign is nothing."""
    file = read("A=${B}\nB='${C:-d}'\nC=$D\nD=$(E)\nE=${F\n")
    assert [found.interpolated for found in file.bindings] == [True, True, False, False, False]
    assert [pair.interpolated for pair in file.pairs] == [True, True, False, False, False]


def test_what_would_take_the_parser_long_is_refused() -> None:
    """Blanks in a row are counted before the parser sees them; in quotes and at the begin of a line they are fine."""
    wide = " " * 257
    good = f"\ufeff\n{wide}A=1\nB=x{wide[1:]}#\nC='x{wide}y'\nD='1\nE=x{wide}y'\n# x{wide}y\n"
    assert read(good).faults == []
    file = read(f"{good}\nF=x{wide}y\nG=1\n")
    assert [str(fault) for fault in file.faults] == ["line 9: more than 256 blanks in a row and no quotes"]
    assert rewrite(file, {"A": "2"}).startswith(f"\ufeff\n{wide}A=2\n")
    assert read(("A=x" + " " * 100_000 + "y\n") * 20).bindings == []


def test_bytes_that_are_no_text() -> None:
    """A file that is too large or no UTF-8 is refused, with the line."""
    with pytest.raises(FormatError, match=r"^line 2: not valid UTF-8$"):
        decode(b"A=1\nB=\xff\n")
    with pytest.raises(FormatError, match="larger than 1048576 bytes"):
        decode(b"#" * 1048577)
    assert len(decode(b"#" * 1048576)) == 1048576


def test_a_value_that_would_not_read_back_is_not_written() -> None:
    """The error holds no part of it."""
    with pytest.raises(FormatError, match=r"^a new value cannot be written into the env file$"):
        rewrite(read("A=1"), {"A": "a\0b"})


def test_a_key_that_is_not_there_is_the_callers_mistake() -> None:
    """Nothing is added to a file."""
    with pytest.raises(KeyError):
        rewrite(read("A=1\n"), {"B": "2"})


def test_nothing_that_was_read_shows_a_value() -> None:
    """Neither a binding nor a pair nor a fault has a representation that holds text of the file."""
    file = read("A=hunter2\nhunter2\nB='hunter2")
    shown = repr([file, file.pieces[0], file.bindings, file.pairs, file.faults, [pair.value for pair in file.pairs]])
    assert "hunter2" not in shown + str(file.faults[0]) + str(file.faults[1])
