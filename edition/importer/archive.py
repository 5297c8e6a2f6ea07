"""Archival references: found, and every *ibid.* filled in from the one before.

A reference is an archive's name or *ibid.*, and components in falling order: fond (f.), opis (op.), delo
(d.), part (vyp.), leaf or leaves (l., ll.). An *ibid.* repeats what the last archival reference said above
its own first component, across notes and letters; references to books in between do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LEVELS = ("f", "op", "d", "vyp", "l")
_MARK = "[\ue000-\uf8ff]?"
_NUMBER = r"\d+(?:ob\.|[a-z]\w*)?"
_COMPONENT = (
    rf"{_MARK}(?:f\. ?\d+\w*|op\. ?\d+\w*|d\. ?\d+\w*|vyp\. ?\d+|ll?\. ?{_NUMBER}(?:[-–]{_NUMBER})?"
    rf"(?:, {_NUMBER}(?:[-–]{_NUMBER})?)*)"
)
_COMPONENTS = rf"{_COMPONENT}(?:, {_COMPONENT})*"
PART = re.compile(r"(f|op|d|vyp|ll?)\. ?(.*?)(?=,? [\ue000-\uf8ff]?(?:f|op|d|vyp|ll?)\.|\Z)")


@dataclass
class ArchiveReferences:
    """Reads references in order and remembers the last one."""

    names: list[str]
    archive: str = ""
    last: dict[str, str] = field(default_factory=dict)

    def pattern(self) -> re.Pattern[str]:
        names = "|".join(re.escape(name) for name in self.names)
        return re.compile(
            rf"(?P<lead>{_MARK}(?:{names})|\*?[Ii]bid\.?\*?\.?,?)\s?(?P<rest>{_COMPONENTS})"
            rf"|(?<=, and )(?P<more>{_COMPONENTS})"
        )

    def mark(self, text: str) -> str:
        """The text with each reference as a span: `[ibid., l. 4]{archive="RGADA f. 11, …, l. 4"}`."""
        return self.pattern().sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        lead, rest = match["lead"], match["rest"] or match["more"]
        printed = match.group(0).replace("*", "")
        if lead and "bid" not in lead:
            self.archive = re.sub(_MARK, "", lead).strip()
            self.last = {}
        elif not self.archive:
            return match.group(0)
        self._take(re.sub(_MARK, "", rest))
        full = self.full()
        trailing = printed.endswith(",")
        if full == printed:
            return f"[{printed}]{{.archive}}"
        return f'[{printed.rstrip(",")}]{{archive="{full}"}}' + ("," if trailing else "")

    def _take(self, components: str) -> None:
        parts = [(level, value.strip(" ,")) for level, value in PART.findall(components)]
        first = LEVELS.index(parts[0][0].rstrip("l") or "l") if parts[0][0] != "ll" else LEVELS.index("l")
        self.last = {level: value for level, value in self.last.items() if LEVELS.index(level) < first}
        for level, value in parts:
            self.last["l" if level == "ll" else level] = value

    def full(self) -> str:
        parts = []
        for level in LEVELS:
            if level in self.last:
                value = self.last[level]
                several = level == "l" and re.search(r"[,–-]", value)
                parts.append(f"{'ll' if several else level}. {value}")
        return f"{self.archive} {', '.join(parts)}"
