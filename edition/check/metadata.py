"""What the metadata says agrees with itself and with where it stands.

These rules look at what was read, file by file, where every field has its line and column; only the order of
the years is a matter of the edition as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from edition.findings.diagnostics import CODES, Diagnostic, Location, did_you_mean
from edition.forms.base import Citation
from edition.forms.configuration import ConfigFields
from edition.forms.documents import EssayFields, LetterFields
from edition.forms.registers import Person
from edition.model import DocumentPart, Edition, ParsedSources
from edition.words.dates import parse_date

YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
RANGE = re.compile(r"(?<![\w–-])(\d+)\s?[–-]\s?(\d+)(?![\w–-])")


def check_years(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """D202 the letters are numbered in order of time: a year before that of the letter before, or after
    that of the letter after, is a slip."""
    dated = [(letter.id, letter.year) for letter in edition.letters if letter.date_sort]
    for (_, before), (ref, year), (_, after) in zip(dated, dated[1:], dated[2:], strict=False):
        if before <= after and not before <= year <= after:
            place = edition.documents[ref].origins.get(ref, Location(ref))
            yield Diagnostic(
                "D202",
                f"{ref} is of {year}, but stands between {before} and {after}",
                place,
                "correct its date",
                words=year,
            )


def check_dates(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """D203 a date and a printed date of different years."""
    for part, fields in _letters(parsed):
        years, printed = set(YEAR.findall(fields.date or "")), set(YEAR.findall(fields.date_printed))
        if years and printed and years.isdisjoint(printed):
            message = (
                f"the date {fields.date} and the printed date “{fields.date_printed}” differ in the year"
            )
            yield Diagnostic("D203", message, part.marks.at("date"), "correct one of the two")


def check_file_names(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """D204 a file whose name says another id than the file itself."""
    for part in (*parsed.calendar, *parsed.texts, *parsed.essays, *parsed.prose):
        key = next(key for key in ("id", "letter", "document") if hasattr(part.fields, key))
        yield from _misnamed(part.marks.path, part.document, part.marks.at(key))
    first: dict[str, str] = {}
    for note in parsed.annotations:
        if note.location.path not in first:
            first[note.location.path] = note.document
            yield from _misnamed(note.location.path, note.document, Location(note.location.path, 1, 1))


def _misnamed(path: str, ref: str, place: Location) -> Iterator[Diagnostic]:
    stem = PurePosixPath(path).stem
    named = f"L{int(stem)}" if stem.isdigit() else stem
    if named != ref:
        message = f"the file is called {PurePosixPath(path).name}, but speaks of {ref}"
        yield Diagnostic("D204", message, place, "correct the id, or give the file another name")


def check_lives(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """D205 somebody who died before being born, or left an office before taking it; D210 a letter written or
    received by somebody who was not yet born or no longer alive."""
    persons: dict[str, Person] = {}
    for register in parsed.registers:
        for ref, entry in register.entries.items():
            if isinstance(entry, Person):
                persons[ref] = entry
                yield from _life(entry, register.locations[ref])
    for part, fields in _letters(parsed):
        for key in ("sender", "recipients"):
            for index, ref in enumerate(getattr(fields, key)):
                what = _out_of_life(persons.get(ref), fields.date)
                if what:
                    place = part.marks.at(key, index)
                    hint = "correct the date of the letter, or those in annotations/persons.yaml"
                    yield Diagnostic(
                        "D210", f"{ref} {what} the date of the letter, {fields.date}", place, hint
                    )


def _life(person: Person, place: Location) -> Iterator[Diagnostic]:
    if _after(person.born, person.died):
        message = f"{person.name}: died {person.died} before being born {person.born}"
        yield Diagnostic("D205", message, place, "correct one of the two dates", words=str(person.died))
    for office in person.offices:
        if _after(office.from_, office.to):
            message = f"{person.name}: {office.office} ended in {office.to} before it began in {office.from_}"
            yield Diagnostic("D205", message, place, "correct one of the two dates", words=office.office)


def _out_of_life(person: Person | None, date: str | None) -> str:
    if person is None or not date:
        return ""
    if _after(date, person.died):
        return f"died {person.died}, before"
    return f"was born {person.born}, after" if _after(person.born, date) else ""


def _after(first: str | None, second: str | None) -> bool:
    """Does the whole of the one lie after the whole of the other?"""
    if not first or not second:
        return False
    earliest, latest = parse_date(first).earliest, parse_date(second).latest
    return bool(earliest and latest and earliest > latest)


def check_sequence(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """D206 a letter that answers itself or a later one, or is followed by an earlier one."""
    for part, fields in _letters(parsed):
        for key, sign, what in (("replies_to", 1, "answers"), ("followed_by", -1, "is followed by")):
            for index, ref in enumerate(getattr(fields, key)):
                if (int(ref[1:]) - int(fields.id[1:])) * sign >= 0:
                    order = (
                        "itself"
                        if ref == fields.id
                        else f"{ref}, which is {'later' if sign > 0 else 'earlier'}"
                    )
                    hint = f"correct “{key}”; the letters are numbered in order of time"
                    yield Diagnostic("D206", f"{fields.id} {what} {order}", part.marks.at(key, index), hint)


def check_titles(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """D207 a page whose title another page has already, or that has a title without a letter or figure."""
    seen: dict[str, DocumentPart] = {}
    for part in parsed.essays:
        assert isinstance(part.fields, EssayFields)
        title, place = part.fields.title, part.marks.at("title")
        if not any(sign.isalnum() for sign in title):
            yield Diagnostic(
                "D207", f"the title “{title}” says nothing", place, "write what the page is about"
            )
        elif title.casefold() in seen:
            other = seen[title.casefold()].marks.at("title")
            message = f"{part.document} has the title of another page, “{title}”"
            yield Diagnostic(
                "D207", message, place, f"give one of the two another title (the other is at {other})"
            )
        seen.setdefault(title.casefold(), part)


def check_pages(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """D208 pages that run backwards."""
    for part, fields in _letters(parsed):
        for index, citation in enumerate(fields.printed):
            yield from _backwards([citation], part.marks.at("printed", index, "pages"))
    for note in parsed.annotations:
        yield from _backwards(note.sources, note.location)
    for register in parsed.registers:
        for ref, entry in register.entries.items():
            yield from _backwards(entry.sources, register.locations[ref])


def _backwards(citations: Sequence[Citation], place: Location) -> Iterator[Diagnostic]:
    for citation in citations:
        for match in RANGE.finditer(citation.pages):
            first, last = match.groups()
            whole = first[: max(len(first) - len(last), 0)] + last  # 137–48 is 137–148
            if int(whole) < int(first):
                message = f"the pages {match.group()} run backwards"
                yield Diagnostic("D208", message, place, "correct one of the two", words=match.group())


def check_coordinates(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """D209 a latitude beyond a pole or a longitude beyond 180 degrees."""
    for register in parsed.registers:
        for ref, entry in register.entries.items():
            coordinates = getattr(entry, "coordinates", None)
            if coordinates:
                latitude, longitude = (abs(float(number)) for number in coordinates.split(","))
                if latitude > 90 or longitude > 180:
                    message = f"{coordinates} lies nowhere on earth"
                    hint = "write the latitude first (-90 to 90), then the longitude (-180 to 180)"
                    yield Diagnostic("D209", message, register.locations[ref], hint, words=coordinates)


def check_versions(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """D211 a version that stands below a later one."""
    for before, change in zip(parsed.changes, parsed.changes[1:], strict=False):
        if change.date < before.date:
            message = f"version {change.version} of {change.date} stands below one of {before.date}"
            yield Diagnostic("D211", message, change.location, "put the oldest first, or correct the date")


def check_waivers(parsed: ParsedSources) -> Iterator[Diagnostic]:
    """W102 a waiver of a code that does not exist."""
    for waiver in parsed.waivers:
        if waiver.code not in CODES:
            hint = did_you_mean(waiver.code, CODES) or "docs/codes.md lists the codes"
            message = f"there is no code {waiver.code}"
            yield Diagnostic("W102", message, waiver.location, hint, words=waiver.code)


def _letters(parsed: ParsedSources) -> Iterator[tuple[DocumentPart, LetterFields]]:
    for part in parsed.calendar:
        assert isinstance(part.fields, LetterFields)
        yield part, part.fields
