"""`[words]{…}`: the marks that stand in braces behind words, one row for each.

A mark is a class (`.del`) or a key with a value (`ref=person-weir`); it may have keys that say more about it
(`place=above`). Of several marks the first in the table stands outermost. (docs/marks.md shows them all; TEI
P5, chapters 3 and 12.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode

from edition.findings.diagnostics import did_you_mean
from edition.kinds import kind_of
from edition.read.markdown_converter import Converter
from edition.read.pandoc_attributes import M105, VALUES
from edition.read.voices import Voice
from edition.tei.reading import text_of
from edition.tei.tree import ORIGIN, XML_LANG, E, Element, append
from edition.words.languages import LANGUAGE_CODE, with_script

IDS = frozenset({"ref", "hand", "by", "lang", *VALUES})  # keys of which the values are no free text
QUOTATION_MARKS = "'\"‘’‚“”„«»"

Said = Mapping[str, str]  # the attributes; of a class `.del` it is the key
Around = tuple[Element, Element | None]  # an element, and that in it which takes the words, if any


@dataclass(frozen=True)
class Mark:
    """A mark: the class or key by which it is known, the elements that it becomes, the keys that say more
    about it, and whether it stands without words (`[]{.illegible}`)."""

    key: str
    make: Callable[[Said], Around]
    more: tuple[str, ...] = ()
    empty: bool = False


def _simple(name: str, **attributes: str) -> Callable[[Said], Around]:
    """An element with fixed attributes around the words."""

    def make(said: Said) -> Around:
        element = E(name, **attributes)
        return element, element

    return make


def hand_of(said: str) -> str:
    """Whose hand it is, as `merge.hands` knows it: `#` and the id of an entry, or words."""
    return f"#{said}" if kind_of(said) else said


def _written(name: str) -> Callable[[Said], Around]:
    """Something that was written, where and by whom."""

    def make(said: Said) -> Around:
        hand = hand_of(said["hand"]) if "hand" in said else None
        element = E(name, place=said.get("place"), hand=hand)
        return element, element

    return make


def _reference(said: Said) -> Around:
    kind = kind_of(said["ref"])
    name = (kind and kind.element) or "seg"
    level = said.get("title") if name == "title" else None
    refs = " ".join(f"#{ref}" for ref in said["ref"].split())  # of all who are meant by the same words
    element = E(name, ref=refs, level=level)
    return element, element


def _foreign(said: Said) -> Around:
    element = E("foreign")
    element.set(XML_LANG, said["lang"])
    return element, element


def _title(said: Said) -> Around:
    element = E("title", level=said["title"])
    return element, element


def _archive(said: Said) -> Around:
    element = E("bibl", type_="archive", n=said.get("archive"))
    return element, element


def _corrected(said: Said) -> Around:
    because = re.sub(r"[^a-z]+", "-", said.get("because", "").lower()).strip("-") or None
    sic = E("sic")
    return E("choice", sic, E("corr", said["corr"], resp="#edition", type_=because)), sic


def _either(key: str, written: str) -> Callable[[Said], Around]:
    """What is written, and how it would be expanded or spelt today (TEI 3.6.2, 3.6.5)."""

    def make(said: Said) -> Around:
        inner = E(written)
        return E("choice", inner, E(key, said[key], resp="#edition")), inner

    return make


def _lost(said: Said) -> Around:
    element = E("supplied", reason="lost", cert=said.get("cert", "high"), resp="#edition")
    return element, element


def _lost_for_good(said: Said) -> Around:
    desc = [E("desc", said["because"])] if "because" in said else []
    return E("gap", *desc, reason="lost", unit="chars"), None


def _illegible(said: Said) -> Around:
    unit = {"letters": "chars", "": None}.get(said.get("unit", ""), said.get("unit"))
    number = said.get("n", "")
    quantity, extent = (number, None) if number.isdecimal() else (None, number or None)
    return E("gap", reason="illegible", unit=unit, quantity=quantity, extent=extent), None


def _unclear(said: Said) -> Around:
    element = E("unclear", cert=said.get("cert"))
    return element, element


def _voice(name: str) -> Callable[[Said], Around]:
    """Words of a voice, `by=saether`, or of this edition."""

    def make(said: Said) -> Around:
        element = E(name, cert=said.get("cert"), resp=f"#{said.get('by', 'edition')}")
        return element, element

    return make


MARKS: tuple[Mark, ...] = (
    Mark(".subst", _simple("subst")),
    Mark(".del", _written("del"), ("place", "hand")),
    Mark(".add", _written("add"), ("place", "hand")),
    Mark(".postmark", _simple("stamp", type_="postmark")),
    Mark("hand", _written("seg")),
    Mark("ref", _reference),
    Mark("title", _title),
    Mark("lang", _foreign),
    Mark("archive", _archive),
    Mark(".archive", _archive),
    Mark("corr", _corrected, ("because",)),
    Mark("expan", _either("expan", "abbr")),
    Mark("reg", _either("reg", "orig")),
    Mark(".sic", _simple("sic")),
    Mark(".lost", _lost, ("because", "cert")),
    Mark("supplied", _lost, ("because", "cert")),
    Mark(".unclear", _unclear, ("cert",)),
    Mark(".attribution", _simple("seg", type_="attribution")),
    Mark(".emph", _simple("emph")),
    Mark(".words", _voice("seg"), ("by",)),
    Mark("by", _voice("supplied"), ("cert",)),
    Mark("cert", _voice("supplied")),
    *(
        Mark(f".{name}", _simple("hi", rend=rend))
        for name, rend in (
            ("sup", "superscript"),
            ("sub", "subscript"),
            ("smallcaps", "smallcaps"),
            ("spaced", "spaced"),
            ("bold", "bold"),
            ("italic", "italic"),
        )
    ),
)
WITHOUT_WORDS = (
    Mark(".lost", _lost_for_good, ("because",), empty=True),
    Mark("supplied", _lost_for_good, ("because",), empty=True),
    Mark(".illegible", _illegible, ("n", "unit"), empty=True),
)
REMARK = ".remark"
KNOWN = list(dict.fromkeys([*(mark.key for mark in (*MARKS, *WITHOUT_WORDS)), REMARK]))
OTHERWISE = {
    ".underline": "underline words with *…*",
    ".u": "underline words with *…*",
    ".strike": "write .del",
    **{key: f"write ref={key}-…" for key in ("person", "org", "place", "work", "term")},
}  # what is often written → what is meant
MORE = {more: mark.key for mark in (*WITHOUT_WORDS, *MARKS) for more in mark.more if more not in KNOWN}


def span(converter: Converter, parent: Element, node: SyntaxTreeNode, voice: Voice) -> None:
    """`[words]{…}`: the elements of its marks, one in the other. Attributes that no mark has are reported
    (M105); a remark of the editor becomes nothing."""
    said = said_by(node)
    if REMARK in said and len(said) == 1:
        _leave_no_gap(parent)
        return
    marks = _marks_in(said, empty=not node.children)
    fault = next(_faults(node, said, marks), None)
    if fault is not None:
        converter.problem(M105, fault[0], node, fault[1])
        converter.inline(parent, node, voice)
        return
    place = converter.place(node)
    outer, inner = _nested(marks, said)
    if "ref" in said or "hand" in said:
        outer.set(ORIGIN, f"{place.line}:{place.column}")
    if inner is not None:
        converter.inline(inner, node, replace(voice, gaps=voice.gaps and "corr" not in said))
    append(parent, outer)
    _complete(outer)


def said_by(node: SyntaxTreeNode) -> dict[str, str]:
    """The attributes of a span by their keys; of a class the key has a dot before it."""
    attributes = dict(node.meta.get("attributes") or {})
    classes = str(attributes.pop("class", "")).split()
    return {**{f".{name}": "" for name in classes}, **{str(k): str(v) for k, v in attributes.items()}}


def _marks_in(said: Said, *, empty: bool) -> list[Mark]:
    """The marks among some attributes. What says more about one of them is none itself."""
    marks: list[Mark] = []
    for mark in WITHOUT_WORDS if empty else MARKS:
        more = {key for other in marks for key in other.more}
        if mark.key in said and mark.key not in more and not (mark.key == "title" and _is_work(said)):
            marks.append(mark)
    return marks


def _is_work(said: Said) -> bool:
    """Whether a title is tied to its entry, which both are one element."""
    kind = kind_of(said.get("ref", ""))
    return kind is not None and kind.element == "title"


def _faults(node: SyntaxTreeNode, said: Said, marks: list[Mark]) -> Iterator[tuple[str, str]]:
    """What is wrong with the attributes of a span: (message, hint)."""
    known = f"known: {', '.join(key if key[0] == '.' else f'{key}=…' for key in KNOWN)}"
    if not said:
        yield (
            "the attributes cannot be read",
            'write a class as in {.del}, a key as in {hand=…} or {hand="…"}, and } at the end',
        )
    read = {key for mark in marks for key in (mark.key, *mark.more)} | (
        {"title"} if _is_work(said) else set()
    )
    for key, value in said.items():
        bare = value.strip(QUOTATION_MARKS)
        if key in IDS and value.startswith(tuple(QUOTATION_MARKS)):
            yield f"“{key}” stands with quotation marks", f"leave them out: {key}={bare}"
        elif key in VALUES and value not in VALUES[key]:
            yield f"“{key}” cannot be “{value}”", f"known: {', '.join(VALUES[key])}"
        elif key == "lang" and not LANGUAGE_CODE.fullmatch(value):
            yield f"“{value}” is no language", "write a code such as fr or ru-Latn"
        elif key not in read and not node.children and key in KNOWN:
            yield f"“{key}” stands without words", "write the words between the brackets"
        elif key not in read and key in {mark.key for mark in WITHOUT_WORDS}:
            yield f"“{key}” has words", f"write []{{{key}}}, or .unclear for words that can be read"
        elif key not in read and key in MORE:
            yield f"“{key}” is known beside “{MORE[key]}” only", f"write {{{MORE[key]} {key}={value}}}"
        elif key not in read:
            yield f"“{key}” is not known", OTHERWISE.get(key) or did_you_mean(key, [*KNOWN, *MORE]) or known


def _nested(marks: list[Mark], said: Said) -> Around:
    """The elements of some marks, each in the one before: the outermost, and that which takes the words."""
    outer, inner = marks[0].make(said)
    for mark in marks[1:]:
        assert inner is not None
        following, within = mark.make(said)
        append(inner, following)
        inner = within
    return outer, inner


def _complete(outer: Element) -> None:
    """Foreign words say their script; an archival reference without a fuller form is its own."""
    for element in outer.iter(E("foreign").tag):
        element.set(XML_LANG, with_script(element.get(XML_LANG, ""), "".join(map(str, element.itertext()))))
    for element in outer.iter(E("bibl").tag):
        if element.get("n") is None:
            element.set("n", text_of(element))


def _leave_no_gap(parent: Element) -> None:
    """Where a remark is left out, of the blanks on either side of it one stays."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "").rstrip(" ")
    else:
        parent.text = (parent.text or "").rstrip(" ")
