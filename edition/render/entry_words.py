"""What is said of an entry in words: when somebody lived, where a place lies, how often it is mentioned."""

from __future__ import annotations

from collections.abc import Mapping

from edition.forms.language import Language, wording
from edition.forms.registers import Office, Person, Place, RegisterEntry
from edition.words.dates import parse_date

NOT_NAMED = wording("Not mentioned in what is included here.")


def coordinates(entry: RegisterEntry) -> tuple[float, float] | None:
    """Longitude and latitude of a place."""
    if not isinstance(entry, Place) or not entry.coordinates:
        return None
    latitude, longitude = map(float, entry.coordinates.split(", "))
    return longitude, latitude


def position(entry: RegisterEntry, phrases: Language) -> str:
    """“43.59° N, 39.72° E”."""
    point = coordinates(entry)
    if point is None:
        return ""
    longitude, latitude = point
    north, east = phrases.say("N" if latitude >= 0 else "S"), phrases.say("E" if longitude >= 0 else "W")
    return f"{abs(latitude):g}° {north}, {abs(longitude):g}° {east}"


def life(entry: RegisterEntry, phrases: Language) -> str:
    """When a person lived, an organisation was there: “1883–1936”, “born 1897”, “1924 to 6 July 1931”."""
    if entry.lifetime is None:
        return ""
    begins, ends = entry.lifetime
    return _span(
        getattr(entry, begins),
        getattr(entry, ends),
        *LIVED.get((begins, ends), (f"{begins} {{date}}", f"{ends} {{date}}")),
        phrases,
    )


LIVED = {
    ("born", "died"): (wording("born {date}"), wording("died {date}")),
    ("founded", "dissolved"): (wording("founded {date}"), wording("dissolved {date}")),
}


def _span(start: str | None, end: str | None, begins: str, ends: str, phrases: Language) -> str:
    if start and end:
        first, last = phrases.date(start), phrases.date(end)
        return f"{first}–{last}" if " " not in first + last else f"{first} – {last}"
    if start:
        return phrases.say(begins, date=phrases.date(start))
    return phrases.say(ends, date=phrases.date(end)) if end else ""


def offices(entry: RegisterEntry, phrases: Language) -> list[tuple[str, str]]:
    """(when, what), in order of time, those without a year last."""
    if not isinstance(entry, Person):
        return []
    return [(_period(office, phrases), office.office) for office in sorted(entry.offices, key=_begin)]


def _begin(office: Office) -> str:
    start = office.from_ or office.to
    return parse_date(start).sort_key if start else "~"


def _period(office: Office, phrases: Language) -> str:
    if office.from_ and office.from_ == office.to:
        return phrases.date(office.from_)
    return _span(office.from_, office.to, wording("from {date}"), wording("until {date}"), phrases)


def named_in(times: int, letters: int, elsewhere: int, years: Mapping[int, int], phrases: Language) -> str:
    """“Mentioned 112 times in 48 letters, most often in 1926 (20 letters), and once in essays.”"""
    if not letters and not elsewhere:
        return phrases.say(NOT_NAMED)
    if not letters:
        often = _often(elsewhere, phrases)
        return phrases.say("Not mentioned in the letters, but {often} in essays and sources.", often=often)
    said = wording("Mentioned {often} in {letters}{peak}.")
    if elsewhere:
        said = wording("Mentioned {often} in {letters}{peak}, and {elsewhere} in essays and sources.")
    sentence = phrases.say(
        said,
        often=_often(times, phrases),
        letters=_in_letters(letters, phrases),
        peak=_peak(letters, years, wording(", most often in {year} ({letters})"), phrases),
        elsewhere=_often(elsewhere, phrases),
    )
    return sentence[:1].upper() + sentence[1:]


def treated(letters: int, years: Mapping[int, int], phrases: Language) -> str:
    """The same for a topic."""
    if not letters:
        return ""
    peak = _peak(letters, years, wording(", most in {year} ({letters})"), phrases)
    sentence = f"{_number(letters, phrases)}{peak}."
    return sentence[:1].upper() + sentence[1:]


def _peak(letters: int, years: Mapping[int, int], most: str, phrases: Language) -> str:
    """The year in which more are than in any other."""
    best = max(years, key=lambda year: years[year], default=0)
    if letters == 1 and best:
        return phrases.say(" of {year}", year=best)
    if len(years) < 2:
        return phrases.say(", all of {year}", year=best) if years else ""
    alone = sum(count == years[best] for count in years.values()) == 1
    return phrases.say(most, year=best, letters=_number(years[best], phrases)) if alone else ""


def _often(times: int, phrases: Language) -> str:
    words = {1: wording("once"), 2: wording("twice")}.get(times)
    return phrases.say(words) if words else phrases.say("{times} times", times=phrases.number(times))


def _number(count: int, phrases: Language) -> str:
    return phrases.say("one letter") if count == 1 else phrases.say("{n} letter", "{n} letters", n=count)


def _in_letters(count: int, phrases: Language) -> str:
    """The number as it stands behind “in”."""
    several = phrases.say("(in) {n} letter", "(in) {n} letters", n=count)
    return (phrases.say("(in) one letter") if count == 1 else several).removeprefix("(in) ")
