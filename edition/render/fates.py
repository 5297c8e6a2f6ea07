"""What became of a person: in words for the page and the tables, as events for the TEI."""

from __future__ import annotations

from collections.abc import Iterator

from edition.forms.language import Language, wording
from edition.forms.registers import Fate
from edition.tei.tree import E, Element
from edition.words.dates import parse_date

LIKELY = {
    "certain": "{what}",
    "probable": wording("probably {what}"),
    "possible": wording("perhaps {what}"),
}
CERT = {"probable": "medium", "possible": "low"}


def told_fate(fate: Fate, phrases: Language) -> str:
    """“Arrested in 1930; shot, 17 September 1938, by …; rehabilitated in 1987 (general knowledge)”, all in
    one form."""
    how = [fate.manner, phrases.date(fate.date) if fate.date else "", fate.by]
    said = [
        phrases.say("arrested: {date}", date=phrases.date(fate.arrested)) if fate.arrested else "",
        phrases.say(LIKELY[fate.certainty], what=", ".join(filter(None, how))),
        fate.more,
        phrases.say("rehabilitated: {date}", date=phrases.date(fate.rehabilitated))
        if fate.rehabilitated
        else "",
    ]
    sentence = "; ".join(filter(None, said))
    return f"{sentence} ({fate.source})" if fate.source else sentence


def fate_events(fate: Fate) -> Iterator[Element]:
    """What became of a person as events, each with its date. (TEI P5, 14.3.2.2.)"""
    if fate.arrested:
        yield with_date(E("event", E("label", "arrested"), type_="arrest"), fate.arrested)
    descriptions = [E("desc", text) for text in (fate.by, fate.more) if text]
    source = E("note", E("p", fate.source)) if fate.source else None
    event = E("event", E("label", fate.manner), *descriptions, source, type_="fate")
    with_date(event, fate.date)
    if fate.certainty in CERT:  # of the whole, whatever is said of the date
        event.set("cert", CERT[fate.certainty])
    yield event
    if fate.rehabilitated:
        cleared = E("event", E("label", "rehabilitated"), type_="rehabilitation")
        yield with_date(cleared, fate.rehabilitated)


def with_date(element: Element, edtf: str | None) -> Element:
    """An element with the attributes of a date, if there is one. (TEI P5, att.datable.)"""
    for key, value in parse_date(edtf).attributes if edtf else ():
        element.set(key, value)
    return element
