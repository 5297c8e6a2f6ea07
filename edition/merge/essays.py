"""Essays: a header, and a body whose headings become nested divisions. (TEI P5, 4.1.)"""

from __future__ import annotations

from collections.abc import Iterable

from edition.addresses import address
from edition.diagnostics import Diagnostic, Location
from edition.merge.anchors import give_ids, links_in, paragraphs
from edition.merge.header import essay_header
from edition.model import Document, Part
from edition.schemas import ConfigFields, EssayFields
from edition.tei import LEVEL, ORIGIN, E, Element, copy, name_of


def essay(part: Part, config: ConfigFields) -> tuple[Document, list[Diagnostic]]:
    """The TEI of one essay, without its notes."""
    assert isinstance(part.fields, EssayFields)
    ref, path = part.document, part.marks.path
    taken: dict[str, Location] = {ref: part.location}
    body = nest([copy(element) for element in part.body])
    divisions = [found for element in body for found in element.iter() if name_of(found) == "div"]
    problems = give_ids(((d, path) for d in divisions), ref, "h", taken)
    problems += give_ids(((p, path) for p in paragraphs(body)), ref, "p", taken)
    abstract = [E("p", part.fields.summary, xml_id=f"{ref}.s1")] if part.fields.summary else []
    header = essay_header(part.fields, abstract, config, address(ref))
    division = E("div", *body, type_="essay", xml_id=f"{ref}.text")
    tree = E("TEI", header, E("text", E("body", division)), xml_id=ref)
    links = [(f"#{letter}", part.marks.at("letters", i)) for i, letter in enumerate(part.fields.letters)]
    return Document(ref, "essay", tree, taken, (*links, *links_in(part.body, path))), problems


def nest(elements: Iterable[Element]) -> list[Element]:
    """Put what follows a heading into a `div` with it, and lower headings into divisions of that one."""
    result: list[Element] = []
    open_divisions: list[tuple[int, Element]] = []
    for element in elements:
        if name_of(element) == "head":
            level = int(element.get(LEVEL) or 2)
            while open_divisions and open_divisions[-1][0] >= level:
                open_divisions.pop()
            division = E("div", element, **{ORIGIN: element.get(ORIGIN)})
            (open_divisions[-1][1].append if open_divisions else result.append)(division)
            open_divisions.append((level, division))
        elif open_divisions:
            open_divisions[-1][1].append(element)
        else:
            result.append(element)
    return result
