"""The `teiHeader` of a letter or essay, from its metadata. (encoding.md, “Header of a letter”; TEI P5,
chapter 2, and 2.4.6 for `correspDesc`.)"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from edition.forms.configuration import ConfigFields
from edition.forms.documents import EssayFields, ImportedFields, LetterFields, TextFields
from edition.forms.language import Language
from edition.merge.correspondence import (
    Entries,
    correspondence,
    in_its_calendar,
    named_element,
    persons,
)
from edition.merge.manuscripts import manuscript, witnesses
from edition.tei.header_parts import (
    calendars,
    editors,
    encoding_description,
    kind_reference,
    publication_statement,
    responsibility,
)
from edition.tei.heads import UNKNOWN
from edition.tei.tree import E, Element, append
from edition.words.capitals import with_a_capital
from edition.words.letter_ids import number_of

DAY = re.compile(r"\d{4}-\d\d-\d\d")
CAPITAL = re.compile(r"\b[A-Z][a-z]+")


def letter_title(fields: LetterFields, entries: Entries, capitals: Collection[str], phrases: Language) -> str:
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
        if not fields.date:
            return phrases.say("undated")
        return in_its_calendar(fields.date, fields.calendar, phrases)
    if phrases.code != "en":
        return printed
    kept = {*with_a_capital("en"), *capitals}
    return CAPITAL.sub(lambda word: word[0] if word[0] in kept else word[0].lower(), printed)


def _surnames(refs: list[str], entries: Entries, phrases: Language) -> str:
    names = [_surname(ref.removesuffix("?"), entries, phrases) + " (?)" * ref.endswith("?") for ref in refs]
    if len(names) > 3:
        return phrases.say("{name} and others", name=names[0])
    return phrases.listed(names)


def _surname(ref: str, entries: Entries, phrases: Language) -> str:
    return (
        phrases.say("unknown")
        if ref == UNKNOWN
        else entries[ref].sort_form.split(",")[0]
        if ref in entries
        else ref
    )


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
            publication_statement(config, f"letters/{number_of(fields.id)}/", fields.doi),
            _source_description(fields, config, entries),
        ),
        encoding_description(config, text.typeset if text else 0),
        E(
            "profileDesc",
            _abstract(fields, abstract),
            calendars(config.phrases) if fields.calendar == "julian" else None,
            correspondence(fields, text, entries, neighbours, config.phrases),
            _classes(fields),
        ),
    )


def _title_statement(title: str, fields: LetterFields, config: ConfigFields, entries: Entries) -> Element:
    authors = [E("author", person) for person in persons(fields.sender, entries)]
    own = "main" if fields.title else None
    subject = E("title", fields.subject, type_="desc") if fields.subject else None
    return E(
        "titleStmt",
        E("title", title, type_=own),
        subject,
        *authors,
        *editors(config),
        *responsibility(config),
    )


def _abstract(fields: LetterFields, summary: list[Element]) -> Element | None:
    """The summary, headed by the one sentence that lists show."""
    statement = E("ab", fields.statement, type_="statement") if fields.statement else None
    return E("abstract", statement, *summary) if statement is not None or summary else None


def _source_description(fields: LetterFields, config: ConfigFields, entries: Entries) -> Element:
    edited = manuscript(fields.archive, config) if fields.archive else None
    others = witnesses(fields.witnesses, config)
    prints = list(_prints(fields, config, entries))
    nothing = edited is None and others is None and not prints
    unknown = E("p", config.phrases.say("No source is recorded.")) if nothing else None
    return E("sourceDesc", edited, others, *prints, unknown)


def _prints(fields: LetterFields, config: ConfigFields, entries: Entries) -> Iterator[Element]:
    """Where a letter is printed: in the volume that the edition follows, if there is one, and elsewhere."""
    if config.volume:
        yield E(
            "bibl",
            named_element("title", config.volume.work, entries, fallback=config.volume.title),
            config.phrases.say(", letter "),
            E("biblScope", number_of(fields.id), unit="letter"),
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


def _classes(fields: LetterFields) -> Element:
    return E(
        "textClass",
        kind_reference(fields.kind),
        *(E("catRef", scheme="#topics", target=f"#{t}") for t in fields.topics),
    )


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
                *editors(config),
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
