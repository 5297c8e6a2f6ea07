"""`sources/maps/NAME.yaml`: how a TEI corpus that others edit is read.

Everything has a default that fits what most corpora do, so that a map states only what this corpus does
otherwise. Paths in a header are XPath 1.0, seen from the letter (its `TEI` element), with `t:` for the TEI
namespace; of several the first that finds something counts. Tables are by the value of an attribute, “*”
stands for all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from posixpath import normpath
from typing import Annotated, Literal

from lxml import etree
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from edition.forms.base import Form, NonEmpty

TEI_PREFIX = {"t": "http://www.tei-c.org/ns/1.0"}


@cache
def compiled(path: str) -> etree.XPath:
    """An XPath that is ready to be used. Raises `etree.XPathSyntaxError` for one that is none."""
    return etree.XPath(path, namespaces=TEI_PREFIX)


def _xpath(path: str) -> str:
    try:
        compiled(path)(etree.Element("TEI"))
    except etree.XPathError as error:
        raise ValueError(
            f"“{path}” is not an XPath ({error}); elements are written t:title, ids @xml:id"
        ) from None
    return path


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


XPath = Annotated[str, StringConstraints(min_length=1), AfterValidator(_xpath)]
XPaths = Annotated[list[XPath], BeforeValidator(_as_list)]  # one may be written without a list
Folder = Annotated[str, StringConstraints(pattern=r"^[^/\\:][^\\:]*$")]  # from the edition's folder
Pattern = Annotated[str, StringConstraints(pattern=r"^[^/\\]([^\\]*[^/\\])?$")]  # `**/*.xml`
Responsible = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
RegisterName = Literal["persons", "organisations", "places", "works", "events", "glossary"]

NAMES = "*[self::t:persName or self::t:orgName or self::t:name or self::t:rs]"
SENT = "t:teiHeader//t:correspAction[@type='sent' or @type='written']"
RECEIVED = "t:teiHeader//t:correspAction[@type='received' or @type='addressed' or @type='intended']"
PERSON = "t:teiHeader//t:particDesc//t:person"
PLACE = (
    "*[self::t:placeName or self::t:settlement or self::t:rs[@type='place'] or self::t:name[@type='place']]"
)


class HeaderPaths(Form):
    """Where in a letter's header things stand."""

    id: XPaths = ["@xml:id"]
    title: XPaths = [
        "t:teiHeader//t:titleStmt/t:title[@level='a']",
        "t:teiHeader//t:titleStmt/t:title[@type='main' or @n='digital']",
        "t:teiHeader//t:titleStmt/t:title",
    ]
    sender: XPaths = [
        f"{SENT}/{NAMES}[@type='sender' or @role='sender']",
        f"{SENT}/{NAMES}[not(@type='addressee' or @role='addressee')]",
        f"{PERSON}[@role='sender' or @role='author' or @role='correspondent']/t:persName",
        "t:teiHeader//t:titleStmt/t:author/t:persName",
        "t:teiHeader//t:titleStmt/t:author",
    ]
    recipients: XPaths = [
        f"{RECEIVED}/{NAMES}",
        f"{SENT}/{NAMES}[@type='addressee' or @role='addressee']",
        f"{PERSON}[@role='recipient' or @role='addressee']/t:persName",
    ]
    date: XPaths = [
        f"{SENT}//t:date",
        "t:teiHeader//t:profileDesc/t:creation//t:date",
        "t:teiHeader//t:sourceDesc//t:msDesc//t:origDate",
        "t:text//t:dateline//t:date[@when or @from or @notBefore or @notAfter]",
        "(t:text//t:head)[1]//t:date[@when or @from or @notBefore or @notAfter]",
        "t:teiHeader//t:sourceDesc/t:bibl//t:date",
    ]
    place: XPaths = [
        f"{SENT}/{PLACE}",
        f"t:teiHeader//t:profileDesc/t:creation//{PLACE}",
        "t:teiHeader//t:sourceDesc//t:msDesc//t:origPlace",
        f"(t:text//t:dateline)[1]//{PLACE}[string-length(normalize-space()) < 50]",  # not a whole letterhead
    ]
    received_date: XPaths = [f"{RECEIVED}//t:date"]
    received_place: XPaths = [f"{RECEIVED}/{PLACE}"]
    manuscripts: XPaths = ["t:teiHeader//t:sourceDesc//t:msDesc"]  # the first is the one that is edited
    printed: XPaths = ["t:teiHeader//t:sourceDesc//*[self::t:bibl or self::t:biblStruct or self::t:biblFull]"]
    context: XPaths = ["t:teiHeader//t:correspContext/*[self::t:ref or self::t:ptr]"]
    keywords: XPaths = ["t:teiHeader//t:textClass/t:keywords//t:term"]
    summary: XPaths = [
        "t:teiHeader//t:profileDesc/t:abstract",
        "t:text/t:front//*[@type='summary' or @type='abstract' or @type='regest']",
        "t:teiHeader//t:correspDesc/t:note[not(@type)]",
    ]
    language: XPaths = [
        "t:text/@xml:lang",
        "t:teiHeader//t:langUsage/t:language/@ident",
        "@xml:lang",
        "t:text/t:body/t:div[@type='original']/@xml:lang",  # beside which translations stand
    ]


Highlight = Literal[
    "underline",
    "underline twice",
    "italic",
    "bold",
    "smallcaps",
    "spaced",
    "superscript",
    "subscript",
    "deleted",
    "plain",
]


class NoteAs(Form):
    """What becomes of the notes of one type: a note of the page, `editorial` or `textual`, with its
    voice; one of the writer's that stays in the text (`authorial`); words in the text (`inline`); nothing
    (`drop`)."""

    as_: Literal["editorial", "textual", "authorial", "inline", "drop"] = Field("editorial", alias="as")
    by: Responsible = "edition"


def _as_note(value: object) -> object:
    return {"as": value} if isinstance(value, str) else value


Note = Annotated[NoteAs, BeforeValidator(_as_note)]
Division = Literal[
    "text",
    "enclosure",
    "translation",
    "version",
    "address",
    "comment",
    "summary",
    "opener",
    "closer",
    "dateline",
    "salute",
    "signed",
    "postscript",
    "drop",
]
ElementFate = Literal["keep", "flatten", "block", "drop", "note"]


class RegisterFiles(Form):
    """Where the entries of a register are: files (patterns, from the edition's folder), and XPaths of the
    entries in them and of the name in an entry, where these are not the usual ones."""

    files: Annotated[list[Pattern], BeforeValidator(_as_list)] = []
    entries: XPath | None = None
    name: XPath | None = None


class CorpusMap(Form):
    """How the TEI files of a corpus become the letters of an edition (`sources/maps/*.yaml`)."""

    corpus: Folder
    files: Annotated[list[Pattern], BeforeValidator(_as_list)] = ["**/*.xml"]
    exclude: Annotated[list[Pattern], BeforeValidator(_as_list)] = []
    only: XPath | None = None  # of the files' TEI elements those in which this finds something
    letters: XPath | None = None  # divisions that are each a letter, where a file has many in one text
    ids: Literal["own", "file"] = "own"  # an element's @xml:id (`header.id`), or the name of the file
    language: Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]+)*)?$")] = ""
    kind: NonEmpty = "letter"
    link_names: Literal["off", "on"] = "off"
    header: HeaderPaths = HeaderPaths()
    hi: dict[NonEmpty, Highlight] = {}
    note: dict[NonEmpty, Note] = {}
    div: dict[NonEmpty, Division] = {}
    names: dict[NonEmpty, RegisterName | Literal["none"]] = {}  # by @type of rs and name
    elements: dict[NonEmpty, ElementFate] = {}
    lines: Literal["keep", "flow"] = "keep"  # is a line of the original one on the page?
    images: str = ""  # an address in which {} stands for what @facs says
    registers: dict[RegisterName, RegisterFiles] = {}
    letter_registers: Literal["read", "ignore"] = "read"  # listPerson and the like within the letters


def first_found(letter: etree._Element, paths: Sequence[str]) -> list[etree._Element | str]:
    """What the first of some XPaths that finds anything finds in a letter: elements, or the values of
    attributes."""
    for path in paths:
        selected = compiled(path)(letter)
        pieces = selected if isinstance(selected, list) else [selected] if isinstance(selected, str) else []
        kept = [each if isinstance(each, etree._Element) else str(each) for each in pieces]
        if any(not isinstance(each, str) or each for each in kept):
            return kept
    return []


def elements_at(path: str, element: etree._Element) -> list[etree._Element]:
    """The elements that an XPath selects from an element."""
    selected = compiled(path)(element)
    nodes = selected if isinstance(selected, list) else []
    return [node for node in nodes if isinstance(node, etree._Element)]


@cache
def _of_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of paths as an expression: `**/` stands for any folders, a star for part of a name."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    signs = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(signs.get(part) or re.escape(part) for part in parts))


def matches_path(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path matches one of some patterns."""
    return any(_of_pattern(pattern).fullmatch(path) for pattern in patterns)


def is_letter_file(path: str, corpus_map: CorpusMap) -> bool:
    """Whether a file, by its path from the edition's folder, is one of the letters' of a corpus."""
    inside = path.removeprefix(f"{normpath(corpus_map.corpus)}/")
    own = inside != path and matches_path(inside, corpus_map.files)
    return own and not matches_path(inside, corpus_map.exclude) and not is_register_file(path, corpus_map)


def is_register_file(path: str, corpus_map: CorpusMap) -> bool:
    """Whether a file, by its path from the edition's folder, holds a register of a corpus."""
    return matches_path(path, (p for each in corpus_map.registers.values() for p in each.files))
