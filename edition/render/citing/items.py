"""What is cited, in CSL-JSON 1.0 (https://docs.citationstyles.org/en/stable/specification.html).

Everything inside the edition is a `chapter`, whose title says what it is. The nearer types were tried and
lose something: `personal_communication` has no container in reference managers, so that the edition is not
named; `entry-encyclopedia` is left out of bibliographies by Chicago; `manuscript` has no container there
either. The date of a letter stands in its title, after the Chicago Manual (17th edition, 14.111), for the
only date of a citation is that of the publication.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from slugify import slugify

from edition.forms.registers import Person, RegisterEntry, Work
from edition.lookup.addresses import address
from edition.render.site import Site
from edition.tei.heads import EssayHead, LetterHead, ReferencedName
from edition.volume.concordance import PageRange
from edition.words.dates import MONTHS, parse_date

Item = Mapping[str, Any]
Name = dict[str, str]
# given name, initials, family name; anything else is taken as it stands
PERSONAL = re.compile(r"((?:[A-Z][\w’'-]+|[A-Z]\.)(?: [A-Z]\.)*) ([A-Z][\w’'-]+)")
GUESS = re.compile(r"\((?:probably|perhaps)\)")


@dataclass(frozen=True)
class Items:
    """The descriptions of all that is cited on a site."""

    site: Site

    @cached_property
    def edition(self) -> Item:
        config = self.site.config
        subtitle = f": {config.subtitle}" if config.subtitle else ""
        return {
            "id": slugify(config.title),
            "type": "book",
            "title": config.title + subtitle,
            "editor": [name_of(config.editor)],
            **self._published(""),
        }

    def letter(self, letter: LetterHead) -> Item:
        """A letter: its sender writes “to” somebody; kind, date and number follow."""
        senders = self.correspondents(letter.sender)
        recipients = self.correspondents(letter.recipients)
        between = sorted(map(str, senders)) == sorted(map(str, recipients))
        form = "" if letter.kind == "letter" else letter.kind
        lead = form.capitalize() if between else f"To {listed([full(name) for name in recipients])}"
        date = date_in_text(letter.date_printed, self.site.config.capitals)
        pieces = [lead, "" if between else form, date, f"letter {letter.number}"]
        printed = self.printed_in(letter)
        return {
            **self._part(letter.id, ", ".join(filter(None, pieces)), senders),
            "editor": self.edition["editor"],
            "recipient": recipients,
            **({"archive": letter.repository} if letter.repository else {}),
            **({"archive_location": letter.shelfmark} if letter.shelfmark else {}),
            **({"note": f"Printed in {printed}."} if printed else {}),
        }

    def essay(self, essay: EssayHead) -> Item:
        """An essay: where no author is named, the editors wrote it."""
        item = self._part(essay.id, essay.title, authors_of(essay.author) or self.edition["editor"])
        if essay.author:
            item["editor"] = self.edition["editor"]
        source = essay.source.rstrip(".")
        return {**item, "note": f"Source: {source}."} if source else item

    def entry(self, ref: str, entry: RegisterEntry) -> Item:
        return self._part(ref, entry.sort_form, self.edition["editor"])

    def page(self, folder: str, title: str) -> Item:
        """A page of the edition’s own in a folder."""
        item = self._part(folder, title, self.edition["editor"])
        return {**item, **self._published(f"{folder}/")}

    def correspondents(self, names: Sequence[ReferencedName]) -> list[Name]:
        """Who sent or received a letter; persons of the register have family and given names."""
        return [self._correspondent(name.ref, name.words) for name in names]

    def _correspondent(self, ref: str, words: str) -> Name:
        entry = self.site.edition.register(Person).entries.get(ref)
        family, comma, given = entry.sort_form.partition(", ") if entry else ("", "", "")
        return {"family": family, "given": given} if comma else {"literal": words}

    # -- the printed volume ----------------------------------------------------------------------------

    @cached_property
    def volume(self) -> Item | None:
        """The printed volume, from the register of works as far as it is there; nothing if there is none."""
        volume = self.site.config.volume
        if volume is None:
            return None
        work = self.site.edition.register(Work).entries.get(volume.work)
        fields = described(volume.work, work) if work else {}
        fields = {field: value for field, value in fields.items() if field != "note"}
        return {"id": volume.work, "type": "book", "title": volume.title, **fields}

    def place_of(self, letter: LetterHead) -> str:
        """Where a letter stands in the printed volume: “letter 16, pp. 103–105”."""
        pages = self.site.printed.pages.get(letter.id)
        return f"letter {letter.number}" + (f", {pages_in_words(pages)}" if pages else "")

    def printed_in(self, letter: LetterHead) -> str:
        return f"{self.volume['title']}, {self.place_of(letter)}" if self.volume else ""

    # -- what all have in common -----------------------------------------------------------------------

    def _part(self, ref: str, title: str, authors: Sequence[Name]) -> dict[str, Any]:
        return {
            "id": f"{self.edition['id']}-{ref}",
            "type": "chapter",
            "title": title,
            "author": list(authors),
            "container-title": self.edition["title"],
            **self._published(address(ref)),
        }

    def _published(self, path: str) -> dict[str, Any]:
        config = self.site.config
        return {
            "publisher": config.publisher,
            "version": config.version,
            "issued": {"date-parts": [[int(part) for part in config.date.split("-")]]},
            "URL": config.url + path,
            "language": "en",
        }


def described(ref: str, work: Work) -> Item:
    """A work of the register: the fields that its `csl` has, its name where no title is among them."""
    issued = str(work.csl.get("issued") or "")
    dated = {"issued": csl_date(issued)} if issued else {}
    return {"id": ref, "type": "book", "title": work.name, **work.csl, **dated}


def csl_date(text: str) -> dict[str, Any]:
    """A date in EDTF as CSL-JSON has dates; of anything else, and of spans with an open end, the words."""
    try:
        parse_date(text)
        ends = [[int(part) for part in end.rstrip("?~%").split("-")] for end in text.split("/")]
    except ValueError:
        return {"literal": text.replace("..", "").replace("/", "–")}
    return {"date-parts": ends, **({"circa": True} if set(text) & set("?~%") else {})}


def name_of(text: str) -> Name:
    """A name as CSL has it: family and given where it looks like that of a person."""
    found = PERSONAL.fullmatch(text)
    return {"family": found[2], "given": found[1]} if found else {"literal": text}


def authors_of(text: str) -> list[Name]:
    """The authors that one line names: “A. Holm and N. Brandt”, if all of them are names of persons. What is
    said of them in brackets is left out, but not that it is a guess."""
    if not GUESS.search(text):
        text = re.sub(r" \([^)]*\)$", "", text)
    names = [name_of(name) for name in re.split(r", and | and |, ", text) if name]
    return names if all("family" in name for name in names) else [{"literal": text}]


def full(name: Mapping[str, str]) -> str:
    """Given name and family name, as they are spoken."""
    return name.get("literal") or " ".join(filter(None, (name.get("given"), name.get("family"))))


def inverted(name: Mapping[str, str]) -> str:
    """“Family, Given”, or the name as it stands."""
    return name.get("literal") or ", ".join(filter(None, (name.get("family"), name.get("given"))))


def listed(words: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B, and C”."""
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])}, and {words[-1]}"


def date_in_text(printed: str, capitals: Collection[str] = ()) -> str:
    """A date as it stands within a sentence: “[later than 1 August 1925]”, in brackets if it is inferred."""
    kept = {*MONTHS, *capitals}
    small = re.sub(r"[A-Z]\w+", lambda word: word[0] if word[0] in kept else word[0].lower(), printed)
    return small or "undated"


def pages_in_words(pages: PageRange) -> str:
    """The pages of the printed volume: “p. 103”, “pp. 103–105”, “within pp. 103–106” if they are not sure."""
    if pages.first == pages.last:
        return f"p. {pages.first}"
    return f"{'' if pages.certain else 'within '}pp. {pages.first}–{pages.last}"
