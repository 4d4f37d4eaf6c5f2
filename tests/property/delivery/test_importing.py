"""Laws of imports: what goes in comes out, and a replaced file still means the same."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from busdk.delivery import envfile, naming
from busdk.delivery.envfile import is_interpolated, rewrite
from busdk.delivery.envfile.spelling import spell
from busdk.delivery.formats import json, write
from busdk.delivery.importing import INTERPOLATED, plan
from busdk.secret import Secret
from busdk.secrets import reference

VARIABLE = st.from_regex(r"\A[A-Z_][A-Z0-9_]{0,5}\Z")
VALUE = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.text("a'\"\\ \t\r\n#$`!{}n=")
VALUES = st.dictionaries(VARIABLE, VALUE.filter(lambda value: not value.startswith("secret:")))
PREFIX = st.sampled_from(["", "team.", "x-"])


@given(VALUES, PREFIX, st.sampled_from(["dotenv", "json"]))
def test_import_then_export_gives_the_pairs_back(values: dict[str, str], prefix: str, format: str) -> None:
    """For any names and values: written, read, stored under its name, and exported again."""
    assume(format == "json" or not any(map(is_interpolated, values.values())))
    text = write(format, {name: Secret(value) for name, value in values.items()})
    pairs = envfile.read(text).pairs if format == "dotenv" else json.read(text.encode(), "keys.json")[0]
    planned = plan(pairs, {}, prefix=prefix)
    stored = planned.written(overwrite=False)
    given = [f"{variable}={naming.name(variable, prefix)}" for variable in values]
    chosen, faults = naming.exported(given)
    assert planned.faults == faults == []
    assert {variable: stored[name].reveal() for variable, name in chosen.items()} == values


@given(VALUES, st.dictionaries(VARIABLE, VALUE), PREFIX, st.booleans())
def test_a_replaced_file_means_the_same(
    values: dict[str, str], known: dict[str, str], prefix: str, overwrite: bool
) -> None:
    """Each value of the file is there afterwards or stands in the store under its reference, which says the same."""
    text = "# keys\n" + "".join(
        f"export {variable}={spell(value)} # {variable}\n" for variable, value in values.items()
    )
    stored = {str(naming.name(variable, prefix)): Secret(value) for variable, value in known.items()}
    file = envfile.read(text)
    planned = plan(file.pairs, stored, prefix=prefix)
    stored |= planned.written(overwrite=overwrite)
    after = envfile.read(rewrite(file, planned.replaced(overwrite=overwrite)))
    for found in after.bindings:
        name = reference(found.value.reveal())
        assert (stored[name].reveal() if name else found.value.reveal()) == values[found.key]
    unchanged = {left.pair.key for left in planned.left if left.why == INTERPOLATED}
    bare = {found.key for found in after.bindings if reference(found.value.reveal()) is None}
    differing = {action.key for action in planned.actions if action.what == "differs"}
    assert bare == unchanged | (set() if overwrite else differing)
