"""Checks: each looks and yields findings; none changes what it looks at.

A check is one generator function in one of three tables, by what it looks at: what was read (`OF_FILES`),
the merged edition (`OF_EDITION`), or its words (`OF_PROSE`). Its codes stand in `diagnostics.CODES`, what
they are about and why in `edition.explained`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from edition.check.annotations import check_notes
from edition.check.links import check_index, check_link_words, check_links
from edition.check.manual import check_manual
from edition.check.marks import check_doubled, check_endings, check_pairs, check_typography
from edition.check.metadata import (
    check_coordinates,
    check_dates,
    check_file_names,
    check_lives,
    check_pages,
    check_sequence,
    check_titles,
    check_versions,
    check_waivers,
    check_years,
)
from edition.check.names import check_ambiguous, check_names, check_variants
from edition.check.published import check_anchors
from edition.check.registers import (
    check_citations,
    check_entries,
    check_mentions,
    check_spellings,
    check_topics,
)
from edition.check.running_text import RunningText, read_running_text
from edition.check.wording import (
    check_notes_twice,
    check_quotations,
    check_repeated,
    check_spelling,
    check_summaries,
    check_transliteration,
)
from edition.findings.diagnostics import CODES, Diagnostic
from edition.forms.configuration import ConfigFields
from edition.model import Edition, ParsedSources, Waiver
from edition.tei.tree import is_not_included

OF_FILES: tuple[Callable[[ParsedSources], Iterator[Diagnostic]], ...] = (
    check_dates,
    check_file_names,
    check_lives,
    check_sequence,
    check_titles,
    check_pages,
    check_coordinates,
    check_versions,
    check_waivers,
)
OF_EDITION: tuple[Callable[[Edition, ConfigFields], Iterator[Diagnostic]], ...] = (
    check_anchors,
    check_notes,
    check_links,
    check_link_words,
    check_index,
    check_spellings,
    check_entries,
    check_topics,
    check_citations,
    check_mentions,
    check_years,
    check_manual,
)
OF_PROSE: tuple[Callable[[RunningText, Edition, ConfigFields], Iterator[Diagnostic]], ...] = (
    check_names,
    check_ambiguous,
    check_variants,
    check_pairs,
    check_typography,
    check_doubled,
    check_endings,
    check_summaries,
    check_notes_twice,
    check_quotations,
    check_repeated,
    check_spelling,
    check_transliteration,
)


def check_edition(parsed: ParsedSources, edition: Edition, config: ConfigFields) -> list[Diagnostic]:
    """Run every check of the tables."""
    prose = read_running_text(edition, config)
    return [
        *(finding for check in OF_FILES for finding in check(parsed)),
        *(finding for check in OF_EDITION for finding in check(edition, config)),
        *(finding for check in OF_PROSE for finding in check(prose, edition, config)),
    ]


def waive(findings: list[Diagnostic], waivers: Iterable[Waiver], edition: Edition) -> list[Diagnostic]:
    """Take out what is waived; a waiver that waives nothing is a finding of its own (W101), but for one that
    needs the imported text where some of it is missing."""
    partial = any(is_not_included(document.tree) for document in edition.documents.values())
    left = findings
    for waiver in waivers:
        kept = [finding for finding in left if not _is_waived(finding, waiver)]
        excused = waiver.code not in CODES or (waiver.needs == "imported" and partial)
        if len(kept) == len(left) and not excused:
            where = f" in {waiver.file}" if waiver.file else ""
            message = f"nothing of {waiver.code} is about “{waiver.about}”{where} any more"
            kept.append(Diagnostic("W101", message, waiver.location, "take the waiver away"))
        left = kept
    return left


def _is_waived(finding: Diagnostic, waiver: Waiver) -> bool:
    return (
        finding.code == waiver.code
        and waiver.about in finding.message
        and waiver.file in {"", finding.location.path}
    )
