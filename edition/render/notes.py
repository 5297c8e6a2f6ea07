"""Notes as a page shows them: each is one element, in the list at the end of the text.

A wide page puts it beside its line, by style alone (`templates/css/margin.css.j2`); on another its reference
opens it in place, as a popover.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from edition.forms.configuration import ConfigFields
from edition.render.behaviours import revised
from edition.render.showing import NoteReference, Page, html
from edition.tei.reading import NOTE_SIGN, SHOWN, read, text_of
from edition.tei.tree import XML_ID, Element, is_not_included, name_of, select, select_text

# About how many characters stand on a line of the text and of a note beside it, and how high a line of such a
# note is in lines of the text. Measured on the built pages; only the room for a note depends on it.
TEXT_LINE, NOTE_LINE, NOTE_HEIGHT = 64, 47, 0.78
LEAST, MOST = 2, 60  # lines of a note beside the text
DRIFT = 5  # lines of the text by which a note may stand below its reference


@dataclass(frozen=True)
class NoteView:
    """A note. `place` is the ordinal of its first reference on the page (0: none leads to it), `lines` how
    many of its lines there is room for beside the text (0: for all), `references` the ids that lead back."""

    id: str
    number: str
    voice: str
    label: str
    html: Markup
    place: int
    lines: int
    references: tuple[str, ...]
    revised: Markup


def with_notes(page: Page, tree: Element) -> Page:
    """The page, knowing the notes of a document: behaviours number references by it."""
    pointers: dict[str, list[Element]] = {}
    text, summary = _blocks(tree)
    for block in text:
        for pointer in select(block, ".//t:ptr[@type='noteAnchor']"):
            pointers.setdefault(str(pointer.get("target")), []).append(pointer)
    places = {target: place for place, target in enumerate(pointers, 1)}
    for block in summary:
        for pointer in select(block, ".//t:ptr[@type='noteAnchor']"):
            pointers.setdefault(str(pointer.get("target")), []).append(pointer)
    notes = {}
    for note in select(tree, "//t:standOff//t:note"):
        target = f"#{note.get(XML_ID)}"
        notes[target] = NoteReference(note.get("n", ""), places.get(target, 0), pointers.get(target, []))
    return replace(page, notes=notes)


def _blocks(tree: Element) -> tuple[list[Element], list[Element]]:
    """What the page shows open, in its order, and what it shows folded: where the text is there, the text and
    the summary; where it is not, both are open."""
    text, summary = select(tree, "/*/t:text"), select(tree, "//t:abstract")
    is_summarised = not select(tree, "//t:correspDesc") or is_not_included(tree)
    return ([*summary, *text], []) if is_summarised else (text, summary)


def names_on_page(tree: Element) -> Mapping[Element, bool]:
    """The names that lead to their entry on a page: as a link (True) the first mention of each in the text
    and in the summary, unless the head has it (sender and recipients); on demand (False) the further ones,
    and in each note the first of those that text and summary do not name. Others in notes are words."""
    shown: dict[Element, bool] = {}
    named: set[str] = set()
    in_head = set(select_text(tree, "//t:correspAction/t:persName/@ref"))
    for path in ("/*/t:text", "//t:abstract/t:p"):
        before = set(in_head)
        for name in select(tree, f"{path}//*[@ref]"):
            shown[name] = name.get("ref") not in before
            before.add(str(name.get("ref")))
        named |= before
    for note in select(tree, "//t:standOff//t:note"):
        before = set(named)
        for name in select(note, ".//*[@ref]"):
            if name.get("ref") not in before:
                shown[name] = False
                before.add(str(name.get("ref")))
    return shown


def note_views(tree: Element, page: Page, config: ConfigFields) -> tuple[NoteView, ...]:
    """The notes of a document in the order of their references, those without one at the end. `page` comes
    from `with_notes`."""
    lines = room_beside(tree)
    views = [_note_view(note, page, config, lines) for note in select(tree, "//t:standOff//t:note")]
    return tuple(sorted(views, key=lambda view: view.place or len(views) + 1))


def _note_view(note: Element, page: Page, config: ConfigFields, lines: Mapping[str, int]) -> NoteView:
    voice = (note.get("resp") or "#edition")[1:]
    person = config.responsible.get(voice)
    target = f"#{note.get(XML_ID)}"
    local = target[1:].removeprefix(f"{page.document}.")
    reference = page.notes[target]
    blocks = [child for child in note if name_of(child)]
    return NoteView(
        id=local,
        number=reference.number,
        voice="author" if note.get("type") == "authorial" else voice,
        label=person.label or person.name if person else voice,
        html=Markup("").join(html(block, page) for block in blocks),
        place=reference.place,
        lines=lines.get(target, 0),
        references=tuple(
            f"ref-{local}" + (f"-{n}" if n > 1 else "") for n in range(1, len(reference.pointers) + 1)
        ),
        revised=Markup(revised(note, page)),
    )


def room_beside(tree: Element) -> Mapping[str, int]:
    """How many lines of each note to show beside the text, for those that cannot be shown whole: as many as
    keep every note within a few lines of its reference, at least two."""
    lengths = {f"#{n.get(XML_ID)}": len(text_of(n)) for n in select(tree, "//t:standOff//t:note")}
    starts = _reference_lines(tree)
    whole = [1 + lengths.get(target, 0) // NOTE_LINE for target, _ in starts]
    lines = _shorten([start for _, start in starts], [min(full, MOST) for full in whole])
    return {
        target: shown for (target, _), full, shown in zip(starts, whole, lines, strict=True) if shown < full
    }


def _shorten(starts: list[float], lines: list[int]) -> list[int]:
    """Take lines from the longest of the notes that push another one too far down, until none is or all are
    short. `starts` and the result's heights are in lines of the text and of the notes."""
    settled = 0  # of the notes before this one none can be helped any more
    while True:
        below, run, late = 0.0, 0, -1
        for index, (start, count) in enumerate(zip(starts, lines, strict=True)):
            if start >= below:
                run = index
            elif index >= settled and below - start > DRIFT:
                late = index
                break
            below = max(start, below) + (count + 0.8) * NOTE_HEIGHT
        if late < 0:
            return lines
        longest = max(range(run, late), key=lambda index: lines[index])
        if lines[longest] > LEAST:
            lines = [*lines[:longest], lines[longest] - 1, *lines[longest + 1 :]]
        else:
            settled = late + 1


def _reference_lines(tree: Element) -> list[tuple[str, float]]:
    """Each note beside the text with the line of the page, about, where it is first referred to."""
    line = 0.0
    lines: dict[str, float] = {}
    path = "descendant::*[self::t:p or self::t:head or self::t:salute][not(.//t:p)]"
    for block in (block for shown in _blocks(tree)[0] for block in select(shown, path)):
        before = 0
        for text, element in read(block, SHOWN):
            if text == NOTE_SIGN:
                lines.setdefault(str(element.get("target")), line + before / TEXT_LINE)
            else:
                before += len(text)
        line += before // TEXT_LINE + 1.4
    return list(lines.items())
