"""The inline half of Markdown → TEI: one function for each kind of node, in a table."""

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
    return str(attributes.get("class", "")).split()


def text(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    if not voice.gaps:
        append(parent, with_apostrophes(node.content) if voice.ours else node.content)
        return
    done = 0
    for match in ELLIPSIS.finditer(node.content):
        append(parent, node.content[done : match.start()])
        append(parent, E("gap", reason="editorial"))
        done = match.end()
    append(parent, node.content[done:])


def softbreak(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    append(parent, " ")


def hardbreak(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    append(parent, E("lb"))


def emphasis(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    strong = node.type == "strong"
    if voice.manuscript:
        element = E("hi", rend="underline", n="2" if strong else "1")
    else:
        element = E("hi", rend="bold" if strong else "italic")
    append(parent, make.inline(element, node, voice))


def note_reference(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    name = node.content
    note = f"n{name}" if name.isdigit() else f"n-{name}"
    place = make.place(node)
    append(
        parent,
        E(
            "ptr",
            type_="noteAnchor",
            target=f"#{make.document}.{note}",
            **{ORIGIN: f"{place.line}:{place.column}"},
        ),
    )


def page_break(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    append(parent, E("pb", n=node.content or None))


def bracket(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    if voice.manuscript or voice.gaps:
        append(parent, make.inline(E("supplied", resp=f"#{voice.editor}"), node, voice))
    else:
        append(parent, "[")
        make.inline(parent, node, voice)
        append(parent, "]")


M110 = Rule(
    "M110",
    ERROR,
    "a link without words",
    why="Nobody can see such a link, and nobody hears where it leads.",
    bad="`[](#L2)`",
    good="`[letter 2](#L2)`",
)


def reference(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    href = str(node.meta["href"])
    if not SAFE_LINK.match(href):
        make.problem(
            M107,
            f"a link must not lead to “{href}”",
            node,
            "write https://…, mailto:… or a place in the edition such as #L26.n2",
        )
    place = make.place(node)
    link = make.inline(E("ref", target=href, **{ORIGIN: f"{place.line}:{place.column}"}), node, voice)
    if not text_of(link):
        make.problem(
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


def raw_html(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    make.problem(
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


def span(make: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[words]{…}`: the first of the attributes below decides which element it is."""
    attributes = dict(node.meta.get("attributes") or {})
    classes = classes_of(attributes)
    unknown = [f".{c}" for c in classes if c not in CLASSES]
    unknown += [str(k) for k in attributes if k not in KEYS and k != "class"]
    if node.meta.get("broken") or not attributes or unknown:
        what = f"“{unknown[0]}” is not known" if unknown else "the attributes cannot be read"
        near = did_you_mean(unknown[0], [*KEYS, *(f".{name}" for name in CLASSES)]) if unknown else ""
        make.problem(M105, what, node, near or f"known: {'=…, '.join(KEYS)}=…, .{', .'.join(CLASSES)}")
        make.inline(parent, node, voice)
        return
    append(parent, _span_element(make, node, voice, attributes, classes))


def _span_element(
    make: Converter, node: SyntaxTreeNode, voice: Voice, attributes: dict[str, object], classes: list[str]
) -> Element:
    value = {key: str(item) for key, item in attributes.items()}
    if "ref" in value:
        kind = kind_of(value["ref"])
        name = (kind and kind.element) or "seg"
        place = make.place(node)
        element = E(name, ref=f"#{value['ref']}", **{ORIGIN: f"{place.line}:{place.column}"})
        return make.inline(element, node, voice)
    if "corr" in value:
        sic = make.inline(E("sic"), node, replace(voice, gaps=False))
        because = re.sub(r"[^a-z]+", "-", value.get("because", "").lower()).strip("-") or None
        return E("choice", sic, E("corr", value["corr"], resp="#edition", type_=because))
    if "title" in value:
        return make.inline(E("title", level=value["title"]), node, voice)
    if "lang" in value:
        foreign = E("foreign")
        foreign.set(XML_LANG, LANGUAGES.get(value["lang"], value["lang"]))
        return make.inline(foreign, node, voice)
    if "archive" in value or "archive" in classes:
        bibl = make.inline(E("bibl", type_="archive"), node, voice)
        bibl.set("n", value.get("archive") or text_of(bibl))
        return bibl
    if "sic" in classes:
        return make.inline(E("sic"), node, voice)
    if "lost" in classes or "supplied" in value:
        if not node.children:
            what = [E("desc", value["because"])] if "because" in value else []
            return E("gap", *what, reason="lost", unit="chars")
        return make.inline(E("supplied", reason="lost", cert="high", resp="#edition"), node, voice)
    if "attribution" in classes:
        return make.inline(E("seg", type_="attribution"), node, voice)
    if "emph" in classes:
        return make.inline(E("emph"), node, voice)
    by = value.get("by", "edition")
    if "words" in classes:
        return make.inline(E("seg", resp=f"#{by}"), node, voice)
    return make.inline(E("supplied", resp=f"#{by}"), node, voice)


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
