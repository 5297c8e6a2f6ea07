"""The `teiHeader` of a letter or essay, from its metadata. (encoding.md, “Header of a letter”; TEI P5,
chapter 2, and 2.4.6 for `correspDesc`.)"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from edition.forms.configuration import ConfigFields
from edition.forms.documents import EssayFields, ImportedFields, LetterFields, Shelfmark, TextFields
from edition.forms.language import ENGLISH, Language
from edition.forms.registers import RegisterEntry
from edition.tei.header_parts import calendars, encoding_description, publication_statement, responsibility
from edition.tei.tree import E, Element, append
from edition.words.capitals import with_a_capital
from edition.words.date_words import double_date
from edition.words.dates import attributes_of, parse_date

Entries = Mapping[str, RegisterEntry]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CAPITAL = re.compile(r"\b[A-Z][a-z]+")


def letter_title(
    fields: LetterFields, entries: Entries, capitals: Collection[str] = (), phrases: Language = ENGLISH
) -> str:
    """The title of a letter, its own or a made one: “Ødegård to Le Goff, 3 June 1784”. `capitals` are words
    that keep their capital within a sentence."""
    if fields.title:
        return fields.title
    when, sender = _when(fields, capitals, phrases), _surnames(fields.sender, entries, phrases)
    if set(fields.sender) == set(fields.recipients):  # an exchange
        return f"{sender}, {phrases.word(fields.kind)}, {when}"
    recipients = _surnames(fields.recipients, entries, phrases)
    return phrases.say("{sender} to {recipients}, {date}", sender=sender, recipients=recipients, date=when)


def _when(fields: LetterFields, capitals: Collection[str], phrases: Language) -> str:
    """The date in a title. A date less precise than a day stays as the volume words it, since that may say
    more than EDTF can: “late August–early September 1930”."""
    printed = fields.date_printed.strip("[] ")
    if not fields.date or not printed or DAY.fullmatch(fields.date):
        return _in_its_calendar(fields, phrases) or phrases.say("undated")
    if phrases.code != "en":
        return printed
    kept = {*with_a_capital("en"), *capitals}
    return CAPITAL.sub(lambda word: word[0] if word[0] in kept else word[0].lower(), printed)


def _in_its_calendar(fields: LetterFields, phrases: Language) -> str:
    """The date in words, one of the Julian calendar with the Gregorian day; "" for none."""
    if not fields.date:
        return ""
    return double_date(fields.date, phrases.say) if fields.calendar == "julian" else phrases.date(fields.date)


def _surnames(refs: list[str], entries: Entries, phrases: Language) -> str:
    names = [entries[r].sort_form.split(",")[0] if r in entries else r for r in refs]
    if len(names) > 3:
        return phrases.say("{name} and others", name=names[0])
    return phrases.listed(names)


def letter_header(
    fields: LetterFields,
    text: TextFields | None,
    abstract: list[Element],
    config: ConfigFields,
    entries: Entries,
    neighbours: tuple[str | None, str | None],
) -> Element:
    """The header of a letter with `abstract` as its summary; `neighbours` are the ids of the letters before
    and after it in the edition, None at either end."""
    title = letter_title(fields, entries, config.capitals, config.phrases)
    return E(
        "teiHeader",
        E(
            "fileDesc",
            _title_statement(title, fields, config, entries),
            E(
                "editionStmt",
                E(
                    "edition",
                    config.phrases.say("Version {version}", version=config.version),
                    n=config.version,
                ),
            ),
            publication_statement(config, f"letters/{fields.id[1:]}/"),
            _source_description(fields, config, entries),
        ),
        encoding_description(config, text.typeset if text else 0),
        E(
            "profileDesc",
            _abstract(fields, abstract),
            calendars(config.phrases) if fields.calendar == "julian" else None,
            _correspondence(fields, text, entries, neighbours, config.phrases),
            _classes(fields),
        ),
    )


def _title_statement(title: str, fields: LetterFields, config: ConfigFields, entries: Entries) -> Element:
    authors = [E("author", named_element("persName", ref, entries)) for ref in fields.sender]
    subject = E("title", fields.subject, type_="desc") if fields.subject else None
    editor = E("editor", config.editor)
    return E("titleStmt", E("title", title), subject, *authors, editor, *responsibility(config))


def _abstract(fields: LetterFields, summary: list[Element]) -> Element | None:
    """The summary, headed by the one sentence that lists show."""
    statement = E("ab", fields.statement, type_="statement") if fields.statement else None
    return E("abstract", statement, *summary) if statement is not None or summary else None


def _source_description(fields: LetterFields, config: ConfigFields, entries: Entries) -> Element:
    manuscript = _manuscript(fields.archive, config) if fields.archive else None
    prints = list(_prints(fields, config, entries))
    unknown = (
        E("p", config.phrases.say("No source is recorded.")) if manuscript is None and not prints else None
    )
    return E("sourceDesc", manuscript, *prints, unknown)


def _manuscript(archive: Shelfmark, config: ConfigFields) -> Element:
    repository = config.repositories.get(archive.repository)
    former = repository is not None and bool(repository.former)
    identifier = E(
        "msIdentifier",
        E("country", repository.country if repository else ""),
        E("settlement", repository.settlement if repository else ""),
        E("repository", repository.name if repository else archive.repository),
        E("idno", archive.text, type_="shelfmark"),
        E(
            "altIdentifier",
            E("repository", repository.former if repository else ""),
            E("idno", f"{archive.repository} {archive.text}"),
            type_="former",
        )
        if former
        else None,
    )
    return E("msDesc", identifier)


def _prints(fields: LetterFields, config: ConfigFields, entries: Entries) -> Iterator[Element]:
    """Where a letter is printed: in the volume that the edition follows, if there is one, and elsewhere."""
    if config.volume:
        yield E(
            "bibl",
            named_element("title", config.volume.work, entries, fallback=config.volume.title),
            config.phrases.say(", letter "),
            E("biblScope", fields.id[1:], unit="letter"),
            type_="print",
        )
    for citation in fields.printed:
        scope = E("biblScope", citation.pages, unit="page") if citation.pages else None
        yield E(
            "bibl",
            named_element("title", citation.work, entries),
            ", " if scope is not None else None,
            scope,
            type_="print",
        )


def _correspondence(
    fields: LetterFields,
    text: TextFields | None,
    entries: Entries,
    neighbours: tuple[str | None, str | None],
    phrases: Language,
) -> Element:
    inferred = "medium" if fields.place_certainty == "inferred" else None
    place = named_element("placeName", fields.place, entries, cert=inferred) if fields.place else None
    sent = E(
        "correspAction",
        *(named_element("persName", ref, entries) for ref in fields.sender),
        place,
        _date_of(fields, phrases),
        type_="sent",
    )
    received = E(
        "correspAction",
        *(named_element("persName", ref, entries) for ref in fields.recipients),
        type_="received",
    )
    links = [
        ("prev", neighbours[0]),
        ("next", neighbours[1]),
        *(("replyTo", ref) for ref in fields.replies_to),
        *(("followedBy", ref) for ref in fields.followed_by),
    ]
    refs = [
        E("ref", phrases.say("Letter {number}", number=ref[1:]), type_=kind, target=f"#{ref}")
        for kind, ref in links
        if ref
    ]
    inferred_date = "inferred" if fields.date_certainty == "inferred" else None
    dating = (
        fields.dating
        or (text.dating if text else "")
        or (inferred_date and phrases.say("The date is inferred."))
    )
    return E(
        "correspDesc",
        sent,
        received,
        E("correspContext", *refs) if refs else None,
        E("note", E("p", dating), type_="dating", subtype=inferred_date) if dating else None,
    )


def _date_of(fields: LetterFields, phrases: Language) -> Element:
    """A `date` with the attributes for its EDTF (TEI P5, 3.6.4 and 14.4) and, as its words, the date as
    printed or, without one, written out."""
    words = fields.date_printed or _in_its_calendar(fields, phrases) or phrases.say("undated")
    element = E("date", words)
    read = attributes_of if fields.calendar == "julian" else lambda text: parse_date(text).attributes
    for key, value in read(fields.date) if fields.date else ():
        element.set(key, value)
    return element


def _classes(fields: LetterFields) -> Element:
    kind = E("catRef", scheme="#kinds", target=f"#kind-{fields.kind.replace(' ', '-')}")
    return E("textClass", kind, *(E("catRef", scheme="#topics", target=f"#{t}") for t in fields.topics))


def essay_header(
    fields: EssayFields,
    text: ImportedFields | None,
    abstract: list[Element],
    config: ConfigFields,
    entries: Entries,
    address: str,
) -> Element:
    """The header of an essay at `address`, with `abstract` as its summary; `textClass` lists the letters it
    discusses. `text` are the fields of an imported text. When the essay is a source, `sourceDesc` says where
    it is printed and `notesStmt` what is wrong with the copy."""
    letters = [E("catRef", scheme="#letters", target=f"#{ref}") for ref in fields.letters]
    source = E("p", config.phrases.say("Written for this edition."))
    if fields.work:
        source = E("bibl", named_element("title", fields.work, entries), type_="print")
        for piece in (", ", E("biblScope", fields.locator)) if fields.locator else ():
            append(source, piece)
    notes = [E("note", E("p", text), type_="copy") for text in fields.copy_]
    return E(
        "teiHeader",
        E(
            "fileDesc",
            E(
                "titleStmt",
                E("title", fields.title),
                E("author", fields.author) if fields.author else None,
                E("editor", config.editor),
                *responsibility(config),
            ),
            E(
                "editionStmt",
                E(
                    "edition",
                    config.phrases.say("Version {version}", version=config.version),
                    n=config.version,
                ),
            ),
            publication_statement(config, address),
            E("notesStmt", *notes) if notes else None,
            E("sourceDesc", source),
        ),
        encoding_description(config, text.typeset if text else 0),
        E(
            "profileDesc",
            E("abstract", *abstract) if abstract else None,
            E("textClass", E("catRef", scheme="#kinds", target=f"#kind-{fields.kind}"), *letters),
        ),
    )


def named_element(
    element: str, ref: str, entries: Entries, *, cert: str | None = None, fallback: str = ""
) -> Element:
    """A TEI element (`persName`, `title` …) that holds the name of a register entry and points to it; without
    an entry it holds `fallback` or the id."""
    entry = entries.get(ref)
    return E(element, entry.name if entry else fallback or ref, ref=f"#{ref}", cert=cert)
