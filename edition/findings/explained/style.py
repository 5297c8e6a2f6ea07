"""Style of our own words, the TEI schema, waivers and the index of the search."""

from edition.findings.explained.rule import Rule

RULES = {
    "S101": Rule(
        "A TEI file that is not XML cannot be read.",
        "`<p>three mosses</text>`",
        "`<p>three mosses</p></text>`",
    ),
    "S201": Rule(
        "Other programs rely on the schema. Looked for with “edition check --schema FILE.rng”; told at the "
        "line of the source from which the passage came.",
        "`[Flora]{title=z}`: the schema knows the levels a, m, j, s and u",
        "`[Flora]{title=j}`",
    ),
    "T101": Rule("A slip of the pen.", "`the the garden`", "`the garden`"),
    "T102": Rule(
        "A slip of the pen; and a sign may begin a line.",
        "`a garden , closed`, `( closed )`",
        "`a garden, closed`, `(closed)`",
    ),
    "T103": Rule(
        "Quotation marks are curly, so that it can be seen where a quotation begins and where it ends.",
        '`He calls it "small".`',
        "`He calls it “small”.`",
    ),
    "T104": Rule(
        "A hyphen joins, a dash stands for “to” or sets apart.",
        "`1901-1902`, `moss - and lichen`",
        "`1901–1902`, `moss – and lichen`",
    ),
    "T105": Rule(
        "Either a full stop is missing or the end of the paragraph.",
        "`Holm thanks him in a line`",
        "`Holm thanks him in a line.`",
    ),
    "T201": Rule(
        "Whoever has no access to the text knows only the summary. It has a tenth of the words of its "
        "letter, or 150 words. Looked for where the letter is included.",
        "a summary of eight words for a letter of two hundred",
        "a summary of thirty words",
    ),
    "T202": Rule(
        "A reader takes two spellings for two people. Looked for among the schemes by which the Cyrillic "
        "name of an entry can be written.",
        "“Brandtskii” in one summary, “Brandtsky” in another",
        "one of them in both",
    ),
    "T203": Rule(
        "Our summaries and notes are our own. Nine words in a row that an imported text has too are a "
        "quotation or a copy; names of registers and archives do not count.",
        "a summary that takes over a sentence of its letter",
        "the same in other words, or in “quotation marks”",
    ),
    "T204": Rule(
        "An edition spells in one way: the rarer kind is told. Words with a capital may be names, and what "
        "stands in quotation marks is quoted; neither is looked at.",
        "“the colour of the center”",
        "“the colour of the centre”",
    ),
    "T205": Rule(
        "Both are good English, one word has one spelling. The rarer ending is told.",
        "“organised” in two notes, “organized” in a third",
        "“organised” in all",
    ),
    "W101": Rule(
        "A waiver that is not needed hides the next mistake. One with `needs: imported` may be unused where "
        "the text has not been imported.",
        "`- {code: R201, about: work-flora, …}`, and `work-flora` is cited",
        "no such waiver",
    ),
    "W102": Rule("It waives nothing.", "`- {code: R021, …}`", "`- {code: R201, …}`"),
    "X201": Rule(
        "The site is made without a search. What it needs is missing on this machine.",
        "Pagefind is not installed",
        "`python -m pip install 'pagefind[bin]'`",
    ),
    "X202": Rule(
        "No page can be made of it. `check` does not look at templates; a build does.",
        "`{% if letter.place %}` without `{% endif %}`",
        "both",
    ),
}
