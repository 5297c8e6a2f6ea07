"""Notes, and what they are tied to."""

from edition.findings.explained.rule import Rule

RULES = {
    "A101": Rule(
        "No reader would come upon the note: nothing in the text leads to it.",
        "a note `n2` of the volume, and no `[^2]` in the text",
        "the same note, and `… she said.[^2]` in the text",
    ),
    "A102": Rule(
        "The sign in the text would lead nowhere.",
        "`… in the margin.[^7]`, and no note `n7` in the notes of the document",
        "`… in the margin.[^7]`, and `- id: n7` among the notes",
    ),
    "A103": Rule(
        "An id is an address; the second note could not be reached.",
        "`- id: n-garden` twice in `annotations/notes/L1.yaml`",
        "`- id: n-garden` and `- id: n-gardener`",
    ),
    "A104": Rule(
        "Notes to a document that is not there would not be shown anywhere.",
        "`document: L99` at the top of a file of notes, when there are two letters",
        "`document: L2`",
    ),
    "A105": Rule(
        "A note leads back to one place. Two places need two notes, or a reference from one to the other.",
        "`[^3]` in two paragraphs",
        "`[^3]` in one, and “see note 3” in the other",
    ),
    "A106": Rule(
        "What is said twice is corrected once. A second note may refer to the first.",
        "the same sentence as the text of `n-garden` in L1 and of `n-park` in L2",
        "`See [letter 1, note a](#L1.n-garden).` as the text of the second",
    ),
    "A201": Rule(
        "The note would stand at no passage.",
        "`at: s7` in a letter whose summary has three paragraphs",
        "`at: s3`",
    ),
    "A202": Rule(
        "The sign of the note stands behind the words that it quotes. They may have been changed since.",
        "`quote: garden of Lund`, where the summary says “the garden at Lund”",
        "`quote: garden at Lund`",
    ),
    "A203": Rule(
        "The sign of the note comes behind the first of several places, which may be the wrong one.",
        "`quote: the garden` in a paragraph that speaks of the garden three times",
        "`quote: the garden at Lund is closed`",
    ),
}
