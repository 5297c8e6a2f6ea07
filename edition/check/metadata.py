"""The metadata agrees with itself and with the files it stands in; dates are checked in `times`.

These checks examine what was read, file by file, in which every field has its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, WARNING, Rule, yields
from edition.forms.base import Citation
from edition.forms.configuration import ConfigFields
from edition.lookup.addresses import address
from edition.model import Edition
from edition.model.parsed import DocumentParts
from edition.tei.heads import EssayHead
from edition.words.letter_ids import id_of_file

RANGE = re.compile(r"(?<![\w–-])(\d{1,9})\s?[–-]\s?(\d{1,9})(?![\w–-])")


D204 = Rule(
    "D204",
    WARNING,
    "a file whose name contradicts the id in it",
    why="Editors who look for letter 16 open `016.md`.",
    bad="`id: L61` in `sources/letters/016.md`",
    good="`id: L16` there",
)


@yields(D204)
def check_file_names(parts: DocumentParts) -> Iterator[Diagnostic]:
    """Files named after another id than the one they contain."""
    for part in (*parts.calendar, *parts.texts, *parts.essays, *parts.prose):
        yield from _misnamed(part.marks.path, part.document, part.id_location)
    for path in dict.fromkeys(note.location.path for note in parts.annotations):
        yield from _misnamed(path, parts.id, Location(path, 1, 1))


def _misnamed(path: str, ref: str, place: Location) -> Iterator[Diagnostic]:
    stem = PurePosixPath(path).stem
    if id_of_file(stem) != ref:
        message = f"the file {PurePosixPath(path).name} has the id {ref}"
        yield D204.at(place, message, "correct the id, or rename the file")


D207 = Rule(
    "D207",
    WARNING,
    "a page without a title of its own",
    why="Tabs, lists and search results show the title; it must identify the page. A missing key is "
    "reported as D104, an empty one as D105.",
    bad="`title: …`; two essays called “Notes”",
    good="`title: Notes on mosses` and `title: Notes on lenses`",
)


@yields(D207)
def check_titles(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Essay titles that another essay has already, or that have neither letter nor digit."""
    seen: dict[str, EssayHead] = {}
    for essay in edition.essays:
        title, place = essay.title, edition.documents[essay.id].origins[essay.id]
        if not any(sign.isalnum() for sign in title):
            message = f"the title “{title}” says nothing"
            yield D207.at(place, message, "write what the page is about", words=title)
        elif title.casefold() in seen:
            earlier = seen[title.casefold()]
            message = f"{essay.id} has the title of {earlier.id}, “{title}”"
            yield D207.at(place, message, "give one of the two another title", words=title)
        seen.setdefault(title.casefold(), essay)


D208 = Rule(
    "D208",
    WARNING,
    "pages that run backwards",
    why="A page number is mistyped, or the two are swapped.",
    bad="`pages: 31–13`",
    good="`pages: 13–31`, `pages: 137–48`",
)


@yields(D208)
def check_pages(parts: DocumentParts) -> Iterator[Diagnostic]:
    """Page ranges that run backwards, wherever a work is cited; an abbreviated end (137–48) is completed."""
    for part in parts.calendar:
        fields = part.fields
        for index, citation in enumerate(fields.printed):
            yield from _backwards([citation], part.marks.at("printed", index, "pages"))
    for note in parts.annotations:
        yield from _backwards(note.sources, note.location)


@yields(D208)
def check_pages_of_entries(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """The same in registers."""
    for register in edition.registers.values():
        for ref, entry in register.entries.items():
            yield from _backwards(entry.sources, register.locations[ref])


def _backwards(citations: Sequence[Citation], place: Location) -> Iterator[Diagnostic]:
    for citation in citations:
        for match in RANGE.finditer(citation.pages):
            first, last = match.groups()
            whole = first[: max(len(first) - len(last), 0)] + last  # 137–48 is 137–148
            if int(whole) < int(first):
                message = f"the pages {match.group()} run backwards"
                yield D208.at(place, message, "correct one of the two", words=match.group())


D209 = Rule(
    "D209",
    ERROR,
    "coordinates that lie nowhere on earth",
    why="The place would be off the map. Often the longitude was written first.",
    bad='`coordinates: "131.90, 43.10"`',
    good='`coordinates: "43.10, 131.90"`',
)


@yields(D209)
def check_coordinates(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Latitudes beyond a pole and longitudes beyond 180 degrees."""
    for register in edition.registers.values():
        for ref, entry in register.entries.items():
            coordinates = getattr(entry, "coordinates", None)
            if coordinates:
                latitude, longitude = (abs(float(number)) for number in coordinates.split(","))
                if latitude > 90 or longitude > 180:
                    message = f"{coordinates} is nowhere on earth"
                    hint = "write the latitude first (-90 to 90), then the longitude (-180 to 180)"
                    yield D209.at(register.locations[ref], message, hint, words=coordinates)


D215 = Rule(
    "D215",
    ERROR,
    "an id that no file system can hold",
    why="An id is the name of a folder. Windows allows no folder `con`, `aux` or `lpt1`; few systems "
    "allow a name of more than 255 bytes.",
    bad="`person-con`, `essay-aux`, an id of three hundred letters",
    good="`person-con-jean`, `essay-auxiliaries`",
)
RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
LONGEST_NAME = 200  # bytes; the rest is for endings


@yields(D215)
def check_folder_names(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Ids of documents and entries whose pages would stand in a folder that cannot be made."""
    ids = [(ref, document.origins.get(ref, Location(ref))) for ref, document in edition.documents.items()]
    for register in edition.registers.values():
        ids += register.locations.items()
    for ref, place in ids:
        for name in (*address(ref).partition("#")[0].split("/"), ref):
            if RESERVED.fullmatch(name) or len(name.encode()) > LONGEST_NAME:
                short = ref if len(ref) < LONGEST_NAME else f"{ref[:40]}…"
                yield D215.at(place, f"“{short}” cannot be a folder", "give it another id", words=ref)
                break


D218 = Rule(
    "D218",
    WARNING,
    "topics of a letter that are not those of its paragraphs",
    why="A reader who follows a topic to a letter looks for the paragraph about it. Checked in letters "
    "with `paragraph_topics`.",
    bad="`topics: [topic-mosses, topic-lenses]` with `paragraph_topics: {s1: [topic-mosses]}`",
    good="`topics: [topic-mosses]`, or the paragraph that is about lenses",
)


@yields(D218)
def check_paragraph_topics(parts: DocumentParts) -> Iterator[Diagnostic]:
    """Letters with topics that none of their paragraphs has, or paragraphs with topics that are not the
    letter's."""
    for part in parts.calendar:
        fields = part.fields
        if not fields.paragraph_topics:
            continue
        by_paragraph = {topic for topics in fields.paragraph_topics.values() for topic in topics}
        hint = "correct “topics” or “paragraph_topics”"
        for topic in fields.topics:
            if topic not in by_paragraph:
                message = f"no paragraph of {fields.id} has {topic}"
                yield D218.at(part.marks.at("topics"), message, hint, words=topic)
        for topic in sorted(by_paragraph.difference(fields.topics)):
            message = f"a paragraph of {fields.id} has {topic}, but not the letter"
            yield D218.at(part.marks.at("paragraph_topics"), message, hint, words=topic)
