"""The notes as annotations of the pages that they explain.

W3C Web Annotation Data Model and Vocabulary (2017): `annotations/index.json` is a collection, each document
with notes is a page of it, `annotations/L16.json`. A note is anchored by the id of its passage and by the
words before and after its sign.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from edition.lookup.addresses import address
from edition.model import Document, Job
from edition.render.offers import ANNOTATIONS, COLLECTION
from edition.render.site import Site
from edition.tei.reading import NOTE_SIGN, PAGE_END, PRINTED, read, text_of
from edition.tei.tree import XML_ID, Element, select

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SPACE = re.compile(r"\s+")
EXACT, AROUND = 40, 32  # characters of a quotation, and before and after it
Json = dict[str, object]


@dataclass(frozen=True)
class PageNeighbours:
    """Where a page stands in the collection: the pages before and after it ("" for none), and how many
    annotations come before it."""

    previous: str
    following: str
    start: int


def plan(site: Site) -> Iterator[Job]:
    """The jobs for the collection and its pages."""
    documents = [document for document in site.edition.documents.values() if document.facts.voices]
    if not documents:
        return
    counts = [len(document.facts.voices) for document in documents]
    names = ["", *(document.id for document in documents), ""]
    starts = accumulate(counts, initial=0)
    config = frozenset({"config"})
    yield Job(COLLECTION, config | {"voices"}, partial(_collection, site, documents, sum(counts)))
    for index, (document, start) in enumerate(zip(documents, starts, strict=False)):
        around = PageNeighbours(names[index], names[index + 2], start)
        uses = config | {f"document:{document.id}", "voices"}
        yield Job(f"{ANNOTATIONS}{document.id}.json", uses, partial(_page, site, document, around))


def _collection(site: Site, documents: Sequence[Document], total: int) -> bytes:
    config = site.config
    return _encoded(
        {
            "@context": CONTEXT,
            "id": config.url + COLLECTION,
            "type": "AnnotationCollection",
            "label": f"{config.title}: notes",
            "creator": {"name": config.publisher},
            "rights": config.licence,
            "total": total,
            "first": _address(site, documents[0].id),
            "last": _address(site, documents[-1].id),
        }
    )


def _address(site: Site, document: str) -> str:
    return f"{site.config.url}{ANNOTATIONS}{document}.json"


def _page(site: Site, document: Document, around: PageNeighbours) -> bytes:
    tree = document.tree
    signs = signs_in(tree)
    notes = [note for note in select(tree, "//t:standOff//t:note") if note.get(XML_ID)]
    page: Json = {
        "@context": CONTEXT,
        "id": _address(site, document.id),
        "type": "AnnotationPage",
        "partOf": site.config.url + COLLECTION,
        "startIndex": around.start,
        "prev": around.previous and _address(site, around.previous),
        "next": around.following and _address(site, around.following),
        "items": [_annotation(site, document, note, signs) for note in notes],
    }
    return _encoded({key: value for key, value in page.items() if value != ""})


def _annotation(site: Site, document: Document, note: Element, signs: Mapping[str, Json]) -> Json:
    ref, url = str(note.get(XML_ID)), site.config.url
    voice = site.config.responsible.get((note.get("resp") or "").removeprefix("#"))
    place = signs.get(ref)
    target: Json = {"source": url + address(document.id), **({"selector": place} if place else {})}
    annotation: Json = {
        "id": f"{_address(site, document.id)}#{ref.partition('.')[2]}",
        "type": "Annotation",
        "motivation": "commenting",
        "body": {
            "type": "TextualBody",
            "value": text_of(note),
            "format": "text/plain",
            "language": site.config.language,
            "purpose": "commenting",
        },
        "target": target,
        "canonical": url + address(ref),
        "rights": site.config.licence,
    }
    if voice is not None:
        annotation["creator"] = {"name": voice.name}
    return annotation


def signs_in(tree: Element) -> Mapping[str, Json]:
    """For each note that is referred to in a document, the selector of the place where its sign stands
    first: the id of the passage, refined by its words."""
    selectors: dict[str, Json] = {}
    with_signs = set(map(_unit_of, select(tree, "//t:ptr")))
    for unit in select(tree, "//t:abstract/*[@xml:id] | //t:text//*[@xml:id]"):
        if unit not in with_signs:
            continue
        pieces = list(read(unit, PRINTED))
        for number, (text, element) in enumerate(pieces):
            if text == NOTE_SIGN and _unit_of(element) is unit:
                before, after = ("".join(_words(part)) for part in (pieces[:number], pieces[number:]))
                ref = (element.get("target") or "").removeprefix("#")
                selectors.setdefault(ref, _selector(str(unit.get(XML_ID)), before, after))
    return selectors


def _unit_of(element: Element) -> Element | None:
    return next((above for above in element.iterancestors() if above.get(XML_ID)), None)


def _words(pieces: Sequence[tuple[str, Element]]) -> Iterator[str]:
    yield from (text for text, _ in pieces if text not in {NOTE_SIGN, PAGE_END})


def _selector(unit: str, before: str, after: str) -> Json:
    words, rest = SPACE.sub(" ", before).lstrip(), SPACE.sub(" ", after)
    begun = words.rfind(" ", 0, max(0, len(words) - EXACT)) + 1
    quote: Json = {
        "type": "TextQuoteSelector",
        "exact": words[begun:],
        "prefix": words[max(0, begun - AROUND) : begun],
        "suffix": rest[:AROUND],
    }
    selector: Json = {"type": "FragmentSelector", "value": unit.partition(".")[2]}
    return {**selector, "refinedBy": quote} if words else selector


def _encoded(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
