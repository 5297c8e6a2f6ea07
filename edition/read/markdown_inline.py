"""The inline half of Markdown → TEI: one function for each kind of node, in a table.

Each function appends to `parent` what a node of the Markdown becomes, as `voice` reads it; problems go to
those of the text. (encoding.md, “Text of a letter”; TEI P5, chapter 3.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from edition.findings.diagnostics import did_you_mean
from edition.findings.rule import ERROR, Rule
from edition.forms.link_targets import M107, SAFE_LINK
from edition.kinds import kind_of
from edition.read.voices import Voice
from edition.tei.reading import text_of
from edition.tei.tree import ORIGIN, XML_LANG, E, Element, append
from edition.words.typography import with_apostrophes

if TYPE_CHECKING:
    from edition.read.markdown_tei import Converter

ELLIPSIS = re.compile(r"(?<=[.?!] )\. \. \.|\. \. \.(?! \.)|…")


def classes_of(attributes: Mapping[str, object]) -> list[str]:
    """The classes among the attributes of a node: `{.a .b}` → ["a", "b"]."""
    return str(attributes.get("class", "")).split()


def text(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """Plain words, with typographic apostrophes in our own; an ellipsis becomes a `gap` where the voice says
    so (TEI 3.5.3)."""
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
    """A line break in the source, which is a space."""
    append(parent, " ")


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
    """`[|43]`: a `pb` with the number of the page that begins (TEI 3.11.3)."""
    append(parent, E("pb", n=node.content or None))


def bracket(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[words]`: supplied by the editor (`supplied`, TEI 12.3.3.1) in a historical text, plain brackets in
    prose."""
    if voice.manuscript or voice.gaps:
        append(parent, converter.inline(E("supplied", resp=f"#{voice.editor}"), node, voice))
    else:
        append(parent, "[")
        converter.inline(parent, node, voice)
        append(parent, "]")


M110 = Rule(
    "M110",
    ERROR,
    "a link without words",
    why="Nobody can see such a link, and nobody hears where it leads.",
    bad="`[](#L2)`",
    good="`[letter 2](#L2)`",
)


def reference(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[words](target)`: a `ref` (TEI 3.7). Reported are targets that are not allowed (M107) and links
    without words (M110)."""
    href = str(node.meta["href"])
    if not SAFE_LINK.match(href):
        converter.problem(
            M107,
            f"a link must not lead to “{href}”",
            node,
            "write https://…, mailto:… or a place in the edition such as #L26.n2",
        )
    place = converter.place(node)
    link = converter.inline(E("ref", target=href, **{ORIGIN: f"{place.line}:{place.column}"}), node, voice)
    if not text_of(link):
        converter.problem(
            M110, f"the link to “{href}” has no words", node, "write between [ and ] what it leads to"
        )
    append(parent, link)


M104 = Rule(
    "M104",
    ERROR,
    "raw HTML",
    why="HTML would not become TEI, and could carry anything into the page.",
    bad="`<b>three</b> mosses`",
    good="`**three** mosses`",
)


def raw_html(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """HTML among the words, which is reported (M104) and left out."""
    converter.problem(
        M104,
        f"raw HTML (“{node.content}”) is not allowed",
        node,
        "use Markdown, or write \\< for a bare sign",
    )


LANGUAGES = {"ru": "ru-Latn", "de": "de", "fr": "fr", "zh": "zh-Latn", "la": "la", "it": "it", "en": "en"}
CLASSES = ("sic", "archive", "attribution", "lost", "emph", "words")
KEYS = ("ref", "title", "lang", "corr", "because", "archive", "by", "sic", "supplied")


M105 = Rule(
    "M105",
    ERROR,
    "an unknown attribute or class",
    why="An attribute that nothing reads is mostly a slip, and what it says would be lost.",
    bad="`[slaate]{cor=slate}`, `{.datelin}`",
    good="`[slaate]{corr=slate}`, `{.dateline}`",
)


def span(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[words]{…}`: the first attribute that `_span_element` knows decides which element it becomes; unknown
    ones are reported (M105)."""
    attributes = dict(node.meta.get("attributes") or {})
    classes = classes_of(attributes)
    unknown = [f".{c}" for c in classes if c not in CLASSES]
    unknown += [str(k) for k in attributes if k not in KEYS and k != "class"]
    if node.meta.get("broken") or not attributes or unknown:
        message = f"“{unknown[0]}” is not known" if unknown else "the attributes cannot be read"
        near = did_you_mean(unknown[0], [*KEYS, *(f".{name}" for name in CLASSES)]) if unknown else ""
        converter.problem(
            M105, message, node, near or f"known: {'=…, '.join(KEYS)}=…, .{', .'.join(CLASSES)}"
        )
        converter.inline(parent, node, voice)
        return
    append(parent, _span_element(converter, node, voice, attributes, classes))


def _span_element(
    converter: Converter,
    node: SyntaxTreeNode,
    voice: Voice,
    attributes: dict[str, object],
    classes: list[str],
) -> Element:
    value = {key: str(item) for key, item in attributes.items()}
    if "ref" in value:
        refs = value["ref"].split()  # of all who are meant by the same words
        kind = kind_of(refs[0]) if refs else None
        name = (kind and kind.element) or "seg"
        place = converter.place(node)
        element = E(name, ref=" ".join(f"#{ref}" for ref in refs), **{ORIGIN: f"{place.line}:{place.column}"})
        return converter.inline(element, node, voice)
    if "corr" in value:
        sic = converter.inline(E("sic"), node, replace(voice, gaps=False))
        because = re.sub(r"[^a-z]+", "-", value.get("because", "").lower()).strip("-") or None
        return E("choice", sic, E("corr", value["corr"], resp="#edition", type_=because))
    if "title" in value:
        return converter.inline(E("title", level=value["title"]), node, voice)
    if "lang" in value:
        foreign = E("foreign")
        foreign.set(XML_LANG, LANGUAGES.get(value["lang"], value["lang"]))
        return converter.inline(foreign, node, voice)
    if "archive" in value or "archive" in classes:
        bibl = converter.inline(E("bibl", type_="archive"), node, voice)
        bibl.set("n", value.get("archive") or text_of(bibl))
        return bibl
    if "sic" in classes:
        return converter.inline(E("sic"), node, voice)
    if "lost" in classes or "supplied" in value:
        if not node.children:
            desc = [E("desc", value["because"])] if "because" in value else []
            return E("gap", *desc, reason="lost", unit="chars")
        return converter.inline(E("supplied", reason="lost", cert="high", resp="#edition"), node, voice)
    if "attribution" in classes:
        return converter.inline(E("seg", type_="attribution"), node, voice)
    if "emph" in classes:
        return converter.inline(E("emph"), node, voice)
    by = value.get("by", "edition")
    if "words" in classes:
        return converter.inline(E("seg", resp=f"#{by}"), node, voice)
    return converter.inline(E("supplied", resp=f"#{by}"), node, voice)


INLINES: dict[str, Callable[[Converter, Element, SyntaxTreeNode, Voice], None]] = {
    "text": text,
    "softbreak": softbreak,
    "hardbreak": hardbreak,
    "em": emphasis,
    "strong": emphasis,
    "note_reference": note_reference,
    "page_break": page_break,
    "bracket": bracket,
    "reference": reference,
    "raw_html": raw_html,
    "span": span,
}
