"""The index and the glossary of names of a printed book, as an editor would write them.

References to pages are as short as in print (`pages: 85, 110n5, 167–68`), since that is how one reads and
corrects them; the forms turn them into numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, model_validator

from edition.findings.diagnostics import Diagnostic
from edition.forms.base import Form, NonEmpty
from edition.forms.line_yaml import read_yaml, validate

PAGE_REF = re.compile(
    r"(?P<page>[0-9]{1,4})(?:[–-](?P<to>[0-9]{1,4})|n{1,2}(?P<notes>[0-9]{1,3}(?:,[0-9]{1,3})*))?"
)
PLAIN = re.compile(r"[^\W_](?:[^:#\n]*[^:#\s])?")
EMPTY = "entries: []\n"
RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


def last_page(first: str, last: str) -> int:
    """The last page of a range whose repeated digits are left out: 192–93 ends on 193. Both are digits."""
    return int(first[: -len(last)] + last if len(last) < len(first) else last)


def _from_text(data: Any) -> Any:
    """`110n5`, `104nn2,3` or `192–93` as the fields of a reference."""
    if not isinstance(data, str):
        return data
    match = PAGE_REF.fullmatch(data.strip())
    if match is None:
        raise ValueError(f"“{data}” is not a page; write 85, 167–68, 110n5 or 104nn2,3")
    notes = [int(number) for number in match["notes"].split(",")] if match["notes"] else []
    to = last_page(match["page"], match["to"]) if match["to"] else None
    return {"page": int(match["page"]), "to": to, "notes": notes}


def _as_list(data: Any) -> Any:
    return re.split(r", +", data.strip()) if isinstance(data, str) and data.strip() else data


class PageRef(Form):
    """A page, a range of pages (`page` to `to`, both included), or notes on a page, by their numbers."""

    page: int
    to: int | None = None
    notes: list[int] = []

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, data: Any) -> Any:
        return _from_text(data)

    @model_validator(mode="after")
    def _rises(self) -> PageRef:
        if self.to is not None and self.to <= self.page:
            raise ValueError(f"a range of pages must rise, and {self.page}–{self.to} does not")
        return self

    @property
    def text(self) -> str:
        """The reference as it is printed: `85`, `167–168`, `110n5`, `104nn2,3`."""
        if self.to is not None:
            return f"{self.page}–{self.to}"
        sign = "" if not self.notes else "n" if len(self.notes) == 1 else "nn"
        return f"{self.page}{sign}{','.join(map(str, self.notes))}"


PageRefs = Annotated[list[PageRef], BeforeValidator(_as_list)]


class Subentry(Form):
    """A heading below a heading, with its pages and the headings to which it refers."""

    heading: NonEmpty
    pages: PageRefs = []
    see: list[NonEmpty] = []
    see_also: list[NonEmpty] = []


class IndexEntry(Subentry):
    """A heading of the index; emphasis is Markdown."""

    subentries: list[Subentry] = []

    def references(self) -> Iterator[tuple[str, PageRef]]:
        """Every reference of the entry with its subheading ("" for the entry's own pages)."""
        yield from (("", ref) for ref in self.pages)
        for subentry in self.subentries:
            yield from ((subentry.heading, ref) for ref in subentry.pages)


class VolumePart(Form):
    """A part of the book: the id of its document, the page on which it begins (0 if the contents page does
    not say), whether the page before it is blank, and the first and last of the letters that follow it."""

    text: NonEmpty
    page: int = 0
    after_blank: bool = False
    letters: tuple[int, int] | None = None

    @model_validator(mode="after")
    def _is_in_range(self) -> VolumePart:
        if self.page < 0:
            raise ValueError("a page is 1 or more")
        if self.letters and not 1 <= self.letters[0] <= self.letters[1] <= 9999:
            raise ValueError("“letters” are the first and the last, rising: [11, 30]")
        return self

    def letter_ids(self) -> list[str]:
        """The ids of the letters that follow the part, in order."""
        return [f"L{n}" for n in range(self.letters[0], self.letters[1] + 1)] if self.letters else []


def check_parts(parts: list[VolumePart], page_after: int) -> None:
    """Check that the parts of a book are in order, each document once; `page_after` is the page after the
    last part. Raises ValueError with what is wrong."""
    if not parts:
        return
    pages = [part.page for part in parts if part.page]
    if not parts[0].page:
        raise ValueError("the first of the parts needs its page")
    if any(a >= b for a, b in pairwise([*pages, page_after])):
        raise ValueError("the pages of the parts must rise, and “page_after” lies behind the last")
    if page_after > 9999:
        raise ValueError("“page_after” has four digits at most")
    counts = Counter(ref for part in parts for ref in (part.text, *part.letter_ids()))
    twice = next((ref for ref, count in counts.items() if count > 1), None)
    if twice:
        raise ValueError(f"{twice} stands in the parts twice")


class EntryCorrection(Form):
    """A misreading of the copy within one entry: the words, what they should be, and why. Spaces at the ends
    count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)

    find: NonEmpty
    read: NonEmpty
    reason: NonEmpty


class IndexFile(Form):
    """The index of a book, in its order, with the parts of the book and the page after the last of them."""

    parts: list[VolumePart] = []
    page_after: int = 0
    emended: list[EntryCorrection] = []
    entries: list[IndexEntry] = []

    @model_validator(mode="after")
    def _parts_are_in_order(self) -> IndexFile:
        check_parts(self.parts, self.page_after)
        return self


class NameEntry(Form):
    """A person in the glossary of names; `see` refers from a nickname to the name."""

    name: NonEmpty
    real_name: str = ""
    pseudonym: str = ""
    dates: str = ""
    text: str = ""
    see: str = ""


class NamesFile(Form):
    """A glossary of names, in its order, with the text at its head."""

    head: str = ""
    entries: list[NameEntry] = []


def scalar(text: str) -> str:
    """A string as a YAML scalar: plain where it cannot be mistaken for anything else, otherwise quoted."""
    if PLAIN.fullmatch(text) and text.lower() not in RESERVED:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def index_text(index: IndexFile) -> str:
    """The text of `annotations/imported/…-index.yaml`."""
    head = "parts:\n" + "".join(_volume_part(part) for part in index.parts) if index.parts else ""
    head += f"page_after: {index.page_after}\n" if index.page_after else ""
    head += "emended:\n" if index.emended else ""
    for correction in index.emended:
        lines = [f"{key}: {scalar(value)}" for key, value in correction.model_dump().items()]
        head += "  - " + "\n    ".join(lines) + "\n"
    if not index.entries:
        return head + EMPTY
    return head + "entries:\n" + "\n".join(_index_entry(entry) for entry in index.entries)


def _volume_part(part: VolumePart) -> str:
    fields = [f"text: {part.text}"]
    fields += [f"page: {part.page}"] if part.page else []
    fields += ["after_blank: true"] if part.after_blank else []
    fields += [f"letters: [{part.letters[0]}, {part.letters[1]}]"] if part.letters else []
    return f"  - {{{', '.join(fields)}}}\n"


def _index_entry(entry: IndexEntry) -> str:
    lines = _heading_lines(entry, "  ")
    if entry.subentries:
        lines.append("    subentries:")
        lines += [line for subentry in entry.subentries for line in _heading_lines(subentry, "      ")]
    return "\n".join(lines) + "\n"


def _heading_lines(entry: Subentry, indent: str) -> list[str]:
    lines = [f"{indent}- heading: {scalar(entry.heading)}"]
    if entry.pages:
        lines.append(f"{indent}  pages: {', '.join(ref.text for ref in entry.pages)}")
    for key, targets in (("see", entry.see), ("see_also", entry.see_also)):
        if targets:
            lines.append(f"{indent}  {key}:")
            lines += [f"{indent}    - {scalar(target)}" for target in targets]
    return lines


def names_text(names: NamesFile) -> str:
    """The text of `annotations/imported/…-names.yaml`."""
    head = f"head: |\n  {names.head}\n" if names.head else ""
    if not names.entries:
        return head + EMPTY
    return head + "entries:\n" + "\n".join(_name_entry(entry) for entry in names.entries)


def _name_entry(entry: NameEntry) -> str:
    lines = [f"  - name: {scalar(entry.name)}"]
    for key in ("real_name", "pseudonym", "dates", "see"):
        value = getattr(entry, key)
        if value:
            lines.append(f"    {key}: {scalar(value)}")
    if entry.text:
        lines += ["    text: |", f"      {entry.text}"]
    return "\n".join(lines) + "\n"


def read_index_text(text: str, path: str) -> tuple[IndexFile | None, list[Diagnostic]]:
    """Read an index that `index_text` or an editor wrote; None, with the faults, when it cannot be read."""
    marked, problems = read_yaml(text, path)
    index, faults = validate(IndexFile, marked) if not problems else (None, [])
    return index, problems + faults


def read_names_text(text: str, path: str) -> tuple[NamesFile | None, list[Diagnostic]]:
    """Read a glossary that `names_text` or an editor wrote; None, with the faults, when it cannot be read."""
    marked, problems = read_yaml(text, path)
    names, faults = validate(NamesFile, marked) if not problems else (None, [])
    return names, problems + faults


WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SMALL = frozenset({"of", "and", "the", "for", "in", "on"})


@lru_cache(maxsize=65536)
def fold_name(word: str) -> str:
    """The form that all spellings of a name share: case-folded, without accents, possessive or apostrophes,
    with j, y and ii as i."""
    word = re.sub(r"['’]s?\Z|['’]", "", unicodedata.normalize("NFKD", word).casefold())
    plain = "".join(c for c in word if not unicodedata.combining(c))
    return re.sub(r"i+", "i", plain.replace("j", "i").replace("y", "i"))


def name_terms(heading: str) -> tuple[list[tuple[str, ...]], bool]:
    """The names by which a heading can be found in a text, each as folded words, and whether they are a
    person's.

    For a person (or a town) that is what stands before the comma; what stands in brackets is another name. A
    heading with words that are not part of a name, such as “Class struggle”, gives none, since its words
    need not occur on the page.
    """
    bare = heading.replace("*", "")
    bracketed = re.findall(r"\(([^\W\d][^()]*)\)", bare)
    main, _, rest = re.sub(r"\s*\([^()]*\)", "", bare).partition(", ")
    if rest.endswith(" of"):  # Trade, Commissariat of
        main, rest = f"{rest} {main}", ""
    person = bool(rest) and rest[:1].isupper() and _is_name(rest.replace("ogly", ""))
    terms = [main, *bracketed] if person or not rest else [main]
    if not person and rest and not re.match(r"(?:in|on|to|of|with|by|use|role)\b", rest):
        return [], False
    folded = [tuple(fold_name(word) for word in WORD.findall(term)) for term in terms if _is_name(term)]
    return [term for term in folded if term], person


def _is_name(text: str) -> bool:
    return all(word[:1].isupper() or word in SMALL for word in re.split(r"[\s/]+", text.strip(" '\"“”")))


def other_names(index: IndexFile, names: NamesFile) -> dict[str, list[str]]:
    """For each heading of the index the names that the index or the glossary refers to it, as Klim to
    Voroshilov."""
    aliases: dict[str, list[str]] = {}
    for entry in index.entries:
        for target in entry.see:
            aliases.setdefault(target, []).append(entry.heading)
    headings = [entry.heading for entry in index.entries if entry.pages or entry.subentries]
    for name in (name for name in names.entries if name.see):
        surname = name.see.split(",")[0]
        same = [heading for heading in headings if heading.split(",")[0] == surname]
        for heading in same if len(same) == 1 else [h for h in same if h == name.see]:
            if name.name not in aliases.setdefault(heading, []):
                aliases[heading].append(name.name)
    return aliases
