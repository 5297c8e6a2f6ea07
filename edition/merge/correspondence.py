"""Who wrote to whom, when and where, and what became of the letter on its way. (TEI P5, 2.4.6.)"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from edition.forms.documents import LetterFields, TextFields, Transfer
from edition.forms.language import Language
from edition.forms.registers import RegisterEntry
from edition.tei.heads import UNKNOWN
from edition.tei.tree import E, Element
from edition.words.date_words import double_date
from edition.words.dates import attributes_of, parse_date
from edition.words.letter_ids import number_of

Entries = Mapping[str, RegisterEntry]
Neighbours = tuple[str | None, str | None]


def correspondence(
    fields: LetterFields,
    text: TextFields | None,
    entries: Entries,
    neighbours: Neighbours,
    phrases: Language,
) -> Element:
    """The `correspDesc` of a letter; `neighbours` are the letters before and after it. One that was never
    sent was written to somebody and not sent: its actions are `written` and `addressed`."""
    inferred = "medium" if fields.place_certainty == "inferred" else None
    place = named_element("placeName", fields.place, entries, cert=inferred) if fields.place else None
    began, ended = ("written", "addressed") if fields.not_sent else ("sent", "received")
    sent = E("correspAction", *persons(fields.sender, entries), place, date_of(fields, phrases), type_=began)
    received = fields.received or Transfer()
    return E(
        "correspDesc",
        sent,
        _action(ended, persons(fields.recipients, entries), received, entries, phrases),
        *(_forwarded(transfer, entries, phrases) for transfer in fields.forwarded),
        _context(fields, neighbours, phrases),
        _dating(fields, text, phrases),
    )


def _context(fields: LetterFields, neighbours: Neighbours, phrases: Language) -> Element | None:
    links = [
        ("prev", neighbours[0]),
        ("next", neighbours[1]),
        *(("replyTo", ref) for ref in fields.replies_to),
        *(("followedBy", ref) for ref in fields.followed_by),
    ]
    refs = [
        E("ref", phrases.say("Letter {number}", number=number_of(ref)), type_=kind, target=f"#{ref}")
        for kind, ref in links
        if ref
    ]
    return E("correspContext", *refs) if refs else None


def _dating(fields: LetterFields, text: TextFields | None, phrases: Language) -> Element | None:
    inferred = "inferred" if fields.date_certainty == "inferred" else None
    dating = (
        fields.dating or (text.dating if text else "") or (inferred and phrases.say("The date is inferred."))
    )
    return E("note", E("p", dating), type_="dating", subtype=inferred) if dating else None


def _forwarded(transfer: Transfer, entries: Entries, phrases: Language) -> Element:
    """A letter that was passed on: by whom, and to whom, who have another element."""
    by = persons(transfer.by, entries)
    to = [E("name", element, type_="recipient") for element in persons(transfer.to, entries)]
    return _action("forwarded", [*by, *to], transfer, entries, phrases)


def _action(
    kind: str, who: Sequence[Element], transfer: Transfer, entries: Entries, phrases: Language
) -> Element:
    place = named_element("placeName", transfer.place, entries) if transfer.place else None
    date = dated(transfer.date, transfer.calendar, phrases) if transfer.date else None
    return E("correspAction", *who, place, date, type_=kind)


def persons(names: Sequence[str], entries: Entries) -> list[Element]:
    """The senders or recipients: one of whom it is only supposed has `@cert`, of nobody knows whom there is
    no `@ref`."""
    return list(_persons(names, entries))


def _persons(names: Sequence[str], entries: Entries) -> Iterator[Element]:
    for name in names:
        ref = name.removesuffix("?")
        if ref == UNKNOWN:
            yield E("persName", UNKNOWN)
        else:
            yield named_element("persName", ref, entries, cert="medium" if name.endswith("?") else None)


def date_of(fields: LetterFields, phrases: Language) -> Element:
    """The `date` of a letter; its words are the date as printed or, without one, written out."""
    if not fields.date:
        return E("date", fields.date_printed or phrases.say("undated"))
    return dated(fields.date, fields.calendar, phrases, fields.date_printed)


def dated(date: str, calendar: str, phrases: Language, printed: str = "") -> Element:
    """A `date` with the attributes for its EDTF. (TEI P5, 3.6.4 and 14.4.)"""
    element = E("date", printed or in_its_calendar(date, calendar, phrases))
    for key, value in attributes_of(date) if calendar == "julian" else parse_date(date).attributes:
        element.set(key, value)
    return element


def in_its_calendar(date: str, calendar: str, phrases: Language) -> str:
    """A date in words, one of the Julian calendar with the Gregorian day."""
    return double_date(date, phrases.say) if calendar == "julian" else phrases.date(date)


def named_element(
    element: str, ref: str, entries: Entries, *, cert: str | None = None, fallback: str = ""
) -> Element:
    """A TEI element (`persName`, `title` …) that holds the name of a register entry and points to it; without
    an entry it holds `fallback` or the id."""
    entry = entries.get(ref)
    return E(element, entry.name if entry else fallback or ref, ref=f"#{ref}", cert=cert)
