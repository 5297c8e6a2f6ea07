"""A second TEI file of each document, for programs that show TEI as it comes (TEIC Stylesheets, CETEIcean).

Nothing in it has to be known: notes stand where they are referred to, the summary stands in the body, of two
readings the one that is read; brackets of editors are signs, and addresses are whole, so that the file needs
no other. What is not for show is left out; `tei/L16.xml` has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from edition.forms.configuration import ConfigFields
from edition.forms.language import wording
from edition.lookup.addresses import address
from edition.model import Document, Job
from edition.render.letter_marks import part_name
from edition.render.offers import COMMON
from edition.render.site import Site
from edition.tei.canonical import serialise
from edition.tei.content_models import ORDER
from edition.tei.tree import (
    XML_ID,
    E,
    Element,
    append,
    copy,
    ids_in,
    insert_after,
    name_of,
    remove,
    select,
    select_text,
    take_attribute,
)

TEXT = "/t:TEI/t:text"
IN_REGISTERS = ("kind-", "kinds", "topics")
READINGS = "t:corr | t:abbr | t:orig"  # of two, the one that the page shows
LOOKS = {  # what the page gives them too
    "underline": "text-decoration: underline",
    "underline2": "text-decoration: underline double",
    "italic": "font-style: italic",
    "bold": "font-weight: bold",
    "superscript": "vertical-align: super; font-size: smaller",
    "subscript": "vertical-align: sub; font-size: smaller",
    "smallcaps": "font-variant: small-caps",
    "spaced": "letter-spacing: 0.15em",
    "strikethrough": "text-decoration: line-through",
}
MADE = wording(
    "Made from {address} for programs that show TEI as it is: notes stand where they are referred to, the "
    "summary stands in the body, of two readings the edited one, and brackets are signs of the text."
)


def plan(site: Site) -> Iterator[Job]:
    """A job for each document, in `tei/common/`."""
    for document in site.edition.documents.values():
        uses = frozenset({f"document:{document.id}", "config"})
        yield Job(f"{COMMON}{document.id}.xml", uses, partial(_data, document, site.config))


def _data(document: Document, config: ConfigFields) -> bytes:
    return serialise(for_common_tools(document.tree, config))


def for_common_tools(tree: Element, config: ConfigFields) -> Element:
    """A document as a TEI file that needs no other and no knowledge of the profile."""
    twin = copy(tree)
    _put_summary_into_body(twin, config)
    put_notes_in_place(twin)
    _give_heads(twin, config)
    _settle_readings(twin)
    _write_signs(twin)
    _leave_out_what_is_not_shown(twin)
    _declare_looks(twin)
    complete_addresses(twin, config.url)
    _declare(twin, config)
    return twin


# -- notes ----------------------------------------------------------------------------------------------


def put_notes_in_place(tree: Element) -> None:
    """Let each note stand where it is first referred to; a further reference leads to it. One without a
    reference stands at the end of what it is about."""
    notes = {f"#{note.get(XML_ID)}": note for note in select(tree, "t:standOff//t:note[@xml:id]")}
    waiting = dict(notes)
    for sign in select(tree, "//t:ptr[@type='noteAnchor']"):
        target = sign.get("target", "")
        if target in waiting:
            insert_after(sign, _in_place(waiting.pop(target)))
        elif target in notes:
            again = E("ref", notes[target].get("n", "*"), target=target)
            insert_after(sign, E("hi", again, rend="superscript"))
        remove(sign)
    for note in waiting.values():
        place = _place_for(tree, note.get("target", "")[1:])
        append(place, _in_place(note))
    for container in select(tree, "t:standOff"):
        remove(container)


def _in_place(note: Element) -> Element:
    twin = copy(note)
    twin.set("place", "end")
    take_attribute(twin, "target")
    return twin


def _place_for(tree: Element, target: str) -> Element:
    """The last block of what has an id, else of the summary, else of the text."""
    ways = ("//*[@xml:id=$id]/descendant-or-self::t:p", "//t:div[@type='summary']/t:p", f"{TEXT}//t:p")
    body = select(tree, f"{TEXT}/t:body")[-1]
    return next((elements[-1] for way in ways if (elements := select(tree, way, id=target))), body)


# -- summary and heads ----------------------------------------------------------------------------------


def _put_summary_into_body(tree: Element, config: ConfigFields) -> None:
    """Behind the text, as on the page."""
    for abstract in select(tree, "//t:profileDesc/t:abstract"):
        head = E("head", config.phrases.say("Summary"))
        summary = E("div", head, *abstract, type_="summary")
        append(select(tree, "t:text/t:body")[0], summary)
        remove(abstract)


def _give_heads(tree: Element, config: ConfigFields) -> None:
    """The text is headed by its title, what stands with it by what it is."""
    divisions = select(tree, "t:text/t:body/t:div")
    title = select_text(tree, "t:teiHeader//t:titleStmt/t:title/text()")[:1]
    for first in divisions[:1]:
        first.insert(0, E("head", *title))
    for division in divisions[1:]:
        head = part_name(division)
        if head and not select(division, "t:head"):
            division.insert(0, E("head", config.phrases.say(head)))


# -- words ----------------------------------------------------------------------------------------------


def _settle_readings(tree: Element) -> None:
    for choice in select(tree, "//t:choice"):
        for reading in (select(choice, READINGS) or select(choice, "t:*"))[:1]:
            insert_after(choice, reading)
        remove(choice)


def _write_signs(tree: Element) -> None:
    """Brackets and dots as signs, since some programs show them and others do not."""
    for element in select(tree, f"{TEXT}//t:supplied[not(@reason='lost')]"):
        doubt = "?" if element.get("cert") in {"low", "medium"} else ""
        _as_seg(element, "supplied", "[", f"{doubt}]")
    for element in select(tree, f"{TEXT}//t:corr | {TEXT}//t:supplied"):
        _as_seg(element, "edited")
    for element in select(tree, f"{TEXT}//t:sic"):
        _as_seg(element, "sic", "", " [sic]")
    for element in select(tree, f"{TEXT}//t:gap"):
        holder = element.getparent()
        if holder is not None and name_of(holder) in ORDER:  # between paragraphs, where no `seg` can stand
            continue
        reason = element.get("reason", "")
        said = reason in {"withdrawn", "not-included"}
        sign = "…" if reason == "editorial" else "[…]"
        words = _words_of(element) if said else (sign,)
        insert_after(element, E("seg", *words, type_=next(iter(reason.split()), "gap")))
        remove(element)


def _words_of(gap: Element) -> Iterator[Element | str | None]:
    for desc in select(gap, "t:desc"):
        yield desc.text
        for child in list(desc):
            tail, child.tail = child.tail, None
            yield from (child, tail)


def _as_seg(element: Element, kind: str, before: str = "", after: str = "") -> None:
    element.tag = E("seg").tag
    for name in ("reason", "cert"):
        take_attribute(element, name)
    element.set("type", kind)
    element.text = before + (element.text or "")
    append(element, after)


def _leave_out_what_is_not_shown(tree: Element) -> None:
    """Page breaks of which nothing is known, and images but for their addresses."""
    images = _images(tree)
    for element in select(tree, "//t:pb"):
        if element.get("facs") in images:
            element.set("facs", images[element.get("facs", "")])
        elif not element.get("n"):
            remove(element)
    for element in select(tree, "t:facsimile"):
        remove(element)


def _images(tree: Element) -> Mapping[str, str]:
    surfaces = select(tree, "t:facsimile/t:surface[t:graphic/@url]")
    return {f"#{each.get(XML_ID)}": select_text(each, "t:graphic/@url")[0] for each in surfaces}


# -- header ---------------------------------------------------------------------------------------------


def _declare_looks(tree: Element) -> None:
    """Let what is highlighted point to its look, in CSS. (TEI P5, 2.3.4, `rendition`.)"""
    used: dict[str, None] = {}
    for element in select(tree, "t:text//*[self::t:hi or self::t:del][@rend]"):
        look = element.get("rend", "")
        look += "2" if look == "underline" and element.get("n") == "2" else ""
        if look in LOOKS:
            element.set("rendition", f"#{look}")
            used[look] = None
    if used:
        looks = [E("rendition", LOOKS[look], scheme="css", xml_id=look) for look in LOOKS if look in used]
        select(tree, "t:teiHeader/t:encodingDesc")[0].append(E("tagsDecl", *looks))


def complete_addresses(tree: Element, url: str) -> None:
    """Write out each pointer that leads out of the file; `url` is the address of the site."""
    own = {f"#{xml_id}" for xml_id in ids_in(tree)}
    for element in tree.iter():
        for name, value in element.items():
            targets = str(value).split() if str(value).startswith("#") else []
            if any(each not in own for each in targets):
                element.set(name, " ".join(_complete(each, own, url) for each in targets))


def _complete(target: str, own: set[str], url: str) -> str:
    ref = target[1:]
    if not target.startswith("#") or target in own:
        return target
    if ref.startswith(IN_REGISTERS):
        return f"{url}tei/registers.xml#{ref}"
    return url + ("letters/" if ref == "letters" else address(ref))


def _declare(tree: Element, config: ConfigFields) -> None:
    """Say in the header what the file is, and leave out what the profile alone says of it."""
    full = f"{config.url}tei/{tree.get(XML_ID)}.xml"
    for declaration in select(tree, "t:teiHeader//t:editorialDecl"):
        declaration.insert(0, E("p", config.phrases.say(MADE, address=full)))
    for element in select(tree, "t:teiHeader//t:schemaRef | t:teiHeader//t:refsDecl"):
        remove(element)
