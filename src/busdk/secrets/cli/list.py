"""`bus secrets list`."""

from __future__ import annotations

from busdk import secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call

FIELDS = ("name", "scope", "form", "shadows")


def run(call: Call) -> None:
    """Print names, or rows of name, scope, form and shadows."""
    scope = call.option("scope", "auto")
    if call.format == "text":
        call.write("".join(f"{name}\n" for name in secrets.list(scope, directory=call.directory)))
        return
    rows = secrets.entries(scope, directory=call.directory)
    call.write(_json(rows) if call.format == "json" else _tsv(rows))


def _json(rows: list[secrets.Entry]) -> str:
    import json

    return json.dumps([{field: getattr(row, field) for field in FIELDS} for row in rows], separators=(",", ":")) + "\n"


def _tsv(rows: list[secrets.Entry]) -> str:
    lines = (f"{row.name}\t{row.scope}\t{row.form}\t{'true' if row.shadows else 'false'}" for row in rows)
    return "".join(f"{line}\n" for line in ("\t".join(FIELDS), *lines))
