"""An edition of a TEI corpus that others edit: looks at its files and writes the configuration and the map.

The map states what was seen in this corpus, as the defaults of `forms.corpus_map` and the tables of
`read.corpus.rules` take it, so that an editor has a line to change.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lxml import etree

from edition.authoring.corpus_settings import MOST, config_lines, language_by_words, language_of, most
from edition.authoring.yaml_text import scalar
from edition.findings import Refused
from edition.forms.corpus_map import CorpusMap, first_found
from edition.model import Source
from edition.paths import CONFIG_PATH, MAPS
from edition.read.corpus.describing import ENTRIES
from edition.read.corpus.files import is_tei, letters_in, parse_file
from edition.read.corpus.header import plain_words
from edition.read.corpus.rules import DIVISIONS, HIGHLIGHTS, NOTES, values_of
from edition.store.source_files import BESIDE
from edition.tei.tree import Element, select, select_text
from edition.words.counting import counted
from edition.words.letter_ids import id_from

FEW = 10  # of so many files one without a correspDesc is no letter
DEFAULT = CorpusMap.model_validate({"corpus": "corpus"})
LINES = 8  # line breaks in a thousand characters, from which a text is taken to be given line by line
UNTYPED = "(no type)"
SENT_BY = "t:teiHeader//t:correspAction[@type='sent']/t:persName[@type='{}']"
LETTERS = frozenset("letter brief lettre lettera carta epistola epistle".split())  # types of divisions
DIVISION = "*[self::t:div or self::t:div1 or self::t:div2 or self::t:div3]"
DIVIDED = f"t:text//{DIVISION}[@type]"


@dataclass
class Seen:
    """What was seen in a corpus: its letters, registers and other files by their paths, and how often what
    stands in them."""

    letters: list[Path] = field(default_factory=list)
    registers: dict[str, list[Path]] = field(default_factory=dict)
    others: list[Path] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    hi: Counter[str] = field(default_factory=Counter)
    note: Counter[str] = field(default_factory=Counter)
    div: Counter[str] = field(default_factory=Counter)
    said: dict[str, Counter[str]] = field(default_factory=dict)  # title, publisher, licence, language, editor
    with_correspondence: int = 0
    with_day: int = 0
    ids: int = 0
    breaks: int = 0
    characters: int = 0
    images: Counter[str] = field(default_factory=Counter)
    plain: list[Path] = field(default_factory=list)  # letters, perhaps, without a correspDesc
    turned: Counter[bool] = field(default_factory=Counter)  # does the title name the “addressee” first?
    texts: int = 0  # TEI elements among the letters' files
    in_one: Counter[str] = field(default_factory=Counter)  # by type of division: texts with several letters


def look_at_corpus(corpus: Path) -> Seen:
    """Look at all XML files of a folder. Raises Refused when none of them is a letter in TEI, OSError when
    something cannot be read."""
    seen = Seen()
    files = [path for path in sorted(corpus.rglob("*.xml")) if _is_own(path, corpus)]
    for path in files:
        root, problems = parse_file(Source(path.relative_to(corpus).as_posix(), path.read_bytes()))
        if root is None:
            seen.unread += map(str, problems)
        else:
            _sort(path, root, seen)
    if len(seen.plain) * FEW < len(seen.letters):  # texts about the edition
        seen.letters = [path for path in seen.letters if path not in set(seen.plain)]
        seen.others += seen.plain
        seen.texts -= len(seen.plain)
    if not seen.letters:
        raise Refused(
            f"{corpus} has {len(files)} XML files, and none is a letter in TEI (a <TEI> with a <body>)"
        )
    return seen


def _is_own(path: Path, corpus: Path) -> bool:
    inside = path.relative_to(corpus)
    hidden = any(part.startswith(".") for part in inside.parts)
    return path.is_file() and not path.is_symlink() and not hidden and inside.stem not in BESIDE


def _sort(path: Path, root: Element, seen: Seen) -> None:
    """Put a file among the letters, the registers or the others, and note down what a letter has."""
    letters = list(letters_in(root, DEFAULT)) if is_tei(root) else []
    about = [letter for letter in letters if select(letter, "t:teiHeader//t:correspDesc")]
    registers = [] if about else [name for name, paths in ENTRIES.items() if len(select(root, paths)) > 2]
    for name in registers:
        if name in {"persons", "organisations", "places", "works", "events"}:
            seen.registers.setdefault(name, []).append(path)
    has_words = any(
        select(letter, "t:text/t:body//*[self::t:p or self::t:l or self::t:ab][not(ancestor::t:note)]")
        for letter in letters
    )
    if about or (has_words and not registers):
        seen.letters.append(path)
        seen.texts += len(letters)
        seen.plain += [] if about else [path]
        if len(seen.letters) <= MOST:
            for letter in letters[:MOST]:
                _note_down(letter, seen)
    elif not registers:
        seen.others.append(path)


def _note_down(letter: Element, seen: Seen) -> None:
    paths = DEFAULT.header
    seen.with_correspondence += bool(select(letter, "t:teiHeader//t:correspDesc"))
    seen.with_day += bool(first_found(letter, paths.date))
    seen.ids += bool(first_found(letter, paths.id))
    for element in select(letter, "t:text//t:hi"):
        seen.hi.update(values_of(element))
    seen.note.update(e.get("type") or UNTYPED for e in select(letter, "t:text//t:note"))
    seen.div.update(e.get("type", "") for e in select(letter, "t:text//t:div[@type]"))
    types = Counter(str(e.get("type")).lower() for e in select(letter, DIVIDED))
    several = [kind for kind, count in types.items() if count > 1 and kind in LETTERS]
    if len(select(letter, "t:teiHeader//t:correspDesc")) != 1:
        seen.in_one.update(several)
    seen.breaks += len(select(letter, "t:text//t:p//t:lb"))
    pieces = select_text(letter, "t:text//t:p//text()")
    seen.characters += sum(map(len, pieces))
    seen.images.update(pb.get("facs", "") for pb in select(letter, "t:text//t:pb[@facs]")[:1])
    for key, path in SAID.items():
        seen.said.setdefault(key, Counter()).update(_words(letter, path))
    if not _words(letter, SAID["language"]):
        seen.said["language"].update(filter(None, [language_by_words(" ".join(pieces))]))
    _compare_with_title(letter, seen)
    both = {*_words(letter, paths.sender), *_words(letter, paths.recipients)}
    seen.said.setdefault("correspondent", Counter()).update(both)


def _compare_with_title(letter: Element, seen: Seen) -> None:
    """Whether a letter's title has the sender and the addressee of one `correspAction` in that order."""
    title = " ".join(_words(letter, DEFAULT.header.title)[:1])
    places = [
        title.find(words)
        for kind in ("sender", "addressee")
        for words in _words(letter, [SENT_BY.format(kind)])[:1]
    ]
    if len(places) == 2 and min(places) >= 0:
        seen.turned[places[0] > places[1]] += 1


def _words(letter: Element, path: Sequence[str]) -> list[str]:
    pieces = first_found(letter, path)
    return [*filter(None, (plain_words(e) if isinstance(e, etree._Element) else str(e) for e in pieces))]


SAID = {
    "title": [
        "t:teiHeader//t:titleStmt/t:title[@level='s']",
        "t:teiHeader//t:editionStmt//t:title",
        "t:teiHeader//t:seriesStmt/t:title",
    ],
    "publisher": [
        "t:teiHeader//t:publicationStmt/t:publisher/*[1]",
        "t:teiHeader//t:publicationStmt/*[self::t:publisher or self::t:authority or self::t:distributor]",
    ],
    "licence": ["t:teiHeader//t:availability//t:licence/@target", "t:teiHeader//t:availability//@target"],
    "editor": [
        "t:teiHeader//t:titleStmt/t:editor/*[self::t:name or self::t:persName]",
        "t:teiHeader//t:titleStmt/t:editor",
        "t:teiHeader//t:titleStmt//t:respStmt/*[self::t:name or self::t:persName]",
    ],
    "language": DEFAULT.header.language,
}


def corpus_edition(folder: Path, corpus: Path, date: str) -> tuple[dict[str, bytes], list[str]]:
    """The files of an edition in `folder` that publishes a corpus, by their paths from there, and the lines
    of a report on what was seen. Raises Refused and OSError as `look_at_corpus`, and when something lies in
    the folder."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty; a new edition gets a folder of its own")
    seen = look_at_corpus(corpus)
    name = id_from(corpus.resolve().name).lower() or "corpus"
    map_path = f"{MAPS}/{name}.yaml"
    corpus_map = "\n".join(_map_lines(seen, folder.resolve())) + "\n"
    config = "\n".join(config_lines(seen, name, date)) + "\n"
    files = {CONFIG_PATH: config.encode(), map_path: corpus_map.encode()}
    return files, list(_report(seen, map_path))


def proposed_map(corpus: Path, folder: Path) -> str:
    """The map with which an edition in `folder` begins. Raises Refused and OSError as `look_at_corpus`."""
    return "\n".join(_map_lines(look_at_corpus(corpus), folder.resolve())) + "\n"


def _map_lines(seen: Seen, folder: Path) -> Iterator[str]:
    """`sources/maps/NAME.yaml`, with what was seen."""
    top = Path(os.path.commonpath([path.parent for path in seen.letters])).resolve()
    yield "# How to read the TEI files of this corpus; docs/corpora.md explains each line."
    yield f"corpus: {scalar(_relative(folder, top))}"
    deep = any(path.parent.resolve() != top for path in seen.letters)
    yield f"files: {scalar('**/*.xml' if deep else '*.xml')}"
    if _others_below(seen, top) and seen.with_correspondence == min(len(seen.letters), MOST):
        yield 'only: "t:teiHeader//t:correspDesc"  # files without one are no letters'
    elif _others_below(seen, top):
        names = [scalar(_relative(top, path), flow=True) for path in _others_below(seen, top)[:40]]
        yield f"exclude: [{', '.join(names)}]"
    if not seen.ids and not _divided(seen):
        yield "ids: file"
    if seen.turned[True] > FEW * seen.turned[False]:
        yield "header:  # their titles say that the “addressee” wrote, and the “sender” got the letter"
        yield f'  sender: "{SENT_BY.format("addressee")}"'
        yield f'  recipients: "{SENT_BY.format("sender")}"'
    if language_of(seen):
        yield f"language: {language_of(seen)}"
    if seen.breaks * 1000 > seen.characters * LINES:
        yield "lines: flow  # “keep” shows every line of the original as one"
    if seen.images and not most(seen.images).startswith(("https://", "#")):
        yield f"# images: https://…/{{}}  # where images such as {most(seen.images)[:60]} stand"
    if _divided(seen):
        yield f"letters: \"t:text//{DIVISION}[@type='{_divided(seen)}']\"  # each is a letter"
    yield from _table("hi", seen.hi, HIGHLIGHTS, "plain")
    yield from _table("note", seen.note, {k: v.as_ for k, v in NOTES.items()}, "editorial")
    yield from _table("div", seen.div, DIVISIONS, "text")
    yield from _register_lines(seen, folder)


def _divided(seen: Seen) -> str:
    """The type of the divisions that are letters, where half of the texts or more have several; else ""."""
    kind, count = (seen.in_one.most_common(1) or [("", 0)])[0]
    return kind if count * 2 >= min(seen.texts, MOST) else ""


def _others_below(seen: Seen, top: Path) -> list[Path]:
    """The files that are no letters and stand among them."""
    apart = [*seen.others, *(path for paths in seen.registers.values() for path in paths)]
    return sorted({path.resolve() for path in apart if path.resolve().is_relative_to(top)})


def _relative(folder: Path, path: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _table(key: str, seen: Counter[str], known: dict[str, str], otherwise: str) -> Iterator[str]:
    """The values that were seen, those that no table knows with a remark."""
    values = [value for value, _ in seen.most_common(60) if value != UNTYPED]
    if values:
        yield f"{key}:"
    for value in values:
        shown = known.get(value.lower())
        remark = "" if shown else f"  # {seen[value]} of them; what is it?"
        yield f"  {scalar(value)}: {shown or otherwise}{remark}"


def _register_lines(seen: Seen, folder: Path) -> Iterator[str]:
    if seen.registers:
        yield "registers:"
    for name, paths in seen.registers.items():
        files = [_relative(folder, path) for path in paths]
        parents = {str(PurePosixPath(file).parent) for file in files}
        patterns = sorted(f"{parent}/*.xml" for parent in parents) if len(files) > 8 else files
        yield f"  {name}: {{files: [{', '.join(scalar(p, flow=True) for p in patterns)}]}}"


def _report(seen: Seen, map_path: str) -> Iterator[str]:
    if _divided(seen):
        kind = _divided(seen)
        yield f"{seen.texts} texts with several letters in each (div type=“{kind}”); each is one here."
    elif seen.in_one:
        kind, count = seen.in_one.most_common(1)[0]
        several = f"In {count} texts are several divisions of type “{kind}”"
        yield f"{several}; “letters:” in {map_path} can part them."
    looked = min(seen.texts, MOST)
    said = f"{seen.with_correspondence} have a correspDesc, {seen.with_day} a date, {seen.ids} an id"
    yield f"{seen.texts} letters; of {looked} looked at, {said}."
    listed = [f"{name} in {_files(paths)}" for name, paths in seen.registers.items()]
    yield f"Registers: {'; '.join(listed) or 'none; who is named in the letters becomes one'}."
    if seen.others:
        yield f"Neither, and left out: {_files(seen.others)}, as {seen.others[0].name}."
    for told in seen.unread[:5]:
        yield f"Cannot be read: {told}"
    if len(seen.unread) > 5:
        yield f"and {len(seen.unread) - 5} more that cannot be read"
    unknown = list(_unknown(seen))
    if unknown:
        yield f"Not known and shown as words, until {map_path} says more: {', '.join(unknown[:12])}."


def _files(paths: Iterable[Path]) -> str:
    return counted(len(list(paths)), "file")


def _unknown(seen: Seen) -> Iterator[str]:
    tables = (("hi", seen.hi, HIGHLIGHTS), ("note", seen.note, NOTES), ("div", seen.div, DIVISIONS))
    for key, values, known in tables:
        for value, count in values.most_common():
            if value != UNTYPED and value.lower() not in known:
                yield f"{key} “{value}” ({count})"
