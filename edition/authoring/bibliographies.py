"""Works from a bibliography, CSL-JSON as Zotero exports it or BibTeX, become entries of `works.yaml`."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from typing import Any

from slugify import slugify

from edition.authoring.desk import Desk
from edition.authoring.new_entries import put_entry
from edition.authoring.yaml_text import mapping
from edition.findings import Refused
from edition.forms.registers import NAMES, Work
from edition.importer.word_file import TIME_LIMIT, find_pandoc
from edition.paths import register_path

WORKS = register_path("works")
UNUSED = frozenset(
    {"id", "citation-key", "custom", "note", "abstract", "annote", "keyword", "source", "accessed"}
)
# pandoc takes the capitals out of English titles; in German it leaves them as they are typed
ENTRY = re.compile(rb"@(?!comment|string|preamble)\w+\s*\{[^,{}]+,", re.IGNORECASE)
MARKUP = re.compile(r"</?(?:i|b|sup|sub|sc|span)\b[^<>]*>")  # in titles of Zotero
HALF_PAIR = re.compile(rb"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]")
LONG_NUMBER = re.compile(rb"[0-9]{4001,}")
DIGITS = re.compile(r"[0-9]{1,4}")
PARTS_OF_NAMES = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")


def works_in(name: str, data: bytes) -> list[dict[str, Any]]:
    """The items of a bibliography as CSL-JSON; of BibTeX as pandoc reads it. Raises Refused when the file
    cannot be read."""
    text = _csl_of_bibtex(data) if name.lower().endswith((".bib", ".bibtex")) else data
    try:
        items = json.loads(text)
        json.dumps(items, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        line = _line_of(HALF_PAIR, text)
        raise Refused(f"{name} has half a character: line {line}; export it as UTF-8") from None
    except UnicodeDecodeError as error:
        line = text[: error.start].count(b"\n") + 1
        raise Refused(f"{name} is not UTF-8: line {line}; export it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise Refused(f"{name} is not JSON: {_fault(error)}") from None
    except RecursionError:
        raise Refused(f"{name} is not JSON that can be read: it is nested too deeply") from None
    except ValueError:  # Python reads no longer numbers
        line = _line_of(LONG_NUMBER, text)
        raise Refused(f"{name} has a number of more than four thousand digits: line {line}") from None
    items = items.get("items", items) if isinstance(items, dict) else items
    if not isinstance(items, list):
        raise Refused(f"{name} is not a list of works in CSL-JSON")
    for number, item in enumerate(items, 1):
        if not _is_titled(item):
            raise Refused(f"{name} is not a list of works in CSL-JSON: number {number} has no title")
    return items


def _line_of(pattern: re.Pattern[bytes], text: bytes) -> int:
    """The line in which a pattern first occurs, the first if it does not."""
    match = pattern.search(text)
    return text[: match.start() if match else 0].count(b"\n") + 1


def _fault(error: json.JSONDecodeError) -> str:
    """What is wrong with JSON, and in which line: that without which, or with another comma, it would be
    JSON; else, where a comma is missing or too many, the one above."""
    culprit = _culprit(error.doc.split("\n"), error.lineno - 1)
    if culprit is not None:
        return f"{error.msg}; look at line {culprit + 1}"
    sign = error.doc[error.pos : error.pos + 1]
    is_above = sign in "}]" or (sign in '{["' and "delimiter" in error.msg)
    before = error.doc[: error.pos].rstrip() if is_above else error.doc[: error.pos + 1]
    return f"{error.msg}, behind “{before[-20:].strip()}” in line {before.count(chr(10)) + 1}"


HIGHEST, EFFORT = 40, 1_000_000  # lines above, characters: so much is tried


def _culprit(lines: list[str], stumbled: int) -> int | None:
    """The line (from 0) that keeps a text from being JSON, where a parser stumbled over one: the nearest
    above it of which that can be said."""
    highest = min(HIGHEST, EFFORT // (5 * sum(map(len, lines)) + 1) + 1)
    above = range(stumbled, max(-1, stumbled - highest), -1)
    tries = [(n, [other]) for n in above[:3] for other in _with_other_comma(lines[n].rstrip())]
    tries += [(n, others) for n in above for others in ([], [*reversed(lines[n : n + 2])])]
    return next(
        (n for n, others in tries if _is_json([*lines[:n], *others, *lines[n + max(1, len(others)) :]])), None
    )


def _with_other_comma(line: str) -> tuple[str, str]:
    return f"{line},", line.removesuffix(",")


def _is_json(lines: list[str]) -> bool:
    try:
        json.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return False
    return True


def _is_titled(item: object) -> bool:
    return isinstance(item, dict) and isinstance(title := item.get("title"), str) and bool(title.strip())


def _csl_of_bibtex(data: bytes) -> bytes:
    command = [find_pandoc(), "--sandbox", "-f", "biblatex", "-t", "csljson"]
    as_typed = data if b"langid" in data else ENTRY.sub(rb"\g<0> langid = {german},", data)
    answer = subprocess.run(command, input=as_typed, capture_output=True, timeout=TIME_LIMIT)
    if answer.returncode:
        raise Refused(f"this is not BibTeX: {answer.stderr.decode('utf-8', 'replace').strip()}")
    own = as_typed is data
    return answer.stdout if own else re.sub(rb'"language": "de-DE",?', b"", answer.stdout)


def with_works(desk: Desk, items: list[dict[str, Any]]) -> tuple[str, list[str], list[str]]:
    """The register of works with those among the items that it does not have; their ids; and the titles of
    the others, which are there already. Raises Refused when an item cannot become an entry."""
    text = desk.text(WORKS) or ""
    register = desk.edition.register(Work).entries
    names, taken = {entry.name for entry in register.values()}, set(register)
    added, known = [], []
    for item in items:
        csl = csl_of(item)
        name = _plain_title(csl)
        if name in names:
            known.append(name)
            continue
        ref = _fresh_id(desk, item, csl, taken)
        fields = {"name": name, "sort": _sort(csl), "csl": csl}
        text, _ = put_entry(text, [f"{ref}:", *mapping(fields, 2)], fields, WORKS)
        taken.add(ref)
        names.add(name)
        added.append(ref)
    return text, added, known


def csl_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item as the register has it: names are lists, every other field is text, dates are EDTF. Raises
    Refused when names are none."""
    csl: dict[str, Any] = {}
    for key, content in item.items():
        if key in UNUSED or content in ("", None, [], {}):
            continue
        if key in NAMES:
            if not isinstance(content, list) or not all(isinstance(name, dict) for name in content):
                raise Refused(f"“{item.get('title')}”: {key} is no list of names, as CSL-JSON has it")
            csl[key] = [{p: str(name[p]) for p in PARTS_OF_NAMES if name.get(p)} for name in content]
        elif isinstance(content, dict):
            date = _date(content)
            csl |= {key: date} if date else {}
        elif not isinstance(content, list):
            csl[key] = str(content)
    return csl


def _date(content: Mapping[str, Any]) -> str:
    """A date of CSL as text: 1995, 1995-05-03, 1930/1932."""
    days = content.get("date-parts")
    days = [day for day in days if day and isinstance(day, list)] if isinstance(days, list) else []
    points = ["-".join(f"{int(part):02}" for part in day if DIGITS.fullmatch(str(part))) for day in days]
    return "/".join(filter(None, points)) or str(content.get("raw") or content.get("literal") or "")


def _plain_title(csl: Mapping[str, Any]) -> str:
    """The title without the markup of Zotero, which only citations show."""
    return MARKUP.sub("", str(csl["title"]))


def _sort(csl: Mapping[str, Any]) -> str:
    """What a work is sorted by: its first author and year, else its title."""
    names = csl.get("author") or csl.get("editor") or []
    first = (names[0].get("family") or names[0].get("literal") or "") if names else ""
    return " ".join(
        filter(None, [first or _plain_title(csl), str(csl.get("issued", ""))[:4] if first else ""])
    )


def _fresh_id(desk: Desk, item: Mapping[str, Any], csl: Mapping[str, Any], taken: set[str]) -> str:
    name = _sort(csl) if csl.get("author") or csl.get("editor") else _plain_title(csl)
    stem = f"work-{slugify(name, max_length=40, word_boundary=True) or slugify(str(item.get('id', 'x')))}"
    ids = [stem, *(f"{stem}-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")]
    return next(ref for ref in ids if ref not in taken and not desk.was_published(ref))
