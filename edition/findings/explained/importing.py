"""What the import tells. These findings cannot be waived: they are about a run, not about the edition."""

from edition.findings.explained.rule import Rule

RULES = {
    "I101": Rule(
        "A recipe is tried on every file of the folder; this one recognises none.",
        "a recipe that looks for a line the files do not have",
        "the file that it is for, in the folder",
    ),
    "I102": Rule(
        "Another copy may have other pages, lines and misreadings.",
        "a second scan of the same book",
        "the copy for which the recipe was written; or a close look at what the import tells",
    ),
    "I103": Rule(
        "Not a word of the source may be lost without a decision.",
        "a line between two letters that no rule of the recipe reads",
        "a rule that reads it, or an entry under `drop` with its reason",
    ),
    "I104": Rule(
        "What you have edited is not overwritten.",
        "a file of `sources/imported/` that was corrected by hand",
        "the correction in the recipe, and `edition import FOLDER --force`",
    ),
    "I105": Rule(
        "The words that were to be emended do not stand there: the copy differs, or the recipe has a slip.",
        "an emendation of “smull”, which the copy does not have",
        "the words as they stand in the copy",
    ),
    "I106": Rule(
        "A reference or a note was not recognised.",
        "a letter with the signs 1 and 2, and one note",
        "a recipe whose `notes` fit",
    ),
    "I107": Rule(
        "The book has another form than the recipe thinks.",
        "a `heading` that matches no line",
        "a `heading` that matches those of the letters",
    ),
    "I108": Rule(
        "The file was left alone.",
        "a text for which there is no recipe",
        "a recipe for it in `sources/recipes/`",
    ),
    "I109": Rule(
        "Nothing was imported by it.",
        "`--recipe herbarum`, when it is called `herbarium`",
        "`--recipe herbarium`",
    ),
    "I110": Rule(
        "A letter of the edition has words, underlining and notes; a word processor knows more.",
        "a picture, a table or a comment in the transcript",
        "the same without it, or what it says in words",
    ),
    "I111": Rule(
        "Only files in the form of Word (.docx) are read, if they are whole and not too large.",
        "an older `.doc` with another ending",
        "the file saved anew as .docx",
    ),
}
