"""A letter of a TEI corpus becomes a document: header, ids, notes and images around what was read of it.

Its words, names and notes are the corpus'; what this adds are the ids (those that its paragraphs have, others
from the registry of anchors), its place among the letters, and who publishes the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from edition.anchors.registry import Registry
from edition.findings.diagnostics import Diagnostic, Location
from edition.forms.configuration import ConfigFields
from edition.merge.correspondence import Entries, Neighbours
from edition.merge.draft import DocumentDraft
from edition.merge.ids import IdAllocator, paragraphs
from edition.merge.letter_text import missing_text, tie_translations
from edition.model.parsed import CorpusLetter
from edition.tei.header_parts import (
    editors,
    encoding_description,
    kind_reference,
    publication_statement,
    responsibility,
)
from edition.tei.tree import PIN, XML_ID, XML_LANG, E, Element, copy, name_of, select, take_attribute
from edition.words.dates import edtf_of
from edition.words.letter_ids import number_of

ON_THE_PAGE = frozenset("text letter-text heading-text summary cite-this requests around".split())


def merge_corpus_letter(
    letter: CorpusLetter, neighbours: Neighbours, config: ConfigFields, entries: Entries, registry: Registry
) -> tuple[DocumentDraft, list[Diagnostic]]:
    """The document of a letter of a corpus, and the problems in it; the trees of the letter are copied."""
    ref, path = letter.document, letter.location.path
    taken: dict[str, Location] = {ref: letter.location}
    ids = IdAllocator(ref, registry, taken, config.phrases, any_pin=True)
    body, notes = [copy(e) for e in letter.body], [copy(e) for e in letter.notes]
    summary = [copy(e) for e in letter.head.get("summary", ())]
    _settle_own_ids([*body, *notes])
    for element in summary:
        take_attribute(element, PIN)
    problems = ids.give(summary, paragraphs(summary), path, "s")
    divisions = _divisions(ref, body, letter.language, config)
    problems += ids.give(divisions, paragraphs(divisions), path, "p")
    problems += ids.give([], notes, path, "n")
    problems += _tie(divisions, path)
    header = _header(letter, summary, neighbours, config, entries)
    tree = E("TEI", header, E("text", E("body", *divisions)), xml_id=ref)
    if notes:
        header.addnext(E("standOff", E("listAnnotation", *notes)))
    _point_to_notes(tree, notes)
    _attach_images(tree, letter.images, config)
    _name_entries(tree, entries)
    correspondents = tuple(_correspondents(tree, letter.location))
    return DocumentDraft(ref, "letter", tree, taken, [], correspondents), problems


def _settle_own_ids(tops: Iterable[Element]) -> None:
    """Keep of the ids that passages have in the corpus those that can be theirs: each once, and none that
    means something else on a page."""
    seen: set[str] = set()
    for top in tops:
        for element in top.iter():
            own = element.get(PIN)
            if own is None:
                continue
            if (
                own in seen
                or own in ON_THE_PAGE
                or own.startswith(("ref-", "facs-", "hand-"))
                or _is_ours(own)
                or not _can_be_id(own)
            ):
                take_attribute(element, PIN)
            seen.add(own)


def _can_be_id(own: str) -> bool:
    """Can it follow the id of a document and a dot? The parser that reads a corpus passes over others."""
    if own.isascii():
        return re.fullmatch(r"[\w.-]+", own) is not None
    try:
        etree.fromstring(etree.tostring(E("p", xml_id=f"x.{own}")))
    except etree.XMLSyntaxError:
        return False
    return True


def _is_ours(own: str) -> bool:
    """Is it an id as the edition gives it to something of another kind? (`s1`, `e2`)"""
    return own[:1] in "seh" and own[1:].isdecimal()


def _divisions(ref: str, body: list[Element], language: str, config: ConfigFields) -> list[Element]:
    """The divisions of the text with their ids and language; where there are no words, what says so."""
    if not body or not any("".join(map(str, e.itertext())).strip() for e in body):
        return [missing_text(ref, config)]
    body[0].set(XML_ID, f"{ref}.text")
    if language:
        body[0].set(XML_LANG, language)
    count: dict[str, int] = {}
    for element in body[1:]:
        kind = element.get("type", "")
        count[kind] = count.get(kind, 0) + 1
        if kind == "enclosure":
            element.set(XML_ID, f"{ref}.e{count[kind]}")
        elif kind == "translation":
            element.set(XML_ID, f"{ref}.translation{count[kind] if count[kind] > 1 else ''}")
    return body


def _tie(divisions: Sequence[Element], path: str) -> list[Diagnostic]:
    """Set translations beside their original where they have as many paragraphs; others follow it as
    versions."""
    own = len(list(paragraphs(divisions[:1])))
    for division in divisions[1:]:
        if division.get("type") == "translation" and len(list(paragraphs([division]))) != own:
            division.set("type", "version")
            division.set("subtype", "translation")
    return list(tie_translations(divisions, path))


def _header(
    letter: CorpusLetter,
    summary: list[Element],
    neighbours: Neighbours,
    config: ConfigFields,
    entries: Entries,
) -> Element:
    head = {name: [copy(e) for e in elements] for name, elements in letter.head.items()}
    sent, received = head["sent"][0], head["received"][0]
    _complete_dates(head, config)
    names = [[_name_of(e, entries) for e in action if _is_name(e)] for action in (sent, received)]
    date = next((e.text for e in sent if name_of(e) == "date"), None) or ""
    say = config.phrases.say
    unknown = say("unknown")
    made = say(
        "{sender} to {recipients}, {date}",
        sender=config.phrases.listed(names[0]) or unknown,
        recipients=config.phrases.listed(names[1]) or unknown,
        date=date,
    )
    for action in (sent, received):
        if not any(_is_name(e) for e in action):
            action.insert(0, E("persName", UNKNOWN))
    return E(
        "teiHeader",
        E(
            "fileDesc",
            E(
                "titleStmt",
                E("title", letter.title or made, type_="main" if letter.title else None),
                *head["authors"],
                *editors(config),
                *responsibility(config),
                *head["responsible"],
            ),
            E(
                "editionStmt",
                E("edition", say("Version {version}", version=config.version), n=config.version),
            ),
            publication_statement(config, f"letters/{number_of(letter.document)}/"),
            _source_description(head, config),
        ),
        encoding_description(config),
        E(
            "profileDesc",
            E("abstract", *summary) if summary else None,
            E("correspDesc", sent, received, *head["way"], _context(head, neighbours, config)),
            _classes(letter, head),
        ),
    )


UNKNOWN = "unknown"


def _is_name(element: Element) -> bool:
    return name_of(element) in {"persName", "orgName"}


def _name_of(element: Element, entries: Entries) -> str:
    entry = entries.get((element.get("ref") or "")[1:])
    return element.text or (entry.name if entry else "")


def _complete_dates(head: dict[str, list[Element]], config: ConfigFields) -> None:
    """Dates without words get them from what they say."""
    for action in (*head["sent"], *head["received"], *head["way"]):
        for date in select(action, "t:date"):
            attributes = {str(key): str(value) for key, value in date.attrib.items() if key != "cert"}
            edtf = edtf_of(attributes) if attributes else ""
            if not date.text:
                date.text = config.phrases.date(edtf) if edtf else config.phrases.say("undated")
            if not attributes and action not in head["sent"] and date.text == config.phrases.say("undated"):
                action.remove(date)


def _source_description(head: dict[str, list[Element]], config: ConfigFields) -> Element:
    edited, others = head["manuscripts"][:1], head["manuscripts"][1:]
    for number, other in enumerate(others, 2):
        if not select(other, "t:head"):
            other.insert(1, E("head", config.phrases.say("Copy {number}", number=str(number))))
    witnesses = E("listWit", *(E("witness", other) for other in others)) if others else None
    nothing = not edited and not head["printed"]
    unknown = E("p", config.phrases.say("No source is recorded.")) if nothing else None
    return E("sourceDesc", *edited, witnesses, *head["printed"], unknown)


def _context(head: dict[str, list[Element]], neighbours: Neighbours, config: ConfigFields) -> Element | None:
    around = [
        E("ref", config.phrases.say("Letter {number}", number=number_of(ref)), type_=kind, target=f"#{ref}")
        for kind, ref in zip(("prev", "next"), neighbours, strict=True)
        if ref
    ]
    refs = [*around, *head["context"]]
    return E("correspContext", *refs) if refs else None


def _classes(letter: CorpusLetter, head: dict[str, list[Element]]) -> Element:
    keywords = E("keywords", *head["keywords"]) if head["keywords"] else None
    return E("textClass", kind_reference(letter.kind), keywords)


def _point_to_notes(tree: Element, notes: Sequence[Element]) -> None:
    """Let signs of notes point to the ids that the notes have now, and each note to the passage of its
    sign."""
    by_sign = {note.get("target"): note for note in notes}
    for note in notes:
        take_attribute(note, "target")
    for pointer in select(tree, "//t:ptr[@type='noteAnchor']"):
        meant = by_sign.get(pointer.get("target"))
        if meant is None:
            continue
        pointer.set("target", f"#{meant.get(XML_ID)}")
        holder = next((a for a in pointer.iterancestors() if a.get(XML_ID)), None)
        if holder is not None and meant.get("target") is None and holder is not meant:
            meant.set("target", f"#{holder.get(XML_ID)}")
    last = list(paragraphs(select(tree, "t:text/t:body")))[-1:]
    for note in notes:
        if note.get("target") is None and last:  # nothing leads to it
            last[0].append(E("ptr", type_="noteAnchor", target=f"#{note.get(XML_ID)}"))
            note.set("target", f"#{last[0].get(XML_ID)}")


def _attach_images(tree: Element, images: Sequence[tuple[str, str]], config: ConfigFields) -> None:
    """Put the images to which page breaks point into the tree, before the text. (TEI P5, 12.1.)"""
    ref = tree.get(XML_ID)
    names = {pb.get("facs", "")[1:]: pb.get("n") for pb in reversed(select(tree, "t:text//t:pb[@facs]"))}
    surfaces: dict[str, Element] = {}
    for number, (key, address) in enumerate(images, 1):
        page = names.get(key) or str(number)
        alt = config.phrases.say("page {number}", number=page)
        surface = E("surface", E("graphic", E("desc", alt), url=address), n=page)
        surface.set(XML_ID, f"{ref}.facs-{number}")
        surfaces[key] = surface
    if surfaces:
        select(tree, "t:text")[0].addprevious(E("facsimile", *surfaces.values()))
    for pb in select(tree, "//t:pb[@facs]"):
        key = pb.get("facs", "")[1:]
        if key in surfaces:
            pb.set("facs", f"#{surfaces[key].get(XML_ID)}")
        else:
            take_attribute(pb, "facs")


def _name_entries(tree: Element, entries: Entries) -> None:
    """Names without words have those of their entry; what points to an entry that is not there is a name."""
    for element in select(tree, "//*[@ref]"):
        refs = [ref for ref in element.get("ref", "").split() if ref[1:] in entries]
        if refs:
            element.set("ref", " ".join(refs))
        else:
            take_attribute(element, "ref")
        if not len(element) and not (element.text or "").strip():
            element.text = entries[refs[0][1:]].name if refs else UNKNOWN
    for name in select(tree, "//t:correspAction/*[@ref] | //t:titleStmt/t:author/*[@ref]"):
        entry = entries[name.get("ref", "")[1:]]
        if "," in (name.text or "") and "," not in entry.name:  # turned for an index
            name.text = entry.name


def _correspondents(tree: Element, place: Location) -> Iterable[tuple[str, str, Location]]:
    """Who wrote and to whom, with the date as EDTF."""
    for date in select(tree, "//t:correspAction[@type='sent']/t:date[@when]"):
        for name in select(tree, "//t:correspAction[@type='sent' or @type='received']/*[@ref]"):
            if _is_name(name):
                yield name.get("ref", "")[1:], date.get("when", ""), place


def add_history(tree: Element, letter: CorpusLetter) -> None:
    """Add what the corpus says of the history of its file to the versions of the edition. (TEI P5, 2.6.)"""
    changes = [copy(change) for change in letter.head["changes"]]
    for versions in select(tree, "t:teiHeader/t:revisionDesc/t:listChange") if changes else ():
        versions.append(E("listChange", *changes, type_="corpus"))
