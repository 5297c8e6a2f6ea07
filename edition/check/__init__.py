"""Checks: each yields findings, and none changes what it examines.

A check is one generator function in one of five tables, according to what it examines: the files of a
document (`OF_FILES`), the document that they became (`OF_DOCUMENT`), the passages of a document or of what
stands beside documents (`OF_PROSE`); the merged edition (`OF_EDITION`), and the words of the whole
(`OF_WORDS`). The first three run where a document is made; the others see facts of all. Its rules stand above
it, and it declares them with `yields`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from edition.check.annotations import check_notes
from edition.check.closeness import check_closeness
from edition.check.lexicon import Lexicon
from edition.check.links import check_event_dates, check_images, check_index, check_link_words, check_links
from edition.check.manual import check_manual
from edition.check.marks import check_doubled, check_endings, check_pairs, check_typography
from edition.check.metadata import (
    check_coordinates,
    check_file_names,
    check_folder_names,
    check_pages,
    check_pages_of_entries,
    check_paragraph_topics,
    check_titles,
)
from edition.check.names import check_ambiguous, check_names, check_unknown, check_variants
from edition.check.own_words import WordsOfDocument, WordsOfEdition, words_of
from edition.check.published import check_anchors
from edition.check.read_document import ReadDocument
from edition.check.registers import (
    check_citations,
    check_entries,
    check_mentions,
    check_said_letters,
    check_spellings,
    check_topics,
)
from edition.check.running_text import RunningText, text_beside_documents, text_of_document
from edition.check.times import (
    check_centuries,
    check_dates,
    check_dating,
    check_lives,
    check_sequence,
    check_versions,
    check_ways,
    check_years,
)
from edition.check.wording import (
    check_notes_twice,
    check_quotations,
    check_repeated,
    check_spelling,
    check_summary,
    check_transliteration,
)
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import Check
from edition.forms.configuration import ConfigFields
from edition.model import Edition
from edition.model.parsed import DocumentParts
from edition.store.memo import Memo
from edition.words.digest import digest_of

OF_FILES: tuple[Check[[DocumentParts]], ...] = (
    check_dates,
    check_file_names,
    check_ways,
    check_pages,
    check_dating,
    check_paragraph_topics,
)
OF_DOCUMENT: tuple[Check[[ReadDocument]], ...] = (
    check_notes,
    check_link_words,
    check_summary,
    check_quotations,
    check_closeness,
)
OF_PROSE: tuple[Check[[RunningText, Lexicon]], ...] = (
    check_names,
    check_ambiguous,
    check_variants,
    check_unknown,
    check_event_dates,
    check_pairs,
    check_typography,
    check_doubled,
    check_endings,
)
OF_EDITION: tuple[Check[[Edition, ConfigFields]], ...] = (
    check_anchors,
    check_centuries,
    check_links,
    check_index,
    check_images,
    check_spellings,
    check_entries,
    check_topics,
    check_citations,
    check_mentions,
    check_said_letters,
    check_titles,
    check_pages_of_entries,
    check_coordinates,
    check_folder_names,
    check_lives,
    check_versions,
    check_years,
    check_sequence,
    check_manual,
)
OF_WORDS: tuple[Check[[WordsOfEdition]], ...] = (
    check_notes_twice,
    check_repeated,
    check_spelling,
    check_transliteration,
)


def check_files(parts: DocumentParts) -> list[Diagnostic]:
    """The findings about the files of one document."""
    return [finding for check in OF_FILES for finding in check(parts)]


def check_document(read: ReadDocument, lexicon: Lexicon) -> tuple[list[Diagnostic], WordsOfDocument]:
    """The findings about one document, and what it contributes to those about the whole. The words of a
    corpus that others edit are not ours to judge."""
    if read.parts.corpus:
        return [], words_of(read.document.id, RunningText(()), lexicon)
    findings = [
        *(finding for check in OF_DOCUMENT for finding in check(read)),
        *(finding for check in OF_PROSE for finding in check(read.prose, lexicon)),
    ]
    return findings, words_of(read.document.id, read.prose, lexicon)


def check_edition(
    edition: Edition,
    config: ConfigFields,
    lexicon: Lexicon,
    words: Sequence[WordsOfDocument],
    memo: Memo,
) -> list[Diagnostic]:
    """The findings about the whole, from the `words` of all its documents. `memo` keeps what was found about
    words that stand beside documents."""
    beside = text_beside_documents(edition, config)
    key = f"beside {digest_of(lexicon.description, repr(beside.passages))}"
    about, words_beside = memo.get(key, partial(_check_beside, beside, lexicon))

    def passages(ref: str) -> RunningText:
        return text_of_document(edition.documents[ref]) if ref else beside

    whole = WordsOfEdition([*words, words_beside], passages, lexicon)
    findings = [
        *about,
        *(finding for check in OF_EDITION for finding in check(edition, config)),
        *(finding for check in OF_WORDS for finding in check(whole)),
    ]
    return [finding for finding in findings if not _of_others(finding)]


def _check_beside(beside: RunningText, lexicon: Lexicon) -> tuple[list[Diagnostic], WordsOfDocument]:
    findings = [finding for check in OF_PROSE for finding in check(beside, lexicon)]
    return findings, words_of("", beside, lexicon)


def _of_others(finding: Diagnostic) -> bool:
    """Is a finding about a file of a corpus that others edit, whose registers and words are theirs? What was
    published stays ours."""
    return finding.location.path.endswith(".xml") and not finding.code.startswith("N")
