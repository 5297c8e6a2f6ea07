"""A new letter, essay or note, with its fields filled in as far as they are known."""

from __future__ import annotations

import re
from typing import Any

import yaml
from slugify import slugify

from edition.authoring.desk import Desk, NewPiece
from edition.authoring.forms import keys_of
from edition.authoring.yaml_pieces import UncertainLayout, compose, is_block, pieces_of
from edition.authoring.yaml_text import mapping
from edition.findings import Refused
from edition.forms.documents import EssayFields, LetterFields, Shelfmark
from edition.forms.line_yaml import read_yaml
from edition.forms.notes import NoteFields
from edition.model import Document
from edition.paths import ESSAYS, LETTERS, NOTES, letter_path
from edition.read.documents import split_front_matter
from edition.read.unfinished import place_to_write
from edition.tei.tree import XML_ID, name_of, select, text_slots
from edition.words.letter_ids import id_of_file, is_letter_id, letter_order
from edition.words.shelfmarks import shelf_and_leaves
from edition.words.typography import fold_apostrophes

Fields = dict[str, Any]
SHELFMARK = re.compile(r"(?P<repository>.+?),? (?P<rest>f\. .+)")
SUMMARY = "the summary, a paragraph for each group of points"
LIKE_NEIGHBOUR = ("kind", "sender", "recipients")
# kind of essay → what its id begins with
PREFIXES = {"introduction": "intro", "appendix": "appendix", "editorial": "about"}


def letter_fields(desk: Desk) -> dict[str, Fields]:
    """The metadata of the existing letters by id; {} where it cannot be read."""
    letters: dict[str, Fields] = {}
    for path in desk.sources:
        stem = path.removeprefix(f"{LETTERS}/").removesuffix(".md")
        ref = id_of_file(stem)
        if is_letter_id(ref):
            front = split_front_matter(desk.text(path) or "")
            data = read_yaml(front[0], path)[0].data if front else None
            letters[ref] = data if isinstance(data, dict) else {}
    return letters


def new_letter(desk: Desk, number: str, given: Fields) -> NewPiece:
    """A new letter (`sources/letters/087.md`), by default the next: what is not given is taken from the
    letter before it. Raises Refused when the number is taken, or there is no letter to follow."""
    letters = letter_fields(desk)
    inferred = f"L{max((letter_order(other)[0] for other in letters), default=0) + 1}"
    ref = id_of_file(number) if number else inferred
    if letter_order(ref)[0] == 0:
        raise Refused(f"“{number}” is not the number of a letter; write 12, or 12a for one found late")
    path = letter_path(ref)
    if ref in letters or (desk.root / path).exists():
        raise Refused(f"letter {ref[1:]} is there already: {path}")
    if desk.was_published(ref):
        raise Refused(f"{ref} was published once; its id cannot be used again; take another number")
    ordered = sorted(letters, key=letter_order)
    before = [other for other in ordered if letter_order(other) < letter_order(ref)]
    like = letters[before[-1]] if before else letters[ordered[0]] if ordered else {}
    fields: Fields = {"id": ref}
    fields |= {key: like[key] for key in LIKE_NEIGHBOUR if like.get(key)}
    fields |= {key: value for key, value in given.items() if key != "archive"}
    if given.get("archive") or like.get("archive") or not letters:
        fields["archive"] = _archive(str(given.get("archive") or ""), like.get("archive"))
    fields.setdefault("dating", place_to_write("how the date is known, and who says so"))
    fields.setdefault("topics", [])
    for key in ("sender", "recipients"):
        if key not in fields:
            raise Refused(f"no letter to follow in “{key}”: give --{'from' if key == 'sender' else 'to'}")
    lines = ["---", *mapping({k: fields[k] for k in keys_of(LetterFields) if k in fields}), "---", ""]
    left = [key for key in ("date", "place") if key not in fields]
    remarks = [f"still open: {', '.join(left)} (leave out what is not known)"] if left else []
    return _file(path, [*lines, place_to_write(SUMMARY)], remarks)


def _archive(text: str, like: Any) -> Fields:
    """A shelfmark as fields: “RGADA f. 11, op. 1, d. 87, l. 1”, “BL, Add. MS 1234, ff. 1–2”; without one that
    of the neighbour, except for the file."""
    like = like if isinstance(like, dict) else {}
    if not text and like.get("shelfmark"):
        return {"repository": like["repository"], "shelfmark": place_to_write("the shelfmark")}
    if not text:
        known = {key: like.get(key) or place_to_write(key) for key in ("repository", "fond", "opis")}
        return known | {"delo": place_to_write("the file (delo)")}
    match = SHELFMARK.fullmatch(text)
    fond, opis, delo, listy = Shelfmark.parts(match["rest"]) if match else ("", "", "", "")
    if not delo:
        return _other_shelfmark(text)
    assert match is not None
    fields = {"repository": match["repository"], "fond": fond, "opis": opis, "delo": delo}
    return fields | ({"listy": listy} if listy else {})


def _other_shelfmark(text: str) -> Fields:
    """“BL, Add. MS 1234, ff. 1–2” as fields."""
    repository, comma, rest = text.partition(", ")
    shelf, leaves = shelf_and_leaves(rest)
    if not comma or len(shelf) > 1:
        forms = "“RGADA f. 11, op. 1, d. 87, l. 1” or “BL, Add. MS 1234, ff. 1–2”"
        raise Refused(f"“{text}” is not a shelfmark; write it as {forms}")
    fields = {"repository": repository, "shelfmark": shelf[0][1]}
    return fields | ({"leaves": leaves} if leaves else {})


def new_essay(desk: Desk, title: str, given: Fields, essay_id: str = "") -> NewPiece:
    """A new essay (`sources/essays/essay-….md`). Raises Refused when its id is taken or was published
    once."""
    kind = str(given.get("kind") or "essay")
    ref = essay_id or f"{PREFIXES.get(kind, 'essay')}-{slugify(title, max_length=40, word_boundary=True)}"
    path = f"{ESSAYS}/{ref}.md"
    if ref in desk.edition.documents or (desk.root / path).exists():
        raise Refused(f"{ref} is there already; give another id with --id")
    if desk.was_published(ref):
        raise Refused(f"{ref} was published once; its id cannot be used again; give another id with --id")
    fields = {"id": ref, "title": title, "kind": kind, **given}
    fields.setdefault("summary", place_to_write("what the essay does, in a sentence"))
    ordered = {key: fields[key] for key in keys_of(EssayFields) if key in fields}
    return _file(path, ["---", *mapping(ordered), "---", "", place_to_write("the essay")], [])


def _file(path: str, lines: list[str], remarks: list[str]) -> NewPiece:
    return NewPiece(path, "\n".join(lines) + "\n", 1, tuple(lines), tuple(remarks))


def new_note(desk: Desk, document: str, quote: str, given: Fields, note_id: str = "") -> NewPiece:
    """A new note at the end of `annotations/notes/L16.yaml`, on words that occur once in the document. Raises
    Refused when they do not, when the id is taken, or when the file cannot be added to."""
    if document not in desk.edition.documents:
        raise Refused(f"there is no document {document}")
    target = find_target(desk.edition.documents[document], quote, str(given.get("at") or ""))
    path = f"{NOTES}/{document}.yaml"
    taken = {note.partition(".")[2] for note, _ in desk.edition.documents[document].facts.voices}
    note = note_id or _fresh_id(desk, document, quote, taken)
    if note in taken:
        raise Refused(f"{document} has a note {note} already; give another id with --id")
    if desk.was_published(f"{document}.{note}"):
        raise Refused(f"{document}.{note} was published once; its id cannot be used again")
    fields: Fields = {"id": note, "at": target, "quote": quote, "text": place_to_write("the note"), **given}
    ordered = {key: fields[key] for key in keys_of(NoteFields) if key in fields}
    return _appended(desk, path, document, ordered | {"at": target})


def _fresh_id(desk: Desk, document: str, quote: str, taken: set[str]) -> str:
    stem = f"n-{slugify(quote, max_length=24, word_boundary=True) or 'note'}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(n for n in names if n not in taken and not desk.was_published(f"{document}.{n}"))


def find_target(document: Document, quote: str, at: str) -> str:
    """The paragraph (`s1`, `p3`) that has the quoted words, in `at` if that is given. Raises Refused unless
    they occur exactly once."""
    counts: dict[str, int] = {}
    near = ""
    wanted = fold_apostrophes(quote)
    loose = re.compile(r"\W+".join(map(re.escape, re.findall(r"\w+", wanted))) or "(?!)", re.I)
    for paragraph in select(document.tree, "//*[@xml:id]"):
        local = str(paragraph.get(XML_ID)).removeprefix(f"{document.id}.")
        if name_of(paragraph) != "p":
            continue
        slots = [(e, s) for e, s in text_slots(paragraph) if not (e is paragraph and s == "tail")]
        words = "".join(fold_apostrophes((e.text if s == "text" else e.tail) or "") for e, s in slots)
        if words.count(wanted):
            counts[local] = words.count(wanted)
        elif not near and (match := loose.search(words)):
            near = f"; in {local} stands “{match[0]}”"
    if not counts:
        raise Refused(f"the words “{quote}” are not in {document.id}{near}; quote them exactly")
    if at and at not in counts:
        raise Refused(f"the words “{quote}” are not in {at}, but in {', '.join(counts)}")
    chosen = {at: counts[at]} if at else counts
    if sum(chosen.values()) > 1:
        places = ", ".join(f"{local} ({count}×)" if count > 1 else local for local, count in chosen.items())
        way = "quote more words" if len(chosen) == 1 else "quote more words, or say which with --at"
        raise Refused(f"the words “{quote}” occur more than once in {document.id}: {places}; {way}")
    return next(iter(chosen))


def _appended(desk: Desk, path: str, document: str, fields: Fields) -> NewPiece:
    """The note file with one more note."""
    text = desk.text(path)
    body = mapping(fields, 4, block=("text",))
    if text is None:
        piece = ["  - " + body[0].lstrip(), *body[1:]]
        head = [f"document: {document}", "notes:"]
        return NewPiece(path, "\n".join([*head, *piece]) + "\n", 3, tuple(piece))
    newline, mark = ("\r\n" if "\r\n" in text else "\n"), ("\ufeff" if text[:1] == "\ufeff" else "")
    lines = text.removeprefix(mark).replace("\r\n", "\n").removesuffix("\n").split("\n")
    try:
        where, dash, blank = _end_of_notes(lines)
    except UncertainLayout as doubt:
        raise Refused(f"{path} cannot be changed: {doubt}") from None
    body = mapping(fields, dash + 2, block=("text",))
    piece = [" " * dash + "- " + body[0].lstrip(), *body[1:]]
    added = [*([""] if blank else []), *piece]
    whole = mark + newline.join([*lines[:where], *added, *lines[where:]]) + newline
    return NewPiece(path, whole, where + 1 + blank, tuple(piece))


def _end_of_notes(lines: list[str]) -> tuple[int, int, bool]:
    """The line after the last note, the column of the dashes, and whether blank lines separate notes. An
    empty list (`notes: []`) is opened, in `lines`."""
    node = compose("\n".join(lines) + "\n")
    pairs = node.value if isinstance(node, yaml.MappingNode) and is_block(node) else []
    notes = next((value for key, value in pairs if key.value == "notes"), None)
    if notes is None:
        raise UncertainLayout("it has no list of notes")
    if not notes.value:
        mark = notes.start_mark
        lines[mark.line] = (
            lines[mark.line][: mark.column].rstrip() + lines[mark.line][notes.end_mark.column :]
        )
        return mark.line + 1, 2, False
    if not (isinstance(notes, yaml.SequenceNode) and is_block(notes)):
        raise UncertainLayout("its notes are not written on lines of their own")
    pieces = pieces_of(notes, lines, notes.start_mark.line, len(lines)).pieces
    blank = len(pieces) > 1 and all(not lines[piece.start - 1].strip() for piece in pieces[1:])
    return pieces[-1].end, notes.start_mark.column, blank
