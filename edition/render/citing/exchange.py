"""Descriptions as files for reference managers: BibTeX (with biblatex’s fields), RIS, CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from edition.render.citing.items import Item, inverted_name

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
LANGUAGES = {"en": "english"}


def bibtex(items: Sequence[Item]) -> str:
    """Entries in UTF-8. BibTeX reads `year` and `month`, biblatex `date`; what has no field of its own is in
    `note`."""
    return "\n".join(map(_bibtex_entry, items))


def _bibtex_entry(item: Item) -> str:
    part = "container-title" in item
    year, *rest = _date(item)
    fields = {
        "author": _bibtex_names(item.get("author", [])),
        "editor": _bibtex_names(item.get("editor", [])),
        "title": f"{{{_tex(item['title'])}}}",
        "booktitle": f"{{{_tex(item['container-title'])}}}" if part else "",
        "publisher": _tex(item.get("publisher", "")),
        "version": _tex(item.get("version", "")),
        "date": "-".join(f"{value:02}" for value in (year, *rest)),
        "year": str(year),
        "month": BIBTEX_MONTHS[rest[0] - 1] if rest else "",
        "url": item["URL"],
        "language": LANGUAGES.get(item.get("language", ""), ""),
        "library": _tex(", ".join(filter(None, (item.get("archive", ""), item.get("archive_location", ""))))),
        "note": _tex(" ".join(filter(None, (f"Version {item['version']}.", item.get("note"))))),
    }
    lines = [
        f"  {key} = {value if key == 'month' else f'{{{value}}}'},\n"
        for key, value in fields.items()
        if value
    ]
    return f"@{'incollection' if part else 'book'}{{{item['id']},\n{''.join(lines)}}}\n"


def _bibtex_names(names: Sequence[Mapping[str, str]]) -> str:
    return " and ".join(
        f"{_tex(name['family'])}, {_tex(name['given'])}"
        if "family" in name
        else f"{{{_tex(name['literal'])}}}"
        for name in names
    )


def _tex(text: str) -> str:
    return text.translate(TEX)


def ris(items: Sequence[Item]) -> str:
    """Records with the RIS tags on which Zotero, EndNote and Mendeley agree; lines end with CR LF, as the
    format requires."""
    return "".join(_ris_record(item) for item in items)


def _ris_record(item: Item) -> str:
    year, *rest = _date(item)
    part = "container-title" in item
    pairs = [
        ("TY", "CHAP" if part else "BOOK"),
        ("ID", item["id"]),
        *(("AU", inverted_name(name)) for name in item.get("author", [])),
        ("TI", item["title"]),
        ("T2", item.get("container-title", "")),
        *(("A2" if part else "ED", inverted_name(name)) for name in item.get("editor", [])),
        ("PB", item.get("publisher", "")),
        ("ET", f"Version {item['version']}"),
        ("PY", str(year)),
        ("DA", "/".join(f"{value:02}" for value in (year, *rest))),
        ("AV", ", ".join(filter(None, (item.get("archive", ""), item.get("archive_location", ""))))),
        ("N1", item.get("note", "")),
        ("LA", item.get("language", "")),
        ("UR", item["URL"]),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in pairs if value) + "ER  - \r\n"


def csl_json(items: Sequence[Item]) -> str:
    """The descriptions as a CSL-JSON list."""
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _date(item: Item) -> list[int]:
    return list(item["issued"]["date-parts"][0])


FORMATS: dict[str, Callable[[Sequence[Item]], str]] = {"bib": bibtex, "ris": ris, "csl.json": csl_json}
