"""What the header of a letter of a corpus says, as parts of a header in the profile. (TEI P5, chapter 2.)

Names that are in a register point to it; others stay as they are written. What is not said is left out, so
that the merging can put its own words there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.forms.corpus_map import CorpusMap, first_found
from edition.model.parsed import Refs
from edition.read.corpus.attributes import date_attributes
from edition.read.corpus.describing import register_of_name
from edition.read.corpus.entries import words_of
from edition.read.corpus.keys import key_of, pointers_of
from edition.read.corpus.pointers import document_of, entry_of
from edition.read.corpus.translations import Pieces, in_one_language, other_languages
from edition.tei.tree import E, Element, copy, name_of, select

ENDS = " sent written received addressed intended "
ON_THE_WAY = f"t:teiHeader//t:correspAction[not(contains('{ENDS}', concat(' ', @type, ' ')))]"
CONTEXT = {"prev": "prev", "next": "next", "replyto": "replyTo", "reply-to": "replyTo", "answers": "replyTo"}
UNSAID = frozenset({"unknown", "unbekannt", "inconnu", "?", "[unbekannt]", "nn", "n.n.", "n. n."})


@dataclass
class HeaderReader:
    """Reads the header of one letter."""

    letter: Element
    map: CorpusMap
    refs: Refs

    def parts(self) -> dict[str, tuple[Element, ...]]:
        """The parts of the header by what they are; those that it does not have are missing or empty."""
        paths = self.map.header
        senders = self.names(self._pieces(paths.sender), "persons")
        manuscripts = [e for e in self._pieces(paths.manuscripts) if isinstance(e, etree._Element)]
        parts: dict[str, Iterable[Element]] = {
            "authors": [E("author", copy(name)) for name in senders],
            "sent": [self._action("sent", senders, paths.place, paths.date)],
            "received": [
                self._action(
                    "received",
                    self.names(self._pieces(paths.recipients), "persons"),
                    paths.received_place,
                    paths.received_date,
                )
            ],
            "way": map(self._passed_on, select(self.letter, ON_THE_WAY)),
            "context": self._context(),
            "manuscripts": [manuscript(e, self._kind_of(e), self.map.language) for e in manuscripts],
            "printed": self._printed(),
            "keywords": [E("term", words) for words in self.words(self._pieces(paths.keywords))],
            "responsible": self._responsible(),
            "changes": self._changes(),
        }
        return {name: tuple(elements) for name, elements in parts.items()}

    @property
    def title(self) -> str:
        """The title of the letter, of several the one in the language of the edition; "" if it has none."""
        pieces = in_one_language(self._pieces(self.map.header.title), self.map.language)
        return next(iter(self.words(pieces)), "")

    @property
    def language(self) -> str:
        """The language of its text."""
        said = next(iter(self.words(self._pieces(self.map.header.language))), "")
        return (
            said
            if said.replace("-", "").isalnum() and said.isascii() and len(said) < 20
            else self.map.language
        )

    def _pieces(self, paths: Sequence[str]) -> Pieces:
        return first_found(self.letter, paths)

    def words(self, pieces: Pieces) -> list[str]:
        """The words of what was found, each once; of a title or term without the notes in it."""
        return list(dict.fromkeys(filter(None, (plain_words(each) for each in pieces))))

    def names(self, pieces: Pieces, register: str) -> list[Element]:
        """Persons, bodies or places as names, each with its entry if there is one."""
        names: dict[tuple[str, str], Element] = {}
        for each in pieces:
            if isinstance(each, str):
                names.setdefault(("", each), E(_element_of("", register), plain_words(each)))
                continue
            words, pointers = plain_words(each), pointers_of(each)
            own = register_of_name(each, self.map) or register
            ref = next(filter(None, (entry_of(p, own, self.refs) for p in (*pointers, words_of(each)))), "")
            words = "" if words.lower() in UNSAID and not ref else words
            if words or ref:
                name = E(_element_of(ref, own), words, ref=f"#{ref}" if ref else None)
                if not ref and pointers:
                    name.set("key", pointers[0])
                if _is_doubtful(each):
                    name.set("cert", "medium")
                names.setdefault((ref, words), name)
        return list(names.values())

    def _action(
        self, kind: str, names: Sequence[Element], places: Sequence[str], dates: Sequence[str]
    ) -> Element:
        where = self.names(self._pieces(places), "places")
        return E("correspAction", *names, *where[:1], date_of(self._pieces(dates)), type_=kind)

    def _passed_on(self, action: Element) -> Element:
        """A station on the way that is neither the first nor the last."""
        names = [e for e in action if name_of(e) in {"persName", "orgName", "name", "rs"}]
        places = [e for e in action if name_of(e) in {"placeName", "settlement"}]
        dates = [e for e in action if name_of(e) == "date"]
        return E(
            "correspAction",
            *self.names(names, "persons"),
            *self.names(places, "places")[:1],
            date_of(dates) if dates else None,
            type_="forwarded",
        )

    def _context(self) -> Iterator[Element]:
        """The letters that this one answers or that follow it; its neighbours are the edition's to say."""
        for each in self._pieces(self.map.header.context):
            if isinstance(each, str):
                continue
            kind = CONTEXT.get(" ".join((each.get("type") or "").lower().split()), "")
            ref = document_of(each.get("target", ""), self.refs)
            if ref and kind == "replyTo":
                yield E("ref", plain_words(each) or ref, type_=kind, target=f"#{ref}")

    def _kind_of(self, description: Element) -> str:
        """What a manuscript is: what its heading, its form or the list of witnesses calls it."""
        for path in ("t:head", "../t:objectType", ".//t:objectType", ".//t:objectDesc", "../@n"):
            for each in first_found(description, [path]):
                words = plain_words(each)
                form = "" if isinstance(each, str) else each.get("form") or each.get("corresp")
                if words or form:
                    return words or key_of(form or "")
        return ""

    def _printed(self) -> Iterator[Element]:
        """Where the letter is printed: the outermost references to print, but not those within others."""
        prints = [e for e in self._pieces(self.map.header.printed) if isinstance(e, etree._Element)]
        for each in prints:
            inner = any(outer in prints or name_of(outer) == "msDesc" for outer in each.iterancestors())
            words = reference_words(each)
            if words and not inner:
                yield E("bibl", words, type_="print")

    def _responsible(self) -> Iterator[Element]:
        """Who worked at this letter."""
        for statement in select(self.letter, "t:teiHeader/t:fileDesc/*/t:respStmt"):
            roles = [plain_words(e) for e in statement if name_of(e) == "resp"]
            names = [plain_words(e) for e in statement if name_of(e) not in {"resp", "note", ""}]
            if any(roles) and any(names):
                yield E("respStmt", E("resp", ", ".join(roles)), *(E("name", name) for name in names if name))

    def _changes(self) -> Iterator[Element]:
        """The history of the file as the corpus tells it."""
        for change in select(self.letter, "t:teiHeader/t:revisionDesc//t:change"):
            who = key_of(change.get("who", ""))
            words = ": ".join(filter(None, (who, plain_words(change))))
            when = date_attributes(change).get("when")
            if words or when:
                yield E("change", words or None, when=when)


def _element_of(ref: str, register: str) -> str:
    if ref.startswith("org-") or (not ref and register == "organisations"):
        return "orgName"
    return "placeName" if ref.startswith("place-") or register == "places" else "persName"


def _is_doubtful(element: Element) -> bool:
    return element.get("cert") in {"low", "medium", "unknown"} or element.get("evidence") == "conjecture"


def plain_words(piece: Element | str) -> str:
    """The words of an element of a header: of a name its parts as they are spoken, of anything without
    notes."""
    if isinstance(piece, str):
        return " ".join(piece.split())
    family = [e for e in piece if name_of(e) == "surname"]
    given = [e for e in piece if name_of(e) in {"forename", "nameLink"}]
    if family and given:
        return " ".join(plain_words(part) for part in (*given, *family))
    return " ".join("".join(_pieces(piece)).split())


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = name_of(child)
        if name and name != "note":
            apart = (
                " "
                if name in {"lb", "p", "head", "title", "placeName", "settlement", "country", "idno"}
                else ""
            )
            yield apart
            yield from _pieces(child)
            yield apart
        yield child.tail or ""


def date_of(pieces: Pieces) -> Element:
    """The `date` of a letter or station, with its words; without anything to say it is empty."""
    date = next((each for each in pieces if isinstance(each, etree._Element)), None)
    if date is None:
        return E("date", *(each for each in pieces[:1] if isinstance(each, str)))
    element = E("date", plain_words(date) or None)
    for key, value in date_attributes(date).items():
        element.set(key, value)
    if _is_doubtful(date):
        element.set("cert", "medium")
    return element


IDENTIFIERS = ("country", "region", "settlement", "institution", "repository", "collection")


def manuscript(description: Element, kind: str, language: str = "") -> Element:
    """Where a document lies, what it is, and how it is described, in words."""
    said = {name: select(description, f"t:msIdentifier//t:{name}") for name in IDENTIFIERS}
    parts = [E(name, words) for name, pieces in said.items() for words in map(plain_words, pieces) if words]
    shelfmarks = [
        plain_words(e) for e in select(description, "t:msIdentifier/t:idno | t:msIdentifier/t:msName")
    ]
    shelfmark = ", ".join(filter(None, shelfmarks))
    if shelfmark:
        parts.append(E("idno", shelfmark, type_="shelfmark"))
    if not parts:
        parts.append(E("repository"))
    words = physical_words(description, language)
    physical = E("physDesc", E("p", words)) if words else None
    return E("msDesc", E("msIdentifier", *parts), E("head", kind) if kind else None, physical)


APART = frozenset("p measure desc extent support item ab incident handNote head".split())


def physical_words(description: Element, language: str = "") -> str:
    """How a manuscript is described: its words, and measures that stand in attributes."""
    parts = select(description, "t:physDesc | t:msContents | t:history | t:additional")
    pieces = "".join(piece for part in parts for piece in _described(part, language)).split(";")
    return "; ".join(filter(None, (" ".join(piece.split()) for piece in pieces)))


def _described(element: Element, language: str) -> Iterator[str]:
    apart = "; " if name_of(element) in APART else ""
    yield apart + (element.text or "")
    if name_of(element) == "measure" and not (element.text or "").strip():
        yield f"{element.get('quantity', '')} {element.get('unit', '')}"
    left = other_languages(element, language)
    for child in element:
        yield from _described(child, language) if name_of(child) and child not in left else ()
        yield child.tail or ""
    yield apart


def reference_words(reference: Element) -> str:
    """A reference to print in words; one that is taken apart is put together with commas."""
    if name_of(reference) == "bibl" and (reference.text or "").strip():
        return plain_words(reference)
    parts = [
        plain_words(each)
        for each in reference.iter()
        if name_of(each) and not any(name_of(child) for child in each) and name_of(each) != "note"
    ]
    loose = [(child.tail or "").strip() for child in reference]
    if name_of(reference) == "bibl" and any(loose):
        return plain_words(reference)
    return ", ".join(filter(None, parts))
