"""Registers, and the names in the texts."""

from edition.findings.explained.rule import Rule

RULES = {
    "R102": Rule(
        "A spelling that two entries claim can be tied to neither.",
        "`variants: [Lind]` in two entries",
        "`ambiguous: [Lind]` in both, and in the text `[Lind]{ref=person-lind-karl}`",
    ),
    "R103": Rule(
        "The taxonomy is a tree; a topic that stands below itself has no place in it.",
        "`broader: topic-mosses` in `topic-plants`, and `broader: topic-plants` in `topic-mosses`",
        "`broader` in the narrower of the two only",
    ),
    "R104": Rule(
        "In a list nobody could tell the two apart. Or one thing has two entries.",
        "two works called “Letters”",
        "“Letters (1901)” and “Letters (1902)”",
    ),
    "R201": Rule(
        "The bibliography lists what the edition uses: what a note, a text or an entry cites, or what has "
        "`cited_in`.",
        "`work-flora`, which nothing cites",
        "`sources: [{work: work-flora, locator: p. 12}]` in a note",
    ),
    "R202": Rule(
        "An entry to which no passage leads: often a spelling is missing. Looked for only where all texts "
        "are included.",
        "`place-malmo` with the name “Malmö”, where the texts write “Malmoe”",
        "the same with `variants: [Malmoe]`",
    ),
    "R203": Rule(
        "Everybody and everything that a summary or note names is explained, or listed in "
        "`sources/edition.yaml` as a name that needs no entry (`unregistered`) or as no name (`capitals`).",
        "`… and writes to Lindqvist about it.`",
        "the same, and an entry `person-lindqvist`",
    ),
    "R204": Rule(
        "Several people bear the name, and the passage is tied to none of them.",
        "`Holm asks what Lind is doing.`",
        "`Holm asks what [Lind]{ref=person-lind-karl} is doing.`",
    ),
    "R205": Rule(
        "The register knows the spelling only for the search, and the name in the text is not tied to it.",
        "“Nils Brant” in a text and in `transliterations`, but not in `variants`",
        "the spelling in `variants`; or in `not_in`, with the words around it, when it means somebody else",
    ),
    "R206": Rule(
        "The second says nothing; another spelling may have been meant.",
        "`variants: [Brandt, N. Brandt, Brandt]`",
        "`variants: [Brandt, N. Brandt]`",
    ),
    "R207": Rule(
        "A phrase in which no spelling of the entry stands cannot keep anything from being tied to it.",
        "`not_in: [Lumd Brothers]` in `place-lund`",
        "`not_in: [Lund Brothers]`",
    ),
    "R208": Rule(
        "An entry that points to itself leads in a circle, one that points twice says it once too often.",
        "`see_also: [term-glass]` in `term-glass`",
        "`see_also: [person-brandt]`",
    ),
}
