"""The first step of the line: a document's own files become its TEI and its facts.

It is taken for each document by itself, in as many processes as there are cores. Trees exist only there;
what is returned is small and is kept between runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from edition.check import check_document, check_files
from edition.check.lexicon import Lexicon
from edition.check.own_words import WordsOfDocument
from edition.check.pinpoint import pinpoint
from edition.check.read_document import ReadDocument
from edition.findings.diagnostics import Diagnostic
from edition.merge import MergeContext, merge_document, order_of
from edition.merge.correspondence import Neighbours
from edition.model import Document, Mention, Source
from edition.model.parsed import DocumentFiles
from edition.read import read_document
from edition.read.corpus import CORPUS, account_for
from edition.read.documents import day_of_letter
from edition.store.memo import Memo
from edition.words.digest import digest_of
from edition.workers import Progress, run


@dataclass(frozen=True)
class MappedDocument:
    """A document and what is known of it: the names it mentions, the findings about it, what it contributes
    to findings about the whole, of which document each of its files (by path) says that it is, and the paths
    of those that could not be read."""

    id: str
    document: Document | None
    mentions: tuple[Mention, ...]
    findings: tuple[Diagnostic, ...]
    words: WordsOfDocument | None
    claims: Mapping[str, str]
    unread: frozenset[str]


def map_documents(
    documents: Sequence[DocumentFiles],
    context: MergeContext,
    lexicon: Lexicon,
    memo: Memo,
    progress: Progress,
) -> list[MappedDocument]:
    """All documents in the order of the edition; `memo` keeps those whose files are unchanged. Files belong
    together by their names; where one says that it belongs elsewhere, they are put together again by what
    they say."""
    mapped = _map(documents, context, lexicon, memo, progress)
    claims = {path: ref for document in mapped for path, ref in document.claims.items()}
    if any(claims.get(source.path, files.id) != files.id for files in documents for _, source in files.files):
        mapped = _map(_regrouped(documents, claims), context, lexicon, memo, progress)
    return mapped


def _regrouped(documents: Sequence[DocumentFiles], claims: Mapping[str, str]) -> list[DocumentFiles]:
    files: dict[str, list[tuple[str, Source]]] = {}
    for document in documents:
        for group, source in document.files:
            files.setdefault(claims.get(source.path, document.id), []).append((group, source))
    in_corpora = {document.id: document.in_corpus for document in documents}
    return [
        DocumentFiles(ref, tuple(sorted(own, key=lambda f: f[1].path)), in_corpora.get(ref))
        for ref, own in files.items()
    ]


def _map(
    documents: Sequence[DocumentFiles],
    context: MergeContext,
    lexicon: Lexicon,
    memo: Memo,
    progress: Progress,
) -> list[MappedDocument]:
    common = digest_of(context.digest, lexicon.description)
    pieces = [
        (_key(files, neighbours, common), files, neighbours)
        for files, neighbours in order_of(documents, _days(documents, context, memo))
    ]
    missing = [piece for piece in pieces if memo.find(piece[0]) is None]
    made = run(partial(_map_one, context=context, lexicon=lexicon), missing)
    for count, ((key, _, _), document) in enumerate(zip(missing, made, strict=True), 1):
        memo.keep(key, document)
        progress("Reading and checking", count, len(missing))
    return [memo.find(key) for key, _, _ in pieces]


def _days(documents: Sequence[DocumentFiles], context: MergeContext, memo: Memo) -> Mapping[str, str]:
    """By id the day of each letter, of an edition whose letters are in the order of time."""
    of_corpora = {files.id: files.in_corpus.day for files in documents if files.in_corpus is not None}
    letters = [(files.id, *own) for files in documents for own in files.files if own[0] == "calendar"]
    return of_corpora | {
        ref: memo.get(f"day {source.path} {source.digest}", partial(day_of_letter, source))
        for ref, _, source in letters
        if context.config.order == "date"
    }


def _key(files: DocumentFiles, neighbours: Neighbours, common: str) -> str:
    own = [f"{group} {source.path} {source.digest}" for group, source in files.files]
    if files.in_corpus is not None:
        own += [
            files.in_corpus.by.source.digest,
            str(files.in_corpus.place),
            files.in_corpus.refs_digest,
        ]
    return f"document {digest_of(common, files.id, repr(neighbours), *own)}"


def _map_one(
    piece: tuple[str, DocumentFiles, Neighbours], context: MergeContext, lexicon: Lexicon
) -> MappedDocument:
    _, files, neighbours = piece
    parts = read_document(files)
    document, mentions, problems = merge_document(parts, neighbours, context)
    findings = [*parts.problems, *check_files(parts), *problems]
    words = None
    if document is not None:
        about, words = check_document(ReadDocument(parts, document), lexicon)
        findings += about
        if files.in_corpus is not None:
            (source,) = (source for group, source in files.files if group == CORPUS)
            findings += account_for(source, files.in_corpus, document.tree)
        _ = document.head, document.facts, document.digests  # drawn here once, and kept with it
    return MappedDocument(
        id=files.id,
        document=document,
        mentions=mentions,
        findings=tuple(pinpoint(findings, {source.path: source for _, source in files.files})),
        words=words,
        claims=parts.claims,
        unread=frozenset(parts.unread),
    )
