"""The user's preferences: one JSON file outside any repository, `{"version": 1, "values": {...}}`.

Keys are `segment("." segment)*` with segments of `[a-z0-9_-]+`, flat in the file. Not for secrets: use
`busdk.secrets`. A call with a bad key or bad JSON raises UsageError; a file that cannot be read, written or
understood raises FileError or FormatError and stays as it was.
"""

from busdk.preferences.location import path
from busdk.preferences.store import (
    Snapshot,
    get,
    get_string,
    list,
    read,
    set_json,
    set_string,
    set_value,
    set_values,
    unset,
)

__all__ = [
    "Snapshot",
    "get",
    "get_string",
    "list",
    "path",
    "read",
    "set_json",
    "set_string",
    "set_value",
    "set_values",
    "unset",
]
