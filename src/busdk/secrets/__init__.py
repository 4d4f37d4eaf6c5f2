"""Secrets: `secret:<name>` stands where a credential would, the value lies in user or repository scope.

    from busdk import secrets

    secrets.set("openai_api_key", "sk-...")
    secrets.resolve("secret:openai_api_key")

`directory` is the workspace's folder, where repository scope lies. Every failure is a `busdk.errors.BusError`; none
ever holds a value.
"""

from busdk.secrets.errors import InvalidName
from busdk.secrets.names import check as check_name
from busdk.secrets.names import is_name, reference
from busdk.secrets.reading import Entry, Found, entries, find, get, list, resolve
from busdk.secrets.writing import Stored, prepare, set, unset

__all__ = [
    "Entry",
    "Found",
    "InvalidName",
    "Stored",
    "check_name",
    "entries",
    "find",
    "get",
    "is_name",
    "list",
    "prepare",
    "reference",
    "resolve",
    "set",
    "unset",
]
