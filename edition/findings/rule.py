"""A rule: what is held to be wrong, why, and how it is kept. It is described here once and for all.

A rule is a constant named by its code. It stands above the function that looks for what breaks it, or where
a reader, merger or importer comes upon that; `edition.rules` gathers them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass
from typing import Generic, ParamSpec

from edition.findings.diagnostics import Diagnostic, Location, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING
P = ParamSpec("P")


@dataclass(frozen=True)
class Rule:
    """A rule with its permanent code: one that is retired is never given again.

    Codes are lettered by group (`explaining.GROUPS`). The title completes “this is …”; `why` is a sentence or
    two for an editor, `bad` and `good` are an example in Markdown, broken and mended."""

    code: str
    severity: Severity
    title: str
    _: KW_ONLY
    why: str
    bad: str
    good: str

    def at(
        self, location: Location, message: str, hint: str = "", *, words: str = "", before: str = ""
    ) -> Diagnostic:
        """The finding that the rule is broken at a place. For `words` and `before` see `Diagnostic`."""
        return Diagnostic(self.code, self.severity, message, location, hint, words, before)


@dataclass(frozen=True)
class Check(Generic[P]):
    """A function that looks and yields findings, and the rules that it may find broken.

    Raises `KeyError` for a finding by another rule: what a check declares is what it does."""

    rules: tuple[Rule, ...]
    look: Callable[P, Iterator[Diagnostic]]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Iterator[Diagnostic]:
        codes = {rule.code for rule in self.rules}
        for finding in self.look(*args, **kwargs):
            if finding.code not in codes:
                raise KeyError(f"{self.look.__name__} does not declare {finding.code}")
            yield finding


def yields(*rules: Rule) -> Callable[[Callable[P, Iterator[Diagnostic]]], Check[P]]:
    """Declare by which rules a check looks: `@yields(A101, A102)`."""
    return lambda look: Check(rules, look)
