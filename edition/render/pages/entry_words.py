"""What is said of an entry in words: when somebody lived, where a place lies, how often it is mentioned."""

from __future__ import annotations

from collections.abc import Mapping

from edition.forms.registers import Office, Person, Place, RegisterEntry
from edition.words.date_words import in_words
from edition.words.dates import parse_date

NOT_NAMED = "Not mentioned in what is included here."


def coordinates(entry: RegisterEntry) -> tuple[float, float] | None:
    """Longitude and latitude of a place."""
    if not isinstance(entry, Place) or not entry.coordinates:
        return None
    latitude, longitude = map(float, entry.coordinates.split(", "))
    return longitude, latitude


def position(entry: RegisterEntry) -> str:
    """“43.59° N, 39.72° E”."""
    point = coordinates(entry)
    if point is None:
        return ""
    longitude, latitude = point
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):g}° {north}, {abs(longitude):g}° {east}"


def life(entry: RegisterEntry) -> str:
    """When a person lived, an organisation was there: “1883–1936”, “born 1897”, “1924 to 6 July 1931”."""
    if entry.lifetime is None:
        return ""
    begins, ends = entry.lifetime
    return _span(getattr(entry, begins), getattr(entry, ends), begins, ends)


def _span(start: str | None, end: str | None, begins: str, ends: str) -> str:
    if start and end:
        first, last = in_words(start), in_words(end)
        return f"{first}–{last}" if " " not in first + last else f"{first} – {last}"
    if start:
        return f"{begins} {in_words(start)}"
    return f"{ends} {in_words(end)}" if end else ""


def offices(entry: RegisterEntry) -> list[tuple[str, str]]:
    """(when, what), in order of time, those without a year last."""
    if not isinstance(entry, Person):
        return []
    return [(_period(office), office.office) for office in sorted(entry.offices, key=_begin)]


def _begin(office: Office) -> str:
    start = office.from_ or office.to
    return parse_date(start).sort_key if start else "~"


def _period(office: Office) -> str:
    if office.from_ and office.to:
        return in_words(office.from_) if office.from_ == office.to else _span(office.from_, office.to, "", "")
    if office.from_:
        return f"from {in_words(office.from_)}"
    return f"until {in_words(office.to)}" if office.to else ""


def named_in(times: int, letters: int, elsewhere: int, years: Mapping[int, int]) -> str:
    """“Mentioned 112 times in 48 letters, most often in 1926 (20 letters), and once in essays.”"""
    if not letters and not elsewhere:
        return NOT_NAMED
    if not letters:
        return f"Not mentioned in the letters, but {_often(elsewhere)} in essays and sources."
    found = f"Mentioned {_often(times)} in {_number(letters, 'letter')}{_peak(letters, years)}"
    return f"{found}, and {_often(elsewhere)} in essays and sources." if elsewhere else f"{found}."


def treated(letters: int, years: Mapping[int, int]) -> str:
    """The same for a topic."""
    return f"{_number(letters, 'letter')}{_peak(letters, years, 'most')}.".capitalize() if letters else ""


def _peak(letters: int, years: Mapping[int, int], most: str = "most often") -> str:
    """The year in which more are than in any other."""
    best = max(years, key=lambda year: years[year], default=0)
    if letters == 1 and best:
        return f" of {best}"
    if len(years) < 2:
        return f", all of {best}" if years else ""
    alone = sum(count == years[best] for count in years.values()) == 1
    return f", {most} in {best} ({_number(years[best], 'letter')})" if alone else ""


def _often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times:,} times")


def _number(count: int, what: str) -> str:
    return f"one {what}" if count == 1 else f"{count} {what}s"
