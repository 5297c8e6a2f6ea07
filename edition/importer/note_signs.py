"""Notes by signs: an asterisk or dagger in the text, the same sign before the note at the foot of the page.

The signs begin again on each page, so they are paired in order and numbered through the letter. The result
looks like numbered notes after the text, which the rest of the importer can read.
"""

from __future__ import annotations

import re

from edition.importer.line import Line


def number_signs(lines: list[Line], sign: str) -> list[Line]:
    """Replace signs by numbers: markers become `<sup>1</sup>`, notes `1. …`, and the notes are put after the
    text. `sign` is a pattern."""
    marker = re.compile(rf"(?<=\S)({sign})(?!\w)")
    note = re.compile(rf"\A(?:{sign}) ?(?=\S)")
    text: list[Line] = []
    notes: list[Line] = []
    count = 0
    for line in lines:
        if note.match(line.text):
            notes.append(line.with_text(f"{len(notes) + 1}. {note.sub('', line.text)}"))
            continue
        numbered = line.text
        for _ in range(len(marker.findall(line.text))):
            count += 1
            numbered = marker.sub(f"<sup>{count}</sup>", numbered, count=1)
        text.append(line.with_text(numbered))
    return text + notes
