"""What a file must be before anything in it can be read: UTF-8, with lines, of one version."""

from __future__ import annotations

import codecs
import re

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.model import Source

D109 = Rule(
    "D109",
    ERROR,
    "a file that is not UTF-8",
    why="Other encodings turn é or ж into nonsense.",
    bad="a file saved as Latin-1",
    good="the same saved as UTF-8",
)
D111 = Rule(
    "D111",
    ERROR,
    "a file with the marks of a merge",
    why="Git could not join two versions of the file and left both in it, between `<<<<<<<` and "
    "`>>>>>>>`. Somebody has to choose.",
    bad="`<<<<<<< HEAD` above a line of your own, `=======`, and another editor’s line",
    good="the line that is right, without the three marks",
)
D112 = Rule(
    "D112",
    ERROR,
    "a file whose lines end as on old Macintoshes",
    why="Few programs end a line at a carriage return alone; for all others the file is one long line.",
    bad="a file saved with the line ends “Macintosh (CR)”",
    good="the same saved with the line ends “Unix (LF)” or “Windows (CRLF)”",
)
CONFLICT = re.compile(rb"^<{7}(?: .*)?\r?$[\s\S]*?^>{7}(?: .*)?\r?$", re.MULTILINE)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def unreadable(source: Source) -> Diagnostic | None:
    """Why nothing of a text file can be read, at its place: it is not UTF-8 (D109), has the marks of a merge
    (D111), or carriage returns in place of line ends (D112). None when it can be read."""
    data = source.data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        kind = "UTF-16, not UTF-8" if data.startswith(UTF_16) else "not UTF-8"
        return D109.at(_place(source, error.start), f"the file is {kind}", "save it as UTF-8 in your editor")
    conflict = CONFLICT.search(data)
    if conflict:
        hint = "keep the right version, and remove the lines <<<<<<<, ======= and >>>>>>>"
        return D111.at(_place(source, conflict.start()), "a merge was not finished here", hint)
    if b"\r" in data and b"\n" not in data:
        message = "the lines of the file end in carriage returns alone"
        return D112.at(Location(source.path, 1, 1), message, "save it with the line ends “Unix (LF)”")
    return None


def _place(source: Source, offset: int) -> Location:
    before = source.data[:offset]
    return Location(source.path, before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
