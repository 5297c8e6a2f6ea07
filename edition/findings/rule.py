"""A rule: what counts as wrong, why, and what is right instead, described once and for all.

A rule is a constant named by its code. It stands above the function that looks for what breaks it, or where
a reader, the merging or the importer meets it; `edition.pipeline.rules` gathers them all.
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
    """A rule with its permanent code; the code of a retired rule is never reused.

    Codes begin with the letter of their group (`explaining.GROUPS`). The title completes “this is …”; `why`
    is a sentence or two for an editor; `bad` and `good` are an example in Markdown that breaks and keeps
    the rule."""

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
        """The finding that the rule is broken at a location. For `words` and `before` see `Diagnostic`."""
        return Diagnostic(
            code=self.code,
            severity=self.severity,
            message=message,
            location=location,
            hint=hint,
            words=words,
            before=before,
        )


@dataclass(frozen=True)
class Check(Generic[P]):
    """A function that yields findings, and the rules that it may find broken.

    Raises `KeyError` for a finding by a rule that the check does not declare.
    """

    rules: tuple[Rule, ...]
    look: Callable[P, Iterator[Diagnostic]]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Iterator[Diagnostic]:
        codes = {rule.code for rule in self.rules}
        for finding in self.look(*args, **kwargs):
            if finding.code not in codes:
                raise KeyError(f"{self.look.__name__} does not declare {finding.code}")
            yield finding


def yields(*rules: Rule) -> Callable[[Callable[P, Iterator[Diagnostic]]], Check[P]]:
    """Declare the rules that a check may find broken: `@yields(A101, A102)`."""
    return lambda look: Check(rules, look)
