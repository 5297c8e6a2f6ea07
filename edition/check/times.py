"""What is said about time agrees: dates, lives, offices, and the order of letters and versions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, WARNING, Rule, yields
from edition.forms.configuration import ConfigFields
from edition.forms.registers import Event, Office, Person
from edition.model import Edition
from edition.model.parsed import DocumentParts
from edition.paths import register_path
from edition.words.dates import parse_date
from edition.words.days import in_order, year_of

YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
DOUBLE_YEAR = re.compile(r"(?<!\d)(\d{4})/(\d{1,2})(?!\d)")  # of years that began in March: 1711/12


D202 = Rule(
    "D202",
    WARNING,
    "a letter whose year lies outside those of its neighbours",
    why="The letters are numbered in order of time.",
    bad="letter 2 of 1910 between letter 1 and letter 3 of 1901",
    good="letter 2 of 1901",
)


@yields(D202)
def check_years(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Letters whose year lies before that of the previous letter or after that of the next."""
    dated = [letter for letter in edition.letters if letter.date_sort]
    for before, letter, after in zip(dated, dated[1:], dated[2:], strict=False):
        years = [each.year_number or 0 for each in (before, letter, after)]
        if years[0] <= years[2] and not years[0] <= years[1] <= years[2]:
            place = edition.documents[letter.id].origins.get(letter.id, Location(letter.id))
            message = f"{letter.id} is of {letter.year}, between letters of {before.year} and {after.year}"
            yield D202.at(place, message, "correct its date", words=letter.date_sort[:4])


D213 = Rule(
    "D213",
    ERROR,
    "a date centuries from all others",
    why="A digit too many or too few would stretch every calendar and drawing.",
    bad="`date: 0901-05-03` among letters of 1901",
    good="`date: 1901-05-03`",
)
FAR = 500  # years


@yields(D213)
def check_centuries(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Letters and events more than `FAR` years from the middle of all."""
    events = edition.register(Event)
    dates = [(event.date, events.locations[ref]) for ref, event in events.entries.items()]
    for document in edition.documents.values():
        dates += [(date, place) for _, date, place in document.correspondents[:1] if date]
    years = sorted(year for text, _ in dates for year in _years_of(text))
    for text, place in dates:
        if any(abs(year - years[len(years) // 2]) > FAR for year in _years_of(text)):
            message = f"the date {text} lies more than {FAR} years from the others"
            yield D213.at(place, message, "correct the year", words=text)


def _years_of(text: str) -> list[int]:
    parsed = parse_date(text)
    return [year_of(day) for day in (parsed.earliest, parsed.latest) if day]


D203 = Rule(
    "D203",
    WARNING,
    "a date and a printed date of different years",
    why="The calendar sorts by one of the two and shows the other.",
    bad="`date: 1926-06-03` with the printed date “[3 June 1925]”",
    good="`date: 1925-06-03` with the same",
)


@yields(D203)
def check_dates(parts: DocumentParts) -> Iterator[Diagnostic]:
    """A letter whose date and printed date have no year in common."""
    for part in parts.calendar:
        fields = part.fields
        years = set(YEAR.findall(f"{fields.date or ''} {fields.gregorian or ''}"))
        printed = set(YEAR.findall(DOUBLE_YEAR.sub(_both_years, fields.date_printed)))
        if years and printed and years.isdisjoint(printed):
            message = (
                f"the date {fields.date} and the printed date “{fields.date_printed}” differ in the year"
            )
            yield D203.at(part.marks.at("date"), message, "correct one of the two")


def _both_years(double: re.Match[str]) -> str:
    """“1711/12” as “1711 1712”."""
    year, end = double[1], double[2]
    return f"{year} {year[: -len(end)]}{end}"


D217 = Rule(
    "D217",
    WARNING,
    "an open date whose dating names the other limit",
    why="Only the words give the other limit, so the letter is sorted, counted and drawn without it.",
    bad="`date: 1901-05-03/..` with `dating: Not after 9 May, when Brandt answered.`",
    good="`date: 1901-05-03~/1901-05-09~` with the same",
)
LATEST = re.compile(r"(?<!not )\bbefore\b|\b(not|no) (after|later)\b|(?<!no )\bearlier than\b|\bupper\b")
EARLIEST = re.compile(r"(?<!not )\bafter\b|\b(not|no) (before|earlier)\b|(?<!no )\blater than\b|\blower\b")


@yields(D217)
def check_dating(parts: DocumentParts) -> Iterator[Diagnostic]:
    """Dates that are open on one side, where the dating in words (in English) says more."""
    for part in parts.calendar:
        fields = part.fields
        date = fields.date or ""
        for is_open, limit, name in (
            (date.endswith(("/..", "/")), LATEST, "latest"),
            (date.startswith(("../", "/")), EARLIEST, "earliest"),
        ):
            said = limit.search(fields.dating.casefold()) if is_open else None
            if said:
                message = f"the date {date} is open, but the dating gives the {name} day (“{said.group()}”)"
                hint = "give both limits, as in 1901-05-03~/1901-05-09~"
                yield D217.at(part.marks.at("date"), message, hint, words=date)


D205 = Rule(
    "D205",
    WARNING,
    "dates of a life or an office that contradict each other",
    why="The two dates are swapped, or one is wrong.",
    bad="`born: 1931` with `died: 1870`; an office `from: 1910` `to: 1899`",
    good="`born: 1870` with `died: 1931`",
)
D216 = Rule(
    "D216",
    WARNING,
    "an office outside a lifetime",
    why="Nobody takes an office before birth, keeps it after death, or gets one after an arrest. One of "
    "the dates is wrong, or the office is somebody else's.",
    bad="an office `to: 1938` of somebody who `died: 1937`",
    good="`to: 1937`",
)
D210 = Rule(
    "D210",
    WARNING,
    "a letter written or received outside a lifetime",
    why="The date of the letter or of the person is wrong, or another person of that name is meant.",
    bad="a letter of 1932 from somebody who died in 1931",
    good="a letter of 1930",
)


@yields(D205, D210, D216)
def check_lives(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Lives, offices and fates that end before they begin (D205), offices outside a life (D216), and letters
    to or from people who were not alive (D210)."""
    persons = edition.register(Person)
    for ref, person in persons.entries.items():
        yield from _life(person, persons.locations[ref])
    for document in edition.documents.values():
        for ref, date, place in document.correspondents:
            relation = _out_of_life(persons.entries.get(ref), date)
            if relation:
                hint = f"correct the date of the letter, or those in {register_path('persons')}"
                yield D210.at(place, f"{ref} {relation} the date of the letter, {date}", hint)


def _life(person: Person, place: Location) -> Iterator[Diagnostic]:
    if _after(person.born, person.died):
        message = f"{person.name}: died {person.died} before being born {person.born}"
        yield D205.at(place, message, "correct one of the two dates", words=str(person.died))
    for office in person.offices:
        if _after(office.from_, office.to):
            message = f"{person.name}: {office.office} ended in {office.to} before it began in {office.from_}"
            yield D205.at(place, message, "correct one of the two dates", words=office.office)

    for what, first, second in _order_of_fate(person):
        if _after(first, second):
            message, hint = f"{person.name}: {what}, {second} before {first}", "correct one of the two dates"
            yield D205.at(place, message, hint, words="fate:")
    for office in person.offices:
        reason = _out_of_office(office, person)
        if reason:
            hint = "correct one of the dates, or remove the office"
            yield D216.at(place, f"{person.name}: {office.office} {reason}", hint, words=office.office)


def _order_of_fate(person: Person) -> Iterator[tuple[str, str | None, str | None]]:
    """(what would be wrong, the earlier date, the later date) of what became of a person."""
    fate = person.fate
    if fate:
        yield f"{fate.manner} before being born", person.born, fate.date
        yield f"died before being {fate.manner}", fate.date, person.died
        yield f"{fate.manner} before being arrested", fate.arrested, fate.date
        yield f"rehabilitated before being {fate.manner}", fate.date, fate.rehabilitated


def _out_of_office(office: Office, person: Person) -> str:
    """How an office and a life contradict each other, as part of a sentence, or ""."""
    if _after(office.to or office.from_, person.died):
        return f"is of {office.to or office.from_}, after the death in {person.died}"
    if _after(person.born, office.from_):
        return f"is of {office.from_}, before the birth in {person.born}"
    arrested = person.fate.arrested if person.fate else None
    if _after(office.to or office.from_, arrested):
        return f"is of {office.to or office.from_}, after the arrest in {arrested}"
    return ""


def _out_of_life(person: Person | None, date: str | None) -> str:
    """How a life and a date contradict each other, as part of a sentence (“died 1931, before”), or ""."""
    if person is None or not date:
        return ""
    if _after(date, person.died):
        return f"died {person.died}, before"
    return f"was born {person.born}, after" if _after(person.born, date) else ""


def _after(first: str | None, second: str | None) -> bool:
    """Whether the whole of the first EDTF date lies after the whole of the second."""
    if not first or not second:
        return False
    earliest, latest = parse_date(first).earliest, parse_date(second).latest
    return bool(earliest and latest and in_order(earliest) > in_order(latest))


D206 = Rule(
    "D206",
    WARNING,
    "a letter that answers a later one",
    why="The letters are numbered in order of time, so an answer has the higher number.",
    bad="`replies_to: [L5]` in letter 2",
    good="`replies_to: [L1]` in letter 2",
)


@yields(D206)
def check_sequence(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """A letter that answers itself or a later one, or that is followed by an earlier one."""
    places = {letter.id: place for place, letter in enumerate(edition.letters)}
    for letter in edition.letters:
        for refs, sign, relation in (
            (letter.answers, 1, "answers"),
            (letter.followed_by, -1, "is followed by"),
        ):
            for ref in refs:
                if ref in places and (places[ref] - places[letter.id]) * sign >= 0:
                    later = "later" if sign > 0 else "earlier"
                    order = "itself" if ref == letter.id else f"{ref}, which is {later}"
                    links = dict(reversed(edition.documents[letter.id].links))
                    place = links.get(f"#{ref}", Location(letter.id))
                    key = "replies_to" if sign > 0 else "followed_by"
                    hint = f"correct “{key}”; the letters are ordered by time"
                    yield D206.at(place, f"{letter.id} {relation} {order}", hint)


D214 = Rule(
    "D214",
    WARNING,
    "a letter received or passed on before it was written",
    why="One of the two dates is a slip, or they are in two calendars.",
    bad="`date: 1901-05-08` with `received: {date: 1901-05-03}`",
    good="`received: {date: 1901-05-18}`",
)


@yields(D214)
def check_ways(parts: DocumentParts) -> Iterator[Diagnostic]:
    """Letters that came before they were written."""
    for part in parts.calendar:
        fields = part.fields
        received = [("received",)] if fields.received else []
        ways = [*received, *(("forwarded", at) for at in range(len(fields.forwarded)))]
        for keys, way in zip(ways, [*filter(None, [fields.received]), *fields.forwarded], strict=True):
            if _after(fields.gregorian, way.gregorian):
                message = f"{fields.id} is of {fields.gregorian}, but was {keys[0]} {way.gregorian}"
                yield D214.at(part.marks.at(*keys), message, "correct one of the two dates")


D211 = Rule(
    "D211",
    WARNING,
    "versions that are not in order of time",
    why="The list of versions runs from the oldest to the newest.",
    bad="version 1.1 of March above version 1.0 of January",
    good="version 1.0 above version 1.1",
)


@yields(D211)
def check_versions(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Versions listed below a later one."""
    for before, change in zip(edition.changes, edition.changes[1:], strict=False):
        if change.date < before.date:
            message = f"version {change.version} of {change.date} is below one of {before.date}"
            yield D211.at(change.location, message, "put the older version first, or correct the date")
