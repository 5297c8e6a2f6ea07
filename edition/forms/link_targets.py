"""Where a link may lead: to the web, to an e-mail address, or to a place in the edition.

Links in texts are checked when they are read, those of the guide when it is checked.
"""

from __future__ import annotations

import re

from edition.findings.rule import ERROR, Rule

SAFE_LINK = re.compile(r"(https?://|mailto:|#)[^\s]*\Z")
M107 = Rule(
    "M107",
    ERROR,
    "a link to an address that is not allowed",
    why="Links lead to the web, to an email address, or to a place in the edition.",
    bad="`[here](javascript:…)`, `[here](file.html)`",
    good="`[here](https://example.org/)`, `[here](#L2)`",
)
