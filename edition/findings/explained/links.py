"""Links, and the registry of what was published."""

from edition.findings.explained.rule import Rule

RULES = {
    "L101": Rule(
        "A link to an entry that does not exist would lead nowhere.",
        "`[Brandt]{ref=person-brant}`, `place: place-lunt`",
        "`[Brandt]{ref=person-brandt}`, `place: place-lund`",
    ),
    "L102": Rule(
        "A link to a letter, paragraph or note that does not exist would lead nowhere.",
        "`[letter 99](#L99)`, `[there](#L1.p40)`",
        "`[letter 2](#L2)`, `[there](#L1.p4)`",
    ),
    "L103": Rule(
        "The words and the address were changed one without the other; one of them is wrong.",
        "`[letter 16](#L17)`, `[letter 12, note 3](#L12.n4)`",
        "`[letter 17](#L17)`, `[letter 12, note 3](#L12.n3)`",
    ),
    "L104": Rule(
        "Who follows the link stays where he is.",
        "`[above](#L1.s2)` in the second paragraph of the summary of letter 1",
        "`[above](#L1.s1)` there",
    ),
    "N101": Rule(
        "An id is an address and stands once.",
        "`{#p2}` above two paragraphs",
        "`{#p2}` above one of them",
    ),
    "N201": Rule(
        "The registry is written by “edition publish”; nobody edits it by hand.",
        "a row of `annotations/anchors.tsv` with three columns",
        "the row as the repository has it",
    ),
    "N202": Rule(
        "Citations lead to paragraphs. Where the build cannot know a paragraph again it asks.",
        "a published paragraph cut into two halves that are equally like it",
        "`{#s1}` above the half that it is now",
    ),
    "N203": Rule(
        "Nothing that was published and may have been cited vanishes without a word.",
        "the note `n-garden` was published and is taken out of its file",
        "the same, and `- {id: L1.n-garden, reason: it repeated note b}` in `annotations/moved.yaml`",
    ),
    "N204": Rule(
        "Whoever follows an old citation would be led to something else.",
        "a new note `n-garden` after an older one of that id was withdrawn",
        "a new note `n-park`",
    ),
    "N205": Rule(
        "A row that leads nowhere helps nobody who follows an old citation.",
        "`- {id: L1.n-garden, to: L1.n-prak, reason: renamed}`",
        "`- {id: L1.n-garden, to: L1.n-park, reason: renamed}`",
    ),
    "N206": Rule(
        "A version is an address, and what was published under it stays as it is.",
        "`edition publish 1.0`, when there is a version 1.0",
        "`edition publish 1.1`",
    ),
    "N207": Rule(
        "The archives under `annotations/releases/` are what old citations lead to. Nobody edits them.",
        "`1.0.zip`, damaged when it was copied",
        "the archive as it is in the repository",
    ),
}
