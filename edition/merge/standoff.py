"""Notes: each becomes a `note` in `standOff/listAnnotation` with a target in the text.

The target is given by a reference in the text (`[^5]`), or for a note of ours by a quotation (`at: p3`,
`quote: words`), behind which the reference is put. (TEI P5, 16.10; encoding.md, “Notes”.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import ERROR, Rule
from edition.forms.base import Citation
from edition.merge.correspondence import Entries, named_element
from edition.merge.locate import find_quote, nearest_words, passages_with, put_reference
from edition.model import Annotation, NotePlace
from edition.tei.tree import XML_ID, E, Element, append, is_not_included, select, select_text
from edition.words.typography import alphabetic


def attach_notes(tree: Element, annotations: Iterable[Annotation], entries: Entries) -> list[Diagnostic]:
    """Put the notes of one document into its tree, and report those whose target (A201) or quotation (A202)
    is not there. Notes of the volume have numbers, ours get letters in the order of their references."""
    annotations = list(annotations)
    problems = [p for note in annotations for place in note.places for p in _anchor(tree, note, place)]
    ours = iter(range(len(annotations)))
    notes = [
        _note(tree, annotation, annotation.number or alphabetic(next(ours)), entries)
        for annotation in _in_order(tree, annotations)
    ]
    _put_notes(tree, notes)
    return problems


def _put_notes(tree: Element, notes: list[Element]) -> None:
    """Put notes into the tree, behind those that it has."""
    for there in select(tree, "t:standOff/t:listAnnotation") if notes else ():
        there.extend(notes)
        return
    if notes:
        tree[0].addnext(E("standOff", E("listAnnotation", *notes)))


def _in_order(tree: Element, annotations: list[Annotation]) -> list[Annotation]:
    """The volume’s notes in their order, then ours in the order of their references."""
    in_order = dict.fromkeys(select_text(tree, "//t:ptr[@type='noteAnchor']/@target"))
    targets = {target: place for place, target in enumerate(in_order)}
    ours = [annotation for annotation in annotations if not annotation.number]
    ours.sort(key=lambda annotation: targets.get(f"#{annotation.xml_id}", len(targets)))
    return [annotation for annotation in annotations if annotation.number] + ours


def _note(tree: Element, annotation: Annotation, number: str, entries: Entries) -> Element:
    return E(
        "note",
        *annotation.body,
        *_sources(annotation.sources, entries),
        xml_id=annotation.xml_id,
        n=number,
        type_=annotation.type,
        resp=f"#{annotation.responsibility}",
        target=_target(tree, annotation),
    )


def _sources(citations: Iterable[Citation], entries: Entries) -> list[Element]:
    """Where a statement of ours comes from, for the end of its note: a `bibl` for each work, with its
    places."""
    places: dict[str, list[str]] = {}
    for citation in citations:
        place = ", ".join(filter(None, (citation.locator, citation.pages)))
        places.setdefault(citation.work, []).append(place)
    bibls = []
    for work, scopes in places.items():
        bibl = E("bibl", named_element("title", work, entries), type_="source")
        for index, scope in enumerate(filter(None, scopes)):
            append(bibl, "; " if index else ", ")
            append(bibl, E("biblScope", scope))
        bibls.append(bibl)
    return bibls


A201 = Rule(
    "A201",
    ERROR,
    "a note whose target does not exist",
    why="The note would have no passage.",
    bad="`at: s7` in a letter whose summary has three paragraphs",
    good="`at: s3`",
)
A202 = Rule(
    "A202",
    ERROR,
    "a quotation that is not in the target of its note",
    why="The sign of a note follows the words that it quotes. The text may have changed since.",
    bad="`quote: garden of Lund`, where the summary says “the garden at Lund”",
    good="`quote: garden at Lund`",
)


def _anchor(tree: Element, annotation: Annotation, place: NotePlace) -> list[Diagnostic]:
    """Put the reference of a note of ours where its quotation ends."""
    unit, problems = _unit(tree, annotation, place)
    if unit is None:
        return problems
    reference = E("ptr", type_="noteAnchor", target=f"#{annotation.xml_id}")
    if place.selector is None:
        unit.append(reference)
        return []
    point = find_quote(unit, place.selector)
    if point is None:
        return [_not_there(tree, unit, annotation, place.selector.exact)]
    put_reference(point, reference)
    return []


def _unit(tree: Element, annotation: Annotation, place: NotePlace) -> tuple[Element | None, list[Diagnostic]]:
    """The paragraph of a note of ours: the one that it names, or the only one in which its quotation stands.
    None where there is none, or where its text is not included."""
    target = f"{annotation.document}.{place.unit}"
    if not place.unit and place.selector is not None:
        ids = passages_with(tree, place.selector.exact)
        if len(ids) != 1:
            return None, [] if not ids and is_not_included(tree) else [
                _ambiguous(annotation, place.selector.exact, ids)
            ]
        target = ids[0]
    units = select(tree, "//*[@xml:id=$id]", id=target)
    if units:
        return units[0], []
    if is_not_included(tree) and place.unit.startswith("p"):
        return None, []  # its paragraph is in the text that is not included
    hint = "give in “at” a paragraph of the summary (as s1) or of the text (as p1)"
    local = re.search(r"[sp]\d+$", place.unit)
    if local and local[0] != place.unit:
        hint = f"write at: {local[0]}"
    message = f"{annotation.document} has no “{place.unit}”"
    return None, [A201.at(annotation.location, message, hint, words=place.unit, before="at")]


HOW_TO_QUOTE = "quote the words exactly as they are there, without signs such as * and …"


def _ambiguous(annotation: Annotation, quotation: str, ids: list[str]) -> Diagnostic:
    """A quotation without a place that stands nowhere, or in several paragraphs."""
    message = f"the words “{quotation}” are not in {annotation.document}"
    hint = HOW_TO_QUOTE
    if ids:
        message = f"the words “{quotation}” are in {' and in '.join(ids)}"
        hint = f"say which with “at: {ids[0].partition('.')[2]}”, or quote more words"
    return A202.at(annotation.location, message, hint, words=quotation, before="quote")


def _not_there(tree: Element, unit: Element, annotation: Annotation, quotation: str) -> Diagnostic:
    """A quotation that is not in its paragraph: where it stands now, or what stands there instead."""
    target = str(unit.get(XML_ID))
    elsewhere, near = passages_with(tree, quotation), nearest_words(unit, quotation)
    hint = HOW_TO_QUOTE
    if elsewhere:
        hint = f"they are in {elsewhere[0]}: write at: {elsewhere[0].partition('.')[2]}"
    elif near:
        hint = f"there it says “{near}”"
    message = f"the words “{quotation}” are not in {target}"
    return A202.at(annotation.location, message, hint, words=quotation, before="quote")


def _target(tree: Element, annotation: Annotation) -> str:
    """A pointer to the nearest element with an id around the note’s reference, or to the whole text."""
    pointers = select(tree, "//t:ptr[@target=$target]", target=f"#{annotation.xml_id}")
    for pointer in pointers[:1]:
        for ancestor in pointer.iterancestors():
            if ancestor.get(XML_ID):
                return f"#{ancestor.get(XML_ID)}"
    return f"#{annotation.document}.text"
