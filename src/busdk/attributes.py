"""Extended attributes of files, the ACL among them, where the system has them."""

from __future__ import annotations

import os

ACCESS = "system.posix_acl_access"


def copy(path: str, new: int) -> None:
    """Give an open file those of the one at `path`, as far as the system lets us; an ACL that its folder gave goes."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(path)
    except OSError:
        return
    for name in names:
        try:
            os.setxattr(new, name, os.getxattr(path, name))
        except OSError:  # security modules keep theirs to themselves
            continue
    if ACCESS not in names:
        try:
            os.removexattr(new, ACCESS)
        except OSError:
            return
