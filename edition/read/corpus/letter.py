"""A letter of a corpus, from its file to the parts of a document of the edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.forms.corpus_map import CorpusMap, first_found
from edition.model import Source
from edition.model.parsed import CorpusLetter, InCorpus
from edition.read.corpus.attributes import refused_dates
from edition.read.corpus.body import Reader, line_of, roots_of
from edition.read.corpus.element_fates import described, fate_of
from edition.read.corpus.files import XINCLUDE, letter_at
from edition.read.corpus.header import HeaderReader
from edition.read.corpus.layout import division, note_blocks, settled
from edition.read.corpus.ledger import account
from edition.read.corpus.nodes import Content, Node, element_of, elements_of, is_empty
from edition.read.corpus.notes import LetterNotes, note_elements
from edition.tei.tree import Element, name_of, select

S104 = Rule(
    "S104",
    WARNING,
    "an element of a corpus without a rule",
    why="Only its words are shown. Each such element, or value of its type or look, is reported once, at "
    "its first place.",
    bad='`<zone>`, `<hi rend="wavy">` in a letter of a corpus',
    good="a line in the map: `elements: {zone: flatten}`, `hi: {wavy: underline}`",
)
S105 = Rule(
    "S105",
    WARNING,
    "words of a corpus that are missing from the page of their letter",
    why="Every word of a letter is in its text, a note or its header, or in an element that a rule drops.",
    bad="`Three <lb>large</lb> mosses`, for a line break has no words",
    good="`Three <lb/>large mosses`",
)
S106 = Rule(
    "S106",
    WARNING,
    "an impossible date in a corpus",
    why="The letter is listed among those without a date.",
    bad='`<date when="1911-19-01">`',
    good='`<date when="1911-01-19">`',
)
SAID_ONCE = ("S104", "S107")
BESIDE = ("enclosure", "version", "translation", "comment")  # divisions that stand beside the letter's own


def read_letter(
    source: Source, ref: str, in_corpus: InCorpus
) -> tuple[CorpusLetter | None, list[Diagnostic]]:
    """The letter `ref` of a file as the profile has it, and what there is to say about it."""
    letter = letter_at(source, in_corpus.place, in_corpus.by.map)
    if letter is None:
        return None, []
    place = Location(source.path, line_of(letter) or 1)
    header = HeaderReader(letter, in_corpus.by.map, in_corpus.refs)
    reader = Reader(letter, in_corpus.by.map, in_corpus.refs, LetterNotes(letter))
    body, summary = divisions_of(reader)
    return CorpusLetter(
        document=ref,
        title=header.title,
        kind=in_corpus.by.map.kind,
        language=header.language,
        head=header.parts() | {"summary": tuple(elements_of(summary))},
        body=tuple(element_of(node) for node in body),
        notes=tuple(note_elements(reader.notes.nodes)),
        images=tuple(reader.images.items()),
        link_names=in_corpus.by.map.link_names == "on",
        location=place,
    ), [
        *_without_rule(letter, in_corpus.by.map, source.path),
        *_bad_dates(letter, in_corpus.by.map, source.path),
    ]


def divisions_of(reader: Reader) -> tuple[list[Node], list[Node]]:
    """The divisions of a letter, its own (of type `letter`) first, and the paragraphs of its summary.
    Where the text is one division, that is the letter's; several are divisions within it. Words that stand
    off, such as notes to which nothing leads, are about the letter and none of its own."""
    content = [piece for root in roots_of(reader.letter) for piece in _content(reader, root)]
    parts = [each for piece in content for each in (settled(piece) if isinstance(piece, Node) else [piece])]
    apart = {
        kind: [p for p in parts if isinstance(p, Node) and p.kind == kind] for kind in (*BESIDE, "summary")
    }
    taken = [id(node) for nodes in apart.values() for node in nodes]
    own = [each for each in parts if isinstance(each, str) or id(each) not in taken]
    texts = [each for each in own if isinstance(each, Node) and each.name == "div"]
    loose = [each for each in own if each not in texts]
    if len(texts) == 1 and is_empty(loose):
        own = [*loose, *texts[0].content]
    blocks, behind = division(own)
    letter = Node("div", {"type": "letter"}, list(blocks), line_of(reader.letter))
    beside = [_beside(node, kind) for kind in BESIDE for node in apart[kind]]
    beside = [each for each in beside if each.content]  # one may have held only notes
    summary = [*apart["summary"], *(_summary(reader))]
    return [letter, *behind, *beside], [
        b for node in summary for b in note_blocks(node.content) if b.name == "p"
    ]


def _content(reader: Reader, root: Element) -> Content:
    content = reader.content(root)
    if name_of(root) == "text" or is_empty(content):
        return content
    return [Node("div", {}, content, line_of(root), kind="comment")]


def _beside(node: Node, kind: str) -> Node:
    blocks, behind = division(node.content)
    language = {key: value for key, value in node.attributes.items() if key == "xml:lang"}
    return Node("div", {"type": kind} | language, [*blocks, *behind], node.line)


def _summary(reader: Reader) -> Iterator[Node]:
    """The summary in the header."""
    in_header = [path for path in reader.map.header.summary if not path.startswith("t:text")]
    for piece in first_found(reader.letter, in_header):
        if not isinstance(piece, str):
            content = settled(Node("div", {}, reader.content(piece), line_of(piece)))
            yield from (each for each in content if isinstance(each, Node))


def _without_rule(letter: Element, corpus_map: CorpusMap, path: str) -> Iterator[Diagnostic]:
    """A finding for each kind of element in the text for which there is no rule, at its first place."""
    seen: Counter[str] = Counter()
    first: dict[str, Element] = {}
    for root in roots_of(letter):
        for element in root.iter():
            if element is root or element.tag == XINCLUDE:
                continue
            if name_of(element) and not fate_of(element, corpus_map).rule:
                name = described(element)
                seen[name] += 1
                first.setdefault(name, element)
    for name, element in first.items():
        message = f"there is no rule for <{name}>; it is shown as its words"
        yield S104.at(Location(path, line_of(element)), message, "add a rule for it to the map")


def told_once(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Of findings that say the same of many letters the first alone, with how many there are."""
    same: dict[tuple[str, str], list[Diagnostic]] = {}
    others = []
    for finding in findings:
        if finding.code in SAID_ONCE or finding.message.startswith("&"):
            same.setdefault((finding.code, finding.message), []).append(finding)
        else:
            others.append(finding)
    for (_, message), alike in same.items():
        first = min(alike, key=lambda finding: finding.location)
        letters = f" (so in {len(alike)} letters)" if len(alike) > 1 else ""
        others.append(replace(first, message=message + letters))
    return others


def account_for(source: Source, in_corpus: InCorpus, document: Element) -> Iterator[Diagnostic]:
    """A finding (S105) where words of a letter are not in the document that was made of it."""
    letter = letter_at(source, in_corpus.place, in_corpus.by.map)
    if letter is None:
        return
    ledger = account(letter, document, in_corpus.by.map, with_elements=False)
    if ledger.unaccounted:
        count = f"{ledger.unaccounted} of {ledger.words} words of this letter are not on its page"
        place = Location(source.path, line_of(letter) or 1)
        hint = "add a rule for their element to the map"
        yield S105.at(place, f"{count}: {'; '.join(ledger.missing[:3])}", hint)


def _bad_dates(letter: Element, corpus_map: CorpusMap, path: str) -> Iterator[Diagnostic]:
    for date in select(letter, "t:teiHeader//t:correspAction//t:date"):
        for key, value in refused_dates(date).items():
            message = f'{key}="{value}" is no date'
            yield S106.at(Location(path, line_of(date)), message, "write 1911, 1911-01 or 1911-01-19")
