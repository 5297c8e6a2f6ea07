"""What becomes of each element of a corpus: one table, and the tables of the map before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from edition.forms.corpus_map import CorpusMap, NoteAs
from edition.tei.content_models import LEAF_NUMBERS
from edition.tei.tree import XML_ID, Element, name_of


@dataclass(frozen=True)
class ElementFate:
    """What becomes of an element: `keep` (it is an element of the profile), `flatten` (its words),
    `block` (its words as paragraphs), `drop`, `note`; and the rule that says so, "" where none does and
    the element is shown as its words."""

    what: str
    rule: str


def _table(rows: Mapping[str, str]) -> Mapping[str, str]:
    return {name: fate for fate, names in rows.items() for name in names.split()}


# element → its fate; “=q” is another element of the profile
ELEMENTS = _table(
    {
        "keep": "p ab head opener closer salute signed dateline postscript address addrLine lg l list "
        "item label  "
        "table row cell quote div hi emph foreign title term supplied unclear gap del add subst "
        "choice sic lb pb milestone metamark ref ptr seg date stamp fw persName orgName placeName name "
        "rs bibl",
        "=q": "q said soCalled mentioned",
        "=supplied": "ex",
        "=placeName": "geogName",
        "=div": "div1 div2 div3 div4 div5 div6 div7",
        "=dateline": "byline",
        "=p": "trailer",
        "=quote": "cit epigraph argument floatingText",
        "note": "note app",
        "block": "sp person place org event figure noteGrp "
        "titlePage docTitle titlePart docAuthor docDate docImprint docEdition imprimatur castList "
        "castItem prologue epilogue set performance eg "
        "listAnnotation biblStruct biblFull group text body front back lem listWit witness",
        "flatten": "c g w pc s cl phr m num measure time age abbr expan orig reg corr am surname "
        "forename roleName  "
        "addName genName nameLink settlement country region district bloc street postCode email idno author "
        "editor publisher pubPlace biblScope edition series imprint monogr analytic respStmt resp gloss desc "
        "damage restore retrace mod surplus secl redo undo formula speaker stage figDesc ident code distinct "
        "affiliation occupation birth death sex geo location state trait objectName eventName "
        "noteStmt extent dim height width depth unit rhyme val att gi tag persPronouns gender floruit "
        "education faith nationality residence role roleDesc geogFeat offset population climate terrain "
        "material locus catchwords signatures heraldry watermark object origDate origPlace textLang ruby rb "
        "rt measureGrp line caption u lang rdg rdgGrp witDetail",
        "drop": "anchor handShift span addSpan delSpan damageSpan graphic binaryObject media cb gb "
        "index interp interpGrp  "
        "space certainty precision alt altGrp link linkGrp listRelation relation respons "
        "substJoin listTranspose transpose listChange fLib fvLib caesura join joinGrp timeline when "
        "lacunaStart lacunaEnd witStart witEnd divGen pause shift",
    }
)
POINTS = frozenset("anchor handShift span addSpan delSpan damageSpan media cb gb space".split())  # are empty
INDEX_LISTS = frozenset({"listPerson", "listBibl", "listPlace", "listOrg", "listEvent", "listNym"})
PAIRS = {"sic": "corr", "orig": "reg", "abbr": "expan"}  # what is written → how it is read
READINGS = frozenset({*PAIRS, *PAIRS.values()})
# whose fate depends on their attributes or on what is around or in them too
BY_MORE_THAN_ITS_NAME = INDEX_LISTS | POINTS | READINGS | {"note", "hi", "div", "label", "num", "del"}

HIGHLIGHTS = {
    value: shown
    for shown, values in {
        "underline": "u ul underline underlined under unterstrichen underscore single-underline ustr "
        "souligne",
        "underline twice": "uu dul double-underline doubleunderline underline2 underlined2 doubly-underlined",
        "italic": "i it ital italic italics kursiv italique corsivo",
        "bold": "b bf bold fett gras halbfett",
        "smallcaps": "sc k capitals caps smallcaps small-caps smcap kapitaelchen kapitälchen",
        "spaced": "g spaced spaced-out gesperrt sperrung letter-spaced wide",
        "superscript": "sup super superscript hoch hochgestellt exposant raised above",
        "subscript": "sub subscript tief tiefgestellt",
        "deleted": "s strikethrough strike strike-through stroke durchgestrichen crossed overstrike",
        "plain": "c center centre centered right left aq antiqua latin latintype lat r roman normal "
        "small large  "
        "larger smaller block indent et in fr wf v f red blue pre-print print typed typewriter stamp "
        "underlinewave n greek grc la kurrent mark majuscule vertical margin framed circled",
    }.items()
    for value in values.split()
}
NOTES = {
    kind: NoteAs.model_validate({"as": shown})
    for shown, kinds in {
        "editorial": "editorial editor comment commentary kommentar footnote endnote annotation "
        "explanatory gloss headnote  "
        "ed ea sachkommentar stellenkommentar intro foot end",
        "textual": "textual textconst critical app apparatus textcritical variant tc philological "
        "textkritik crit",
        "authorial": "authorial author writer marginal marginalia",
    }.items()
    for kind in kinds.split()
}
MARGINS = frozenset(
    "margin left right top bottom margin-left margin-right marginleft marginright mleft mright mtop "
    "mbottom".split()
)
DIVISIONS = {
    kind: division
    for division, kinds in {
        "text": "letter brief lettre lettera writingsession writing-session body original edition "
        "transcription text chapter section part sermon paper message image letter-text postcard telegram "
        "main regular diplomatic",
        "enclosure": "enclosure attachment attach annex annexe beilage appendix insert supplement",
        "translation": "translation uebersetzung übersetzung traduction",
        "version": "version normalized normalised modernized modernised regularized regularised normalisiert "
        "lesefassung",
        "address": "address envelope adresse umschlag cover adresseseite postaldata",
        "comment": "comment comments commentary kommentar notes footnotes endnotes apparatus apparat "
        "hinweise  "
        "introduction erlaeuterungen erläuterungen",
        "opener": "opener opening anrede-block",
        "closer": "closer closing",
        "dateline": "dateline datum",
        "salute": "salute salutation anrede",
        "signed": "signed signature unterschrift",
        "postscript": "postscript ps postskript nachschrift",
        "summary": "summary abstract regest regeste resume résumé synopsis",
    }.items()
    for kind in kinds.split()
}


def values_of(element: Element) -> list[str]:
    """What an element says of its look: the words of `@rend` and `@rendition`, without `#`."""
    said = f"{element.get('rend', '')} {element.get('rendition', '')}"
    return [word.removeprefix("#") for word in said.replace(";", " ").split()]


def highlights(element: Element, corpus_map: CorpusMap) -> Iterator[tuple[str, str]]:
    """(value, how it is shown) of all that a `hi` says; "" for a value that neither the map nor the table
    has."""
    for value in values_of(element):
        shown: str = corpus_map.hi.get(value) or highlight(value)
        yield value, shown or corpus_map.hi.get("*", "")


@cache
def highlight(value: str) -> str:
    """How a value of `hi` is shown by the table, "" for one that it does not have; where it says how words
    stand (`align(center)`, `text-align:right`), they are plain."""
    value = value.lower().replace("_", "-")
    return "plain" if value.startswith(("align", "text-align")) else HIGHLIGHTS.get(value, "")


def note_as(element: Element, corpus_map: CorpusMap) -> NoteAs:
    """What becomes of a note, by its type and, of one without, by where it stands."""
    kind = element.get("type") or ""
    known = corpus_map.note.get(kind) or NOTES.get(kind.lower()) or corpus_map.note.get("*")
    if known:
        return known
    in_margin = MARGINS & set((element.get("place") or "").lower().split())
    at_the_foot = element.get("place") == "bottom" and element.get("n")  # a printed note
    editors = element.get("resp") or at_the_foot or name_of(element) != "note"
    return NOTES["authorial"] if in_margin and not editors else NOTES["editorial"]


def division_of(element: Element, corpus_map: CorpusMap) -> str:
    """What a division is, by its type; "" for a type that neither the map nor the table has."""
    kind = element.get("type") or ""
    known: str = corpus_map.div.get(kind) or (DIVISIONS.get(kind.lower(), "") if kind else "text")
    return known or corpus_map.div.get("*", "")


def fate_of(element: Element, corpus_map: CorpusMap) -> ElementFate:
    """What becomes of an element of a corpus' text."""
    name = name_of(element)
    own = corpus_map.elements.get(name)
    if own:
        return ElementFate(own, f"elements: {name}")
    if name not in BY_MORE_THAN_ITS_NAME:
        return _fate_by_name(name)
    if name == "note":
        return _fate_of_note(element, corpus_map)
    if name == "hi" and not all(shown for _, shown in highlights(element, corpus_map)):
        return ElementFate("keep", "")
    if name == "div" and not division_of(element, corpus_map):
        return ElementFate("keep", "")
    if name in INDEX_LISTS:
        if _is_register(element):
            return ElementFate("drop", "lists of names, which are read as registers")
        return ElementFate("block", name)
    if name in {"hi", "label", "num"} and _is_number_of_note(element):
        return ElementFate("drop", "the number of a note, which its sign shows")
    if name == "del" and name_of(_above(element)) == "restore":
        return ElementFate("flatten", "restore")
    if name in POINTS and (element.text or len(element)):
        return ElementFate("flatten", name)
    if name in READINGS and _in_choice(element):
        return ElementFate("keep", "choice")
    return _fate_by_name(name)


@cache
def _fate_by_name(name: str) -> ElementFate:
    fate = ELEMENTS.get(name, "")
    return ElementFate("keep" if fate.startswith("=") else fate or "flatten", fate and name)


def _is_register(element: Element) -> bool:
    """Is a list of persons, works or places one of entries, or of pointers to them, and no part of a text?"""
    above = set(map(name_of, element.iterancestors()))
    return "body" not in above or "note" in above or any(child.get(XML_ID) for child in element)


def _fate_of_note(element: Element, corpus_map: CorpusMap) -> ElementFate:
    if is_index_note(element):
        return ElementFate("drop", "note that only lists names of the registers")
    kind = element.get("type") or ""
    if kind.lower() in LEAF_NUMBERS and kind not in corpus_map.note:
        return ElementFate("keep", f"note: {kind}, the number of a page or leaf")
    shown = note_as(element, corpus_map).as_
    what = {"drop": "drop", "inline": "flatten", "authorial": "keep"}.get(shown, "note")
    return ElementFate(what, f"note: {element.get('type') or 'without type'}")


def is_index_note(element: Element) -> bool:
    """Does a note hold nothing but lists of persons, works or places, to which it points?"""
    children = [child for child in element if name_of(child)]
    words = (element.text or "") + "".join(child.tail or "" for child in element)
    return bool(children) and not words.strip() and all(name_of(c) in INDEX_LISTS for c in children)


def _is_number_of_note(element: Element) -> bool:
    """Does an element that begins a note hold the number that the note has by `@n` or by its id (`tn1`)?"""
    paragraph = _above(element)
    note = _above(paragraph) if name_of(paragraph) == "p" else paragraph
    words = "".join(map(str, element.itertext())).strip(" .()")
    if name_of(note) != "note" or not words.isdecimal():
        return False
    is_first = element.getprevious() is None and (paragraph is note or paragraph.getprevious() is None)
    before = "".join(each.text or "" for each in {paragraph, note})
    by_id = re.search(r"(\d+)$", note.get(XML_ID) or "")
    return is_first and not before.strip() and words in {note.get("n"), by_id[1] if by_id else None}


def _in_choice(element: Element) -> bool:
    return name_of(_above(element)) == "choice"


def _above(element: Element) -> Element:
    """What an element stands in; of the outermost itself."""
    parent = element.getparent()
    return element if parent is None else parent


def profile_name(element: Element) -> str:
    """The element of the profile that stands for one that is kept."""
    name = name_of(element)
    fate = ELEMENTS.get(name, "")
    if name == "note" and (element.get("type") or "").lower() in LEAF_NUMBERS:
        return "fw"
    return fate[1:] if fate.startswith("=") else name


def described(element: Element) -> str:
    """An element with the attribute by which its fate is decided: `hi[@rend='x']`, `note[@type='y']`."""
    name = name_of(element)
    keys = {
        "hi": ("rend", "rendition"),
        "note": ("type",),
        "div": ("type",),
        "rs": ("type",),
        "name": ("type",),
    }
    said = next((key for key in keys.get(name, ()) if element.get(key)), None)
    return f"{name}[@{said}='{element.get(said)}']" if said else name
