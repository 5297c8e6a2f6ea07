"""TEI P4, which has no namespace, as P5: other names for a few elements and attributes, and readings that
stood in attributes. (TEI P5, appendix “Migrating from P4”; P4 6.5.)"""

from __future__ import annotations

from lxml import etree

from edition.tei.tree import TEI, XML_ID, XML_LANG, Element

ELEMENTS = {
    "TEI.2": "TEI",
    "teiCorpus.2": "teiCorpus",
    "xref": "ref",
    "xptr": "ptr",
    "div0": "div",
    "hand": "handNote",
}
ATTRIBUTES = {"id": XML_ID, "lang": XML_LANG}
OF_ELEMENT = {
    ("date", "value"): "when",
    ("ref", "url"): "target",
    ("ptr", "url"): "target",
    ("name", "reg"): "key",
}
READINGS = {"sic": "corr", "orig": "reg", "abbr": "expan", "corr": "sic", "reg": "orig", "expan": "abbr"}


def bring_up_to_date(root: Element) -> None:
    """Give all elements without a namespace that of TEI, and what was called otherwise in P4 its name of
    today: `<sic corr="moss">mos</sic>` is a `choice`. Changes the tree."""
    for element in [*root.iter(etree.Element)]:
        if not isinstance(element.tag, str) or element.tag.startswith("{"):
            continue
        name = ELEMENTS.get(element.tag, element.tag)
        element.tag = f"{{{TEI}}}{name}"
        for key, value in element.attrib.items():
            new = ATTRIBUTES.get(str(key)) or OF_ELEMENT.get((name, str(key)))
            if new and not element.get(new):
                element.set(new, value)
                del element.attrib[key]
        reading = READINGS.get(name)
        if reading and element.get(reading):
            _make_choice(element, reading)


def _make_choice(element: Element, reading: str) -> None:
    parent = element.getparent()
    if parent is None:
        return
    choice = etree.Element(f"{{{TEI}}}choice")
    choice.tail, element.tail = element.tail, None
    parent.replace(element, choice)
    choice.append(element)
    etree.SubElement(choice, f"{{{TEI}}}{reading}").text = element.get(reading)
    del element.attrib[reading]
