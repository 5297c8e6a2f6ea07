"""A TEI corpus that others edit, as a source: each of its files is read at every build into the profile
of the hub (encoding.md), by a map (`forms.corpus_map`) that says what this corpus does otherwise than
most.

`files` parses them; `survey` sees what must be known of all (ids, days, registers); then each letter is
read by itself (`letter`): its header by XPaths, its text by one table of elements (`element_fates`, `body`),
its notes (`notes`), all of it brought into TEI's order (`layout`).
"""

from __future__ import annotations

from collections.abc import Iterable

from edition.findings.diagnostics import Diagnostic
from edition.forms.corpus_map import CorpusMap, is_letter_file, is_register_file
from edition.forms.line_yaml import D105, read_yaml, validate
from edition.model import Source
from edition.model.parsed import Corpus, ParsedSources, ReadMap
from edition.read.corpus.letter import account_for, read_letter, told_once
from edition.read.corpus.survey import CORPUS, survey_corpora

__all__ = [
    "CORPUS",
    "account_for",
    "assign_files",
    "read_letter",
    "read_map",
    "survey_corpora",
    "told_once",
]


def read_map(source: Source) -> tuple[list[ReadMap], list[Diagnostic]]:
    """The map of a corpus (`sources/maps/*.yaml`), and the problems in it."""
    marked, problems = read_yaml(source.text, source.path)
    if problems:
        return [], problems
    if not isinstance(marked.data, dict):
        hint = "write corpus: and the folder of its files, or begin with “edition init FOLDER --tei CORPUS”"
        return [], [D105.at(marked.at(), "a map says where a corpus stands and how it is read", hint)]
    corpus_map, problems = validate(CorpusMap, marked)
    return [ReadMap(corpus_map, source)] if corpus_map else [], problems


def assign_files(sources: Iterable[Source], parsed: ParsedSources) -> list[Source]:
    """Put the XML files that a map means into their corpora; returns the others."""
    left = list(sources)
    for by in parsed.maps:
        letters = [source for source in left if is_letter_file(source.path, by.map)]
        registers = [source for source in left if is_register_file(source.path, by.map)]
        parsed.corpora.append(Corpus(by, tuple(letters), tuple(registers)))
        taken = {source.path for source in (*letters, *registers)}
        left = [source for source in left if source.path not in taken]
    return left
