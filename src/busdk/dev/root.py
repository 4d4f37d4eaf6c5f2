"""The root that steps run in: a repository of the user's own."""

from __future__ import annotations

import os

from busdk import gitroot
from busdk.dev.git import Repository
from busdk.errors import BusError


def find_root(directory: str) -> str | None:
    """Return the root around a folder, None where there is none.

    Raises a BusError when it belongs to another user and Git's setting `safe.directory` does not name it: in a shared
    folder anybody can put a `.git`, and steps, above ours.
    """
    root = gitroot.find(directory)
    if root is not None and not _is_own(root):
        try:
            Repository(root, os.environ).check_place()
        except BusError:
            hint = f"if you trust it: git config --global --add safe.directory {root}"
            raise BusError(f"repository belongs to another user: {root}", hint) from None
    return root


def _is_own(root: str) -> bool:
    """Tell whether the folder and its `.git` are ours, or those of the user whom `sudo` made root."""
    if os.name == "nt":
        return True
    owners = {os.lstat(path).st_uid for path in (root, os.path.join(root, ".git"))}
    ours, sudo = os.geteuid(), os.environ.get("SUDO_UID", "")
    return owners <= {ours, int(sudo) if ours == 0 and sudo.isdecimal() else ours}
