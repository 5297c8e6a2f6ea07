"""The table of all letters: what is known of each, in columns that can be sorted and filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.forms.registers import Topic
from edition.render.pages.parts import Listing, letters_by_year
from edition.render.pages.route import Route
from edition.render.pages.taxonomy import above, by_broadest
from edition.render.pages.ways import TABLE
from edition.render.related import days_in_order
from edition.render.site import Site
from edition.tei.heads import LetterHead, ReferencedName
from edition.volume.concordance import PageRange
from edition.words.days import in_order

Correspondents = tuple[Sequence[ReferencedName], Sequence[ReferencedName]]  # senders, recipients


@dataclass(frozen=True)
class TableRow:
    """A letter in the table. `subjects` are its topics with the broader ones above them; `people` is empty
    where the letter went between those between whom most went; `day` is what the dates are sorted by."""

    letter: LetterHead
    day: str
    people: Correspondents | None
    subjects: tuple[str, ...]
    words: int
    summary_words: int
    notes: int
    pages: PageRange | None


def routes(site: Site) -> Iterator[Route]:
    """The table of letters, on one page or on one for each year."""
    uses = frozenset({"lengths", "heads", "names", "register:topics", "pages"})
    yield from letters_by_year(site, TABLE, "table.html.j2", uses, Tables(site).values)


@dataclass(frozen=True)
class Tables:
    """The table, on one page or on one for each year; what the pages share is computed once."""

    site: Site

    def values(self, listing: Listing[LetterHead]) -> Mapping[str, object]:
        """The values of the template."""
        rows = [self.row(letter) for letter in listing.items]
        present = {topic for row in rows for topic in row.subjects}
        topics = _topics(self.site).items()
        return {
            "rows": rows,
            "years": _once(row.letter.year for row in rows),
            "kinds": _once(row.letter.kind for row in rows),
            "subjects": [group for group in by_broadest(topics).items() if group[0] in present],
            "present": present,
        }

    def row(self, letter: LetterHead) -> TableRow:
        """The row of a letter."""
        site = self.site
        people = (letter.sender, letter.recipients)
        facts = site.edition.documents[letter.id].facts
        broader = [each for topic in letter.topics for each in above(topic, _topics(site))]
        return TableRow(
            letter=letter,
            day=in_order(self._days[letter.id]),
            people=people if people != self._usual else None,
            subjects=tuple(_once([*letter.topics, *broader])),
            words=facts.words if letter.included else 0,
            summary_words=facts.summary_words,
            notes=len(facts.voices),
            pages=site.printed.pages.get(letter.id),
        )

    @cached_property
    def _usual(self) -> Correspondents:
        """Those between whom most letters went."""
        counts = Counter((letter.sender, letter.recipients) for letter in self.site.letters)
        return counts.most_common(1)[0][0]

    @cached_property
    def _days(self) -> Mapping[str, str]:
        return days_in_order(self.site.letters)


def _topics(site: Site) -> Mapping[str, Topic]:
    return site.edition.register(Topic).entries


def _once(values: Iterator[str] | list[str]) -> list[str]:
    """Each value once, in the order of its first place."""
    return list(dict.fromkeys(values))
