"""A word processor's file as pandoc's syntax tree. The file is not trusted.

Only the parts that hold text go to pandoc, each read with a size limit, parsed and written anew: macros,
pictures, embedded files and whatever would be fetched from elsewhere never reach it. (ECMA-376, part 1;
pandoc's manual, “A note on security”.)
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from edition.findings import Refused
from edition.importer.word_numbers import write_numbers

FILE_LIMIT, PART_LIMIT, PARTS_LIMIT = 50_000_000, 20_000_000, 40_000_000  # bytes
NAMES_LIMIT = 5_000  # parts in a file
PARAGRAPHS_LIMIT = 10_000  # in a letter
TIME_LIMIT = 60  # seconds for pandoc
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "word/document.xml"
PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    DOCUMENT,
    "word/_rels/document.xml.rels",
    "word/_rels/footnotes.xml.rels",
    "word/_rels/endnotes.xml.rels",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/comments.xml",
)
PICTURES = ("drawing", "pict", "object")
MARGINS = re.compile(r"word/(header|footer)\d*\.xml")
INSTALL = "pandoc is missing: python -m pip install -e '.[docx]'"


class UnreadableFile(Exception):
    """The file cannot be read; the message says why."""


class PandocMissing(Refused):
    """There is no pandoc on this machine; the message says what to install."""


@dataclass(frozen=True)
class WordFile:
    """What a file holds: pandoc’s tree, and the words that pandoc omits: those of text boxes, headers and
    footers; and what was taken out before, in words: pictures and hidden text."""

    tree: dict[str, Any]
    boxes: tuple[str, ...]
    margins: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def read_word_file(data: bytes) -> WordFile:
    """Read a .docx file. Raises `UnreadableFile` or `PandocMissing`."""
    if len(data) > FILE_LIMIT:
        raise UnreadableFile(f"it is larger than {FILE_LIMIT // 1_000_000} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts, margins = _parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UnreadableFile("it is not a .docx file, or a damaged one") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise UnreadableFile("it is damaged") from error
    if DOCUMENT not in parts:
        raise UnreadableFile("it is not a .docx file: it has no word/document.xml")
    if sum(1 for _ in parts[DOCUMENT].iter(f"{{{W}}}p")) > PARAGRAPHS_LIMIT:
        raise UnreadableFile(f"it has more than {PARAGRAPHS_LIMIT:,} paragraphs, which no letter has")
    boxes = _boxes(parts[DOCUMENT])
    hidden = _hiding_styles(parts["word/styles.xml"]) if "word/styles.xml" in parts else frozenset()
    left_out = tuple(_take_out(parts[DOCUMENT], hidden))
    write_numbers(parts)
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, root in parts.items():
            archive.writestr(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    return WordFile(_pandoc(clean.getvalue()), boxes, margins, left_out)


def _parts(archive: zipfile.ZipFile) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The parts that hold text, parsed, and the words of headers and footers."""
    if len(archive.namelist()) > NAMES_LIMIT:
        raise UnreadableFile("it has too many parts")
    parts, margins, total = {}, [], 0
    for name in dict.fromkeys(archive.namelist()):
        if name not in PARTS and not MARGINS.fullmatch(name):
            continue
        with archive.open(name) as part:
            text = part.read(PART_LIMIT + 1)
        total += len(text)
        if len(text) > PART_LIMIT or total > PARTS_LIMIT:
            raise UnreadableFile("what is packed in it is too large")
        root = _parse(text, name)
        if name in PARTS:
            parts[name] = _with_plain_lines(root)
        elif words := _words(root):
            margins.append(words)
    return parts, tuple(dict.fromkeys(margins))


def _parse(text: bytes, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(f"its part {name} is damaged") from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise UnreadableFile(f"its part {name} declares entities, which no word processor writes")
    return root


def _with_plain_lines(root: Any) -> Any:
    """Reduce lines below and through words to single ones, the only ones pandoc knows; a double line below
    becomes a single one in bold."""
    for line in root.iter(f"{{{W}}}dstrike"):
        line.tag = f"{{{W}}}strike"
    for line in root.iter(f"{{{W}}}u"):
        kind = line.get(f"{{{W}}}val", "single")
        if kind in {"double", "wavyDouble"}:
            line.addnext(etree.Element(f"{{{W}}}b"))
        if kind != "none":
            line.set(f"{{{W}}}val", "single")
    return root


def _words(root: Any) -> str:
    return " ".join("".join(text.text or "" for text in root.iter(f"{{{W}}}t")).split())


def _boxes(root: Any) -> tuple[str, ...]:
    """The words of text boxes, which occur twice in a file, for old programs and new ones."""
    texts = [_words(box) for box in root.iter(f"{{{W}}}txbxContent")]
    return tuple(dict.fromkeys(words for words in texts if words))


OFF = {"0", "false", "off"}  # values of a property that a style has and a run has not


def _hides(properties: Any) -> bool | None:
    """Do the properties of a run or style hide its words? None where they say nothing of it."""
    mark = None if properties is None else properties.find(f"{{{W}}}vanish")
    return None if mark is None else mark.get(f"{{{W}}}val", "1") not in OFF


def _hiding_styles(styles: Any) -> frozenset[str]:
    """The ids of the styles that hide words."""
    hiding = (style for style in styles.iter(f"{{{W}}}style") if _hides(style.find(f"{{{W}}}rPr")))
    return frozenset(str(style.get(f"{{{W}}}styleId")) for style in hiding)


def _is_hidden(run: Any, styles: Collection[str]) -> bool:
    """Is a run hidden, by itself or by its style or that of its paragraph?"""
    own = _hides(run.find(f"{{{W}}}rPr"))
    if own is not None:
        return own
    marks = [run.find(f"{{{W}}}rPr/{{{W}}}rStyle"), run.find(f"../{{{W}}}pPr/{{{W}}}pStyle")]
    return any(mark is not None and mark.get(f"{{{W}}}val") in styles for mark in marks)


def _take_out(root: Any, hiding: Collection[str]) -> Iterator[str]:
    """Take out hidden text and page breaks; tell these and the pictures, each with the words before it."""
    last = ""
    for paragraph in list(root.iter(f"{{{W}}}p")):
        before = ""
        if paragraph.find(f"{{{W}}}pPr/{{{W}}}pageBreakBefore") is not None:
            yield _page_break(last)
        for run in list(paragraph.iter(f"{{{W}}}r")):
            for mark in run.findall(f"{{{W}}}br[@{{{W}}}type='page']"):
                yield _page_break(before or last)
                run.remove(mark)
            where = f", after “…{before[-50:].lstrip()}”" if before.strip() else ""
            if _is_hidden(run, hiding):
                yield f"hidden text (“{_words(run)[:60]}”){where}"
                run.getparent().remove(run)
                continue
            if any(run.find(f"{{{W}}}{name}") is not None for name in PICTURES) and not _boxes(run):
                yield f"a picture{where or f', in the paragraph “{_words(paragraph)[:50]}”'}"
            before += "".join(text.text or "" for text in run.iter(f"{{{W}}}t"))
        last = before or last


def _page_break(before: str) -> str:
    where = f", after “…{before[-50:].lstrip()}”" if before.strip() else ""
    return f"a page break{where} (write [|] there, or [|2r], if a page of the original begins)"


def find_pandoc() -> str:
    """The path of pandoc, from the Python package or the system. Raises `PandocMissing`."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        program = shutil.which("pandoc")
        if program is None:
            raise PandocMissing(INSTALL) from None
        return program


def _pandoc(data: bytes) -> dict[str, Any]:
    """Pandoc’s tree, with tracked changes and comments; pandoc runs in a sandbox with limits of time and
    memory."""
    command = [find_pandoc(), "--from=docx+styles", "--to=json", "--sandbox", "--track-changes=all"]
    try:
        done = subprocess.run(
            [*command, "+RTS", "-M1G", "-RTS"],
            input=data,
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"pandoc did not come to an end in {TIME_LIMIT} seconds") from error
    if done.returncode:
        reasons = done.stderr.decode("utf-8", "replace").strip().splitlines()[:1] or ["it gives no reason"]
        raise UnreadableFile(f"pandoc cannot read it: {reasons[0][:200]}")
    try:
        tree = json.loads(done.stdout)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("pandoc’s answer cannot be read") from error
    return tree if isinstance(tree, dict) else {}
