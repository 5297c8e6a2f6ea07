"""Markup of the texts."""

from edition.findings.explained.rule import Rule

RULES = {
    "M101": Rule(
        "All that follows would belong to the container.",
        "`::: opener`, and no `:::`",
        "`::: opener`, the lines of the opener, `:::`",
    ),
    "M102": Rule(
        "Either the line is left over, or the container above ends too early.",
        "`:::` below a paragraph that stands in no container",
        "no such line",
    ),
    "M103": Rule(
        "What the container is for decides how it is encoded and shown.",
        "`::: openner`",
        "`::: opener`",
    ),
    "M104": Rule(
        "HTML would not become TEI, and could carry anything into the page.",
        "`<b>three</b> mosses`",
        "`**three** mosses`",
    ),
    "M105": Rule(
        "An attribute that nothing reads is mostly a slip, and what it says would be lost.",
        "`[slaate]{cor=slate}`, `{.datelin}`",
        "`[slaate]{corr=slate}`, `{.dateline}`",
    ),
    "M106": Rule(
        "Code, images, rules and lists have no place in these texts; the sign was meant as something else.",
        "a word between backticks; `***` between two paragraphs",
        "the words without the signs",
    ),
    "M107": Rule(
        "Links lead to the web, to an address for mail, or to a place of the edition.",
        "`[here](javascript:…)`, `[here](file.html)`",
        "`[here](https://example.org/)`, `[here](#L2)`",
    ),
    "M108": Rule(
        "Who listens to a page goes from heading to heading; a level left out is a part left out.",
        "`## The loan`, then `#### Its return`",
        "`## The loan`, then `### Its return`",
    ),
    "M109": Rule(
        "A heading without words is an empty line in the contents of the page.",
        "`##`",
        "`## The loan`",
    ),
    "M110": Rule(
        "Nobody can see such a link, and nobody hears where it leads.",
        "`[](#L2)`",
        "`[letter 2](#L2)`",
    ),
    "M201": Rule(
        "A reader waits for the end of a bracket. Looked for in our own words.",
        "`the list (of 1901 was printed.`",
        "`the list (of 1901) was printed.`",
    ),
    "M202": Rule(
        "Where a quotation ends decides whose words they are. Looked for in our own words.",
        "`He calls it “quite small, and sends it.`",
        "`He calls it “quite small”, and sends it.`",
    ),
    "M203": Rule(
        "Something in the markup is not complete, so that its signs are shown.",
        "`the *Flora of 1901`, `[Brandt] {ref=person-brandt}`",
        "`the *Flora* of 1901`, `[Brandt]{ref=person-brandt}`",
    ),
}
