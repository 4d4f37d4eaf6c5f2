"""Laws of env files: they are read as `python-dotenv` reads them, and a rewrite changes values only."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from dotenv.main import DotEnv
from dotenv.variables import Literal, parse_variables
from hypothesis import example, given
from hypothesis import strategies as st

from busdk.delivery.envfile import Binding, EnvFile, decode, is_interpolated, read, rewrite
from busdk.delivery.envfile.spelling import spell

NOISE = st.text("AB=='\"\\# \t\n\r$éx\ufeff\x0b\u2028") | st.text("A='\"\\ n\n", max_size=8).map(
    lambda text: f"A={text}"
)
VALUE = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.text("a'\"\\ \t\r\n#$`!{}n=")
KEY = st.sampled_from(["A", "B", "OPENAI_API_KEY", "exported", "a.b-c", "é", "'q k'"])
BLANKS = st.text(" \t", max_size=3)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw the text of an env file without faults: comments, blank lines, every style of value and line end."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    lines = []
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", "  ", "# note", "#K=1", "  # it's"])))
        before, behind = draw(BLANKS) + draw(st.sampled_from(["", "export "])), draw(BLANKS)
        written = spell(draw(VALUE), draw(st.sampled_from(["", "'", '"']))) if draw(st.booleans()) else ""
        comment = draw(st.sampled_from(["", " # c", "\t#'x"]))
        lines.append(f"{before}{draw(KEY)}{draw(BLANKS)}={draw(BLANKS)}{written}{behind}{comment}")
    text = draw(st.sampled_from(["", "\ufeff"])) + end.join(lines)
    return text + (end if draw(st.booleans()) else "")


def as_dotenv(text: str) -> list[tuple[str, str]]:
    """Return the pairs that `python-dotenv` finds in a file with this text."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(text.encode())
        parsed = DotEnv(file.name, interpolate=False, encoding="utf-8").parse()
        return [(key, value) for key, value in parsed if value is not None]


def pairs(file: EnvFile) -> list[tuple[str, str]]:
    return [(found.key, found.value.reveal()) for found in file.bindings]


def rest(file: EnvFile) -> list[str | tuple[str, str]]:
    """Return all of a file but its values."""
    return [
        (piece.source[: piece.start], piece.source[piece.end :]) if isinstance(piece, Binding) else piece
        for piece in file.pieces
    ]


@given(NOISE | files())
@example("\ufeff")
@example("export =1\nA='\n'\n")
@example("A= # c\nB=#d\nC=' '#e\n")
def test_a_file_is_read_as_python_dotenv_reads_it(text: str) -> None:
    """Keys and values are the parser's, and what it warns of is a fault, whatever the text."""
    assert pairs(read(text)) == as_dotenv(text)


@given(NOISE | files())
@example("\ufeff")
@example("A=1\r")
def test_rewriting_with_nothing_is_the_identity(text: str) -> None:
    """Without new values the text comes back, faults included."""
    assert rewrite(read(text), {}) == text


@given(files())
def test_a_well_made_file_has_no_faults(text: str) -> None:
    """Nothing is said of a file whose lines are all bindings, comments or blank."""
    assert read(text).faults == []


@given(NOISE | files(), st.data())
def test_a_rewrite_changes_values_only_and_reads_back(text: str, data: st.DataObject) -> None:
    """New values are what `python-dotenv` reads afterwards; the text around each value is the same."""
    file = read(text)
    keys = sorted({found.key for found in file.bindings})
    chosen = data.draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    new = {key: data.draw(VALUE, label=key) for key in chosen}
    again = rewrite(file, new)
    assert as_dotenv(again) == [(key, new.get(key, value)) for key, value in pairs(file)]
    assert rest(read(again)) == rest(file)
    for piece in file.pieces:
        assert not isinstance(piece, Binding) or piece.key in new or piece.source in again


@given(files())
def test_a_rewrite_keeps_quotes_for_references(text: str) -> None:
    """A reference stands in the quotes of the value that it replaces, or bare where there were none."""
    file = read(text)
    again = read(rewrite(file, {found.key: "secret:a.b-c" for found in file.bindings}))
    for old, new in zip(file.bindings, again.bindings, strict=True):
        quote = old.source[old.start : old.end][:1]
        quote = quote if quote in "'\"" else ""
        assert new.source[new.start : new.end] == f"{quote}secret:a.b-c{quote}"


@given(st.text("${}:-X \n") | VALUE)
def test_interpolation_is_what_python_dotenv_interpolates(value: str) -> None:
    """A value is interpolated when the parser of variables finds one."""
    assert is_interpolated(value) == any(not isinstance(atom, Literal) for atom in parse_variables(value))


@given(files())
def test_bytes_are_decoded_to_the_text(text: str) -> None:
    """A byte-order mark and line ends are still in the text."""
    assert decode(text.encode()) == text


@given(VALUE, st.sampled_from(["", "'", '"']))
def test_no_fault_quotes_a_value(value: str, quote: str) -> None:
    """A line that is broken in any way has messages of fixed words, with the line's number alone."""
    text = f"A={quote}{value}\nB\n'\n"
    for fault in read(text).faults:
        assert fault.message in {
            "expected KEY=VALUE; a value of several lines stands in quotes",
            "text after the closing quote",
            "unterminated quote",
            "more than 256 blanks in a row and no quotes",
        }
        assert fault.place.startswith("line ")


@pytest.mark.parametrize("text", ["${" * 500_000, "${:" * 300_000 + "}", "${a" * 300_000 + ":}", ":}" * 500_000])
def test_interpolation_is_found_in_one_pass(text: str) -> None:
    """Text that takes the parser's pattern hours is told at once: no variable is in it."""
    assert not is_interpolated(text)
