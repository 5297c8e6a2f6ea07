"""Who wrote to whom, from where, and whom and what the letters mention, as a graph (GraphML)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from edition.lookup.addresses import address
from edition.model import Job
from edition.render.offers import NETWORK
from edition.render.site import Site
from edition.tei.heads import LetterHead

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
KEYS = (  # what nodes and edges have
    ("node", "kind", "string"),
    ("node", "label", "string"),
    ("node", "date", "string"),
    ("node", "url", "string"),
    ("edge", "relation", "string"),
    ("edge", "weight", "int"),
)
Edge = tuple[str, str, str]  # from a letter, to an entry, how


def plan(site: Site) -> Iterator[Job]:
    """The job for the graph."""
    if site.letters:
        uses = frozenset({"heads", "names", "naming", "config"})
        yield Job(NETWORK, uses, lambda: graph(site))


def graph(site: Site) -> bytes:
    """Letters and register entries as nodes; “sent”, “received”, “from” and “mentions” as edges from letters,
    the last with how often. (GraphML 1.0.)"""
    edges = edges_of(site)
    reached = {target for _, target, _ in edges}
    prefixes = {None: GRAPHML}
    root = etree.Element(f"{{{GRAPHML}}}graphml", nsmap=prefixes)  # type: ignore[arg-type]
    for domain, name, kind in KEYS:
        _child(root, "key", {"id": name, "for": domain, "attr.name": name, "attr.type": kind})
    drawn = _child(root, "graph", {"id": "letters", "edgedefault": "directed"})
    for letter in site.letters:
        _node(drawn, site, letter.id, letter.kind, letter.title, letter.edtf)
    for register, ref, entry in site.edition.entries():
        if ref in reached:
            _node(drawn, site, ref, register.noun, entry.name)
    for (source, target, relation), weight in edges.items():
        edge = _child(drawn, "edge", {"source": source, "target": target})
        _data(edge, relation=relation, weight=str(weight))
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")


def edges_of(site: Site) -> Counter[Edge]:
    """The edges with their weights, in the order of the letters."""
    edges: Counter[Edge] = Counter()
    entries = {ref for _, ref, _ in site.edition.entries()}
    for letter in site.letters:
        edges.update(edge for edge in _correspondence(letter) if edge[1] in entries)
    letters = {letter.id for letter in site.letters}
    for mention in site.edition.mentions:
        if mention.document in letters:
            edges[mention.document, mention.entry, "mentions"] += 1
    return edges


def _correspondence(letter: LetterHead) -> Iterator[Edge]:
    for relation, names in (("sent", letter.sender), ("received", letter.recipients), ("from", letter.place)):
        yield from ((letter.id, name.ref, relation) for name in names)


def _node(parent: etree._Element, site: Site, ref: str, kind: str, label: str, date: str = "") -> None:
    node = _child(parent, "node", {"id": ref})
    _data(node, kind=kind, label=label, date=date, url=site.config.url + address(ref))


def _data(parent: etree._Element, **values: str) -> None:
    for key, value in values.items():
        if value:
            _child(parent, "data", {"key": key}).text = value


def _child(parent: etree._Element, name: str, attributes: dict[str, str]) -> etree._Element:
    return etree.SubElement(parent, f"{{{GRAPHML}}}{name}", attributes)
