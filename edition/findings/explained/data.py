"""What stands in YAML, and whether it agrees with itself."""

from edition.findings.explained.rule import Rule

RULES = {
    "D101": Rule(
        "Nothing of the file, or of the metadata of a letter, can be used before this is mended.",
        "`title: Lund: a garden`",
        '`title: "Lund: a garden"`',
    ),
    "D102": Rule(
        "Only one of the two could count, and nobody can see which.",
        "`kind: letter` and three lines below `kind: note`",
        "one of the two",
    ),
    "D103": Rule(
        "A key that nothing reads is mostly a slip of the pen, and what it says would be lost.",
        "`recipient: [person-holm]`",
        "`recipients: [person-holm]`",
    ),
    "D104": Rule(
        "Without it the page cannot be made: a letter has a sender, an essay a title.",
        "an essay without `title:`",
        "`title: Mosses and lenses`",
    ),
    "D105": Rule(
        "A list is wanted where a word stands, or one of some words, or an id of a certain form.",
        "`sender: person-holm`",
        "`sender: [person-holm]`",
    ),
    "D106": Rule(
        "Dates are sorted, counted and drawn. They are written as EDTF, which knows what is uncertain.",
        "`date: 1901-02-30`, `date: May 1901`",
        "`date: 1901-02-28`, `date: 1901-05`, `date: 1901-05~`",
    ),
    "D107": Rule(
        "An id is an address, and one of the two could not be reached.",
        "`id: L3` in `003.md` and in `004.md`",
        "`id: L4` in `004.md`",
    ),
    "D108": Rule(
        "What a file is about stands in its metadata, between two lines of `---` at the top.",
        "a file that begins with its first sentence",
        "`---`, then `id: L3` and the other fields, then `---`",
    ),
    "D109": Rule(
        "Other encodings turn é or ж into nonsense.",
        "a file saved as Latin-1",
        "the same saved as UTF-8",
    ),
    "D110": Rule(
        "A file that nothing reads would be forgotten: its name or folder is wrong.",
        "`annotations/person.yaml`",
        "`annotations/persons.yaml`",
    ),
    "D201": Rule(
        "Either we have corrected the volume, and the recipe should say so, or one of the two is a slip.",
        "`date: 1901-05-03` in the calendar, `1901-05-08` in the imported text",
        "the same date in both",
    ),
    "D202": Rule(
        "The letters are numbered in order of time.",
        "letter 2 of 1910 between letter 1 and letter 3 of 1901",
        "letter 2 of 1901",
    ),
    "D203": Rule(
        "What the calendar sorts by and what it shows as printed speak of different years.",
        "`date: 1926-06-03` with the printed date “[3 June 1925]”",
        "`date: 1925-06-03` with the same",
    ),
    "D204": Rule(
        "Who looks for letter 16 opens `016.md`.",
        "`id: L61` in `sources/letters/016.md`",
        "`id: L16` there",
    ),
    "D205": Rule(
        "Two figures have changed places, or one is wrong.",
        "`born: 1931` with `died: 1870`; an office `from: 1910` `to: 1899`",
        "`born: 1870` with `died: 1931`",
    ),
    "D206": Rule(
        "The letters are numbered in order of time, so that an answer has the higher number.",
        "`replies_to: [L5]` in letter 2",
        "`replies_to: [L1]` in letter 2",
    ),
    "D207": Rule(
        "The title is what tabs, lists and search results show. It must say which page this is. A page "
        "without the key is told as D104, one with nothing behind it as D105.",
        "`title: …`; two essays called “Notes”",
        "`title: Notes on mosses` and `title: Notes on lenses`",
    ),
    "D208": Rule(
        "A page number is mistyped, or the two have changed places.",
        "`pages: 31–13`",
        "`pages: 13–31`, `pages: 137–48`",
    ),
    "D209": Rule(
        "The place would be drawn outside the map. Often the longitude was written first.",
        '`coordinates: "131.90, 43.10"`',
        '`coordinates: "43.10, 131.90"`',
    ),
    "D210": Rule(
        "Either the date of the letter is wrong, or the person's, or the wrong person of that name is given.",
        "a letter of 1932 from somebody who died in 1931",
        "a letter of 1930",
    ),
    "D211": Rule(
        "The list of versions is read from top to bottom, the oldest first.",
        "version 1.1 of March above version 1.0 of January",
        "version 1.0 above version 1.1",
    ),
    "D220": Rule(
        "`new` leaves a place for what only you know. Readers should not meet it.",
        "`‹to write: a summary of the letter›`",
        "the summary",
    ),
}
