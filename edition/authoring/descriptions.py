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
        "repository": "The archive, by the short name it has under “repositories” in sources/edition.yaml.",
        "owner": "Who has it, where it is in private hands and not in an archive.",
        "shelfmark": "Where it lies there, in its own way; the next four are for Russian archives.",
        "leaves": "The leaves as the archive writes them: ff. 1–2, 12r, Bl. 3.",
        "fond": "The fond (collection).",
        "opis": "The opis (inventory).",
        "delo": "The delo (file).",
        "listy": "The leaves: “1, 2” or “4–6”.",
    },
    "EditorName": {
        "family": "The family name.",
        "given": "The given names.",
        "particle": "What stands between them and is not dropped: van, de la.",
        "body": "A body, instead of a person.",
    },
    "Witness": {
        "kind": "What it is: draft, copy, fair copy.",
        "note": "What is to be said of it.",
    },
    "Transfer": {
        "by": "Of a letter that was passed on: who did so.",
        "to": "To whom it was passed on.",
        "place": "Where: the id of a place.",
        "calendar": "“julian” where the date below is Old Style.",
        "date": "When, in EDTF.",
    },
    "Citation": {
        "work": "The id of a work in works.yaml.",
        "pages": "Pages, as they are cited: “184–192”.",
        "locator": "The place in the work, in words: “letter 14, note 2”.",
    },
    "Facsimile": {
        "page": "The name of the page or leaf, as its page break has it: “12r”.",
        "image": "A file in static/, “scans/016-1r.jpg”, or an address that begins with https://.",
        "iiif": "The address of a IIIF Image service.",
        "manifest": "The address of a IIIF Presentation manifest of the whole letter.",
        "alt": "What can be seen, for those who do not see it.",
    },
    "LetterFields": {
        "id": "L and the letter’s number: L16.",
        "title": "A title, where “Sender to recipient, date” will not do.",
        "subject": "What the letter is about, in three to eight words without a full stop.",
        "statement": "The most important thing that the letter does, in one sentence.",
        "kind": "What sort of document it is.",
        "sender": "Who sent it: ids of persons or bodies, “?” behind one that is supposed; or unknown.",
        "recipients": "To whom it went, in the same way.",
        "calendar": "“julian” where the date below is Old Style; gregorian is meant otherwise.",
        "date": "The date in EDTF; left out when nothing is known.",
        "date_printed": "The date as the printed volume gives it, with its brackets.",
        "date_certainty": "“inferred” when the date is not, or not wholly, the letter’s own.",
        "dating": "How the date is known, and who says so.",
        "place": "Where it was written: the id of a place.",
        "place_certainty": "“inferred” when the letter itself does not name the place.",
        "not_sent": "“true” for a letter that was never sent.",
        "received": "Where and when it was received.",
        "forwarded": "By whom it was passed on, to whom, where and when.",
        "archive": "Where the document lies.",
        "witnesses": "Its drafts and other copies.",
        "printed": "Where else it was printed before.",
        "facsimile": "Images of its pages, in their order.",
        "topics": "What it is about: ids of topics.",
        "paragraph_topics": "Which of them each paragraph of the summary is about: {s1: [topic-mosses]}.",
        "replies_to": "The letters that it answers: L13.",
        "followed_by": "The letters that continue it: L17.",
        "doi": "Its DOI, as in 10.5281/zenodo.17.",
    },
    "TextFields": {
        "letter": "Whose text this is: L16.",
        "recipe": "What the text was imported by.",
        "language": "The language of the text, by its code (fi, de), where it is not that of the edition.",
        "date": "The date that the copy gives, in EDTF.",
        "date_printed": "The date as the copy prints it.",
        "dating": "How the copy’s date is known.",
        "typeset": "How many quotation marks, apostrophes and dashes of the copy were set as in print.",
    },
    "EssayFields": {
        "id": "The essay’s id, which is also the name of its file: essay-economy.",
        "title": "Its title.",
        "kind": "An introduction to letters, an essay, an appendix, about the edition (editorial), or a "
        "source by somebody else.",
        "author": "Of a source: who wrote it.",
        "work": "Of a source: the work that it is or belongs to.",
        "locator": "Of a source: where in the work it stands.",
        "copy": "Of a source: sentences on what the copy is and what is wrong with it.",
        "summary": "What it does, in a sentence or two.",
        "letters": "The letters that it is about: L11.",
    },
    "ImportedFields": {
        "document": "Whose text this is: the id of an essay or of a part of the volume.",
        "recipe": "What the text was imported by.",
        "typeset": "How many quotation marks, apostrophes and dashes of the copy were set as in print.",
    },
    "NoteFields": {
        "id": "Permanent: n- and words of yours for a note of ours, n5 for note 5 of the volume.",
        "by": "Who wrote it: a key of “responsible” in sources/edition.yaml; left out for notes of ours.",
        "type": "“textual” when it is about the copy’s wording, “authorial” when the text’s author wrote it.",
        "at": "The paragraph it belongs to: s2 of the summary, p3 of the text.",
        "quote": "The words behind which its mark stands, exactly as they stand there.",
        "also": "Where a note to a summary stands in the text as well: at, quote.",
        "text": "The note, in Markdown.",
        "sources": "Where what it says comes from.",
    },
    "NoteFile": {
        "document": "What the notes are to: L16, or the id of an essay.",
        "notes": "The notes.",
    },
    "Office": {
        "office": "The office.",
        "from": "Since when, in EDTF.",
        "to": "Until when, in EDTF.",
    },
    "Fate": {
        "arrested": "When the person had been arrested, in EDTF.",
        "manner": "In which manner: “shot”, “died in exile”.",
        "date": "When, in EDTF.",
        "by": "By whom or in which case it was decided: a court, a trial.",
        "more": "What else is to be said.",
        "rehabilitated": "When a sentence was undone, in EDTF.",
        "source": "How this is known, where the entry’s sources do not say it.",
        "certainty": "“certain” if nothing is said, else “probable” or “possible”.",
    },
    "RegisterEntry": {
        "name": "The name, as the edition writes it.",
        "sort": "The form by which it is put in alphabetical order: “Ødegård, Solveig”.",
        "variants": "Every spelling that means this entry and no other: linked wherever it stands.",
        "ambiguous": "Spellings shared with another entry: never linked by themselves.",
        "not_in": "Phrases in which a spelling means something else.",
        "transliterations": "Other Latin spellings, for the search.",
        "cyrillic": "The name in Cyrillic.",
        "summary": "Who or what this is, in a sentence or two.",
        "sources": "Where this is known from.",
        "same_as": "Its identifiers elsewhere, by the name of the collection.",
        "see_also": "Entries to look at besides.",
    },
    "Person": {
        "full": "The name in full, where “name” is shorter.",
        "born": "The date of birth, in EDTF.",
        "died": "The date of death, in EDTF.",
        "fate": "What was done to the person, or how the life ended, where that is to be said.",
        "offices": "Offices held, the earliest first.",
        "in_letters": "What part this person plays in the letters.",
    },
    "Organisation": {
        "founded": "Since when it existed, in EDTF.",
        "dissolved": "Until when it existed, in EDTF.",
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
        "date": "When it was, in EDTF.",
        "kind": "What sort of event it is.",
        "absent": "The person whose stay away from the seat of affairs it is.",
        "letters": "The letters that turn on it: L6.",
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
        "short": "How it is cited in short.",
        "names": "What its own glossary of names is called.",
        "editor": "Whose words its square brackets are: a key of “responsible”.",
    },
    "Repository": {
        "name": "The archive’s name now.",
        "former": "Its name before.",
        "settlement": "The town in which it is.",
        "country": "The country in which it is.",
    },
    "YearWithoutLetters": {
        "why": "Why there are no letters of that year, as far as that is known.",
        "see": "Where more is said: an id.",
    },
    "TimeFields": {
        "absence": "What a shaded span in the drawings is.",
        "empty": "Years without letters.",
    },
    "PageLengths": {
        "letters": "Letters in a list, the table, the calendar or the timeline; more are parted by year.",
        "mentions": "Mentions on the page of a register entry; more are parted by year.",
        "entries": "Entries in the list of a register; more are parted by initial.",
    },
    "Palette": {
        "paper": "What the page is, as #fbf8f1.",
        "ink": "The words.",
        "soft": "Words that are less important.",
        "accent": "Links.",
        "panel": "What is set off from the page.",
    },
    "MenuEntry": {
        "title": "The word in the menu.",
        "to": "The id of the document or entry to which it leads: about-invention.",
    },
    "Look": {
        "logo": "A file in static/ that stands before the title: logo.svg.",
        "colours": "Colours of the edition’s own, as #rrggbb.",
        "dark": "The same for readers who want a dark page.",
        "face": "Faces in place of ours, which readers may have on their machines: “Charter, Georgia”.",
        "menu": "Further words of the main menu.",
    },
    "OwnKind": {
        "id": "How the ids of its entries begin: ship, as in ship-vega.",
        "one": "What one of them is called; “edition new” knows it by this word.",
        "many": "What several of them are called, if it is not that with an s.",
        "heading": "What the register is called on the site.",
        "sentence": "What the page “Browse” says of it.",
        "ask": "What “edition new” asks to be written as the summary of an entry.",
        "folder": "The folder of its pages on the site, if it is not that of its file.",
        "tei": "What the entries are in TEI: object, work, term, or thing for anything else.",
        "linked": "Where a name in a text leads to its entry: everywhere, once, or where it is marked.",
        "fields": "Its own keys, each with what the page calls it, or with label and type.",
        "lifetime": "The two fields with the dates between which it was there.",
    },
    "OwnField": {
        "label": "What the page calls it.",
        "type": "What it holds: text, a date in EDTF, an address, or the id of an entry.",
    },
    "ConfigFields": {
        "look": "Logo, colours, face and further words of the menu.",
        "title": "What the edition is called.",
        "subtitle": "Its subtitle.",
        "language": "The language of the site’s own words, by its code; templates/phrases/ has its file.",
        "publisher": "Who publishes it.",
        "url": "Where it will stand on the web, with / at the end.",
        "version": "Its version; “edition publish” writes it.",
        "date": "The day of the version; “edition publish” writes it.",
        "licence": "The address of the licence.",
        "licence_text": "What may be done with the edition, in words.",
        "editor": "Who edits it, as one name, which is not taken apart.",
        "editors": "Who edits it: a list of persons and bodies.",
        "doi": "Its DOI, as in 10.5281/zenodo.17.",
        "order": "“date” when letters stand in the order of their dates, not of their numbers.",
        "about": "What it is, in a sentence or two.",
        "longest": "How much one page lists at most, before a list is parted into several pages.",
        "not_included": "What stands for the text of a letter that is not included.",
        "source_not_included": "What stands for the text of a source that is not included.",
        "volume": "The printed volume that the edition follows.",
        "repositories": "The archives, by their short names.",
        "responsible": "Who answers for words in the edition, by the names used in “by”.",
        "editorial": "How the text was edited, a paragraph each.",
        "capitals": "Words with a capital that are no names.",
        "unregistered": "Names that need no entry in a register.",
        "kinds": "The kinds of letters that there are.",
        "registers": "Kinds of registers of your own, each under the name of its file: ships, taxa.",
        "event_kinds": "What the kinds of events are called, where the word does not say it.",
        "time": "What the drawings by time say.",
        "link": "“marked” when only those names are tied to their entries that an editor has marked.",
        "manual": "“true” when the files in docs/ are to be shown on the site, as its guide.",
        "decisions": "What the page is called that sets requests beside decisions.",
    },
    **OF_LISTS,
    "ChangeFields": {
        "version": "The version.",
        "date": "The day on which it was published.",
        "what": "What changed, in a sentence or two.",
        "concerns": "What the change is about: ids; left out when it is the edition as a whole.",
    },
    "MovedFields": {
        "id": "An id that was published: L16.p3, person-odegard.",
        "to": "Where it leads now; left out when it was withdrawn.",
        "reason": "Why.",
    },
    "WaiverFields": {
        "code": "The code of the finding.",
        "about": "Words of its message, so that no other is waived.",
        "reason": "Why it stays as it is.",
        "file": "The one file that it is about.",
        "needs": "“imported” when it is met only where the text is imported.",
    },
    "WaiverFile": {"waivers": "Findings that are known and stay."},
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
