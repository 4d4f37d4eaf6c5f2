"""Laws of taking a commit message out of an answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from busdk.dev.message import extract

MARKS = ("<commit>", "</commit>")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)
LINES = WORDS.map(str.rstrip).filter(lambda line: line.strip() not in MARKS and not line.startswith("```"))
SUBJECTS = LINES.map(str.strip).filter(bool)
TEXTS = st.lists(LINES, max_size=5)
BODIES = TEXTS.map(lambda lines: "\n".join(lines).strip("\n").rstrip()).filter(lambda body: body.strip() == body)


def written(subject: str, body: str) -> str:
    return f"{subject}\n" + (f"\n{body}\n" if body else "")


@given(SUBJECTS, BODIES)
def test_a_message_that_is_right_stays(subject: str, body: str) -> None:
    assert extract(written(subject, body)) == written(subject, body)


@given(SUBJECTS, BODIES, TEXTS, TEXTS)
def test_what_stands_around_the_marks_is_dropped(subject: str, body: str, before: list[str], after: list[str]) -> None:
    answer = "\n".join([*before, "<commit>", written(subject, body), "</commit>", *after])
    assert extract(answer) == written(subject, body)


@given(SUBJECTS, BODIES, TEXTS)
def test_the_last_marks_count_and_the_second_may_lack(subject: str, body: str, first: list[str]) -> None:
    answer = "\n".join(["<commit>", *first, "</commit>", " <commit> ", written(subject, body)])
    assert extract(answer) == written(subject, body)


@given(st.text())
def test_it_never_fails_and_has_the_form_of_a_message(answer: str) -> None:
    """Whatever an agent says, the subject stands alone in the first line, and no mark is left."""
    message = extract(answer)
    lines = message.split("\n")
    assert message == "" or message.endswith("\n")
    assert len(lines) < 3 or lines[1] == ""
    assert not {line.strip() for line in lines} & {*MARKS}
    assert bool(message) == bool(message.strip())


@given(SUBJECTS, BODIES)
def test_a_fence_around_it_is_dropped(subject: str, body: str) -> None:
    assert extract(f"```text\n{written(subject, body)}```\n") == written(subject, body)


@given(st.lists(st.sampled_from(["", " ", "\t", "\r"]), max_size=6))
def test_blanks_are_no_message(blanks: list[str]) -> None:
    assert extract("\n".join(blanks)) == ""
    assert extract("\n".join(["Nothing.", "<commit>", *blanks, "</commit>"])) == ""
