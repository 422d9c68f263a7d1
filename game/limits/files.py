"""How many files the system lets this process open: each socket is one."""

from __future__ import annotations

import contextlib

from game.limits.crowd import MOST_DESKS, Crowd

#: Beside these: sockets that are about to be closed, requests under way, the database, and what Python itself opens.
OTHERS = 3_000


def allow(crowd: Crowd) -> str:
    """Open as many files as the system lets us; where those are too few, fewer sockets are let in, and a sentence says so."""
    try:
        import resource  # noqa: PLC0415 (Windows knows no such limit, and no such module)
    except ImportError:
        return ""
    few, many = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):  # some systems promise more than they give
        resource.setrlimit(resource.RLIMIT_NOFILE, (many, many))
        few = many
    return "" if few == resource.RLIM_INFINITY else fit(crowd, few)


def fit(crowd: Crowd, files: int) -> str:
    """Let in no more than there are files for: half of them, or what is left beside all others."""
    needed = crowd.most + MOST_DESKS + OTHERS
    if files >= needed:
        return ""
    crowd.most = max(files // 2, files - MOST_DESKS - OTHERS)
    return (
        f"This process may open {files} files and needs {needed}, so it lets in {crowd.most} pages at most: "
        "raise the limit of open files (ulimit -n) before a large hall comes."
    )
