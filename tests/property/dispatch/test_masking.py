"""A secret's value is in nothing that is shown of a command."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from busdk.dispatch.busfile import Source, Step
from script_runner import CANARY

OPTIONS = st.sampled_from(
    [[], ["--plain"], ["--scope", "user"], ["--scope=repo"], ["--stdin"], ["--file", "f"], ["--bogus"], ["-h"], ["-v"]]
)
BEFORE = st.sampled_from([[], ["-v"], ["-C", "set"], ["--chdir=x", "-q"], ["-o", "secrets"], ["--bogus"], ["-V"]])


@settings(max_examples=300)
@given(
    BEFORE,
    st.tuples(OPTIONS, OPTIONS, OPTIONS),
    st.sampled_from([[], ["--"]]),
    st.sampled_from([CANARY, "-" + CANARY, "a " + CANARY]),
)
def test_a_shown_command_masks_the_value(
    before: list[str], options: tuple[list[str], ...], end: list[str], value: str
) -> None:
    """Wherever flags and options stand, legal or not, `secrets set NAME VALUE` shows no value."""
    words = [*before, "set", *options[0], "name", *options[1], *end, value, *options[2]]
    shown = Step("x.bus", 1, ["secrets", *words], []).shown()
    assert CANARY not in shown
    assert shown.startswith("secrets ")


PART = st.text("ab '\"\\|;<>\t-", max_size=12)


@settings(max_examples=500)
@given(PART, PART, PART, PART)
def test_faults_of_a_broken_line_show_no_value(before: str, between: str, after: str, later: str) -> None:
    """No fault shows what stands behind `secrets` in a broken line, nor a later line, which may be the value's rest."""
    data = iter([f"{before}secrets{between}{CANARY}{after}\n{later}{CANARY}|\n".encode()])
    source = Source("x.bus")
    source.read(lambda _: next(data, b""), keep=False)
    if any(fault.number == 1 for fault in source.faults):
        assert not [fault for fault in source.faults if CANARY in str(fault)]
