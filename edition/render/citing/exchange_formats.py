"""Descriptions as files for reference managers: BibTeX (with biblatex’s fields), RIS, CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from edition.render.citing.items import Item, Name, inverted_name
from edition.render.citing.rich_text import exported, plain

# characters that TeX would not print as they are
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
BIBTEX_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
LANGUAGES = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "ru": "russian",
}


# what a description is in BibTeX and in RIS; anything else is a book, or, with a container, a part of one
KINDS = {
    "article-journal": ("article", "JOUR"),
    "article-magazine": ("article", "MGZN"),
    "article-newspaper": ("article", "NEWS"),
    "thesis": ("thesis", "THES"),
    "report": ("report", "RPRT"),
    "webpage": ("online", "ELEC"),
    "manuscript": ("unpublished", "UNPB"),
}
PART, WHOLE = ("incollection", "CHAP"), ("book", "BOOK")


def _kind(item: Item) -> tuple[str, str]:
    return KINDS.get(str(item["type"]), PART if "container-title" in item else WHOLE)


def bibtex(items: Sequence[Item]) -> str:
    """Entries in UTF-8. BibTeX reads `year` and `month`, biblatex `date`; what has no field that both print
    is in `note` as well: version and archive."""
    return "\n".join(map(_bibtex_entry, items))


def _bibtex_entry(item: Item) -> str:
    kind = _kind(item)[0]
    date = _date(item)
    container = "journal" if kind == "article" else "booktitle"
    fields = {
        "author": _bibtex_names(item.get("author", [])),
        "editor": _bibtex_names(item.get("editor", [])),
        "translator": _bibtex_names(item.get("translator", [])),
        "title": _braced(item["title"]),
        container: _braced(item.get("container-title", "")),
        **{name: _tex(item.get(key, "")) for name, key in BIBTEX.items()},
        "pages": _tex(re.sub("[-–]+", "--", str(item.get("page", "")))),
        "date": "-".join(f"{value:02}" for value in date),
        "year": str(date[0]) if date else _tex(item.get("issued", {}).get("literal", "")),
        "month": BIBTEX_MONTHS[date[1] - 1] if date[1:] else "",
        "url": item.get("URL", ""),
        "language": LANGUAGES.get(item.get("language", ""), ""),
        "library": _tex(_archive(item)),
        "note": _tex(_note(item)),
    }
    lines = [
        f"  {key} = {value if key == 'month' else f'{{{value}}}'},\n"
        for key, value in fields.items()
        if value
    ]
    return f"@{kind}{{{item['id']},\n{''.join(lines)}}}\n"


BIBTEX = {  # fields that have what a variable of CSL has
    "publisher": "publisher",
    "address": "publisher-place",
    "series": "collection-title",
    "volume": "volume",
    "number": "issue",
    "edition": "edition",
    "version": "version",
    "isbn": "ISBN",
    "doi": "DOI",
}


def _note(item: Item) -> str:
    """What BibTeX's own styles print nowhere else: the version, the archive, where it is printed."""
    version = f"Version {item['version']}." if item.get("version") else ""
    archive = _archive(item) and f"{_archive(item)}."
    return " ".join(filter(None, (version, archive, item.get("note"))))


def _archive(item: Item) -> str:
    return ", ".join(filter(None, (item.get("archive", ""), item.get("archive_location", ""))))


def _braced(text: str) -> str:
    return f"{{{_tex(plain(text))}}}" if text else ""


def _bibtex_names(names: Sequence[Name]) -> str:
    return " and ".join(
        f"{{{_tex(name['literal'])}}}" if "literal" in name else _tex(inverted_name(name)) for name in names
    )


def _tex(text: object) -> str:
    return str(text).translate(TEX)


def ris(items: Sequence[Item]) -> str:
    """Records with the RIS tags on which Zotero, EndNote and Mendeley agree; lines end with CR LF, as the
    format requires."""
    return "".join(_ris_record(item) for item in items)


def _ris_record(item: Item) -> str:
    kind, date = _kind(item)[1], _date(item)
    first, _, last = re.sub("[-–]+", "-", str(item.get("page", ""))).partition("-")
    pairs = [
        ("TY", kind),
        ("ID", item["id"]),
        *(("AU", inverted_name(name)) for name in item.get("author", [])),
        ("TI", plain(item["title"])),
        ("T2", plain(item.get("container-title", ""))),
        *(("A2" if kind != "BOOK" else "ED", inverted_name(name)) for name in item.get("editor", [])),
        *(("A4", inverted_name(name)) for name in item.get("translator", [])),
        ("PB", item.get("publisher", "")),
        ("CY", item.get("publisher-place", "")),
        ("T3", item.get("collection-title", "")),
        ("VL", item.get("volume", "")),
        ("IS", item.get("issue", "")),
        ("SP", first),
        ("EP", last),
        ("ET", f"Version {item['version']}" if item.get("version") else item.get("edition", "")),
        ("PY", str(date[0]) if date else item.get("issued", {}).get("literal", "")),
        ("DA", "/".join(f"{value:02}" for value in date)),
        ("AV", _archive(item)),
        ("N1", item.get("note", "")),
        ("LA", item.get("language", "")),
        ("SN", item.get("ISBN", "")),
        ("DO", item.get("DOI", "")),
        ("UR", item.get("URL", "")),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in pairs if value) + "ER  - \r\n"


def csl_json(items: Sequence[Item]) -> str:
    """The descriptions as a CSL-JSON list."""
    return json.dumps([*map(_for_zotero, items)], ensure_ascii=False, indent=1) + "\n"


def _for_zotero(item: Item) -> dict[str, Any]:
    """What Zotero takes for what it is: a book with a version would be a computer program, so that the
    version is its edition; the recipient of a chapter would be one of its authors."""
    kept = {
        key: exported(value) if isinstance(value, str) else value
        for key, value in item.items()
        if key not in {"recipient", "version"}
    }
    return kept | ({"edition": f"Version {item['version']}"} if item.get("version") else {})


def _date(item: Item) -> list[int]:
    """Year, month and day of publication, as far as they are known."""
    return list(map(int, [*item.get("issued", {}).get("date-parts", ()), []][0]))


FORMATS: dict[str, Callable[[Sequence[Item]], str]] = {"bib": bibtex, "ris": ris, "csl.json": csl_json}
