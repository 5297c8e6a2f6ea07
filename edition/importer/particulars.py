"""Who wrote a letter, to whom, where and when, from what the book prints over it; and the calendar's file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.importer.calendar_form import Calendar
from edition.importer.form import Letters
from edition.importer.letters import ImportedLetter, edtf_of
from edition.importer.names import Names
from edition.words.printed_dates import PrintedDate, place_before, read_printed_date, with_year

UNKNOWN = "unknown"
SHOWN = 12  # numbers of letters in a message
DAY = re.compile(r"\d{4}-(?:0\d|1[0-2])(?:-\d{2})?")  # or a month


@dataclass
class Particulars:
    """What is known of a letter; `unread` is the line of a date that could not be read, `no_recipient` that
    nothing over the letter names one."""

    sender: str = UNKNOWN
    recipient: str = UNKNOWN
    date: str = ""
    calendar: str = "gregorian"
    date_printed: str = ""
    inferred: bool = False
    dating: str = ""
    place: str = ""
    destination: str = ""
    unread: str = ""
    no_recipient: bool = False


@dataclass
class CalendarReader:
    """Reads the letters of a book in their order. `months` are the names of the months in its language."""

    form: Letters
    months: Sequence[str]
    people: Names
    places: Names
    before: Particulars = field(default_factory=Particulars)
    day: str = ""  # the last day or month that a letter bears
    year: int = 0

    @property
    def calendar(self) -> Calendar:
        """What the recipe says of the letters' metadata."""
        return self.form.calendar or Calendar()

    def read(self, letter: ImportedLetter) -> Particulars:
        """What is known of the next letter."""
        said: dict[str, str] = dict(letter.raw.said)
        for _, _, groups in reversed([line for line in letter.said if line[0] != "dateline"]):
            said |= groups
        known = Particulars()
        self._who(known, said)
        self._when(known, said, [line for line in letter.said if line[0] == "dateline"])
        for name in ("place", "destination"):
            printed = said.get(name, "") or getattr(known, name)
            setattr(known, name, self.places.id_of(printed) if printed else "")
        self.before = known
        return known

    def _who(self, known: Particulars, said: dict[str, str]) -> None:
        known.no_recipient = not (said.get("recipient") or self.calendar.recipient)
        known.sender = self._person(said.get("sender") or self.calendar.sender, self.before.sender)
        known.recipient = self._person(
            said.get("recipient") or self.calendar.recipient, self.before.recipient
        )

    def _person(self, printed: str, before: str) -> str:
        plain = printed.strip(" .,;:")
        if plain and re.fullmatch(self.calendar.same, plain):
            return before
        if not plain or re.fullmatch(self.calendar.unknown, plain):
            return UNKNOWN
        return self.people.id_of(plain) or UNKNOWN

    def _when(
        self, known: Particulars, said: dict[str, str], datelines: list[tuple[str, str, dict[str, str]]]
    ) -> None:
        """Date and place: from the heading, or the first dateline that has one."""
        lines = [("", {"date": said["date"]})] if "date" in said else []
        lines += [(text, groups) for _, text, groups in datelines]
        for text, groups in lines:
            printed = groups.get("date") or text
            date = self._date(printed)
            place = groups.get("place") or place_before(
                text, date.start if date and not groups.get("date") else len(text)
            )
            known.place = known.place or place
            if date is None:
                known.unread = known.unread or (printed if re.search(r"\d", printed) else "")
            elif not known.date:
                self._take(known, date, printed, said)
        if known.date:
            known.unread = ""

    def _date(self, printed: str) -> PrintedDate | None:
        edtf = edtf_of(printed.strip("[]. "), self.form)
        return PrintedDate(edtf) if edtf else read_printed_date(printed, self.months)

    def _take(self, known: Particulars, date: PrintedDate, printed: str, said: dict[str, str]) -> None:
        sentence = self.calendar.supplied if date.inferred else ""
        if not date.has_year:
            year = int(said.get("year") or 0) or (self.year if self.calendar.years == "carried" else 0)
            date = with_year(date, year, "" if said.get("year") else self.day) if year else date
            sentence = self.calendar.carried
        known.date_printed = printed.strip(" .")
        if not date.has_year:
            known.unread = printed
            return
        known.date, known.calendar, known.inferred = date.edtf, date.calendar, date.inferred
        known.dating = sentence
        day = DAY.match(date.edtf)
        self.day = day.group() if day else ""
        self.year = int(date.edtf[:4])


def calendar_file(ref: str, known: Particulars, kind: str) -> str:
    """The content of `sources/letters/016.md`, its summary still to be written."""
    received = f"{{place: {known.destination}}}" if known.destination else ""
    fields = {
        "id": ref,
        "kind": kind,
        "sender": f"[{known.sender}]",
        "recipients": f"[{known.recipient}]",
        "calendar": known.calendar if known.date and known.calendar != "gregorian" else "",
        "date": known.date,
        "date_printed": _quoted(known.date_printed),
        "date_certainty": "inferred" if known.inferred else "",
        "dating": _quoted(known.dating),
        "place": known.place,
        "received": received,
    }
    lines = [f"{name}: {text}" for name, text in fields.items() if text]
    return "---\n" + "\n".join(lines) + "\n---\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if text else ""


I116 = Rule(
    "I116",
    WARNING,
    "letters of a book without a recipient or date",
    why="The calendar takes these from the heading of the letter. Here the heading does not give them, or "
    "the recipe does not know its form. Nothing is made up instead.",
    bad="a heading that names nobody; a date “the Ides of March”",
    good="a role with `(?P<recipient>…)` that fits the line; a form under `dates`; or the letter's own file, "
    "completed by hand",
)


def unread_particulars(
    letters: Iterable[tuple[ImportedLetter, Particulars]], path: str
) -> Iterator[Diagnostic]:
    """Which letters have no recipient, and which a date that could not be read; a finding for each."""
    letters = list(letters)
    nobody = [letter for letter, known in letters if known.no_recipient]
    if nobody:
        message = f"no recipient was found for {_listed(nobody)}"
        hint = "they have “unknown”: complete sources/letters/, or the recipe’s “roles”"
        yield I116.at(Location(path, nobody[0].raw.heading.number), message, hint)
    undated = [(letter, known.unread) for letter, known in letters if known.unread]
    if undated:
        message = f"no date was found for {_listed([letter for letter, _ in undated])}"
        hint = f"as in “{undated[0][1][:60]}”: add its form under “dates”, or complete sources/letters/"
        yield I116.at(Location(path, undated[0][0].raw.heading.number), message, hint)


def _listed(letters: Sequence[ImportedLetter]) -> str:
    numbers = [letter.id[1:] for letter in letters]
    more = f" and {len(numbers) - SHOWN} more" if len(numbers) > SHOWN else ""
    return f"letter{'s' if numbers[1:] else ''} {', '.join(numbers[:SHOWN])}{more}"
