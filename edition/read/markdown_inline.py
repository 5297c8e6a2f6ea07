"""The inline half of Markdown → TEI: one function for each kind of node, in a table.

Each function appends to `parent` what a node of the Markdown becomes, as `voice` reads it; problems go to
those of the text. (encoding.md, “Text of a letter”; TEI P5, chapter 3.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.tree import SyntaxTreeNode

from edition.findings.rule import ERROR, Rule
from edition.forms.configuration import VOLUME
from edition.forms.leftover import APART, COMPLETE, HALF_TYPED, LEFTOVER, M203, hint_for
from edition.forms.link_targets import M107, SAFE_LINK
from edition.kinds import kind_of
from edition.read.markdown_converter import Converter, InlineReader
from edition.read.markdown_syntax import M106
from edition.read.pandoc_attributes import M105
from edition.read.span_marks import said_by, span
from edition.read.voices import Voice
from edition.tei.reading import text_of
from edition.tei.tree import ORIGIN, E, Element, append
from edition.words.typography import with_apostrophes

ELLIPSIS = re.compile(r"(?<=[.?!] )\. \. \.|\. \. \.(?! \.)|…")


def classes_of(attributes: Mapping[str, object]) -> list[str]:
    """The classes among the attributes of a node: `{.a .b}` → ["a", "b"]."""
    return str(attributes.get("class", "")).split()


def text(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """Plain words, with typographic apostrophes in our own; an ellipsis becomes a `gap` where the voice says
    so (TEI 3.5.3). Signs of a mark that is not complete are reported (M203)."""
    half = (HALF_TYPED if voice.manuscript and voice.editor != VOLUME else LEFTOVER).search(node.content)
    if half:
        message = f"“{half[0]}” appears in the text as it is"
        behind = node.previous_sibling is not None and node.previous_sibling.type == "bracket"
        converter.problem(M203, message, node, hint_for(half, after_bracket=behind), words=half[0])
    literal(converter, parent, node, voice)


def literal(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """Words that are what they look like: a sign with a backslash before it, and those of `text`."""
    if not voice.gaps:
        append(parent, with_apostrophes(node.content) if voice.ours else node.content)
        return
    done = 0
    for match in ELLIPSIS.finditer(node.content):
        append(parent, node.content[done : match.start()])
        append(parent, E("gap", reason="editorial"))
        done = match.end()
    append(parent, node.content[done:])


def softbreak(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """A line break in the source, which is a space, or a line of the original where the voice says so."""
    append(parent, E("lb") if voice.lines else " ")


def hardbreak(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """A line break that is meant: `lb` (TEI 3.11.3)."""
    append(parent, E("lb"))


def emphasis(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`*…*` and `**…**`: one or two lines of underlining in a manuscript, otherwise italic or bold (`hi`, TEI
    3.3.2)."""
    strong = node.type == "strong"
    if voice.manuscript:
        element = E("hi", rend="underline", n="2" if strong else "1")
    else:
        element = E("hi", rend="bold" if strong else "italic")
    append(parent, converter.inline(element, node, voice))


def note_reference(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[^5]`: a `ptr` to the note of that name (TEI 3.7)."""
    name = node.content
    note = f"n{name}" if name.isdigit() else f"n-{name}"
    place = converter.place(node)
    append(
        parent,
        E(
            "ptr",
            type_="noteAnchor",
            target=f"#{converter.document}.{note}",
            **{ORIGIN: f"{place.line}:{place.column}"},
        ),
    )


def page_break(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[|43]`, `[|f. 12r]`: a `pb` with the name of the page or leaf that begins (TEI 3.11.3)."""
    said = said_by(node)
    for key in said.keys() - {"facs"}:
        converter.problem(M105, f"a page break has no “{key}”", node, "known: facs=…")
    place = converter.place(node)
    origin = {ORIGIN: f"{place.line}:{place.column}"} if "facs" in said else {}
    append(parent, E("pb", n=node.content or None, facs=said.get("facs"), **origin))


def line_break(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[/]`: a line of the original ends here, within a word if no blank stands beside it (`lb`, TEI
    3.11.3)."""
    if said_by(node):
        converter.problem(M105, "a line break has no attributes", node, "write [/] alone")
    before, after = node.previous_sibling, node.next_sibling
    inside = all(
        each is not None and each.type == "text" and each.content[place : place + 1 or None].isalnum()
        for each, place in ((before, -1), (after, 0))
    )
    append(parent, E("lb", break_="no" if inside else None))


def raised(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`M^r^`, `H~2~O`: `hi` (TEI 3.3.2.2)."""
    rend = {"raised": "superscript", "lowered": "subscript"}[node.type]
    append(parent, converter.inline(E("hi", rend=rend), node, voice))


def deletion(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`~~words~~`: struck out (`del`, TEI 3.5.3)."""
    append(parent, converter.inline(E("del", rend="strikethrough"), node, voice))


M111 = Rule(
    "M111",
    ERROR,
    "a remark in brackets that has a mark of its own",
    why="In a letter, brackets hold words that an editor supplied. Illegible words, uncertain readings "
    "and the editors' own [sic] have marks of their own, and are shown and found by them.",
    bad="`He sailed on [Tuesday?].`, `the ligth [sic!]`",
    good="`He sailed on [Tuesday]{.unclear}.`, `the [ligth]{.sic}`",
)
REMARKS = (
    (re.compile(r"(?:\d+ )?(?:\w+ )?illegible\??", re.I), "[]{.illegible}, or []{.illegible n=3 unit=words}"),
    (re.compile(r"sic!?", re.I), "[word]{.sic}, around what the writer wrote"),
    (re.compile(r"\?+"), "[word]{.unclear}, around the doubtful reading"),
    (
        re.compile(r".*\w\?", re.S),
        "[word]{.unclear} for a doubtful reading, [word]{cert=low} for a word that you supply",
    ),
    (re.compile(r"\s*"), "[word]{.lost}, or []{.illegible} for what cannot be read"),
)


def bracket(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[words]`: supplied by the editor (`supplied`, TEI 12.3.3.1) in a historical text, plain brackets in
    prose. A remark that has a mark of its own is reported (M111)."""
    following = node.next_sibling
    if following is not None and following.type == "text" and following.content[:1] in {"(", "{"}:
        sign = f"]{following.content[0]}"
        converter.problem(M203, f"“{sign}” appears in the text as it is", node, COMPLETE, words=sign)
    elif following is not None and re.match(r"\s+\(#\w", following.content):
        converter.problem(M203, "“(#” appears in the text as it is", node, APART.format("("), words="(#")
    if voice.manuscript or voice.gaps:
        supplied = converter.inline(E("supplied", resp=f"#{voice.editor}"), node, voice)
        words = "".join(map(str, supplied.itertext()))
        hint = next((good for remark, good in REMARKS if remark.fullmatch(words)), "")
        if hint and voice.editor != VOLUME and not len(supplied):
            converter.problem(M111, f"“[{words}]” is not a word that you supply", node, f"write {hint}")
        append(parent, supplied)
    else:
        if sign := _of_pandoc(node):
            converter.problem(M203, f"“{sign}” appears in the text as it is", node, OWN_NOTES, words=sign)
        append(parent, "[")
        converter.inline(parent, node, voice)
        append(parent, "]")


OWN_NOTES = "put a note or a reference into the notes, and write [^1] here"


def _of_pandoc(node: SyntaxTreeNode) -> str:
    """The signs by which brackets are a note or a reference elsewhere, “^[” and “[@”; or ""."""
    before = node.previous_sibling
    if before is not None and before.type == "text" and before.content.endswith("^"):
        return "^["
    first = node.children[0] if node.children else None
    return "[@" if first is not None and first.type == "text" and first.content.startswith("@") else ""


M110 = Rule(
    "M110",
    ERROR,
    "a link without words",
    why="Such a link cannot be seen, and nobody hears where it leads.",
    bad="`[](#L2)`",
    good="`[letter 2](#L2)`",
)


def reference(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[words](target)`: a `ref` (TEI 3.7). Reported are targets that are not allowed (M107) and links
    without words (M110)."""
    href = str(node.meta["href"])
    before = node.previous_sibling
    if before is not None and before.type == "text" and before.content.endswith("!"):
        hint = "put images of a letter’s pages under “facsimile” in its metadata"
        converter.problem(M106, "images are not used in the text", node, hint)
    elif not SAFE_LINK.match(href):
        hint = "write https://…, mailto:… or a place in the edition such as #L26.n2"
        if kind_of(href):
            hint = f"for an entry of a register write […]{{ref={href}}}"
        converter.problem(M107, f"a link must not lead to “{href}”", node, hint)
    place = converter.place(node)
    link = converter.inline(E("ref", target=href, **{ORIGIN: f"{place.line}:{place.column}"}), node, voice)
    if not text_of(link):
        converter.problem(M110, f"the link to “{href}” has no words", node, "write its words between [ and ]")
    append(parent, link)


M104 = Rule(
    "M104",
    ERROR,
    "raw HTML",
    why="HTML would not become TEI, and could bring anything into the page.",
    bad="`<b>three</b> mosses`",
    good="`**three** mosses`",
)


def raw_html(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """HTML among the words, which is reported (M104) and left out."""
    converter.problem(
        M104,
        f"raw HTML (“{node.content}”) is not allowed",
        node,
        "use Markdown, or write \\< for the sign itself",
    )


INLINES: Mapping[str, InlineReader] = {
    "text": text,
    "text_special": literal,
    "softbreak": softbreak,
    "hardbreak": hardbreak,
    "em": emphasis,
    "strong": emphasis,
    "note_reference": note_reference,
    "page_break": page_break,
    "line_break": line_break,
    "raised": raised,
    "lowered": raised,
    "s": deletion,
    "bracket": bracket,
    "reference": reference,
    "raw_html": raw_html,
    "span": span,
}
