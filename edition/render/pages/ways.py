"""The ways into the edition, for the page “Browse”, the main menu and the bars of views.

A way is described here once. Those of one group are views of one thing: a bar at the top of each leads to
the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from edition.forms.lists import ExchangeFields, RequestFields
from edition.forms.registers import Person
from edition.lookup.addresses import root_of
from edition.render.drawing.moments import years_of
from edition.render.drawing.sparkline import draw_sparkline
from edition.render.pages.in_time import letters_in_time
from edition.render.pages.naming import count_naming, named_together
from edition.render.site import Site

LIST, BROWSE, CHRONOLOGY = "letters/index.html", "browse/index.html", "chronology/index.html"
CALENDAR, TIMELINE, CHARTS = (f"browse/{page}/index.html" for page in ("calendar", "timeline", "plots"))
TABLE, KINDS, ARCHIVE = (f"browse/{page}/index.html" for page in ("table", "kinds", "archive"))
PLACES_OF_WRITING, NETWORK = "browse/places-of-writing/index.html", "browse/network/index.html"
ESSAYS, ROUTES = "essays/index.html", "routes/index.html"
DECISIONS, EXCHANGE = "decisions/index.html", "exchange/index.html"
ABOUT, RESOLVE = "about/index.html", "resolve/index.html"
CITED = "From a letter and note, a shelfmark or an old address to where it stands now."

IN_TIME, BY_FORM = "The letters in time", "The letters by form and place"
NAMES, READING = "People and subjects", "Essays"
VIEWS = (IN_TIME, BY_FORM, NAMES, READING)  # the groups whose pages have a bar


@dataclass(frozen=True)
class Way:
    """Where it leads, under which heading it stands, what it is called, what it shows, and perhaps a small
    drawing (see `drawing.css`, `.way-drawing`)."""

    group: str
    path: str
    title: str
    sentence: str
    drawing: Markup | None = None


@dataclass(frozen=True)
class Door:
    """A word of the main menu: where it leads, and the beginnings of the addresses that lie behind it."""

    title: str
    path: str
    behind: tuple[str, ...]


def in_time(site: Site) -> Iterator[Way]:
    yield Way(IN_TIME, LIST, "List", "Every letter in order, by year and month, with its summary.")
    yield Way(IN_TIME, CALENDAR, "Calendar", "On which days the letters were written.")
    drawn = "Letters, events and absences" if site.has_chronology else "The letters"
    yield Way(IN_TIME, TIMELINE, "Timeline", f"{drawn}, year under year.", _letters_by_year(site))
    if site.has_chronology:
        yield Way(IN_TIME, CHRONOLOGY, "Chronology", "The events on which the letters turn.")
    if site.edition.listed(RequestFields):
        asked = "What the letters ask for, beside what was decided."
        yield Way(IN_TIME, DECISIONS, site.config.decisions, asked)
    if site.edition.listed(ExchangeFields):
        exchange = "What each letter answers, what answers it, and what is missing."
        yield Way(IN_TIME, EXCHANGE, "The other half", exchange)
    people = "people over the years, " if site.edition.register(Person).entries else ""
    yield Way(IN_TIME, CHARTS, "Charts", f"Letters by month and kind, {people}length of letters.")


def _letters_by_year(site: Site) -> Markup | None:
    letters = letters_in_time(site.letters, root_of(BROWSE))
    years = years_of(letters)
    counts = Counter(letter.year for letter in letters if letter.year is not None)
    return draw_sparkline(counts, years[0], years[-1], "Letters by year") if years else None


def by_form(site: Site) -> Iterator[Way]:
    yield Way(BY_FORM, TABLE, "Table", "Every letter in a row, to be sorted and filtered.")
    yield Way(BY_FORM, KINDS, "Kinds", _kinds_in_words(site))
    if site.has_archives:
        yield Way(BY_FORM, ARCHIVE, "Archive", "Where the originals lie, in the order of the shelf.")
    yield Way(BY_FORM, PLACES_OF_WRITING, "Places of writing", "Stated in the letter, or inferred.")


def _kinds_in_words(site: Site) -> str:
    """“Letters, coded telegrams and notes.”"""
    counts = Counter(letter.kind for letter in site.letters)
    names = [plural(kind) for kind, _ in counts.most_common()]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])).capitalize() + "."


def plural(kind: str) -> str:
    """What letters of a kind are called: “coded telegrams”, “exchanges of notes”."""
    first, of, rest = kind.partition(" of ")
    return f"{first}s{of}{rest}"


def by_name(site: Site) -> Iterator[Way]:
    for kind in (register.kind for register in site.registers):
        yield Way(NAMES, f"{kind.folder}/index.html", kind.heading, kind.sentence)
    if named_together(site, count_naming(site)):
        yield Way(NAMES, NETWORK, "Network", "Who is mentioned with whom in the same letters.")


def by_reading(site: Site) -> Iterator[Way]:
    if site.has_essays:
        sentence = "To be read before the letters, and beside them."
        yield Way(READING, ESSAYS, "Introductions and essays", sentence)
    if site.has_routes:
        yield Way(READING, ROUTES, "Routes", "One matter followed through the letters.")


def by_print(site: Site) -> Iterator[Way]:
    if site.config.volume is None:
        yield Way("Search", RESOLVE, "Citation finder", CITED)
        return
    group, about = "The printed volume", "about/{}/index.html".format
    concordance = "From a page of the volume to the letter and paragraph."
    yield Way(group, about("concordance"), "Concordance of pages", concordance)
    yield Way(group, about("printed-index"), "Index", "The index of the volume, with links.")
    yield Way(group, RESOLVE, "Citation finder", f"From a page, {CITED[5:]}")
    if site.has_errata:
        yield Way(group, about("errata"), "Errata", "Where the volume is wrong, part by part.")


def by_words(site: Site) -> Iterator[Way]:
    yield Way("Search", "search/index.html", "Search", "Every text, note and entry, in any spelling.")


# each part of the site that is a way into it adds its function here
WAYS: tuple[Callable[[Site], Iterator[Way]], ...] = (
    in_time,
    by_form,
    by_name,
    by_reading,
    by_print,
    by_words,
)


@dataclass(frozen=True)
class Menu:
    """The doors, ways and bars of a site."""

    site: Site

    @cached_property
    def ways(self) -> Sequence[Way]:
        return [way for part in WAYS for way in part(self.site)]

    def group(self, name: str) -> list[Way]:
        """The ways of a group."""
        return [way for way in self.ways if way.group == name]

    def grouped(self) -> list[tuple[str, list[Way]]]:
        """The ways under their headings, in the order in which the headings first occur."""
        return [(name, self.group(name)) for name in dict.fromkeys(way.group for way in self.ways)]

    @cached_property
    def doors(self) -> Sequence[Door]:
        """The main menu; an edition without essays, events or registers has fewer."""
        site, doors = self.site, [Door("Letters", LIST, ("letters/", "browse/", "decisions/", "exchange/"))]
        folders = tuple(f"{register.kind.folder}/" for register in site.registers)
        if folders:
            doors.append(Door(NAMES, f"{folders[0]}index.html", (*folders, "browse/network/")))
        if site.has_chronology:
            behind = ("chronology/", "browse/calendar/", "browse/timeline/", "browse/plots/")
            doors.append(Door("Chronology", CHRONOLOGY, behind))
        if site.has_essays:
            doors.append(Door("Essays", ESSAYS, ("essays/", "routes/")))
        return [*doors, Door("About", ABOUT, ("about/", "v/", "resolve/"))]

    def behind(self, path: str) -> Door | None:
        """The door behind which a page lies: that of the longest beginning of its address."""
        fitting = [
            (len(start), door) for door in self.doors for start in door.behind if path.startswith(start)
        ]
        return max(fitting, key=lambda found: found[0])[1] if fitting else None

    def views(self, path: str) -> tuple[str, list[Way]]:
        """The name of a page's bar of views and what stands in it. The list of letters is a view of both its
        groups, and from the letters one can browse on."""
        own = next((way for way in self.ways if way.path == path), None)
        if own is None or own.group not in VIEWS:
            return "", []
        if own.group in {NAMES, READING}:
            views = self.group(own.group)
            return own.group, views if len(views) > 1 else []
        browse = Way("", BROWSE, "Browse", "")
        if path == LIST:
            return "Views of the letters", [*self.group(IN_TIME), *self.group(BY_FORM), browse]
        first = self.group(IN_TIME)[:1] if own.group == BY_FORM else []
        return own.group, [*first, *self.group(own.group), browse]
