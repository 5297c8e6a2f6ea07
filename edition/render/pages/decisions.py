"""What letters ask for beside what was decided: by year and letter, with what they add up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import get_args

from markupsafe import Markup

from edition.forms.lists import Outcome, RequestFields
from edition.lookup.addresses import root_of
from edition.render.drawing.shares import shares
from edition.render.pages.cited import cited
from edition.render.pages.parts import in_years
from edition.render.pages.route import Route
from edition.render.site import Site
from edition.tei.heads import LetterHead
from edition.words.dates import parse_date
from edition.words.days import day_number

PATH = "decisions/index.html"
OUTCOMES: Sequence[str] = get_args(Outcome)


@dataclass(frozen=True)
class Asked:
    """A request, with its sources, and the days from the letter to the decision: None where one of the two is
    not known to the day, below 0 where the decision came first."""

    fields: RequestFields
    sources: Markup
    days: int | None


@dataclass(frozen=True)
class Tally:
    """What some requests add up to."""

    name: str
    requests: Sequence[Asked]

    @cached_property
    def outcomes(self) -> Mapping[str, int]:
        """How many had each outcome, in their order; none is left out."""
        counts = Counter[str](asked.fields.outcome for asked in self.requests)
        return {outcome: counts[outcome] for outcome in OUTCOMES}

    @property
    def total(self) -> int:
        """How many requests there are."""
        return len(self.requests)

    @property
    def known(self) -> int:
        """Of how many the outcome is known."""
        return self.total - self.outcomes["unknown"]

    @property
    def inferred(self) -> int:
        """How many decisions no source itself ties to the request."""
        known = (asked.fields for asked in self.requests if asked.fields.outcome != "unknown")
        return sum(request.certainty == "inferred" for request in known)

    @cached_property
    def days(self) -> Sequence[int]:
        """From letter to decision, the shortest time first; left out are decisions that came first, and those
        that do not tell what became of the request."""
        known = (asked for asked in self.requests if asked.fields.outcome != "unknown")
        return sorted(asked.days for asked in known if asked.days is not None and asked.days >= 0)

    @property
    def median_days(self) -> int | None:
        """The median of the days from letter to decision, or None where none can be counted."""
        return round(median(self.days)) if self.days else None

    @property
    def bar(self) -> Markup:
        """The outcomes as a bar."""
        return shares(self.outcomes, self.name)


@dataclass(frozen=True)
class YearOfRequests:
    """The letters of a year that ask for something, each with its requests."""

    tally: Tally
    letters: Sequence[tuple[LetterHead, Sequence[Asked]]]


def routes(site: Site) -> Iterator[Route]:
    """The page of what was asked and decided, if the edition lists requests."""
    if site.edition.listed(RequestFields):
        uses = frozenset({"requests", "heads", "names", "units"})
        yield Route(PATH, "decisions.html.j2", uses, lambda: _values(site))


def requests_of(site: Site, letter: LetterHead, root: str, here: str = "") -> Sequence[Asked]:
    """The requests of a letter, as a page with this `root` shows them; `here` is the document it shows."""
    requests = site.requests.get(letter.id, ())
    return [Asked(f, cited(site, f.sources, root, here), _days(letter, f)) for f in requests]


def _days(letter: LetterHead, request: RequestFields) -> int | None:
    decided = request.decision.date if request.decision else None
    if not decided or not letter.earliest or letter.earliest != letter.latest:
        return None
    day = parse_date(decided)
    if day.earliest != decided:  # a month, a span, or a doubtful day
        return None
    return day_number(decided) - day_number(letter.earliest)


def _values(site: Site) -> Mapping[str, object]:
    root = root_of(PATH)
    by_year: dict[str, list[tuple[LetterHead, Sequence[Asked]]]] = defaultdict(list)
    for letter in site.letters:
        asked = requests_of(site, letter, root)
        if asked:
            by_year[letter.year].append((letter, asked))
    years = [
        YearOfRequests(Tally(year, _all(letters)), letters)
        for year, letters in sorted(by_year.items(), key=lambda item: in_years(item[1][0][0]))
    ]
    everything = [asked for year in years for asked in year.tally.requests]
    return {
        "years": years,
        "all": Tally(site.config.phrases.say("All"), everything),
        "kinds": _by_kind(everything),
        "outcomes": OUTCOMES,
    }


def _all(letters: Iterable[tuple[LetterHead, Sequence[Asked]]]) -> list[Asked]:
    return [asked for _, requests in letters for asked in requests]


def _by_kind(requests: Iterable[Asked]) -> list[Tally]:
    """The kinds of requests, that of which there are most first."""
    by_kind: dict[str, list[Asked]] = defaultdict(list)
    for asked in requests:
        by_kind[asked.fields.kind].append(asked)
    tallies = [Tally(kind, its_requests) for kind, its_requests in by_kind.items()]
    return sorted(tallies, key=lambda tally: (-len(tally.requests), tally.name))
