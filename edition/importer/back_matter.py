"""The index and the glossary of names of a book: from lines to entries, with every word accounted for.

What was read is compared, entry by entry, with the copy: the words of a line must reappear, in their order,
in the fields of its entry. So no pattern can lose a word without a finding.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import ValidationError

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import Rule
from edition.importer.back_forms import EmendedLine, IndexForm, NamesForm, emend_lines
from edition.importer.ledger import I103
from edition.importer.line import Line
from edition.importer.lines import I105, I107, words
from edition.volume.book_index import EntryCorrection, IndexEntry, IndexFile, NameEntry, NamesFile, Subentry

REFERENCE = r"\d+(?:[–-]\d+|n\d+(?:,\d+)*)?"
HEADING = re.compile(rf"(?P<heading>.+?)(?:,(?P<close>['\"”’]*) (?P<pages>{REFERENCE}(?:, {REFERENCE})*))?")
SHIELDED = re.compile(r"\*[^*]*\*|\"[^\"]*\"|“[^”]*”")  # a colon inside does not end a heading
FULL_WORD = re.compile(r"\w{3,}\.\Z")  # its full stop ends the heading; that of an initial belongs to it


class Account(NamedTuple):
    """What became of a word: `fate` is `used`, `dropped`, `emended` or `unaccounted`, `detail` where it went
    or why."""

    line: int
    word: str
    fate: str
    detail: str


class Span(NamedTuple):
    """A stretch of a line (offsets in characters) whose words belong to a field, or, with a `label`, only say
    which field follows."""

    start: int
    end: int
    field: str
    label: str = ""


@dataclass
class BackMatterReading:
    """What has been read so far: the file, the fate of each word, the problems."""

    path: str
    accounts: list[Account] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def report(self, rule: Rule, message: str, line: int, hint: str) -> None:
        """Report that a line of the source breaks a rule."""
        self.problems.append(rule.at(Location(self.path, line), message, hint))

    def drop(self, line: EmendedLine, rule: str) -> None:
        """Enter the words of a line as dropped by `rule`."""
        self.accounts += [Account(line.number, word, "dropped", rule) for word in words(line.text)]

    def in_order(self) -> list[Account]:
        """The accounts in the order of their lines."""
        return sorted(self.accounts, key=lambda account: account.line)


def read_index(
    lines: Sequence[Line], form: IndexForm, path: str = ""
) -> tuple[IndexFile, list[Account], list[Diagnostic]]:
    """The index, what became of each word, and the problems. An entry that does not validate or loses a word
    is reported (I103)."""
    reading = BackMatterReading(path)
    entries: list[IndexEntry] = []
    for group in _index_groups(_corrected_lines(lines, form, reading), form, reading):
        text = " ".join(re.sub(rf"\A(?:{form.bullet})", "", line.text) for line in group)
        try:
            entry = _index_entry(text, form)
        except ValidationError as error:
            message = error.errors()[0]["msg"].removeprefix("Value error, ")
            reading.report(I103, f"“{text[:40]}”: {message}", group[0].number, "correct it in the recipe")
            continue
        entries.append(entry)
        spans = [
            [Span(*m.span(), "", "cross-reference") for m in re.finditer(form.see, line.text)]
            for line in group
        ]
        _compare(group, spans, {"": deque(_index_words(entry))}, entry.heading, reading)
    return IndexFile(entries=entries), reading.in_order(), reading.problems


def read_names(
    lines: Sequence[Line], form: NamesForm, path: str = ""
) -> tuple[NamesFile, list[Account], list[Diagnostic]]:
    """The glossary of names, what became of each word, and the problems. An entry that does not validate or
    loses a word is reported (I103)."""
    reading = BackMatterReading(path)
    entries: list[NameEntry] = []
    heads: list[str] = []
    groups: list[list[EmendedLine]] = []
    for line in _corrected_lines(lines, form, reading):
        if "**" in line.text or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    for group in groups:
        first, *more = (re.sub(rf"\A(?:{form.bullet})", "", line.text) for line in group)
        if "**" not in first:
            heads.append(_joined([first, *more]))
            _compare(group, [], {"": deque(_words_with_detail(heads[-1], "head"))}, "head", reading)
            continue
        shift = len(group[0].text) - len(first)
        fields, spans = _name_fields(first, form)
        fields["text"] = _joined([fields["text"], *more])
        try:
            entry = NameEntry(**fields)
        except ValidationError as error:
            message = error.errors()[0]["msg"]
            reading.report(I103, f"“{first[:40]}”: {message}", group[0].number, "correct it in the recipe")
            continue
        entries.append(entry)
        spans = [Span(s.start + shift, s.end + shift, s.field, s.label) for s in spans]
        streams = {
            key: deque(_words_with_detail(value, entry.name)) for key, value in entry.model_dump().items()
        }
        later = [[Span(0, len(line.text), "text")] for line in group[1:]]
        _compare(group, [spans, *later], streams, entry.name, reading)
    return NamesFile(head=" ".join(heads), entries=entries), reading.in_order(), reading.problems


def _corrected_lines(
    lines: Sequence[Line], form: IndexForm | NamesForm, reading: BackMatterReading
) -> list[EmendedLine]:
    """The lines of the part without its heading, corrected. A part that is missing (I107) and corrections
    that match nothing (I105) are reported."""
    corrected, unused = emend_lines(lines, form.emend)
    if not lines:
        reading.report(I107, "this part of the book was not found", 1, f"“{form.heading}” matches no line")
    for correction in unused:
        message = f"“{correction.find}” does not stand here"
        reading.report(I105, message, lines[0].number if lines else 1, "correct or remove it in the recipe")
    if corrected and re.fullmatch(form.heading, corrected[0].text):
        reading.drop(corrected.pop(0), "heading of the part")
    return corrected


def _index_groups(
    lines: Iterable[EmendedLine], form: IndexForm, reading: BackMatterReading
) -> Iterator[list[EmendedLine]]:
    """The lines of each entry. A heading repeated at the top of a page is dropped."""
    group: list[EmendedLine] = []
    for line in lines:
        if group and not re.search(form.open_end, group[-1].text):
            yield group
            group = []
        bare = re.sub(rf"\A(?:{form.bullet})", "", line.text)
        if group and re.fullmatch(form.continued, bare):
            reading.drop(line, "heading repeated after a page break")
        else:
            group.append(line)
    if group:
        yield group


def _index_entry(text: str, form: IndexForm) -> IndexEntry:
    text = re.sub(form.note, lambda match: f"n{match['numbers']}", text)
    text = "*" * (text.count("*") % 2) + text  # the opening sign was lost
    see: dict[str, Any] = {"see": [], "see_also": []}
    link = re.search(form.see, text)
    if link:
        see["see_also" if link["also"] else "see"] = text[link.end() :].split("; ")
        text = text[: link.start()]
    first, *rest = text.split("; ")
    colon = SHIELDED.sub(lambda match: "_" * len(match[0]), first).find(": ")
    if colon >= 0:
        first, rest = first[:colon], [first[colon + 2 :], *rest]
    subentries = [Subentry(**_heading_and_pages(part)) for part in rest]
    return IndexEntry(**_heading_and_pages(first), **see, subentries=subentries)


def _heading_and_pages(text: str) -> dict[str, Any]:
    match = HEADING.fullmatch(text)
    if match is None or match["pages"] is None:
        return {"heading": text}
    return {"heading": match["heading"] + (match["close"] or ""), "pages": match["pages"]}


def _index_words(entry: IndexEntry) -> Iterator[tuple[str, str]]:
    """The words of an entry in the order of print, each with the place of the entry where it is used."""
    for part in (entry, *entry.subentries):
        detail = entry.heading if part is entry else f"{entry.heading}: {part.heading}"
        yield from _words_with_detail(part.heading, detail)
        for ref in part.pages:
            numbers = [str(ref.page), *([f"–{ref.to}"] if ref.to else []), *map(str, ref.notes)]
            yield from ((number, f"{detail}, {ref.text}") for number in numbers)
    for target in (*entry.see, *entry.see_also):
        yield from _words_with_detail(target, f"{entry.heading}: see {target}")


def _name_fields(text: str, form: NamesForm) -> tuple[dict[str, str], list[Span]]:
    """The fields of an entry, and the stretches of the line that belong to each."""
    fields = dict.fromkeys(("name", "real_name", "pseudonym", "dates", "text", "see"), "")
    spans: list[Span] = []
    at = 2 if text.startswith("**") else 0  # the opening sign may be lost
    end = text.index("**", at)
    for key, pattern in (("real_name", form.real), ("pseudonym", form.pseudonym)):
        inside = re.compile(pattern).search(text, at, end)
        if inside and not fields[key]:
            fields["name"] += text[at : inside.start()].rstrip()
            spans += [Span(at, inside.start(), "name"), *_labelled(inside, key, fields)]
            at = inside.end()
    fields["name"] += text[at:end]
    spans.append(Span(at, end, "name"))
    at = end + 2
    behind = {"real_name": form.real, "pseudonym": form.pseudonym, "dates": form.dates, "name": form.rest}
    while match := next((m for p in behind.values() if (m := re.compile(f" ?{p}").match(text, at))), None):
        key = next(key for key, p in behind.items() if re.compile(f" ?{p}").match(text, at))
        spans += _labelled(match, key, fields)
        at = match.end()
        del behind[key]
    name = fields["name"].strip()
    fields["name"] = name[:-1] if FULL_WORD.search(name) else name
    fields["dates"] = re.sub(r"\s*[-–]\s*", "–", fields["dates"]).replace(" ", "")
    at = len(text) - len(text[at:].lstrip(". "))
    link = re.compile(form.see).fullmatch(text, at)
    if link:
        spans += _labelled(link, "see", fields)
    else:
        fields["text"] = text[at:]
        spans.append(Span(at, len(text), "text"))
    return fields, spans


def _labelled(match: re.Match[str], key: str, fields: dict[str, str]) -> list[Span]:
    """Enter the group `name` of a match in a field; what precedes the group only says which field it is."""
    fields[key] += match["name"].strip("* ") if key != "name" else match["name"].rstrip()
    label = key.replace("_", " ")
    return [Span(match.start(), match.start("name"), "", label), Span(*match.span("name"), key)]


def _joined(parts: Sequence[str]) -> str:
    """One paragraph from the pieces that page breaks made; a hyphen at the break is removed."""
    text = parts[0]
    for part in parts[1:]:
        text = text[:-1] + part if text.endswith("-") and part[:1].islower() else f"{text} {part}"
    return text


def _words_with_detail(text: str, detail: str) -> Iterator[tuple[str, str]]:
    yield from ((word, detail) for word in words(text))


def _compare(
    group: Sequence[EmendedLine],
    spans: Sequence[Sequence[Span]],
    streams: dict[str, deque[tuple[str, str]]],
    label: str,
    reading: BackMatterReading,
) -> None:
    """Take each word of the lines from the field in which it should be, and report what is left on either
    side."""
    lost: list[tuple[str, int]] = []
    for line, marks in zip(group, spans or [[]] * len(group), strict=True):
        for start, end, span, correction in _segments(line, marks):
            printed_words = words(line.text[start:end])
            taken = [_take(word, span, streams) for word in printed_words]
            if correction is not None:
                fate, printed = "emended", words(correction.find)
                details = [correction.read] * len(printed) if all(taken) else [""] * len(printed)
            else:
                fate, printed, details = "used", printed_words, taken
            for word, detail in zip(printed, details, strict=True):
                reading.accounts.append(Account(line.number, word, fate if detail else "unaccounted", detail))
                if not detail:
                    lost.append((word, line.number))
    extra = [word for stream in streams.values() for word, _ in stream]
    if lost or extra:
        faults = [f"“{' '.join(w for w, _ in lost)}” is lost"] if lost else []
        faults += [f"“{' '.join(extra)}” is not in the source"] if extra else []
        hint = "correct the patterns of the recipe, or add a correction"
        reading.report(I103, f"{label}: {'; '.join(faults)}", (lost or [("", group[0].number)])[0][1], hint)


def _segments(
    line: EmendedLine, marks: Sequence[Span]
) -> Iterator[tuple[int, int, Span, EntryCorrection | None]]:
    """The line cut wherever a field or a correction begins or ends."""
    edges = {0, len(line.text)}
    edges |= {edge for mark in marks for edge in mark[:2]} | {e for c in line.corrections for e in c[:2]}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        span = next((m for m in marks if m.start <= start < m.end), Span(start, end, ""))
        inside = next((c for a, b, c in line.corrections if a <= start < b), None)
        yield start, end, span, inside


def _take(word: str, span: Span, streams: dict[str, deque[tuple[str, str]]]) -> str:
    """Where a word was used: all its pieces come next in its field; "" if they do not. `110n5` is a page and
    a note, `93` may be the end of `192–193`, `Revolu` and `tionary` one word."""
    if span.label:
        return span.label
    stream, used = streams[span.field], ""
    for piece in [p for p in re.split(r"(?<=\d)nn?(?=\d)|\Ann?(?=\d)", word) if p]:
        expected, detail = stream[0] if stream else ("", "")
        if expected == piece or (expected[:1] == "–" and piece.isdigit() and expected.endswith(piece)):
            stream.popleft()
        elif expected.startswith(piece):
            stream[0] = (expected[len(piece) :], detail)
        else:
            return ""
        used = detail
    return used
