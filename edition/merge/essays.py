"""Essays: a header, and a body whose headings become nested divisions (TEI P5, 4.1)."""

from __future__ import annotations

from collections.abc import Iterable

from edition.anchors.registry import Registry
from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.configuration import ConfigFields
from edition.forms.documents import EssayFields, ImportedFields
from edition.lookup.addresses import address
from edition.merge.correspondence import Entries
from edition.merge.draft import DocumentDraft
from edition.merge.header import essay_header
from edition.merge.ids import IdAllocator, links_in, paragraphs
from edition.merge.structure import check_structure
from edition.model import Document, DocumentPart
from edition.model.parsed import StartText
from edition.tei.tree import LEVEL, ORIGIN, PIN, E, Element, copy, name_of, take_attribute


def merge_essay(
    part: DocumentPart[EssayFields],
    text: DocumentPart[ImportedFields] | None,
    config: ConfigFields,
    entries: Entries,
    registry: Registry,
) -> tuple[DocumentDraft, list[Diagnostic]]:
    """The TEI of one essay without its notes, and the problems in it. When the essay is a source, `part`
    holds our summary, which becomes the abstract, and `text` the imported text, if there is one."""
    fields = part.fields
    ref, path = part.document, part.marks.path
    taken: dict[str, Location] = {ref: part.location}
    links = [(f"#{letter}", part.marks.at("letters", i)) for i, letter in enumerate(fields.letters)]
    if fields.work:
        links.append((f"#{fields.work}", part.marks.at("work")))
    links += links_in(part.body, path)
    abstract = [E("p", fields.summary)] if fields.summary else []
    body, body_path = part.body, path
    if fields.kind == "source":
        abstract += [copy(element) for element in part.body]
        body = text.body if text is not None else ()
        if text is not None:
            body_path = text.marks.path
            links += links_in(body, body_path)
    content = nest_divisions([copy(element) for element in body]) or _missing(config)
    ids = IdAllocator(ref, registry, taken, config.phrases)
    problems = list(check_structure([E("abstract", *abstract)], path))
    problems += ids.give(abstract, paragraphs(abstract), path, "s")
    if body:
        problems += check_structure([E("div", *content)], body_path)
        written = list(paragraphs(content))
        divisions = [child for element in content for child in element.iter() if name_of(child) == "div"]
        problems += ids.give(content, divisions, body_path, "h")
        problems += ids.give(content, written, body_path, "p")
    imported = text.fields if text is not None else None
    header = essay_header(fields, imported, abstract, config, entries, address(ref))
    division = E("div", *content, type_="essay", xml_id=f"{ref}.text")
    tree = E("TEI", header, E("text", E("body", division)), xml_id=ref)
    return DocumentDraft(ref, "essay", tree, taken, links), problems


def start_page(part: StartText) -> Document:
    """The words of the start page, their headings as divisions. It is no text of the edition: it has no
    header and no ids, and cannot be cited."""
    division = E("div", *nest_divisions(copy(element) for element in part.body), type_="start")
    tree = E("TEI", E("text", E("body", division)), xml_id="start")
    return DocumentDraft("start", "start", tree, links=list(links_in(part.body, part.path))).finished()


def _missing(config: ConfigFields) -> list[Element]:
    words = config.phrases.word(config.source_not_included)
    return [E("p", E("gap", E("desc", words), reason="not-included"))]


def nest_divisions(elements: Iterable[Element]) -> list[Element]:
    """Wrap each heading and what follows it in a `div`, with divisions of lower headings inside it. A heading
    of level 1 is the title and stays outside."""
    result: list[Element] = []
    open_divisions: list[tuple[int, Element]] = []
    for element in elements:
        if name_of(element) == "head":
            level = int(element.get(LEVEL) or 2)
            if level == 1:  # the title, as printed
                result.append(element)
                continue
            while open_divisions and open_divisions[-1][0] >= level:
                open_divisions.pop()
            division = E("div", element, **{ORIGIN: element.get(ORIGIN), PIN: take_attribute(element, PIN)})
            (open_divisions[-1][1].append if open_divisions else result.append)(division)
            open_divisions.append((level, division))
        elif open_divisions:
            open_divisions[-1][1].append(element)
        else:
            result.append(element)
    return result
