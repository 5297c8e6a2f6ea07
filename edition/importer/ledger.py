"""The word ledger: every word of the parts that a recipe reads, and what became of it.

The imported files are read back by the edition's own readers; the words of the resulting TEI must be the
words of the source, in its order, less what a rule dropped. A corrected word counts with the copy's reading
(`sic`). What is left over on either side is reported with its line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.forms.base import Form
from edition.importer.letters import ImportedLetter
from edition.importer.line import Line
from edition.importer.lines import AppliedCorrection, as_copied, words
from edition.importer.prose import ProseDocument
from edition.model import Annotation, DocumentPart
from edition.tei.reading import COPIED, NOTE_SIGN, read
from edition.tei.tree import Element


@dataclass
class LedgerEntry:
    """A run of `count` words of one line with one fate (`used`, `dropped`, `emended` or `unaccounted`);
    `detail` says where they went or why."""

    line: int
    count: int
    fate: str
    detail: str
    words: str = ""

    def as_dict(self) -> dict[str, object]:
        """The entry for the JSON file; the key of the detail depends on the fate."""
        data: dict[str, object] = {"line": self.line, "words": self.count, "fate": self.fate}
        key = {"used": "as", "dropped": "rule", "emended": "reading", "unaccounted": "text"}[self.fate]
        data[key] = self.detail
        if self.words:
            data["text"] = self.words
        return data


@dataclass
class BookLedger:
    """The accounts of one source; `not_read` has (first line, last line, number of words, reason) of
    stretches outside the parts that are read, `hyphens` (line, word, rule) of words that were broken at the
    end of a line."""

    recipe: str
    file: str
    sha256: str
    entries: list[LedgerEntry] = field(default_factory=list)
    not_read: list[tuple[int, int, int, str]] = field(default_factory=list)
    hyphens: list[tuple[int, str, str]] = field(default_factory=list)

    def enter(self, line: int, fate: str, detail: str, word: str = "") -> None:
        """Enter one more word of a line and its fate."""
        last = self.entries[-1] if self.entries else None
        if last and (last.line, last.fate, last.detail) == (line, fate, detail):
            last.count += 1
            if word:
                last.words += f" {word}"
        else:
            self.entries.append(LedgerEntry(line, 1, fate, detail, word))

    def totals(self) -> dict[str, int]:
        """The number of words `read`, by fate, and `not_read`."""
        counts = Counter({"used": 0, "dropped": 0, "emended": 0, "unaccounted": 0})
        for entry in self.entries:
            counts[entry.fate] += entry.count
        return {"read": sum(counts.values()), **counts, "not_read": sum(n for _, _, n, _ in self.not_read)}

    def as_dict(self) -> dict[str, object]:
        """The whole ledger for the JSON file."""
        return {
            "recipe": self.recipe,
            "file": self.file,
            "sha256": self.sha256,
            "words": self.totals(),
            "not_read": [{"from": a, "to": b, "words": n, "why": why} for a, b, n, why in self.not_read],
            "entries": [entry.as_dict() for entry in self.entries],
            **self._hyphens(),
        }

    def _hyphens(self) -> dict[str, object]:
        """Words that were broken at the end of a line, where there are any."""
        rows = [{"line": line, "word": word, "rule": rule} for line, word, rule in self.hyphens]
        return {"hyphens": rows} if rows else {}


def account_letter(
    letter: ImportedLetter,
    text: DocumentPart[Form] | None,
    notes: list[Annotation],
    ledger: BookLedger,
    path: str,
) -> list[Diagnostic]:
    """Enter the words of one letter, whose files give `text` and `notes` when read back. Each run of words
    that is not accounted for is reported (I103)."""
    raw = letter.raw
    _enter_dropped(raw.dropped, ledger)
    headings = [raw.heading, *letter.headings]
    source = _words_of([*headings, *raw.lines, *raw.note_lines], raw.emendations)
    result = [(w, f"{letter.id} heading") for line in headings for w in words(line.text)]
    if letter.date_line and not _date_in_text(letter):
        result += [(w, f"{letter.id} date") for w in words(letter.date_printed)]
    result += _words_read(letter.id, text, notes)
    return _compare(
        source=source,
        result=result,
        applied=raw.emendations,
        label=f"letter {letter.number}",
        ledger=ledger,
        path=path,
    )


def account_prose(
    document: ProseDocument,
    text: DocumentPart[Form] | None,
    notes: list[Annotation],
    ledger: BookLedger,
    path: str,
) -> list[Diagnostic]:
    """Enter the words of a document of prose, its text and then its notes; unaccounted words are reported
    (I103)."""
    _enter_dropped(document.dropped, ledger)
    source = _words_of([*document.lines, *document.note_lines], document.applied)
    lost = {note.number for note in document.notes if note.blocks[0].text == "[]{.lost}"}
    kept = [note for note in notes if int(note.number or 0) not in lost]
    return _compare(
        source=source,
        result=_words_read(document.id, text, kept),
        applied=document.applied,
        label=document.id,
        ledger=ledger,
        path=path,
    )


def _enter_dropped(dropped: list[tuple[Line, str]], ledger: BookLedger) -> None:
    for line, rule in dropped:
        if words(line.text):
            ledger.entries.append(LedgerEntry(line.number, len(words(line.text)), "dropped", rule, line.text))


def _words_of(lines: list[Line], applied: list[AppliedCorrection]) -> list[tuple[str, int]]:
    return [(word, line.number) for line in lines for word in words(as_copied(line.text, applied))]


def _words_read(
    where: str, text: DocumentPart[Form] | None, notes: list[Annotation]
) -> list[tuple[str, str]]:
    """The words of the TEI that the written files give, each with the place where it is used."""
    result: list[tuple[str, str]] = []
    for element in text.body if text is not None else ():
        result.extend(_words_in(element, where))
    for note in notes:
        result.append((note.number, note.xml_id))
        for element in note.body:
            result.extend(_words_in(element, note.xml_id))
    return result


def _date_in_text(letter: ImportedLetter) -> bool:
    first = letter.sections[0].blocks[0].text if letter.sections and letter.sections[0].blocks else ""
    return letter.date_printed in first


def _words_in(element: Element, where: str) -> Iterator[tuple[str, str]]:
    """The words of an element in reading order: the copy’s reading, and note numbers in place of markers."""
    text = "".join(_note_number(at) if piece == NOTE_SIGN else piece for piece, at in read(element, COPIED))
    yield from ((word, where) for word in words(text.replace("<", " ")))


def _note_number(pointer: Element) -> str:
    return f" {pointer.get('target', '').rsplit('.n', 1)[-1]} "


I103 = Rule(
    "I103",
    ERROR,
    "a word of the source that is neither used nor dropped nor emended",
    why="No word of the source may be lost without a decision.",
    bad="a line between two letters that no rule of the recipe reads",
    good="a rule that reads it, or an entry under `drop` with its reason",
)


def _compare(
    source: list[tuple[str, int]],
    result: list[tuple[str, str]],
    applied: list[AppliedCorrection],
    label: str,
    ledger: BookLedger,
    path: str,
) -> list[Diagnostic]:
    emended = {
        (made.line, word): made.correction.read or made.correction.reason or "marked as lost"
        for made in applied
        for word in words(made.correction.find)
    }
    problems = []
    matcher = SequenceMatcher(None, [w for w, _ in source], [w for w, _ in result], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            for (word, line), (_, where) in zip(source[a:b], result[c:d], strict=True):
                reading = emended.get((line, word))
                if reading is not None:
                    ledger.enter(line, "emended", reading, word)
                else:
                    ledger.enter(line, "used", where)
            continue
        for word, line in source[a:b]:
            ledger.enter(line, "unaccounted", word, word)
        line = source[min(a, len(source) - 1)][1]
        lost = _shorten([w for w, _ in source[a:b]])
        extra = _shorten([w for w, _ in result[c:d]])
        fault = f"“{lost}” is lost" if lost else f"“{extra}” is not in the source"
        if lost and extra:
            fault = f"“{lost}” became “{extra}”"
        problems.append(
            I103.at(
                Location(path, line),
                f"{label}: {fault}",
                "correct the recipe, or give in it the reason for dropping the words",
            )
        )
    return problems


def _shorten(run: list[str]) -> str:
    if len(run) <= 12:
        return " ".join(run)
    return f"{' '.join(run[:8])} … {' '.join(run[-2:])} ({len(run)} words)"


def enter_unread(ledger: BookLedger, lines: list[str], read: set[int], why: str) -> None:
    """Enter the stretches of the file whose line numbers are not in `read`, with the reason `why`."""
    start: int | None = None
    for number in range(1, len(lines) + 2):
        outside = number <= len(lines) and number not in read
        if outside and start is None:
            start = number
        elif not outside and start is not None:
            count = sum(len(words(line)) for line in lines[start - 1 : number - 1])
            if count:
                ledger.not_read.append((start, number - 1, count, why))
            start = None
