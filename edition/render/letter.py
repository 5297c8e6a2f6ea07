"""A letter's page data, drawn from its TEI alone."""

from __future__ import annotations

from dataclasses import dataclass, fields

from markupsafe import Markup

from edition.forms.configuration import ConfigFields
from edition.render.behaviours import Page, content, html
from edition.render.editorial_signs import signs_in
from edition.render.notes import NoteView, note_views, with_notes
from edition.tei.reading import text_of
from edition.tei.tree import XML_ID, Element, is_not_included, select, select_text
from edition.words.dates import bounds_of


@dataclass(frozen=True)
class LetterHead:
    """What lists and other pages say of a letter: all but its text."""

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
    place_inferred: bool
    correspondents: frozenset[str]
    sender: Markup
    recipients: Markup
    shelfmark: str
    repository: str
    included: bool
    previous: str
    next: str
    answers: tuple[str, ...]
    followed_by: tuple[str, ...]
    topics: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class LetterView(LetterHead):
    """What the template of a letter shows."""

    dating: Markup
    prints: tuple[Markup, ...]
    summary: tuple[Markup, ...]
    text: Markup
    signs: frozenset[str]
    notes: tuple[NoteView, ...]
    address: str


def letter_head(tree: Element, page: Page) -> LetterHead:
    """Read the header of a letter's TEI. `page` says where the HTML stands."""
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
    inferred = select(tree, "//t:note[@type='dating'][@subtype='inferred']")
    return LetterHead(
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
        place_inferred=bool(select(sent, "t:placeName[@cert]")),
        correspondents=frozenset(select_text(tree, "//t:correspAction/*[@ref][not(self::t:placeName)]/@ref")),
        sender=_names(sent, "t:persName | t:orgName", page),
        recipients=_names(_one(tree, "//t:correspAction[@type='received']"), "t:persName | t:orgName", page),
        shelfmark=_text(tree, "//t:msIdentifier/t:idno"),
        repository=_text(tree, "//t:msIdentifier/t:repository"),
        included=not is_not_included(tree),
        previous="".join(context["prev"]),
        next="".join(context["next"]),
        answers=context["replyTo"],
        followed_by=context["followedBy"],
        topics=tuple(t[1:] for t in select_text(tree, "//t:catRef[@scheme='#topics']/@target")),
        description=_shorten(" ".join(text_of(p) for p in select(tree, "//t:abstract/t:p"))),
    )


def letter_view(tree: Element, page: Page, config: ConfigFields) -> LetterView:
    """Read a letter's TEI, all of it."""
    page = with_notes(page, tree)
    head = letter_head(tree, page)
    body = _one(tree, "/t:TEI/t:text/t:body")
    return LetterView(
        **{field.name: getattr(head, field.name) for field in fields(head)},
        dating=Markup(" ").join(content(p, page) for p in select(tree, "//t:note[@type='dating']/t:p")),
        prints=tuple(content(b, page) for b in select(tree, "//t:bibl[@type='print']")),
        summary=tuple(html(p, page) for p in select(tree, "//t:abstract/t:p")),
        text=content(body, page),
        signs=signs_in(body),
        notes=note_views(tree, page, config),
        address=_text(tree, "//t:publicationStmt/t:idno"),
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
