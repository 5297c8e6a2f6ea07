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

from edition.forms.language import Language, wording
from edition.forms.lists import ExchangeFields, RequestFields
from edition.forms.registers import Person
from edition.lookup.addresses import address, root_of
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
DOWNLOADS = "downloads/index.html"

IN_TIME, BY_FORM = wording("The letters in time"), wording("The letters by form and place")
NAMES, READING = wording("People and subjects"), wording("Essays")
PRINT, SEARCH = wording("The printed volume"), wording("Search")
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
    """The ways through the letters in the order of time; some only where there is something to show."""
    say = site.config.phrases.say
    yield Way(IN_TIME, LIST, say("List"), say("Every letter in order, by year and month, with its summary."))
    yield Way(IN_TIME, CALENDAR, say("Calendar"), say("On which days the letters were written."))
    drawn = say("The letters, year under year.")
    if site.has_chronology:
        drawn = say("Letters, events and absences, year under year.")
    yield Way(IN_TIME, TIMELINE, say("Timeline"), drawn, _letters_by_year(site))
    if site.has_chronology:
        yield Way(IN_TIME, CHRONOLOGY, say("Chronology"), say("The events on which the letters turn."))
    if site.edition.listed(RequestFields):
        asked = say("What the letters ask for, beside what was decided.")
        yield Way(IN_TIME, DECISIONS, site.config.phrases.word(site.config.decisions), asked)
    if site.edition.listed(ExchangeFields):
        exchange = say("What each letter answers, what answers it, and what is missing.")
        yield Way(IN_TIME, EXCHANGE, say("The other half"), exchange)
    charts = say("Letters by month and kind, length of letters.")
    if site.edition.register(Person).entries:
        charts = say("Letters by month and kind, people over the years, length of letters.")
    yield Way(IN_TIME, CHARTS, say("Charts"), charts)


def _letters_by_year(site: Site) -> Markup | None:
    phrases = site.config.phrases
    letters = letters_in_time(site.letters, root_of(BROWSE), phrases)
    years = years_of(letters)
    counts = Counter(letter.year for letter in letters if letter.year is not None)
    return draw_sparkline(counts, years[0], years[-1], phrases.say("Letters by year")) if years else None


def by_form(site: Site) -> Iterator[Way]:
    """The ways by what is known of each letter: table, kinds, archives, places of writing."""
    say = site.config.phrases.say
    yield Way(BY_FORM, TABLE, say("Table"), say("Every letter in a row, to be sorted and filtered."))
    yield Way(BY_FORM, KINDS, say("Kinds"), _kinds_in_words(site))
    if site.has_archives:
        shelf = say("Where the originals lie, in the order of the shelf.")
        yield Way(BY_FORM, ARCHIVE, say("Archive"), shelf)
    stated = say("Stated in the letter, or inferred.")
    yield Way(BY_FORM, PLACES_OF_WRITING, say("Places of writing"), stated)


def _kinds_in_words(site: Site) -> str:
    """“Letters, coded telegrams and notes.”"""
    counts = Counter(letter.kind for letter in site.letters)
    phrases = site.config.phrases
    names = phrases.listed([plural(kind, phrases) for kind, _ in counts.most_common()])
    return names[:1].upper() + names[1:] + "."


def plural(kind: str, phrases: Language) -> str:
    """What letters of a kind are called: “coded telegrams”, “exchanges of notes”; in another language the
    phrase has it, and what is no phrase stays."""
    if phrases.code != "en":
        return phrases.said.get(kind, (kind, kind))[1]
    first, between, rest = kind.partition(" of ")
    return f"{first}s{between}{rest}"


def by_name(site: Site) -> Iterator[Way]:
    """The registers, and the network of those who are named in the same letters."""
    for kind in (register.kind for register in site.registers):
        phrases = site.config.phrases
        yield Way(NAMES, f"{kind.folder}/index.html", phrases.say(kind.heading), phrases.say(kind.sentence))
    if named_together(site, site.once(count_naming)):
        phrases = site.config.phrases
        sentence = phrases.say("Who is mentioned with whom in the same letters.")
        yield Way(NAMES, NETWORK, phrases.say("Network"), sentence)


def by_reading(site: Site) -> Iterator[Way]:
    """Essays and routes, where the edition has any."""
    say = site.config.phrases.say
    if site.has_essays:
        sentence = say("To be read before the letters, and beside them.")
        yield Way(READING, ESSAYS, say("Introductions and essays"), sentence)
    if site.has_routes:
        yield Way(READING, ROUTES, say("Routes"), say("One matter followed through the letters."))


def by_print(site: Site) -> Iterator[Way]:
    """The ways from the printed volume; of an edition without one, only the citation finder."""
    say = site.config.phrases.say
    if site.config.volume is None:
        cited = say("From a letter and note, a shelfmark or an old address to where it stands now.")
        yield Way(SEARCH, RESOLVE, say("Citation finder"), cited)
        return
    about = "about/{}/index.html".format
    concordance = say("From a page of the volume to the letter and paragraph.")
    yield Way(PRINT, about("concordance"), say("Concordance of pages"), concordance)
    yield Way(PRINT, about("printed-index"), say("Index"), say("The index of the volume, with links."))
    cited = say("From a page, a letter and note, a shelfmark or an old address to where it stands now.")
    yield Way(PRINT, RESOLVE, say("Citation finder"), cited)
    if site.has_errata:
        yield Way(PRINT, about("errata"), say("Errata"), say("Where the volume is wrong, part by part."))


def by_words(site: Site) -> Iterator[Way]:
    """The search."""
    say = site.config.phrases.say
    sentence = say("Every text, note and entry, in any spelling.")
    yield Way(SEARCH, "search/index.html", say("Search"), sentence)


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
        """All ways, in the order of `WAYS`."""
        return [way for part in WAYS for way in part(self.site)]

    def group(self, name: str) -> list[Way]:
        """The ways of a group."""
        return [way for way in self.ways if way.group == name]

    def grouped(self) -> list[tuple[str, list[Way]]]:
        """The ways under their headings, in the order in which the headings first occur."""
        groups = dict.fromkeys(way.group for way in self.ways)
        return [(self._say(name), self.group(name)) for name in groups]

    def _say(self, phrase: str) -> str:
        return self.site.config.phrases.say(phrase)

    @cached_property
    def doors(self) -> Sequence[Door]:
        """The main menu; an edition without essays, events or registers has fewer."""
        site, doors = (
            self.site,
            [Door(self._say("Letters"), LIST, ("letters/", "browse/", "decisions/", "exchange/"))],
        )
        folders = tuple(f"{register.kind.folder}/" for register in site.registers)
        if folders:
            doors.append(Door(self._say(NAMES), f"{folders[0]}index.html", (*folders, "browse/network/")))
        if site.has_chronology:
            behind = ("chronology/", "browse/calendar/", "browse/timeline/", "browse/plots/")
            doors.append(Door(self._say("Chronology"), CHRONOLOGY, behind))
        if site.has_essays:
            doors.append(Door(self._say("Essays"), ESSAYS, ("essays/", "routes/")))
        for entry in site.config.look.menu:
            folder, hash_sign, unit = address(entry.to).partition("#")
            doors.append(Door(entry.title, f"{folder}index.html{hash_sign}{unit}", (folder,)))
        return [*doors, Door(self._say("About"), ABOUT, ("about/", "v/", "resolve/", "downloads/"))]

    def has(self, path: str) -> bool:
        """Whether a page is a door of the main menu, so that the foot need not lead there again."""
        return any(door.path == path for door in self.doors)

    def behind(self, path: str) -> Door | None:
        """The door behind which a page lies: that of the longest beginning of its address."""
        fitting = [
            (len(start), door) for door in self.doors for start in door.behind if path.startswith(start)
        ]
        return max(fitting, key=lambda fit: fit[0])[1] if fitting else None

    def views(self, path: str) -> tuple[str, list[Way]]:
        """The name of a page's bar of views and what stands in it. The list of letters is a view of both its
        groups, and from the letters one can browse on."""
        own = next((way for way in self.ways if way.path == path), None)
        if own is None or own.group not in VIEWS:
            return "", []
        if own.group in {NAMES, READING}:
            views = self.group(own.group)
            return self._say(own.group), views if len(views) > 1 else []
        browse = Way("", BROWSE, self._say("Browse"), "")
        if path == LIST:
            return self._say("Views of the letters"), [*self.group(IN_TIME), *self.group(BY_FORM), browse]
        first = self.group(IN_TIME)[:1] if own.group == BY_FORM else []
        return self._say(own.group), [*first, *self.group(own.group), browse]
