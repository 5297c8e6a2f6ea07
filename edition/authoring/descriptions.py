"""What each key is for, in an editor's words: one place for help while typing and for `new --help`.

By form and key. A form that inherits the keys of another (a person those of every entry) inherits their
descriptions. `tests/test_schemas.py` makes sure that no key is without one.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from edition.authoring.list_descriptions import OF_LISTS
from edition.forms.own_kinds import EntryField

DESCRIPTIONS: dict[str, dict[str, str]] = {
    "Shelfmark": {
        "repository": "The archive, by its short name under “repositories” in sources/edition.yaml.",
        "owner": "The owner, if it is in private hands.",
        "shelfmark": "The shelfmark, as the archive writes it; the next four are for Russian archives.",
        "leaves": "The leaves as the archive writes them: ff. 1–2, 12r, Bl. 3.",
        "fond": "The fond (collection).",
        "opis": "The opis (inventory).",
        "delo": "The delo (file).",
        "listy": "The leaves: “1, 2” or “4–6”.",
    },
    "EditorName": {
        "family": "The family name.",
        "given": "The given names.",
        "particle": "The particle between them: van, de la.",
        "body": "A body, instead of a person.",
    },
    "Witness": {
        "kind": "What it is: draft, copy, fair copy.",
        "note": "A remark.",
    },
    "Transfer": {
        "by": "Who passed the letter on.",
        "to": "To whom it was passed on.",
        "place": "Where: the id of a place.",
        "calendar": "“julian” if the date below is Old Style.",
        "date": "When, in EDTF.",
    },
    "Citation": {
        "work": "The id of a work in works.yaml.",
        "pages": "The pages, as cited: “184–192”.",
        "locator": "The place in the work, in words: “letter 14, note 2”.",
    },
    "Facsimile": {
        "page": "The name of the page or leaf, as in its page break: “12r”.",
        "image": "A file in static/ (“scans/016-1r.jpg”) or an address (https://…).",
        "iiif": "The address of a IIIF Image service.",
        "manifest": "The address of a IIIF Presentation manifest of the whole letter.",
        "alt": "A description of the image, for those who cannot see it.",
    },
    "LetterFields": {
        "id": "L and the letter’s number: L16.",
        "title": "A title, if “Sender to recipient, date” does not fit.",
        "subject": "The subject of the letter, in three to eight words without a full stop.",
        "statement": "The most important thing that the letter does, in one sentence.",
        "kind": "The kind of document.",
        "sender": "The senders: ids of persons or bodies, with “?” if supposed; or unknown.",
        "recipients": "The recipients, written in the same way.",
        "calendar": "“julian” if the date below is Old Style; the default is gregorian.",
        "date": "The date in EDTF; leave it out if nothing is known.",
        "date_printed": "The date as the printed volume gives it, with its brackets.",
        "date_certainty": "“inferred” if the letter itself does not give the date, or not all of it.",
        "dating": "How the date is known, and who says so.",
        "place": "The place of writing: the id of a place.",
        "place_certainty": "“inferred” if the letter itself does not name the place.",
        "not_sent": "“true” for a letter that was never sent.",
        "received": "Where and when it was received.",
        "forwarded": "How it was passed on: by whom, to whom, where and when.",
        "archive": "The place of the document.",
        "witnesses": "Its drafts and other copies.",
        "printed": "Earlier printings.",
        "facsimile": "Images of its pages, in their order.",
        "topics": "Its topics, as ids.",
        "paragraph_topics": "The topics of each paragraph of the summary: {s1: [topic-mosses]}.",
        "replies_to": "The letters that it answers: L13.",
        "followed_by": "The letters that continue it: L17.",
        "doi": "Its DOI, as in 10.5281/zenodo.17.",
    },
    "TextFields": {
        "letter": "The letter whose text this is: L16.",
        "recipe": "The recipe that imported the text.",
        "language": "The language of the text, by its code (fi, de), if it is not that of the edition.",
        "date": "The date that the copy gives, in EDTF.",
        "date_printed": "The date as the copy prints it.",
        "dating": "How the copy’s date is known.",
        "typeset": "The number of quotation marks, apostrophes and dashes that were set as in print.",
    },
    "EssayFields": {
        "id": "The essay’s id, which is also the name of its file: essay-economy.",
        "title": "Its title.",
        "kind": "An introduction to letters, an essay, an appendix, about the edition (editorial), or a "
        "source by somebody else.",
        "author": "Of a source: its author.",
        "work": "Of a source: the work, or the work it belongs to.",
        "locator": "Of a source: its place in the work.",
        "copy": "Of a source: sentences that describe the copy and its faults.",
        "summary": "What it does, in a sentence or two.",
        "letters": "The letters it discusses: L11.",
    },
    "ImportedFields": {
        "document": "The text this is: the id of an essay or of a part of the volume.",
        "recipe": "The recipe that imported the text.",
        "typeset": "The number of quotation marks, apostrophes and dashes that were set as in print.",
    },
    "NoteFields": {
        "id": "The permanent id: n- and a word for your own note, n5 for note 5 of the volume.",
        "by": "Who wrote it: a key of “responsible” in sources/edition.yaml; not for your own notes.",
        "type": "“textual” for the wording of the copy, “authorial” for the text’s own author.",
        "at": "The paragraph it belongs to: s2 of the summary, p3 of the text.",
        "quote": "The words before its mark, exactly as in the text.",
        "also": "The place in the text too, for a note to a summary: at, quote.",
        "text": "The note, in Markdown.",
        "sources": "Its sources.",
    },
    "NoteFile": {
        "document": "The document of the notes: L16, or the id of an essay.",
        "notes": "The notes.",
    },
    "Office": {
        "office": "The office.",
        "from": "The beginning, in EDTF.",
        "to": "The end, in EDTF.",
    },
    "Fate": {
        "arrested": "The date of the arrest, in EDTF.",
        "manner": "The manner: “shot”, “died in exile”.",
        "date": "When, in EDTF.",
        "by": "The court, trial or body that decided it.",
        "more": "A remark.",
        "rehabilitated": "The date of the rehabilitation, in EDTF.",
        "source": "How this is known, if the entry’s sources do not say so.",
        "certainty": "“probable” or “possible”; the default is “certain”.",
    },
    "RegisterEntry": {
        "name": "The name, as the edition writes it.",
        "sort": "The form for the alphabetical order: “Ødegård, Solveig”.",
        "variants": "Spellings that mean only this entry: linked everywhere.",
        "ambiguous": "Spellings shared with another entry: never linked by themselves.",
        "not_in": "Phrases in which a spelling means something else.",
        "transliterations": "Other Latin spellings, for the search.",
        "cyrillic": "The name in Cyrillic.",
        "summary": "Who or what this is, in a sentence or two.",
        "sources": "The sources of this information.",
        "same_as": "Its identifiers elsewhere, by the name of the authority file.",
        "see_also": "Related entries.",
    },
    "Person": {
        "full": "The full name, if “name” is shorter.",
        "born": "The date of birth, in EDTF.",
        "died": "The date of death, in EDTF.",
        "fate": "What was done to the person, or how the person died.",
        "offices": "Offices held, earliest first.",
        "in_letters": "The person’s part in the letters.",
    },
    "Organisation": {
        "founded": "The date of its foundation, in EDTF.",
        "dissolved": "The date of its end, in EDTF.",
    },
    "Place": {
        "coordinates": "Latitude and longitude: “43.59, 39.72”.",
        "country": "The country in which it lies today.",
    },
    "Work": {
        "cited_in": "Letters and notes that cite it without naming its title: L12.n4.",
        "csl": "Its CSL-JSON fields, for citations: type, title, author, issued …",
    },
    "Topic": {"broader": "The broad topic above it."},
    "Event": {
        "date": "The date, in EDTF.",
        "kind": "The kind of event.",
        "absent": "The person whose absence the event is.",
        "letters": "The letters about it: L6.",
        "persons": "Who took part: ids of persons or organisations.",
    },
    "Responsible": {
        "name": "Who it is.",
        "role": "What they did.",
        "label": "How their words are signed.",
    },
    "Volume": {
        "work": "The id of the volume in works.yaml.",
        "title": "Its title.",
        "short": "Its short citation.",
        "names": "The title of its own glossary of names.",
        "editor": "Who added its square brackets: a key of “responsible”.",
    },
    "Repository": {
        "name": "The archive’s name now.",
        "former": "Its name before.",
        "settlement": "The town in which it is.",
        "country": "The country in which it is.",
    },
    "YearWithoutLetters": {
        "why": "Why there are no letters of that year, if known.",
        "see": "Where to read more: an id.",
    },
    "TimeFields": {
        "absence": "What a shaded span in the drawings is.",
        "empty": "Years without letters.",
    },
    "PageLengths": {
        "letters": "Letters in a list, the table, the calendar or the timeline; more are split by year.",
        "mentions": "Mentions on the page of a register entry; more are split by year.",
        "entries": "Entries in the list of a register; more are split by initial.",
    },
    "Palette": {
        "paper": "The background of the page, as #fbf8f1.",
        "ink": "The words.",
        "soft": "Less important words.",
        "accent": "Links.",
        "panel": "Boxes that are set off from the page.",
    },
    "MenuEntry": {
        "title": "The word in the menu.",
        "to": "The id of the document or entry to which it leads: about-invention.",
    },
    "Look": {
        "logo": "A file in static/, shown before the title: logo.svg.",
        "colours": "Colours of the edition’s own, as #rrggbb.",
        "dark": "The same for readers who prefer a dark page.",
        "face": "Typefaces instead of ours, which readers may have installed: “Charter, Georgia”.",
        "menu": "Further words of the main menu.",
    },
    "OwnKind": {
        "id": "How the ids of its entries begin: ship, as in ship-vega.",
        "one": "Its name in the singular; “edition new” uses it too.",
        "many": "The plural, if it is not formed with an s.",
        "heading": "The heading of the register on the site.",
        "sentence": "The sentence about it on the page “Browse”.",
        "ask": "What “edition new” asks you to write as the summary of an entry.",
        "folder": "The folder of its pages, if its name differs from the file’s.",
        "tei": "What the entries are in TEI: object, work, term, or thing for anything else.",
        "linked": "Which names in a text link to the entry: everywhere, once, or marked.",
        "fields": "Its own keys, each with its label on the page, or with label and type.",
        "lifetime": "The two fields with the dates of its beginning and end.",
    },
    "OwnField": {
        "label": "Its label on the page.",
        "type": "What it holds: text, a date in EDTF, an address, or the id of an entry.",
    },
    "ConfigFields": {
        "look": "Logo, colours, face and further words of the menu.",
        "title": "The title of the edition.",
        "subtitle": "Its subtitle.",
        "language": "The language of the site’s own words, by its code; templates/phrases/ has its file.",
        "publisher": "Who publishes it.",
        "url": "Its future address on the web, with / at the end.",
        "version": "Its version; “edition publish” writes it.",
        "date": "The day of the version; “edition publish” writes it.",
        "licence": "The address of the licence.",
        "licence_text": "What others may do with the edition, in words.",
        "editor": "The editor, as one name, used as it is.",
        "editors": "The editors: a list of persons and bodies.",
        "doi": "Its DOI, as in 10.5281/zenodo.17.",
        "order": "“date” to order letters by their dates, not by their numbers.",
        "about": "What it is, in a sentence or two.",
        "longest": "How much one page lists, before a list is split into several pages.",
        "not_included": "The sentence in place of the text of a letter that is not included.",
        "source_not_included": "The sentence in place of the text of a source that is not included.",
        "volume": "The printed volume that the edition follows.",
        "repositories": "The archives, by their short names.",
        "responsible": "The people who wrote the words of the edition, by the names used in “by”.",
        "editorial": "How the text was edited, a paragraph each.",
        "capitals": "Words with a capital that are not names.",
        "unregistered": "Names that need no entry in a register.",
        "kinds": "The kinds of letters.",
        "registers": "Kinds of registers of your own, each under the name of its file: ships, taxa.",
        "event_kinds": "Labels for kinds of events whose names do not explain themselves.",
        "time": "What the drawings by time say.",
        "link": "“marked” to link only the names that an editor has marked.",
        "manual": "“true” to show the files in docs/ on the site, as its guide.",
        "decisions": "The name of the page that shows requests beside decisions.",
    },
    **OF_LISTS,
    "ChangeFields": {
        "version": "The version.",
        "date": "The day on which it was published.",
        "what": "What changed, in a sentence or two.",
        "concerns": "What the change concerns: ids; leave it out if it concerns the whole edition.",
    },
    "MovedFields": {
        "id": "An id that was published: L16.p3, person-odegard.",
        "to": "Where it leads now; leave it out if it was withdrawn.",
        "reason": "Why.",
    },
    "WaiverFields": {
        "code": "The code of the finding.",
        "about": "Words of its message, so that nothing else is waived.",
        "reason": "The reason for keeping it.",
        "file": "The file, to narrow the waiver to it.",
        "needs": "“imported” if it occurs only with imported texts.",
    },
    "WaiverFile": {"waivers": "Known findings that stay."},
}


def describe(form: type[BaseModel], key: str) -> str:
    """What a key of a form is for, in a sentence; "" where there is no description (recipes are described in
    docs/recipes.md, maps in docs/corpora.md)."""
    for ancestor in form.__mro__:
        words = DESCRIPTIONS.get(ancestor.__name__, {}).get(key)
        if words:
            return words
    fields: Iterable[EntryField] = getattr(form, "described", ())
    return next((f"{field.label}." for field in fields if field.name == key), "")
