"""Waivers name rules that exist, and waive something."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from edition.findings.diagnostics import Diagnostic, did_you_mean
from edition.findings.rule import ERROR, Rule
from edition.model import Edition
from edition.model.parsed import Waiver

Codes = Callable[[], Collection[str]]  # returns the codes of all rules; called only when needed


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
    """Waivers of rules that do not exist (W102). `codes` is called only when none of the findings has the
    code."""
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
    why="A superfluous waiver hides the next mistake. One with `needs: imported` may be unused if the "
    "text has not been imported.",
    bad="`- {code: R201, about: work-flora, …}`, and `work-flora` is cited",
    good="no such waiver",
)


W103 = Rule(
    "W103",
    ERROR,
    "a waiver of a question about addresses",
    why="Without an answer the build would have to guess where old citations lead.",
    bad="`- {code: N202, about: what became of p4, …}`",
    good="`{#p4}` above the paragraph that it is now",
)
ASKED = frozenset({"N202", "N203", "N204", "N205", "N208", "N209"})


def apply_waivers(
    findings: list[Diagnostic], waivers: Iterable[Waiver], edition: Edition, codes: Codes
) -> list[Diagnostic]:
    """The findings that are not waived. A waiver that waives nothing is a finding of its own (W101), unless
    it needs the imported text and some of that is missing, or its code does not exist."""
    partial = any(not document.included for document in edition.documents.values())
    remaining = findings
    for waiver in waivers:
        if waiver.code in ASKED:
            message = f"{waiver.code} asks about an address, and cannot be waived"
            remaining = [*remaining, W103.at(waiver.location, message, "do what its hint says")]
            continue
        kept = [finding for finding in remaining if not _is_waived(finding, waiver)]
        excused = waiver.needs == "imported" and partial
        if len(kept) == len(remaining) and not excused and waiver.code in codes():
            where = f" in {waiver.file}" if waiver.file else ""
            message = f"nothing of {waiver.code} is about “{waiver.about}”{where} any more"
            kept.append(W101.at(waiver.location, message, "remove the waiver"))
        remaining = kept
    return remaining


def _is_waived(finding: Diagnostic, waiver: Waiver) -> bool:
    return (
        finding.code == waiver.code
        and waiver.about in finding.message
        and waiver.file in {"", finding.location.path}
    )
