"""Own kinds of registers that take what something else has: a file, a beginning of ids, a folder, a word."""

from __future__ import annotations

from collections.abc import Iterator

from edition.findings.diagnostics import Diagnostic
from edition.forms.configuration import ConfigFields
from edition.forms.line_yaml import D105, Marked
from edition.forms.lists import LISTS
from edition.forms.own_kinds import OwnEntry
from edition.kinds import KINDS

FILES = frozenset({*LISTS, "anchors", "imported", "moved", "notes", "releases", "waivers"})
IDS = frozenset("about appendix erratum essay intro letter route".split())
FOLDERS = frozenset(
    "about annotations assets browse citation data decisions downloads dts epub essays exchange guide "
    "letters resolve routes search static tei v".split()
)
NAMES = frozenset({"letter", "essay", "note"})  # what “new” makes beside entries


def clashes(config: ConfigFields, marked: Marked) -> Iterator[Diagnostic]:
    """A finding (D105) for each word in `registers` that is taken, at its place."""
    kinds = [kind for kind in KINDS.values() if not issubclass(kind.form, OwnEntry)]
    files = {*FILES, *(kind.register for kind in kinds)}
    ids = {*IDS, *(kind.prefix for kind in kinds)}
    folders = {*FOLDERS, *(kind.folder for kind in kinds)}
    names = {*NAMES, *(kind.noun for kind in kinds)}
    for register, own in config.registers.items():
        yield from _clash(marked, (register,), register, files, "a file")
        yield from _clash(marked, (register, "id"), own.id, ids, "the beginning of other ids")
        yield from _clash(
            marked, (register, "folder"), own.folder or register, folders, "a folder of the site"
        )
        yield from _clash(marked, (register, "one"), own.one, names, "the name of something else")


def _clash(
    marked: Marked, path: tuple[str, ...], word: str, taken: set[str], what: str
) -> Iterator[Diagnostic]:
    if word in taken:
        message = f"“{word}” is {what} already, and cannot be that of a register"
        yield D105.at(marked.at("registers", *path), message, "choose another word")
    taken.add(word)
