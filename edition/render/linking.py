"""Links of a text: references to notes and places, names that lead to their entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from edition.forms.language import Language
from edition.lookup.addresses import href
from edition.render.showing import NoteReference, Page, content_of
from edition.tei.heads import UNKNOWN, ReferencedName
from edition.tei.tree import Element, name_of
from edition.words.typography import unbroken


def note_reference(element: Element, page: Page) -> str:
    """A link to the note in the list, and a button that opens it in place; the style sheet shows one."""
    if not page.references:
        return ""
    target = element.get("target", "")
    local = escape(target[1:].removeprefix(f"{page.document}."))
    note = page.notes.get(target) or NoteReference(target.rpartition(".n")[2], 0)
    before = note.pointers.index(element) if element in note.pointers else 0
    xml_id = f"ref-{local}-{before + 1}" if before else f"ref-{local}"
    place = "" if before or not note.place else f" at-{note.place}"
    place += " next" if _follows_another(element) else ""
    label = f'aria-label="{page.phrases("Note {number}", number=note.number)}"'
    link = f'<a href="#{local}" id="{xml_id}" role="doc-noteref" {label}>{note.number}</a>'
    button = f'<button type="button" popovertarget="{local}" {label}>{note.number}</button>'
    return f'<sup class="noteref{place}">{link}{button if page.beside else ""}</sup>'


def _follows_another(pointer: Element) -> bool:
    """Does a reference stand directly behind another, which may be the last thing in what is before it?"""
    before = pointer.getprevious()
    while before is not None and not (before.tail or "").strip():
        if name_of(before) == "ptr":
            return True
        before = before[-1] if len(before) else None
    return False


def reference(element: Element, page: Page) -> str:
    """A link to what the element points at."""
    address = escape(page.link(element.get("target", "")))
    return _with_references(element, page, lambda inside: f'<a href="{address}">{inside}</a>')


def _with_references(element: Element, page: Page, link: Callable[[str], str]) -> str:
    """A link, and behind it the references to notes that stand in it, which are links too; names in it are
    only names."""
    if not page.links:
        return content_of(element, page)
    notes = "".join(note_reference(each, page) for each in element.iter("{*}ptr"))
    return link(content_of(element, replace(page, references=False, links=False))) + notes


def name(element: Element, page: Page) -> str:
    """A name leads to its entry; if it was named before, a script may still show the entry. Initials and
    surname stay on one line."""
    return _to_entry(element, page, unbroken)


def title(element: Element, page: Page) -> str:
    """A title is italic, and leads to its entry."""
    return _to_entry(element, page, lambda inside: f"<i>{unbroken(inside)}</i>")


def _to_entry(element: Element, page: Page, shown: Callable[[str], str]) -> str:
    ref = element.get("ref", "")
    if not ref or not page.links or (page.names is not None and element not in page.names):
        return shown(content_of(element, page))
    ref, *others = ref.split()
    kind, address = ref.removeprefix("#").partition("-")[0], page.link(ref)
    if page.names is not None and not page.names[element]:
        again = "".join(_on_demand(page.link(other), "+", ' aria-hidden="true"') for other in others)
        return _on_demand(address, shown(content_of(element, page))) + again
    link = _with_references(element, page, lambda inside: _name_link(kind, address, shown(inside)))
    return link + "".join(_also(other, page) for other in others)


def _on_demand(address: str, inside: str, more: str = "") -> str:
    """What shows an entry on demand, and is no link."""
    return f'<span class="name" data-to="{escape(address)}"{more}>{inside}</span>'


def _also(ref: str, page: Page) -> str:
    """The link to a further person who is meant by the same words."""
    kind, _, name = ref.removeprefix("#").partition("-")
    label = f'aria-label="+ {escape(name.replace("-", " "))}"'
    return f'<a class="name {kind}" href="{escape(page.link(ref))}" {label}>+</a>'


def _name_link(kind: str, address: str, inside: str) -> str:
    return f'<a class="name {kind}" href="{escape(address)}">{inside}</a>'


def linked_names(names: Sequence[ReferencedName], root: str, phrases: Language) -> Markup:
    """Names of a header as a list in words, “A, B and C”, each a link to its entry if it has one."""
    return Markup(phrases.listed(Markup(_linked_name(name, root, phrases)) for name in names))


def _linked_name(name: ReferencedName, root: str, phrases: Language) -> str:
    supposed = "" if name.certain or not name.ref.startswith(("person-", "org-")) else " (?)"
    words = phrases.say("unknown") if name.words == UNKNOWN and not name.ref else name.words
    inside = unbroken(str(escape(words))) + supposed
    return _name_link(name.ref.partition("-")[0], href(name.ref, root), inside) if name.ref else inside
