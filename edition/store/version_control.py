"""What git knows of an edition: what is not committed, which versions have a tag, what was pushed."""

from __future__ import annotations

import subprocess
from pathlib import Path

from edition.paths import ANNOTATIONS, SOURCES


class NoGit(Exception):
    """Raised where an edition is not kept by git; its message says so."""


def uncommitted(root: Path) -> list[str]:
    """The source files with changes that are not committed. Raises NoGit."""
    return [line[3:] for line in _git(root, "status", "--porcelain", "--", SOURCES, ANNOTATIONS)]


def tag_of(root: Path, version: str) -> str:
    """The tag of a version, `1.0` or `v1.0`, or "". Raises NoGit."""
    tags = set(_git(root, "tag", "--list"))
    return next((tag for tag in (version, f"v{version}") if tag in tags), "")


def where_pushed(root: Path, path: str) -> str:
    """A branch of another repository in which a file was already when it was last looked at, or "". Raises
    NoGit."""
    for branch in _git(root, "branch", "--remotes", "--format=%(refname:short)"):
        if _git(root, "ls-tree", "--name-only", branch, "--", path):
            return branch
    return ""


def _git(root: Path, *arguments: str) -> list[str]:
    try:
        answer = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True)
    except OSError:
        raise NoGit("git is not installed") from None
    if answer.returncode:
        raise NoGit("the edition is not kept by git")
    return answer.stdout.splitlines()
