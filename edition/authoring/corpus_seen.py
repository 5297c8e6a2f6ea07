"""Looks at the files of a TEI corpus that others edit: which are letters, which registers, and what stands in
them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.findings import Refused
from edition.findings.diagnostics import Diagnostic
from edition.forms.corpus_map import CorpusMap, first_found
from edition.model import Source
from edition.read.corpus.describing import ENTRIES
from edition.read.corpus.element_fates import values_of
from edition.read.corpus.entries import turned
from edition.read.corpus.files import is_tei, letters_in, parse_file
from edition.read.corpus.header import plain_words
from edition.store.source_files import BESIDE
from edition.tei.tree import Element, name_of, select, select_text

MOST = 600  # files of which the tables are made
DEFAULT = CorpusMap.model_validate({"corpus": "corpus"})
UNTYPED = "(no type)"
SENT_BY = "t:teiHeader//t:correspAction[@type='sent']/t:persName[@type='{}']"
LETTERS = frozenset("letter brief lettre lettera carta epistola epistle".split())  # types of divisions
DIVISION = "*[self::t:div or self::t:div1 or self::t:div2 or self::t:div3]"
DIVIDED = f"t:text//{DIVISION}[@type]"
CALLED_LETTERS = f"{DIVIDED}[{' or '.join(f'@type={name!r}' for name in sorted(LETTERS))}]"
REGISTERS = ("persons", "organisations", "places", "works", "events")
LISTS = (
    "ancestor::t:listPerson or ancestor::t:listPlace or ancestor::t:listOrg "
    "or ancestor::t:listBibl or ancestor::t:listEvent"
)
WORDS = (
    "t:text/t:body//*[self::t:p or self::t:l or self::t:ab]"
    f"[not(ancestor::t:note or {LISTS})][.//text()[normalize-space()]]"
)
SIGNS = "t:text//*[self::t:opener or self::t:closer or self::t:salute or self::t:signed or self::t:dateline]"
HEAD = "(t:text//t:head)[1]"
TO = ("to", "an", "à", "aan", "til", "till")
TO_HEAD = (
    f"{HEAD}/*[self::t:persName or self::t:orgName or self::t:name or self::t:rs or self::t:ref]"
    "[preceding-sibling::node()[1][self::text()]["
    + " or ".join(f"contains(concat(' ', normalize-space(), ' '), ' {word} ')" for word in TO)
    + "]]"
)
PATTERN_OF_LETTERS = re.compile(r"(?:^|[\W_])(?:template|vorlage|muster|modèle)(?:[\W_]|$)", re.I)
AFFILIATION = re.compile(r"\s*\([^()]*\)\s*$")  # “Ada Holm (Moosburg)”, “Holm, Ada (1870–1931)”
OUT_OF_HEADER = "[not(ancestor::t:teiHeader)]"


@dataclass
class Looked:
    """How often what stands in letters that were looked at closely (`looked` of them)."""

    looked: int = 0
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
    turned: Counter[bool] = field(default_factory=Counter)  # does the title name the “addressee” first?
    in_one: Counter[str] = field(default_factory=Counter)  # by type of division: texts with several letters
    titles: Counter[str] = field(default_factory=Counter)
    heads: Counter[str] = field(default_factory=Counter)  # the first headings of the texts
    to_heads: int = 0  # of these those that say to whom, where the header does not

    def add(self, other: Looked) -> None:
        """Count what was seen in other letters too."""
        for key, words in other.said.items():
            self.said.setdefault(key, Counter()).update(words)
        for name, counted in vars(other).items():
            if isinstance(counted, Counter):
                getattr(self, name).update(counted)
            elif isinstance(counted, int):
                setattr(self, name, getattr(self, name) + counted)


@dataclass
class Seen(Looked):
    """What was seen in a corpus: its letters, registers and other files by their paths, and what stands in
    the letters that were looked at."""

    letters: list[Path] = field(default_factory=list)
    registers: dict[str, list[Path]] = field(default_factory=dict)
    others: list[Path] = field(default_factory=list)
    alike: list[Path] = field(default_factory=list)  # of these those that “only” would not keep out
    unread: list[str] = field(default_factory=list)
    plain: list[Path] = field(default_factory=list)  # letters, perhaps, without a correspDesc
    bare: set[Path] = field(default_factory=set)  # of these those that do not call themselves letters
    undated: set[Path] = field(default_factory=set)  # of these those without a day
    texts: int = 0  # TEI elements among the letters' files


def look_at_corpus(corpus: Path) -> Seen:
    """Look at all XML files of a folder, and more closely at letters here and there among them. Raises
    Refused when none is a letter in TEI, OSError when something cannot be read."""
    seen, texts, closely = Seen(), Counter[Path](), dict[Path, Looked]()
    files = [path for path in sorted(corpus.rglob("*.xml")) if _is_own(path, corpus)]
    chosen = frozenset(here_and_there(files, MOST))
    for path in files:
        root, problems = _parse(path, corpus)
        if root is None:
            seen.unread += map(str, problems)
            continue
        texts[path] = _sort(path, root, seen)
        if path in chosen and texts[path]:
            closely[path] = _look_closely(root)
    _leave_out(seen)
    seen.texts = sum(texts[path] for path in seen.letters)
    if not seen.letters:
        raise Refused(
            f"{corpus} has {len(files)} XML files, and none is a letter in TEI (a <TEI> with a <body>)"
        )
    others = [path for path in seen.letters if path not in closely]
    wanted = MOST - (len(seen.letters) - len(others))  # where letters are few among the files
    closely |= {path: _look_closely(_parse(path, corpus)[0]) for path in here_and_there(others, wanted)}
    for path in seen.letters:
        if path in closely:
            seen.add(closely[path])
    return seen


def _parse(path: Path, corpus: Path) -> tuple[Element | None, Sequence[Diagnostic]]:
    return parse_file(Source(path.relative_to(corpus).as_posix(), path.read_bytes()))


def here_and_there(files: Sequence[Path], number: int) -> list[Path]:
    """At most so many of the files, in even steps: folders differ."""
    step = max(len(files) / max(number, 1), 1)
    return [files[int(place * step)] for place in range(min(len(files), number))]


def _look_closely(root: Element | None) -> Looked:
    looked = Looked()
    for letter in list(letters_in(root, DEFAULT))[:MOST] if root is not None else ():
        _note_down(letter, looked)
    return looked


def _is_own(path: Path, corpus: Path) -> bool:
    inside = path.relative_to(corpus)
    hidden = any(part.startswith(".") for part in inside.parts)
    return path.is_file() and not path.is_symlink() and not hidden and inside.stem not in BESIDE


def _sort(path: Path, root: Element, seen: Seen) -> int:
    """Put a file among the letters, the registers or the others; returns how many TEI elements it has."""
    letters = list(letters_in(root, DEFAULT)) if is_tei(root) else []
    about = sum(len(select(letter, "t:teiHeader//t:correspDesc")) for letter in letters)
    has_words = any(select(letter, WORDS) for letter in letters)
    registers = [] if about else _registers_in(root, has_words)
    has_signs = any(select(letter, SIGNS) for letter in letters)
    is_letter = about == 1 or (has_words and (about or has_signs or not registers))  # CMIF has no words
    if is_letter and not PATTERN_OF_LETTERS.search(path.stem):
        seen.letters.append(path)
        seen.plain += [] if about else [path]
        if not about and not any(select(letter, CALLED_LETTERS) for letter in letters):
            seen.bare.add(path)
            dated = any(first_found(letter, DEFAULT.header.date[:4]) for letter in letters)
            seen.undated |= set() if dated else {path}
        return len(letters)
    listed = [name for name in registers if name in REGISTERS]
    for name in listed:
        seen.registers.setdefault(name, []).append(path)
    if not listed:
        seen.others.append(path)
        seen.alike += [path] if about or not letters else []
    return 0


def _registers_in(root: Element, has_words: bool) -> list[str]:
    """The registers of which a file has entries: some in a file with other words, one where there are none
    (a file for each person)."""
    return [
        name
        for name, paths in ENTRIES.items()
        if sum(not (has_words and _is_beside(entry)) for entry in select(root, paths)) > 2
        or (
            not has_words
            and name in REGISTERS
            and select(root, " | ".join(p + OUT_OF_HEADER for p in paths.split(" | ")))
        )
    ]


def _is_beside(entry: Element) -> bool:
    """Does an entry stand in the header of a letter, or behind its text?"""
    return any(name_of(above) in {"teiHeader", "back"} for above in entry.iterancestors())


def _leave_out(seen: Seen) -> None:
    """Where most letters have a correspDesc or are divisions called letters, a text that has neither, and no
    day, is none: it is about the edition, or an entry of a chronology."""
    dated = len(seen.bare) - len(seen.undated)
    if len(seen.letters) - len(seen.bare) > dated:
        seen.letters = [path for path in seen.letters if path not in seen.undated]
        seen.plain = [path for path in seen.plain if path not in seen.undated]
        seen.others += sorted(seen.undated)


def _note_down(letter: Element, seen: Looked) -> None:
    paths = DEFAULT.header
    seen.looked += 1
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
    seen.images.update(pb.get("facs", "") for pb in select(letter, "t:text//t:pb[string(@facs)]")[:1])
    for key, path in SAID.items():
        seen.said.setdefault(key, Counter()).update(_words(letter, path))
    if not _words(letter, SAID["language"]):
        seen.said["language"].update(filter(None, [language_by_words(" ".join(pieces))]))
    _compare_with_title(letter, seen)
    seen.titles.update(_words(letter, paths.title)[:1])
    seen.heads.update(_words(letter, [HEAD])[:1])
    seen.to_heads += bool(_words(letter, [TO_HEAD]) and not _words(letter, paths.recipients))
    both = {*_words(letter, paths.sender), *_words(letter, paths.recipients)}
    seen.said.setdefault("correspondent", Counter()).update(
        turned(AFFILIATION.sub("", name))[0] for name in both
    )


SMALL = {  # words by which a language is known
    "de": frozenset("und der die das nicht ich ist zu ein sie".split()),
    "en": frozenset("the and of to that it is was for you".split()),
    "fr": frozenset("et les des que vous une est pas la le".split()),
    "it": frozenset("che di non il per con una gli sono la".split()),
    "nl": frozenset("het een van niet dat en ik aan voor de".split()),
}
FEWEST = 5  # small words of a language that a text must have


def language_by_words(text: str) -> str:
    """The language of a text by its small words, "" where that is not clear."""
    words = Counter(text.lower().split())
    counts = Counter({name: sum(words[each] for each in small) for name, small in SMALL.items()})
    (best, count), (_, next_best) = counts.most_common(2)
    return best if count >= FEWEST and count >= 2 * next_best else ""


def _compare_with_title(letter: Element, seen: Looked) -> None:
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
        "t:teiHeader//t:publicationStmt/t:publisher/*[1][not(contains(., '@'))]",
        "t:teiHeader//t:publicationStmt/*[self::t:publisher or self::t:authority or self::t:distributor]"
        "[not(contains(., '@'))]",
    ],
    "licence": [
        "t:teiHeader//t:availability//t:licence/@target",
        "t:teiHeader//t:availability//@target",
        "t:teiHeader//t:availability//t:licence",
    ],
    "editor": [
        "t:teiHeader//t:titleStmt/t:editor/*[self::t:name or self::t:persName]",
        "t:teiHeader//t:titleStmt/t:editor",
        "t:teiHeader//t:titleStmt//t:respStmt/*[self::t:name or self::t:persName]",
    ],
    "language": DEFAULT.header.language,
}
