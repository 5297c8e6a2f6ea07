"""Waivers name rules that there are, and waive something."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from edition.findings.diagnostics import Diagnostic, did_you_mean
from edition.findings.rule import ERROR, Rule
from edition.model import Edition, Waiver
from edition.tei.tree import is_not_included

Codes = Callable[[], Collection[str]]  # of all rules; to be asked only when needed


W102 = Rule(
    "W102",
    ERROR,
    "a waiver of a code that does not exist",
    why="It waives nothing.",
    bad="`- {code: R021, …}`",
    good="`- {code: R201, …}`",
)


def check_waivers(
    waivers: Iterable[Waiver], findings: Iterable[Diagnostic], codes: Codes
) -> Iterator[Diagnostic]:
    """Waivers of rules that do not exist. `codes` is asked only where none of the findings has the code."""
    met = {finding.code for finding in findings}
    for waiver in waivers:
        if waiver.code not in met and waiver.code not in codes():
            hint = did_you_mean(waiver.code, codes()) or "docs/codes.md lists the codes"
            message = f"there is no code {waiver.code}"
            yield W102.at(waiver.location, message, hint, words=waiver.code)


W101 = Rule(
    "W101",
    ERROR,
    "a waiver that waives nothing",
    why="A waiver that is not needed hides the next mistake. One with `needs: imported` may be unused where "
    "the text has not been imported.",
    bad="`- {code: R201, about: work-flora, …}`, and `work-flora` is cited",
    good="no such waiver",
)


def waive(
    findings: list[Diagnostic], waivers: Iterable[Waiver], edition: Edition, codes: Codes
) -> list[Diagnostic]:
    """The findings that are not waived. A waiver that waives nothing is a finding of its own, but for one
    that needs the imported text where some of it is missing, and one of a code that does not exist."""
    partial = any(is_not_included(document.tree) for document in edition.documents.values())
    left = findings
    for waiver in waivers:
        kept = [finding for finding in left if not _is_waived(finding, waiver)]
        excused = waiver.needs == "imported" and partial
        if len(kept) == len(left) and not excused and waiver.code in codes():
            where = f" in {waiver.file}" if waiver.file else ""
            message = f"nothing of {waiver.code} is about “{waiver.about}”{where} any more"
            kept.append(W101.at(waiver.location, message, "take the waiver away"))
        left = kept
    return left


def _is_waived(finding: Diagnostic, waiver: Waiver) -> bool:
    return (
        finding.code == waiver.code
        and waiver.about in finding.message
        and waiver.file in {"", finding.location.path}
    )
