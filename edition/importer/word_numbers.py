"""Numbers of lists in notes, which pandoc leaves out and counts in the text: written into their paragraphs.

(ECMA-376, part 1, 17.9.)
"""

from __future__ import annotations

from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def write_numbers(parts: dict[str, Any]) -> None:
    """Put the number of each point of a list in a footnote or endnote before its words, and take it out of
    the list, so that the text's own lists are counted rightly."""
    forms = _forms(parts.get("word/numbering.xml"))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        for note in parts.get(name, ()):
            counts: dict[tuple[str, str], int] = {}
            for paragraph in note.iter(f"{W}p"):
                _number(paragraph, forms, counts)


def _number(paragraph: Any, forms: dict[tuple[str, str], Any], counts: dict[tuple[str, str], int]) -> None:
    numbering = paragraph.find(f"{W}pPr/{W}numPr")
    if numbering is None:
        return
    key = (_value(numbering, "numId"), _value(numbering, "ilvl") or "0")
    level = forms.get(key)
    counts[key] = counts.get(key, int(_value(level, "start") or 1) - 1) + 1
    numbering.getparent().remove(numbering)
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = f"{_label(level, counts[key])} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(1, run)


def _label(level: Any, number: int) -> str:
    """A number as its list writes it; a dash for a list without numbers."""
    kind = _value(level, "numFmt") or "decimal"
    numerals = {"lowerLetter": chr(96 + min(number, 26)), "lowerRoman": _roman(number), "bullet": "–"}
    numerals |= {f"upper{name[5:]}": text.upper() for name, text in numerals.items() if name[:5] == "lower"}
    form = _value(level, "lvlText")
    numeral = numerals.get(kind, str(number))
    return f"{numeral}{form[-1:] if form[-1:] in {')', '.'} else ''}" if kind != "bullet" else numeral


def _roman(number: int) -> str:
    text = ""
    for worth, sign in ROMAN:
        text, number = text + sign * (number // worth), number % worth
    return text


def _forms(numbering: Any) -> dict[tuple[str, str], Any]:
    """The level of a list by the list's id and the number of the level."""
    if numbering is None:
        return {}
    abstract = {a.get(f"{W}abstractNumId"): a for a in numbering.iter(f"{W}abstractNum")}
    return {
        (str(num.get(f"{W}numId")), str(level.get(f"{W}ilvl"))): level
        for num in numbering.iter(f"{W}num")
        for level in abstract.get(_value(num, "abstractNumId"), ())
        if level.tag == f"{W}lvl"
    }


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}") if element is not None else None
    return str(child.get(f"{W}val", "")) if child is not None else ""
