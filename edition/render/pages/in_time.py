"""The letters and events of the site as things in time, for the drawings; and the correspondents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from edition.forms.language import Language
from edition.forms.registers import Event
from edition.lookup.addresses import href
from edition.render.drawing.moments import DatedEvent, DatedLetter
from edition.render.site import Site
from edition.tei.heads import LetterHead
from edition.words.dates import parse_date


def letters_in_time(letters: Iterable[LetterHead], root: str, phrases: Language) -> list[DatedLetter]:
    """Letters, in the order given, as a page with this `root` links them."""
    return [_letter(letter, root, phrases) for letter in letters]


def _letter(letter: LetterHead, root: str, phrases: Language) -> DatedLetter:
    when = letter.date_printed.strip("[]")
    return DatedLetter(
        href(letter.id, root),
        phrases.say("Letter {number}, {title}", number=letter.number, title=letter.title),
        when,
        letter.earliest,
        letter.latest,
        letter.id,
        letter.number,
        letter.kind,
        letter.date_certain,
        phrases,
    )


def events_in_time(site: Site, root: str) -> list[DatedEvent]:
    """The events of the chronology in the order of time; none where there is no chronology."""
    phrases = site.config.phrases
    events = [
        _event(ref, event, root, phrases) for ref, event in site.edition.register(Event).entries.items()
    ]
    return sorted(events, key=lambda event: (event.sort_key, event.href))


def _event(ref: str, entry: Event, root: str, phrases: Language) -> DatedEvent:
    date = parse_date(entry.date)
    start, _, end = entry.date.partition("/")
    return DatedEvent(
        href(ref, root),
        entry.name,
        phrases.date(entry.date),
        date.earliest,
        date.latest,
        absence=entry.absent is not None,
        letters=len(entry.letters),
        begins=_is_day(start),
        ends=_is_day(end or start),
    )


def _is_day(point: str) -> bool:
    """Is it a day, without a mark of doubt?"""
    return bool(re.fullmatch(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}", point))


def correspondents(site: Site) -> set[str]:
    """Who wrote or received more than half of the letters."""
    counts: Counter[str] = Counter()
    for letter in site.letters:
        counts.update(ref for ref in letter.correspondents if ref.startswith("person-"))
    return {ref for ref, count in counts.items() if 2 * count > len(site.letters)}
