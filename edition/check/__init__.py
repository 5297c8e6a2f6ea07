"""Checks: each yields findings, and none changes what it examines.

A check is one generator function in one of three tables, according to what it examines: what was read
(`OF_FILES`), the merged edition (`OF_EDITION`), or its words (`OF_PROSE`). Its rules stand above it, and it
declares them with `yields`.
"""

from __future__ import annotations

from edition.check.annotations import check_notes
from edition.check.links import check_index, check_link_words, check_links
from edition.check.manual import check_manual
from edition.check.marks import check_doubled, check_endings, check_pairs, check_typography
from edition.check.metadata import check_coordinates, check_file_names, check_pages, check_titles
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
from edition.check.times import (
    check_centuries,
    check_dates,
    check_lives,
    check_sequence,
    check_versions,
    check_years,
)
from edition.check.wording import (
    check_notes_twice,
    check_quotations,
    check_repeated,
    check_spelling,
    check_summaries,
    check_transliteration,
)
from edition.findings.diagnostics import Diagnostic
from edition.findings.rule import Check
from edition.forms.configuration import ConfigFields
from edition.model import Edition, ParsedSources

OF_FILES: tuple[Check[[ParsedSources]], ...] = (
    check_dates,
    check_centuries,
    check_file_names,
    check_lives,
    check_sequence,
    check_titles,
    check_pages,
    check_coordinates,
    check_versions,
)
OF_EDITION: tuple[Check[[Edition, ConfigFields]], ...] = (
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
OF_PROSE: tuple[Check[[RunningText, Edition, ConfigFields]], ...] = (
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
    """The findings of every check in the tables, table by table."""
    prose = read_running_text(edition, config)
    return [
        *(finding for check in OF_FILES for finding in check(parsed)),
        *(finding for check in OF_EDITION for finding in check(edition, config)),
        *(finding for check in OF_PROSE for finding in check(prose, edition, config)),
    ]
