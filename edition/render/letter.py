"""A letter's page data, drawn from its TEI alone."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from edition.dates import bounds_of
from edition.render.behaviours import Page, content, html
from edition.schemas import ConfigFields
from edition.tei import XML_ID, Element, is_not_included, name_of, select, select_text, text_of


@dataclass(frozen=True)
class NoteView:
    id: str
    number: str
    voice: str
    label: str
    html: Markup
    referenced: bool


@dataclass(frozen=True)
class LetterView:
    """What the template of a letter shows."""

    id: str
    number: str
    title: str
    kind: str
    date_printed: str
    date_sort: str
    earliest: str
    latest: str
    date_certain: bool
    year: str
    place: Markup
    sender: Markup
    recipients: Markup
    shelfmark: str
    former_shelfmark: str
    repository: str
    dating: Markup
    prints: tuple[Markup, ...]
    summary: tuple[Markup, ...]
    text: Markup
    included: bool
    emended: bool
    notes: tuple[NoteView, ...]
    previous: str
    next: str
    answers: tuple[str, ...]
    followed_by: tuple[str, ...]
    topics: tuple[str, ...]
    address: str
    description: str


def letter_view(tree: Element, page: Page, config: ConfigFields) -> LetterView:
    """Read a letter's TEI. `page` says where the HTML stands."""
    ref = str(tree.get(XML_ID))
    sent = _one(tree, "//t:correspAction[@type='sent']")
    date = _one(sent, "t:date")
    sort = next(filter(None, map(date.get, ("when", "from", "notBefore", "notAfter"))), None) or ""
    earliest, latest = bounds_of({str(key): str(value) for key, value in date.attrib.items()})
    context = {
        kind: tuple(t[1:] for t in select_text(tree, f"//t:correspContext/t:ref[@type='{kind}']/@target"))
        for kind in ("prev", "next", "replyTo", "followedBy")
    }
    kinds = select_text(tree, "//t:catRef[@scheme='#kinds']/@target")
    paragraphs = select(tree, "//t:abstract/t:p")
    dating = select(tree, "//t:note[@type='dating']/t:p")
    inferred = select(tree, "//t:note[@type='dating'][@subtype='inferred']")
    body = _one(tree, "/t:TEI/t:text/t:body")
    return LetterView(
        id=ref,
        number=ref[1:],
        title=_text(tree, "//t:titleStmt/t:title"),
        kind=str(kinds[0]).removeprefix("#kind-").replace("-", " ") if kinds else "letter",
        date_printed=text_of(date),
        date_sort=sort,
        earliest=earliest,
        latest=latest,
        date_certain=not date.get("cert") and not inferred,
        year=sort[:4] or "undated",
        place=_names(sent, "t:placeName", page),
        sender=_names(sent, "t:persName | t:orgName", page),
        recipients=_names(_one(tree, "//t:correspAction[@type='received']"), "t:persName | t:orgName", page),
        shelfmark=_text(tree, "//t:msIdentifier/t:idno"),
        former_shelfmark=_text(tree, "//t:altIdentifier/t:idno"),
        repository=_text(tree, "//t:msIdentifier/t:repository"),
        dating=Markup(" ").join(content(p, page) for p in dating),
        prints=tuple(content(b, page) for b in select(tree, "//t:bibl[@type='print']")),
        summary=tuple(html(p, page) for p in paragraphs),
        text=content(body, page),
        included=not is_not_included(tree),
        emended=bool(select(tree, "//t:choice")),
        notes=tuple(note_view(n, page, config) for n in select(tree, "//t:standOff//t:note")),
        previous="".join(context["prev"]),
        next="".join(context["next"]),
        answers=context["replyTo"],
        followed_by=context["followedBy"],
        topics=tuple(t[1:] for t in select_text(tree, "//t:catRef[@scheme='#topics']/@target")),
        address=_text(tree, "//t:publicationStmt/t:idno"),
        description=_shorten(" ".join(text_of(p) for p in paragraphs)),
    )


def note_view(note: Element, page: Page, config: ConfigFields) -> NoteView:
    voice = (note.get("resp") or "#edition")[1:]
    person = config.responsible.get(voice)
    xml_id = str(note.get(XML_ID))
    references = select(note, "//t:ptr[@target=$t]", t=f"#{xml_id}")
    blocks = [html(child, page) for child in note if name_of(child)]
    return NoteView(
        id=xml_id.removeprefix(f"{page.document}."),
        number=note.get("n", ""),
        voice=voice,
        label=person.label or person.name if person else voice,
        html=Markup("").join(blocks),
        referenced=bool(references),
    )


def _one(element: Element, path: str) -> Element:
    return select(element, path)[0]


def _text(tree: Element, path: str) -> str:
    found = select(tree, path)
    return text_of(found[0]) if found else ""


def _names(element: Element, path: str, page: Page) -> Markup:
    names = [html(e, page) for e in select(element, path)]
    if len(names) < 2:
        return Markup("").join(names)
    return Markup(", ").join(names[:-1]) + Markup(" and ") + names[-1]


def _shorten(text: str, length: int = 200) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
