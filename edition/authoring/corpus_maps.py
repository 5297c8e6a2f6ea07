"""An edition of a TEI corpus that others edit: looks at its files and writes the configuration and the map.

The map states what was seen in this corpus, as the defaults of `forms.corpus_map` and the tables of
`read.corpus.element_fates` take it, so that an editor has a line to change.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from edition.authoring.corpus_seen import DIVISION, HEAD, SENT_BY, TO_HEAD, UNTYPED, Seen, look_at_corpus
from edition.authoring.corpus_settings import config_lines, language_of, most, title_of_all
from edition.authoring.yaml_text import scalar
from edition.findings import Refused
from edition.paths import CONFIG_PATH, MAPS
from edition.read.corpus.element_fates import DIVISIONS, NOTES, highlight
from edition.tei.content_models import LEAF_NUMBERS
from edition.words.counting import counted
from edition.words.letter_ids import id_from

TURNED = 10  # of so many titles one may name them in the other order
LINES = 8  # line breaks in a thousand characters, from which a text is taken to be given line by line
FEW = 8  # files that are named in one line


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
    yield from _without_others(seen, top)
    if not seen.ids and not _divided(seen):
        yield "ids: file"
    header = list(_header_lines(seen))
    if header:
        yield "header:"
        yield from header
    if language_of(seen):
        yield f"language: {language_of(seen)}"
    if seen.breaks * 1000 > seen.characters * LINES:
        yield "lines: flow  # “keep” shows every line of the original as one"
    if seen.images and not most(seen.images).startswith(("https://", "#")):
        yield f"# images: https://…/{{}}  # where images such as {most(seen.images)[:60]} stand"
    if _divided(seen):
        yield f"letters: \"t:text//{DIVISION}[@type='{_divided(seen)}']\"  # each is a letter"
    for key, values, known, otherwise in _tables(seen):
        yield from _table(key, values, known, otherwise)
    yield from _register_lines(seen, folder)


def _header_lines(seen: Seen) -> Iterator[str]:
    """Where in the letters of this corpus something stands that stands elsewhere in others."""
    if title_of_all(seen) and len(seen.heads) * 2 > seen.looked:
        yield f'  title: "{HEAD}"  # most letters have one title in their headers'
    if seen.turned[True] > TURNED * seen.turned[False]:
        yield "  # their titles say that the “addressee” wrote, and the “sender” got the letter"
        yield f'  sender: "{SENT_BY.format("addressee")}"'
        yield f'  recipients: "{SENT_BY.format("sender")}"'
    elif seen.to_heads * 2 > seen.looked:
        yield f'  recipients: "{TO_HEAD}"  # the headings say to whom'


def _divided(seen: Seen) -> str:
    """The type of the divisions that are letters, where half of the texts or more have several; else ""."""
    kind, count = (seen.in_one.most_common(1) or [("", 0)])[0]
    return kind if count * 2 >= seen.looked else ""


def _without_others(seen: Seen, top: Path) -> Iterator[str]:
    """The line of the map, or the lines, that keep out what is no letter and stands among them."""
    patterns = _patterns_of_others(seen.others, seen, top)
    if patterns and not seen.plain:
        if len(seen.alike) < len(seen.others):
            yield 'only: "t:teiHeader//t:correspDesc"  # files without one are no letters'
        patterns = _patterns_of_others(seen.alike, seen, top)
    if len(patterns) > FEW:
        yield "exclude:"
        yield from (f"  - {scalar(pattern)}" for pattern in patterns)
    elif patterns:
        yield f"exclude: [{', '.join(scalar(pattern, flow=True) for pattern in patterns)}]"


def _patterns_of_others(others: Iterable[Path], seen: Seen, top: Path) -> list[str]:
    """Files that are no letters, and no registers, which are named by themselves; a folder without letters as
    a whole, if no register is in it."""
    kept = [*seen.letters, *(path for paths in seen.registers.values() for path in paths)]
    with_letters = {folder for path in kept for folder in path.resolve().parents}
    patterns = set()
    for path in (path.resolve() for path in others):
        if path.is_relative_to(top):
            folders = [folder for folder in reversed(path.parents) if folder.is_relative_to(top)]
            empty = next((folder for folder in folders if folder not in with_letters), None)
            patterns.add(f"{_relative(top, empty)}/**" if empty else _relative(top, path))
    return sorted(patterns)


def _relative(folder: Path, path: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _tables(seen: Seen) -> list[tuple[str, Counter[str], Mapping[str, str], str]]:
    """By key of the map: the values that were seen, what is known of them, and what the others are taken
    for."""
    looks = {value: highlight(value) for value in seen.hi}
    seen_notes = Counter({kind: n for kind, n in seen.note.items() if kind.lower() not in LEAF_NUMBERS})
    notes = {value: NOTES[value.lower()].as_ for value in seen_notes if value.lower() in NOTES}
    divisions = {value: DIVISIONS.get(value.lower(), "") for value in seen.div}
    return [
        ("hi", seen.hi, looks, "plain"),
        ("note", seen_notes, notes, "editorial"),
        ("div", seen.div, divisions, "text"),
    ]


def _table(key: str, seen: Counter[str], known: Mapping[str, str], otherwise: str) -> Iterator[str]:
    """The values that were seen, those that no table knows with a remark."""
    values = [value for value, _ in seen.most_common(60) if value != UNTYPED]
    if values:
        yield f"{key}:"
    for value in values:
        shown = known.get(value)
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
    said = f"{seen.with_correspondence} have a correspDesc, {seen.with_day} a date, {seen.ids} an id"
    yield f"{seen.texts} letters; of {seen.looked} looked at, {said}."
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
    for key, values, known, _ in _tables(seen):
        for value, count in values.most_common():
            if value != UNTYPED and not known.get(value):
                yield f"{key} “{value}” ({count})"
