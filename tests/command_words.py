"""Commands to draw: any at all, and those that succeed whatever stood before them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

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
    command("run", one(st.sampled_from(["good", "failing", "killed", "asking", "both", "nothing"]))),
    command("run", "set", "env-for", "good", "KEY", one(st.sampled_from(["secret:a", "secret:A", "value"]))),
    command("run", "pipeline", one(st.sampled_from(["list", "preview"])), one(st.sampled_from(["all", "both"]))),
    command("run", one(st.sampled_from(["list", "context"]))),
    command("run", "action", "set", one(st.sampled_from(["new", "good"]))),
    command("dev", one(st.sampled_from(["list", "stage", "@stage", "nothing"]))),
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
            ["run", "good"],
            ["run", "list"],
            ["run", "set", "env-for", "good", "KEY", "secret:b.c"],
            ["dev", "list"],
        ]
    ),
)
