"""The page that says what a citation means. Its tables can be looked up by anyone; the script reads the same
ones."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

from edition.forms.registers import RegisterEntry
from edition.lookup.addresses import UNITS, href, unit_label
from edition.lookup.catalogue import WITH_THE_TEXT, Catalogue
from edition.lookup.citation_words import DASHES, OUTER, REMOVED
from edition.lookup.grammar import FALLBACKS, UNIT_NUMBER
from edition.lookup.resolving import MOST, PRINTED, SENTENCES, STATES, describe_move
from edition.model import Job, Register
from edition.render.pages.parts import Listing, Parts, listings, parts_in_time
from edition.render.pages.route import Route
from edition.render.pages.volume import by_tens
from edition.render.site import Site
from edition.tei.heads import LetterHead

PATH, FILE = "resolve/index.html", "resolve/letters.json"
NOTE = re.compile(r"n(\d+|-.+)")


@dataclass(frozen=True)
class ResolverRow:
    """A text: what it is called, the title of a letter, its shelfmark, the forms in which it is cited, what
    can be cited in it, and (an expression for) what only the missing text would hold."""

    id: str
    label: str
    title: str
    shelfmark: str
    keys: str
    units: str
    parts: Sequence[str]
    notes: Sequence[str]
    absent: str


USES = frozenset({"units", "heads", "registers", "anchors", "index", "pages"})


def routes(site: Site) -> Iterator[Route]:
    """The page of the citation finder and, of many letters, the pages of its table."""
    finder = Finder(site)
    yield Route(PATH, "resolve.html.j2", USES, finder.values)
    if finder.parts is not None:
        for listing in listings((), PATH, finder.parts)[1:]:
            values = partial(finder.letters, listing)
            yield Route(listing.path, "resolve_letters.html.j2", USES, values)


@dataclass(frozen=True)
class Finder:
    """The citation finder of a site. Where there are many letters their table stands on pages of its own, and
    the script reads them, and the entries of long registers, from a file."""

    site: Site

    @cached_property
    def catalogue(self) -> Catalogue:
        """All that can be cited."""
        return Catalogue(self.site.edition, self.site.config, self.site.printed.concordance)

    @cached_property
    def parts(self) -> Parts[LetterHead] | None:
        """The pages of the table of letters; None where it is short."""
        return parts_in_time(self.site, self.site.letters, PATH, "resolve/letters/")

    @property
    def file(self) -> str:
        """The path of the file for the script, from the root; "" where all stands on the page."""
        return FILE if self.parts is not None or self._long_registers else ""

    @cached_property
    def _long_registers(self) -> Sequence[Register[RegisterEntry]]:
        most = self.site.config.longest.entries
        return [register for register in self.site.edition.registers.values() if len(register.entries) > most]

    def values(self) -> Mapping[str, object]:
        """The values of the page."""
        catalogue = self.catalogue
        letters = [_row(ref, catalogue) for ref in catalogue.letters if self.parts is None]
        others = [_row(ref, catalogue) for ref in catalogue.texts if ref not in catalogue.letters]
        pages = _pages(catalogue)
        days = {
            letter.id: letter.date_sort for letter in self.site.letters if letter.earliest == letter.latest
        }
        example = next((row for row in map(self._row, days) if row.notes), None)
        return {
            "rules": rules_of(catalogue),
            "file": self.file,
            "listing": Listing(PATH, (), self.parts),
            "letters": letters,
            "others": others,
            "entries": _entries(catalogue, self._long_registers),
            "long": [(register.kind, len(register.entries)) for register in self._long_registers],
            "moved": _moved(catalogue),
            "pages": pages,
            "tens": [(str(page), f"page-{page}", "") for page in by_tens([page for page, _ in pages])],
            "example": example,
            "day": days[example.id] if example else "",
        }

    def letters(self, listing: Listing[LetterHead]) -> Mapping[str, object]:
        """The values of a page of letters."""
        return {"listing": listing, "letters": [self._row(letter.id) for letter in listing.items]}

    def _row(self, ref: str) -> ResolverRow:
        return _row(ref, self.catalogue)

    def data(self) -> bytes:
        """The file for the script: id, label, forms of citation, units, what is absent, and the link, of each
        row that is not on the page."""
        letters = map(self._row, self.catalogue.letters if self.parts is not None else ())
        rows = [(row.id, row.label, row.keys, row.units, row.absent, href(row.id, "../")) for row in letters]
        for register in self._long_registers:
            entries = _register_rows(register, self.catalogue)
            rows += [(ref, name, keys, "", "", href(ref, "../")) for ref, name, keys in entries]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def plan(site: Site) -> Iterator[Job]:
    """The file for the script, of an edition that has one."""
    finder = Finder(site)
    if finder.file:
        yield Job(finder.file, USES | {"config"}, finder.data)


def rules_of(catalogue: Catalogue) -> str:
    """What the scripts must know beside the tables, as JSON."""
    say = catalogue.config.phrases.say
    rules = {
        "cleaning": [(DASHES, "-"), (REMOVED, ""), (r"\s+", " "), (f"^[{OUTER}]+|[{OUTER}]+$", "")],
        "grammar": catalogue.grammar,
        "fallbacks": FALLBACKS,
        "printed": f"^{PRINTED}$",
        "noPages": "" if catalogue.pages or not catalogue.config.volume else say(SENTENCES["no pages"]),
        "most": MOST,
        "states": {state: say(state) for state in STATES},
        "sentences": {
            state: catalogue.config.phrases.word(s) for state, s in SENTENCES.items() if state != "no pages"
        },
        "labels": [
            *((f"^{kind}{UNIT_NUMBER}$", say(word, number="$1")) for kind, word in UNITS.items()),
            ("^n (.*)$", say("note “{name}”", name="$1")),
            ("^text$", unit_label(".text", catalogue.config.phrases)),
        ],
        "url": catalogue.config.url,
    }
    return json.dumps(rules, ensure_ascii=False, separators=(",", ":"))


def _row(ref: str, catalogue: Catalogue) -> ResolverRow:
    letter, units = catalogue.letters.get(ref), catalogue.units[ref]
    return ResolverRow(
        id=ref,
        label=catalogue.labels[ref],
        title=letter.title if letter else "",
        shelfmark=letter.shelfmark if letter else "",
        keys="|".join(catalogue.keys[ref]),
        units=" " + " ".join(units),  # the empty one is the text itself
        parts=in_ranges([unit for unit in units if not NOTE.fullmatch(unit)]),
        notes=[unit for unit in units if NOTE.fullmatch(unit)],
        absent=f"^({WITH_THE_TEXT})$" if ref in catalogue.absent else "",
    )


def in_ranges(units: Sequence[str]) -> list[str]:
    """`p1`, `p2`, `p3`, `text` → `p1–3`, `text`; each kind together, in the order of its first place."""
    numbered = [(unit.rstrip("0123456789"), unit) for unit in units]
    order = list(dict.fromkeys(kind for kind, _ in numbered))
    ranges = []
    for kind in order:
        own = [unit for its, unit in numbered if its == kind]
        numbers = sorted(int(unit.removeprefix(kind)) for unit in own if unit != kind)
        runs = groupby(enumerate(numbers), key=lambda item: item[1] - item[0])
        ranges += [unit for unit in own if unit == kind]
        for _, run in runs:
            first, *rest = (number for _, number in run)
            ranges.append(f"{kind}{first}–{rest[-1]}" if rest else f"{kind}{first}")
    return ranges


def _entries(
    catalogue: Catalogue, without: Sequence[Register[RegisterEntry]]
) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The entries by the heading of their register; of long registers none."""
    return [
        (catalogue.config.phrases.say(register.kind.heading), _register_rows(register, catalogue))
        for register in catalogue.edition.registers.values()
        if register.entries and register not in without
    ]


def _register_rows(register: Register[RegisterEntry], catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """(id, name, the forms in which it is cited) of each entry."""
    return [(ref, entry.name, "|".join(catalogue.keys[ref])) for ref, entry in register.entries.items()]


def _moved(catalogue: Catalogue) -> list[dict[str, object]]:
    """What became of ids that stand no longer."""
    return [
        {
            "id": ref,
            "now": now,
            "told": describe_move(step, bool(now), catalogue.config.phrases),
            "keys": "|".join(catalogue.keys[ref]),
        }
        for ref, (now, step) in catalogue.ends.items()
        if not catalogue.has(ref)
    ]


def _pages(catalogue: Catalogue) -> list[tuple[int, list[tuple[str, list[tuple[str, str, bool]]]]]]:
    """Each printed page with its texts, and of each the ids, their forms, and whether they certainly stand
    there."""
    pages: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    for ref, page, keys in catalogue.printed_pages:
        pages[page].append((ref, "|".join(keys), not keys[0].startswith("~")))
    return [
        (page, [(text, list(units)) for text, units in groupby(pages[page], key=_text_of)])
        for page in sorted(pages)
    ]


def _text_of(unit: tuple[str, str, bool]) -> str:
    return unit[0].partition(".")[0]
