"""What must be known of a whole corpus before its letters are read one by one: their ids and days, the
entries of registers, and what each letter's pointers mean.

A file is looked at by itself, in as many processes as there are cores; what was seen in it is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.forms.corpus_map import CorpusMap, first_found, is_letter_file, is_register_file, matches_path
from edition.model import Source
from edition.model.parsed import Corpus, DocumentFiles, InCorpus, ParsedSources, ReadMap, Refs
from edition.read.corpus.body import line_of
from edition.read.corpus.dividing import words_outside
from edition.read.corpus.files import HINT, S102, XINCLUDE, is_tei, letters_in, parse_file
from edition.read.corpus.header import date_of, plain_words
from edition.read.corpus.letter import told_once
from edition.read.corpus.pointers import DOCUMENTS, all_pointers
from edition.read.corpus.registers import CorpusRegisters, Described, describe_entries, read_registers
from edition.store.memo import Memo
from edition.tei.heads import SORTED_BY
from edition.tei.tree import XML_ID, Element, select
from edition.words.digest import digest_of
from edition.words.letter_ids import id_from
from edition.workers import Progress, run

CORPUS = "corpus"  # the group of a letter's file
UNDATED = "~"  # stands behind all days

S103 = Rule(
    "S103",
    WARNING,
    "two letters of a corpus with one id",
    why="An id is an address. The second letter is called after its file, or left out if that name is "
    "taken too.",
    bad='`xml:id="b1"` in `brief-001.xml` and in `brief-002.xml`',
    good='`xml:id="b2"` in `brief-002.xml`',
)


S107 = Rule(
    "S107",
    WARNING,
    "a part of a file of a corpus that is not read",
    why="Words between the letters of one file belong to none of them, and what another file is to bring in "
    "(XInclude) is not brought in. Neither is on the site.",
    bad='a preface before the `<div type="letter">` of a file whose letters are such divisions',
    good="an essay of the edition with these words; the words themselves in place of `xi:include`",
)


@dataclass(frozen=True)
class Outline:
    """A letter in a file: the ids that it has there, best first, the day by which it is ordered, its line."""

    ids: tuple[str, ...]
    day: str
    line: int


@dataclass(frozen=True)
class FileOutline:
    """What a file has for the whole corpus."""

    letters: tuple[Outline, ...] = ()
    entries: tuple[Described, ...] = ()
    pointers: frozenset[str] = frozenset()
    problems: tuple[Diagnostic, ...] = ()


@dataclass
class Survey:
    """The letters of all corpora, and what their registers hold."""

    documents: list[DocumentFiles] = field(default_factory=list)
    registers: list[CorpusRegisters] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def survey(corpora: Sequence[Corpus], taken: Iterable[str], memo: Memo, progress: Progress) -> Survey:
    """Look at all files of some corpora; `taken` are the ids of the edition's own documents."""
    result = Survey()
    known = set(taken)
    for corpus in corpora:
        files = [(source, corpus.by) for source in (*corpus.letters, *corpus.registers)]
        outlines = _outlines(files, memo, progress)
        result.problems += [problem for outline in outlines for problem in outline.problems]
        result.unread |= {
            source.path
            for (source, _), o in zip(files, outlines, strict=True)
            if o.problems and not o.letters
        }
        registers = read_registers((entry for o in outlines for entry in o.entries), corpus.by.map)
        result.registers.append(registers)
        letters = list(_letters(files[: len(corpus.letters)], outlines, known, result))
        result.problems += _empty(corpus, bool(letters))
        table = {name: ref for ref, names, *_ in letters for name in names}
        refs = {**registers.refs, DOCUMENTS: table}
        meant: dict[str, tuple[Refs, str]] = {}  # by file, once for all its letters
        for ref, _, source, place, outline in letters:
            if source.path not in meant:
                meant[source.path] = _meant(outline.pointers, refs)
            in_corpus = InCorpus(corpus.by, place, outline.letters[place].day, *meant[source.path])
            result.documents.append(DocumentFiles(ref, ((CORPUS, source),), in_corpus))
    return result


def _empty(corpus: Corpus, has_letters: bool) -> Iterator[Diagnostic]:
    """What a map finds nothing for (S102), at the line that says where it is: letters, a register."""
    by = corpus.by
    if not has_letters:
        hint = (
            "“corpus” is the folder, seen from that of the edition; “files” and “only” say which files in it"
        )
        beside = any(source.path.startswith(f"{by.map.corpus}/") for source in corpus.registers)
        yield S102.at(
            _line_of("files:" if beside else "corpus:", by), f"no letter is found in {by.map.corpus}", hint
        )
    for name, register in by.map.registers.items():
        if not any(matches_path(source.path, register.files) for source in corpus.registers):
            files = ", ".join(register.files)
            hint = "paths are seen from the edition’s folder"
            yield S102.at(
                _line_of(f"{name}:", by), f"no file is found for the register {name}: {files}", hint
            )


def _line_of(key: str, by: ReadMap) -> Location:
    lines = by.source.data.decode("utf-8", "replace").split("\n")
    line = next((number for number, text in enumerate(lines, 1) if text.strip().startswith(key)), 1)
    return Location(by.source.path, line)


def _meant(pointers: frozenset[str], refs: Refs) -> tuple[Refs, str]:
    """What the pointers of a file mean, and a digest of it."""
    own = {kind: {p: ids[p] for p in sorted(pointers & ids.keys())} for kind, ids in refs.items()}
    return own, digest_of(repr(sorted((kind, sorted(table.items())) for kind, table in own.items())))


def _outlines(files: Sequence[tuple[Source, ReadMap]], memo: Memo, progress: Progress) -> list[FileOutline]:
    keys = [f"outline {digest_of(s.path, s.digest, by.source.digest)}" for s, by in files]
    missing = [piece for piece, key in zip(files, keys, strict=True) if memo.find(key) is None]
    made = run(look_at, missing)
    left = [key for key in keys if memo.find(key) is None]
    for count, (key, outline) in enumerate(zip(left, made, strict=True), 1):
        memo.keep(key, outline)
        progress("Looking at the corpus", count, len(missing))
    return [memo.find(key) for key in keys]


def look_at(piece: tuple[Source, ReadMap]) -> FileOutline:
    """What a file of a corpus has for the whole: of a letter's file its letters, of any the entries of
    registers and the pointers."""
    source, by = piece
    root, faults = parse_file(source)
    problems = [*faults]
    if root is None:
        return FileOutline(problems=faults)
    is_letters = is_letter_file(source.path, by.map)
    letters = (
        tuple(_outline(e, n, source, by.map) for n, e in enumerate(letters_in(root, by.map), 1))
        if is_letters
        else ()
    )
    if is_letters and not is_tei(root):
        message = "this is not a TEI file, with <TEI> or <teiCorpus> around it"
        line = root.sourceline if isinstance(root.sourceline, int) else 1
        problems.append(S102.at(Location(source.path, line), message, HINT))
    problems += _not_read(root, source.path, by.map) if is_letters else ()
    entries = tuple(describe_entries(root, source.path, by.map))
    said = ((*each.keys, str(each.fields["name"])) for each in entries) if letters else ()
    pointers = frozenset({*all_pointers(root), *(key for keys in said for key in keys)})
    return FileOutline(letters, entries, pointers if letters else frozenset(), tuple(problems))


def _not_read(root: Element, path: str, corpus_map: CorpusMap) -> Iterator[Diagnostic]:
    """What of a file of letters is read into none (S107)."""
    for text in select(root, "descendant-or-self::t:TEI") if corpus_map.letters else ():
        words = words_outside(text, corpus_map.letters or "")
        if words:
            few = f"{' '.join(words[:8])} …" if len(words) > 8 else " ".join(words)
            message = f"{len(words)} words of this file stand in none of its letters: {few}"
            yield S107.at(Location(path, line_of(text)), message, "make an essay of what is to be read")
    for element in root.iter(XINCLUDE):
        if _is_read_anyway(element, path, corpus_map):
            continue
        message = f"{element.get('href')} is not taken in here (xi:include)"
        hint = "put its words here, with your editor or with xmllint --xinclude"
        yield S107.at(Location(path, line_of(element)), message, hint)


def _is_read_anyway(include: Element, path: str, corpus_map: CorpusMap) -> bool:
    """Does `xi:include` bring in a file of a register, which the map names?"""
    target = normpath(join(dirname(path), include.get("href", "")))
    return is_register_file(target, corpus_map)


def _outline(letter: Element, number: int, source: Source, corpus_map: CorpusMap) -> Outline:
    stem = PurePosixPath(source.path).stem
    own = [plain_words(each) for each in first_found(letter, corpus_map.header.id)[:1]]
    is_alone = letter.getroottree().getroot() is letter and corpus_map.letters is None
    names = [*own, stem] if corpus_map.ids == "own" else [stem, *own]
    further = f"{stem}-{letter.get(XML_ID) or letter.get('n') or number}"
    ids = tuple(dict.fromkeys(filter(None, (*(names if is_alone else own), further))))
    date = date_of(first_found(letter, corpus_map.header.date))
    day = next((date.get(key) for key in SORTED_BY if date.get(key)), None) or UNDATED
    return Outline(ids, f"{day} {_place_in_day(letter)}".strip(), line_of(letter) or 1)


def _place_in_day(letter: Element) -> str:
    """What orders the letters of a day, where the corpus says it."""
    for date in select(letter, "t:teiHeader//t:correspAction[@type='sent']/t:date[@n]"):
        return (date.get("n") or "").zfill(4)
    return ""


def _letters(
    files: Sequence[tuple[Source, ReadMap]], outlines: Sequence[FileOutline], known: set[str], result: Survey
) -> Iterable[tuple[str, tuple[str, ...], Source, int, FileOutline]]:
    """(id, what it is called in the corpus, file, place in it, outline of the file) of each letter. An id
    that is taken is told (S103), and the next of its names is taken. Of two letters with one id it is that of
    the file that is called so."""
    stems = Counter(PurePosixPath(source.path).stem for source, _ in files)
    pairs = list(zip(files, outlines, strict=False))
    homes = {
        id_from(outline.letters[0].ids[0]): source.path
        for (source, _), outline in pairs
        if outline.letters and outline.letters[0].ids[0] == PurePosixPath(source.path).stem
    }
    for (source, by), outline in pairs:
        for place, letter in enumerate(outline.letters):
            names = _names(letter, source, by.map, stems)
            refs = [id_from(name) for name in names]
            free = (each for each in refs if each and each not in known)
            ref = next((each for each in free if homes.get(each, source.path) == source.path), "")
            if not ref or ref != refs[0]:
                told = f"it is called {ref}" if ref else "it is left out"
                message = f"the id {names[0]} is that of another letter too; {told}"
                if not refs[0]:
                    message = f"the id “{names[0]}” has no sign that an address can have; {told}"
                where = Location(source.path, letter.line)
                result.problems.append(S103.at(where, message, "give one of the two another id"))
            if ref:
                known.add(ref)
                yield ref, names, source, place, outline


def _names(letter: Outline, source: Source, corpus_map: CorpusMap, stems: Counter[str]) -> tuple[str, ...]:
    """What a letter is called, best first. Where it is called after its file, and files in several folders
    are called so, it is called after the folder too: `02/001.xml` is 02-001."""
    stem = PurePosixPath(source.path).stem
    inside = source.path.removeprefix(f"{normpath(corpus_map.corpus)}/").removesuffix(".xml")
    by_path = inside.replace("/", "-")
    if letter.ids[0] == stem and stems[stem] > 1:
        return tuple(dict.fromkeys((by_path, *letter.ids)))
    return tuple(dict.fromkeys((*letter.ids, by_path)))


def survey_corpora(parsed: ParsedSources, memo: Memo, progress: Progress) -> None:
    """Add the letters and registers of all corpora to what was read."""
    if not parsed.corpora:
        return
    surveyed = survey(parsed.corpora, _own_ids(parsed), memo, progress)
    own = {files.id: files for files in parsed.documents}
    for files in surveyed.documents:
        if files.id in own:  # notes of the edition to a letter of a corpus
            files = DocumentFiles(files.id, files.files + own[files.id].files, files.in_corpus)
        own[files.id] = files
    parsed.documents = list(own.values())
    parsed.registers += [register for each in surveyed.registers for register in each.registers]
    parsed.problems += told_once(surveyed.problems)
    parsed.problems += [problem for each in surveyed.registers for problem in each.problems]
    parsed.unread |= surveyed.unread


def _own_ids(parsed: ParsedSources) -> Iterable[str]:
    """The ids of the edition's own documents; a file of notes may be for a letter of a corpus."""
    groups = ((files.id, {group for group, _ in files.files}) for files in parsed.documents)
    return (ref for ref, kinds in groups if kinds - {"annotations"})
